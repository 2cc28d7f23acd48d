"""How allauth behaves at a station: nobody signs up by themselves, secrets are encrypted, the QR code is drawn here."""

import base64
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.middleware import SIGNED_IN_AT_KEY
from jisr.station.accounts.queries import account
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

#: Seconds after sign-in in which the person is taken to be still the one who typed the password.
FRESH_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to sign-up: accounts are made by an administrator. Sends no e-mail."""

    #: In the words of the form: allauth's own call the sign-in name otherwise in each language.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The sign-in name or the password is not right."),
        "too_many_login_attempts": _("Too many failed attempts to sign in. Wait a few minutes, then try again."),
        "incorrect_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failed_sign_in(str(credentials.get("username", "")), "password")
        super().authentication_failed(request, **credentials)

    def is_reauthentication_required(self, app: str) -> bool:
        """A person who signed in a moment ago is not asked to confirm it once more."""
        began = self.request.session.get(SIGNED_IN_AT_KEY, 0)
        return timezone.now().timestamp() - float(began) > FRESH_SECONDS

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:own")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A station sends no mail; what allauth would mail stands in the ledger."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """See send_mail."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets encrypted with a key that is not in the database, and draws the QR code as SVG."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Codes change every 30 seconds; check the clock of the device."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        svg: str = segno.make(url, error="m", micro=False).svg_inline(scale=4, border=2, light="#fff")
        return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """See AccountAdapter.send_mail."""


def note_failed_sign_in(username: str, step: str) -> None:
    """Enter a failed try in the ledger. A name that belongs to nobody is not kept: it may be a mistyped password."""
    name = username if account(username) else "unknown"
    record(Actor(name="anonymous"), Act.REFUSAL, "session", name, decision="sign_in_failed", detail={"step": step})


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, None, b"jisr second factor secrets v1").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
