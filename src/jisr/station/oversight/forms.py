"""Forms of the oversight room."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.ledger import Act
from jisr.station.ledger.queries import EntryFilter
from jisr.station.oversight import labels

_CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}


class EntryFilterForm(forms.Form):
    """What to look for in the ledger. Days are whole days in the station's time zone."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=200, widget=forms.TextInput(attrs=_CODE))
    act = forms.ChoiceField(label=_("Act"), required=False)
    record_kind = forms.ChoiceField(label=_("Record"), required=False)
    record_id = forms.CharField(
        label=_("Record number"), required=False, max_length=200, widget=forms.TextInput(attrs=_CODE)
    )
    recipient = forms.CharField(
        label=_("Recipient"), required=False, max_length=200, widget=forms.TextInput(attrs=_CODE)
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        for name, choices in (("act", labels.ACTS), ("record_kind", labels.RECORD_KINDS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [every, *choices.items()]

    def wanted(self) -> EntryFilter:
        """The filter; empty when the form is not valid."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return EntryFilter(
            actor=chosen.get("actor", ""),
            act=Act(chosen["act"]) if chosen.get("act") else None,
            record_kind=chosen.get("record_kind", ""),
            record_id=chosen.get("record_id", ""),
            recipient=chosen.get("recipient", ""),
            since=_start_of(chosen.get("since")),
            until=_start_of(chosen.get("until"), days_after=1),
        )


class RangeForm(forms.Form):
    """Which entries to export: from one number on, so many of them."""

    first = forms.IntegerField(label=_("First entry"), min_value=0, initial=0)
    last = forms.IntegerField(label=_("Last entry"), min_value=0)

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if "first" in chosen and "last" in chosen and chosen["first"] > chosen["last"]:
            self.add_error("last", _("The last entry comes before the first."))
        return chosen


def _start_of(day: Any, days_after: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days_after), time.min))
