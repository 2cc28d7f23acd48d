"""allauth's forms with the station's own words, in labels that stay readable while typing, not in placeholders."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class OwnWords:
    """Puts `labels` on the fields of an allauth form and drops its placeholders and help texts."""

    labels: ClassVar[dict[str, Any]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            field = self.fields[name]
            field.label = label
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
        code = self.fields.get("code")
        if code is not None:
            code.widget.attrs |= {"dir": "ltr", "inputmode": "text", "autocomplete": "one-time-code"}


class SignInForm(OwnWords, LoginForm):  # type: ignore[misc]
    labels = {"login": _("Sign-in name"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class PasswordChangeForm(OwnWords, ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password, at least 12 characters"),
        "password2": _("New password once more"),
    }


class ConfirmByPasswordForm(OwnWords, ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Password")}


class SecondStepForm(OwnWords, AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}


class ConfirmByCodeForm(OwnWords, ReauthenticateByCodeForm):  # type: ignore[misc]
    labels = {"code": _("Code")}


class SecondFactorSetUpForm(OwnWords, ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
