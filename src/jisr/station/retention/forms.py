"""Forms of the room."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.station.retention.keeping import today
from jisr.station.retention.services.holding import LONGEST_DAYS
from jisr.station.retention.words import KINDS

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class EndingFilterForm(forms.Form):
    """What to show of what ends."""

    kind = forms.ChoiceField(label=_("Record"), required=False)
    days = forms.IntegerField(label=_("Within days"), required=False, min_value=0, max_value=3660)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((kind, KINDS[kind]) for kind in ("report", "dispatch"))]


class HoldForm(forms.Form):
    """A new legal hold."""

    kind = forms.ChoiceField(label=_("Record"))
    record_id = forms.UUIDField(label=_("Record number"), widget=forms.TextInput(attrs=_CODE))
    legal_reference = forms.CharField(
        label=_("Legal reference"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The law, order or file it rests on."),
    )  # fmt: skip
    until = forms.DateField(label=_("Last day"), widget=_DAY)
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(KINDS.items())
        self.fields["until"].help_text = _("At most %(days)s days from now; it can be renewed.") % {
            "days": LONGEST_DAYS
        }
        self.fields["until"].initial = today() + timedelta(days=90)


class LongerForm(forms.Form):
    """An extension, or the renewal of a hold."""

    until = forms.DateField(label=_("Last day"), widget=_DAY)
    reason = _reason()


class ReasonForm(forms.Form):
    reason = _reason()
