"""Every write to accounts: one transaction and one ledger entry each."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.access import REASON_MINUTES, REASON_SESSION_KEY
from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.purposes import MAXIMUM_WORDS, PURPOSE_LABELS, STATED_KEY, STATED_MINUTES
from jisr.station.accounts.roles import Role, roles_conflict
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

LANGUAGES = ("ar", "fr", "en")
THEMES = ("auto", "light", "dark")
MINIMUM_REASON_LENGTH = 10
MAXIMUM_TOKEN_DAYS = 365
_username_form = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,63}\Z")

_PASSWORD_BYTES = 16  # 128 random bits


class AccountProblem(Problem):
    """What was asked for an account cannot be done."""


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new API token; the secret is shown once and cannot be read again."""

    token_id: int
    secret: str
    expires_at: datetime


def generated_password() -> str:
    """A password of 128 random bits, in groups that can be read out."""
    plain = secrets.token_hex(_PASSWORD_BYTES)
    return "-".join(plain[start : start + 8] for start in range(0, len(plain), 8))


@transaction.atomic
def create_account(
    actor: Actor,
    *,
    username: str,
    full_name: str,
    roles: Sequence[str],
    password: str,
    language: str = "en",
    second_factor_required: bool = True,
    is_password_temporary: bool = False,
    password_hash: str = "",
) -> User:
    """Make an account. A temporary password opens nothing but the page that changes it.

    Args:
        password_hash: of the same password, where an account of an exercise shares it: hashing is slow on purpose.

    Raises:
        AccountProblem: name taken or malformed, unknown or conflicting roles, weak password.
    """
    username = username.strip().lower()
    try:
        _username_form(username)
    except ValidationError as error:
        raise AccountProblem(
            "account_name_malformed",
            _("A sign-in name is 2 to 64 of: a-z, 0-9, dot, dash, underscore; it begins with a letter or digit."),
            field="username",
        ) from error
    user = User(
        username=username,
        full_name=full_name.strip(),
        roles=checked_roles(roles),
        language=_checked_choice(language, LANGUAGES, "language"),
        is_second_factor_required=second_factor_required,
        is_password_temporary=is_password_temporary,
    )
    _check_password(password, user)
    if password_hash:
        user.password = password_hash
    else:
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise AccountProblem(
            "account_exists", _("There is already an account with this sign-in name."), field="username", status=409
        ) from error
    record(actor, Act.ADMINISTRATION, "account", username, decision="created", detail={"roles": ",".join(user.roles)})
    return user


@transaction.atomic
def change_account(actor: Actor, username: str, *, full_name: str, roles: Sequence[str], language: str) -> User:
    """Change name, roles and language of an account. Nobody takes the administrator's role from themselves."""
    user = _locked(username)
    chosen = checked_roles(roles)
    loses_administration = Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in chosen
    if loses_administration and user.pk == actor.user_id:
        raise AccountProblem(
            "own_administrator_role", _("You cannot take the administrator's role from yourself."), field="roles"
        )
    if loses_administration:
        _keep_one_administrator(user)
    before = ",".join(user.roles)
    user.full_name, user.roles = full_name.strip(), chosen
    user.language = _checked_choice(language, LANGUAGES, "language")
    user.save(update_fields=["full_name", "roles", "language"])
    detail = {"before": before, "after": ",".join(chosen)}
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="changed", detail=detail)
    return user


@transaction.atomic
def disable_account(actor: Actor, username: str) -> User:
    """Close an account: it can no longer sign in, its sessions and tokens end at once. Can be undone."""
    user = _locked(username)
    if user.pk == actor.user_id:
        raise AccountProblem("own_account", _("You cannot disable your own account."))
    _keep_one_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="disabled")
    return user


@transaction.atomic
def enable_account(actor: Actor, username: str) -> User:
    """Open a disabled account again."""
    user = _locked(username)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="enabled")
    return user


@transaction.atomic
def set_password(actor: Actor, username: str, password: str, *, is_temporary: bool = True) -> User:
    """Give an account a new password; its sessions end, because they are bound to the old one."""
    user = _locked(username)
    _check_password(password, user)
    user.set_password(password)
    user.is_password_temporary = is_temporary
    user.save(update_fields=["password", "is_password_temporary"])
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="password_set")
    return user


@transaction.atomic
def note_own_password_changed(actor: Actor, user: User) -> None:
    """The person has chosen a password that nobody else knows."""
    user.is_password_temporary = False
    user.save(update_fields=["is_password_temporary"])
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="password_changed")


@transaction.atomic
def reset_second_factor(actor: Actor, username: str) -> User:
    """Remove a lost second factor; the person sets up a new one at the next sign-in."""
    from allauth.mfa.models import Authenticator

    user = _locked(username)
    Authenticator.objects.filter(user=user).delete()
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="second_factor_reset")
    return user


@transaction.atomic
def change_preferences(actor: Actor, user: User, *, language: str, theme: str) -> None:
    """Language and theme of one's own pages."""
    user.language = _checked_choice(language, LANGUAGES, "language")
    user.theme = _checked_choice(theme, THEMES, "theme")
    user.save(update_fields=["language", "theme"])
    record(actor, Act.ADMINISTRATION, "account", user.username, decision="preferences_changed")


