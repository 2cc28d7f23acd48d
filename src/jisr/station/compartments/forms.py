"""Forms of the room."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.purposes import PURPOSE_LABELS
from jisr.station.compartments.models import ReviewVerdict
from jisr.station.compartments.services.glass import LEAST_MINUTES, MINUTES, MOST_MINUTES

_CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}


def _words(label: object, rows: int = 2, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=1000, widget=widget, help_text=help_text)  # type: ignore[arg-type]


def in_ninety_days() -> object:
    return timezone.localdate() + timedelta(days=90)


class CompartmentForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("A word that says nothing of what is inside."),
    )  # fmt: skip
    reason = _words(_("Why it is needed"))


class MemberForm(forms.Form):
    username = forms.CharField(label=_("Sign-in name"), max_length=150, widget=forms.TextInput(attrs=_CODE))
    reason = _words(_("Why this person needs to know"))
    until = forms.DateField(
        label=_("Last day"), initial=in_ninety_days, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The membership ends by itself; ask again before you renew it."),
    )  # fmt: skip


class RenewForm(forms.Form):
    username = forms.CharField(widget=forms.HiddenInput())
    until = forms.DateField(label=_("Last day"), initial=in_ninety_days, widget=forms.DateInput(attrs={"type": "date"}))


class PutInForm(forms.Form):
    reference = forms.CharField(
        label=_("Record"), max_length=120, widget=forms.TextInput(attrs=_CODE),
        help_text=_("The number of a report or warning, or the id of a dispatch, an entity, a statement, a proposal."),
    )  # fmt: skip
    reason = _words(_("Why it has to be hidden"))


class ArrivalsForm(forms.Form):
    station_id = forms.CharField(label=_("Partner"), max_length=64, widget=forms.TextInput(attrs=_CODE))
    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=[("", _("every purpose")), *list(PURPOSE_LABELS.items())[:9]]
    )
    reason = _words(_("Why it has to be hidden"))


class HandOverForm(forms.Form):
    username = forms.CharField(label=_("New owner"), max_length=150, widget=forms.TextInput(attrs=_CODE))
    reason = _words(_("Reason"))


class GlassForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference"), max_length=120, widget=forms.TextInput(attrs=_CODE),
        help_text=_("As it was told to you, such as R-2026-0417. There is no list to choose from."),
    )  # fmt: skip
    told_by = forms.CharField(
        label=_("Who told you"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"})
    )  # fmt: skip
    reason = _words(_("Why it cannot wait"), 3)
    minutes = forms.IntegerField(
        label=_("For how many minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=MINUTES
    )


class OffDutyForm(forms.Form):
    reason = _words(_("Why you read at this hour"), 2)
    minutes = forms.IntegerField(
        label=_("For how many minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=MINUTES
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Finding"), choices=ReviewVerdict.choices, widget=forms.RadioSelect)
    remark = _words(_("What you looked at and why you find so"), 3)
