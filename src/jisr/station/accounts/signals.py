"""Sign-in, sign-out and changes of the second factor go into the ledger as they happen."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from jisr.station.accounts.access import REASON_SESSION_KEY
from jisr.station.accounts.adapters import note_failed_sign_in
from jisr.station.accounts.middleware import SIGNED_IN_AT_KEY
from jisr.station.accounts.models import User
from jisr.station.accounts.purposes import AT_HAND_KEY, STATED_KEY
from jisr.station.accounts.services import note_own_password_changed
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


def _person(user: User) -> Actor:
    return Actor(user.username, tuple(user.roles), user.pk)


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    request.session[SIGNED_IN_AT_KEY] = timezone.now().timestamp()
    for held in (REASON_SESSION_KEY, STATED_KEY, AT_HAND_KEY):
        request.session.pop(held, None)
    record(_person(user), Act.ADMINISTRATION, "session", user.username, decision="signed_in")


@receiver(user_logged_out)
def note_sign_out(user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        record(_person(user), Act.ADMINISTRATION, "session", user.username, decision="signed_out")


@receiver(password_changed)
def note_password_change(user: User, **_kwargs: Any) -> None:
    note_own_password_changed(_person(user), user)


@receiver(authentication_failed)
def note_wrong_code(user: User, **_kwargs: Any) -> None:
    note_failed_sign_in(user.username, "second_factor")


@receiver(authenticator_added)
@receiver(authenticator_removed)
@receiver(authenticator_reset)
def note_second_factor(signal: Any, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    words = {authenticator_added: "added", authenticator_removed: "removed", authenticator_reset: "renewed"}
    decision = f"second_factor_{words[signal]}"
    record(
        _person(user),
        Act.ADMINISTRATION,
        "account",
        user.username,
        decision=decision,
        detail={"kind": authenticator.type},
    )