@transaction.atomic
def issue_token(
    actor: Actor, user: User, *, label: str, roles: Sequence[str], days: int, purpose: str = ""
) -> IssuedToken:
    """Make an API token that speaks for one person with some of that person's roles.

    Args:
        purpose: for what its program reads where it does not say so itself; "" = it has to.

    Raises:
        AccountProblem: a role that the person does not hold, no role, an unknown purpose, or a life outside 1..365
            days.
    """
    if purpose and purpose not in PURPOSE_LABELS:
        raise AccountProblem("purpose_unknown", _("This purpose is not on the list."), field="purpose")
    chosen = checked_roles(roles)
    if not chosen or not set(chosen) <= set(user.roles):
        raise AccountProblem(
            "token_roles", _("A token can have only roles that its person holds, and at least one."), field="roles"
        )
    if not 1 <= days <= MAXIMUM_TOKEN_DAYS:
        raise AccountProblem("token_days", _("A token lives between 1 and 365 days."), field="days")
    secret, now = ApiToken.new_secret(), timezone.now()
    token = ApiToken.objects.create(
        user=user,
        label=label.strip()[:100] or "token",
        roles=chosen,
        purpose=purpose,
        secret_hash=ApiToken.hash_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    detail: dict[str, str | int] = {"roles": ",".join(chosen), "days": days}
    if purpose:
        detail["purpose"] = purpose
    record(actor, Act.ADMINISTRATION, "token", str(token.pk), recipient=user.username, decision="issued", detail=detail)
    return IssuedToken(token.pk, secret, token.expires_at)


@transaction.atomic
def revoke_token(actor: Actor, user: User, token_id: int) -> None:
    """End a token at once. Revoking it again changes nothing."""
    token = ApiToken.objects.select_for_update().filter(pk=token_id, user=user).first()
    if token is None:
        raise AccountProblem("token_unknown", _("There is no such token."), status=404)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(actor, Act.ADMINISTRATION, "token", str(token.pk), recipient=user.username, decision="revoked")


@transaction.atomic
def give_reason(actor: Actor, session: SessionBase, text: str) -> None:
    """Keep the reason for reading content, for 15 minutes of this session, and put it in the ledger."""
    reason = " ".join(text.split())
    if len(reason) < MINIMUM_REASON_LENGTH:
        raise AccountProblem(
            "reason_too_short", _("Give the reason in a few words (at least 10 letters)."), field="reason"
        )
    until = timezone.now() + timedelta(minutes=REASON_MINUTES)
    session[REASON_SESSION_KEY] = {"text": reason[:500], "until": until.timestamp()}
    record(actor, Act.CONSULTATION, "session", actor.name, justification=reason[:500], decision="reason_given")


@transaction.atomic
def state_purpose(actor: Actor, session: SessionBase, purpose: str, words: str) -> None:
    """Keep for what a person reads, for four hours of this session, and put it in the ledger.

    Raises:
        AccountProblem: a purpose that is not on the list, or no words.
    """
    said = " ".join(words.split())[:MAXIMUM_WORDS]
    if purpose not in PURPOSE_LABELS:
        raise AccountProblem("purpose_unknown", _("This purpose is not on the list."), field="purpose")
    if len(said) < MINIMUM_REASON_LENGTH:
        raise AccountProblem(
            "purpose_words_too_short", _("Say in a few words what you work on (at least 10 letters)."), field="words"
        )
    until = timezone.now() + timedelta(minutes=STATED_MINUTES)
    session[STATED_KEY] = {"code": purpose, "words": said, "until": until.timestamp()}
    record(
        actor, Act.CONSULTATION, "session", actor.name, justification=said, decision="purpose_stated",
        detail={"purpose": purpose, "purpose_basis": "stated"},
    )  # fmt: skip


def checked_roles(roles: Sequence[str]) -> list[str]:
    """The roles in the order of the table, each once; AccountProblem when unknown or not to be held together."""
    try:
        chosen = {Role(role) for role in roles}
    except ValueError as error:
        raise AccountProblem("role_unknown", _("This role is not known."), field="roles") from error
    if roles_conflict(chosen):
        raise AccountProblem(
            "roles_conflict",
            _(
                "An administrator or oversight officer holds no other role: "
                "who runs the station or watches it does not work in it."
            ),
            field="roles",
        )
    return [role.value for role in Role if role in chosen]


def _locked(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise AccountProblem("account_unknown", _("There is no account with this sign-in name."), status=404)
    return user


def _keep_one_administrator(leaving: User) -> None:
    if Role.ADMINISTRATOR not in leaving.roles:
        return
    others = User.objects.select_for_update().filter(is_active=True, roles__contains=[Role.ADMINISTRATOR.value])
    if not others.exclude(pk=leaving.pk).exists():
        raise AccountProblem("last_administrator", _("The station needs at least one administrator."))


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountProblem("password_weak", " ".join(error.messages), field="password") from error


def _checked_choice(value: str, choices: Sequence[str], field: str) -> str:
    if value not in choices:
        raise AccountProblem("choice_unknown", _("This choice is not known."), field=field)
    return value
