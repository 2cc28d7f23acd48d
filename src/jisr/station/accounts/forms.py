"""Forms of the accounts room."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.models import User
from jisr.station.accounts.purposes import PURPOSE_LABELS
from jisr.station.accounts.roles import ROLE_LABELS, Role

THEME_LABELS = (("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark")))


class AccountForm(forms.Form):
    """A new account; `AccountChangeForm` is the same without the sign-in name."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        help_text=_("a-z, 0-9, dot, dash, underscore; it cannot be changed later"),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    full_name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, ROLE_LABELS[role]) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An administrator or oversight officer holds no other role."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AccountChangeForm(AccountForm):
    username = None  # type: ignore[assignment]


class PeopleFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search", "dir": "auto"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("all roles")), *((role.value, ROLE_LABELS[role]) for role in Role)],
    )
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("all accounts")),
            ("active", _("open accounts")),
            ("disabled", _("closed accounts")),
        ],
    )


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Colours"), choices=THEME_LABELS)


class TokenForm(forms.Form):
    """A new API token; only roles that the person holds are offered."""

    label = forms.CharField(label=_("What it is for"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"}))
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=365, initial=30)
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        required=False,
        choices=[("", _("The program says it each time")), *PURPOSE_LABELS.items()],
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(role, ROLE_LABELS[Role(role)]) for role in user.roles]
        field.initial = list(user.roles)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for reading"),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It is recorded in the ledger with your name. It is valid for 15 minutes."),
    )


class PurposeForm(forms.Form):
    """For what a person reads; the list is short, the words say the rest."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", ""), *PURPOSE_LABELS.items()])
    words = forms.CharField(
        label=_("What you work on"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("A case, a request, a question in a few words; no names. It is recorded in the ledger."),
    )
