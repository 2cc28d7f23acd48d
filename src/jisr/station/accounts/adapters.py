"""How allauth behaves at a station: nobody signs up by themselves, every sign-in and failed try is in the ledger."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to sign-up; accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))[:150]
        record(Actor(name=f"unknown:{name}"), Act.REFUSAL, "session", name, decision="sign_in_failed")
        super().authentication_failed(request, **credentials)
