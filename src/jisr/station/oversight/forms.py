"""Forms of the oversight room."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.ledger import Act
from jisr.station.ledger.queries import EntryFilter
from jisr.station.oversight import labels
from jisr.station.oversight.decisions import DECISIONS
from jisr.station.oversight.figures import PURPOSES
from jisr.station.oversight.reviews import (
    ANSWER_LABELS,
    FINDING_LABELS,
    POPULATION_LABELS,
    QUESTION_LABELS,
    STRATA_LABELS,
)
from jisr.station.oversight.samples import MAX_SIZE, QUESTIONS

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
    decision = forms.ChoiceField(label=_("Decision"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    words = forms.CharField(
        label=_("Words of the reason"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        for name, words in (
            ("act", labels.ACTS),
            ("record_kind", labels.RECORD_KINDS),
            ("decision", DECISIONS),
            ("purpose", PURPOSES),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [every, *sorted(words.items(), key=lambda item: str(item[1]))]

    def wanted(self) -> EntryFilter:
        """The filter; empty when the form is not valid."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return EntryFilter(
            actor=chosen.get("actor", ""),
            act=Act(chosen["act"]) if chosen.get("act") else None,
            record_kind=chosen.get("record_kind", ""),
            record_id=chosen.get("record_id", ""),
            recipient=chosen.get("recipient", ""),
            decision=chosen.get("decision", ""),
            purpose=chosen.get("purpose", ""),
            words=chosen.get("words", ""),
            since=_start_of(chosen.get("since")),
            until=_start_of(chosen.get("until"), days_after=1),
        )


class KeepForm(forms.Form):
    """A name for the search that is shown."""

    name = forms.CharField(label=_("Keep this search as"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))


class DrawForm(forms.Form):
    """What to draw lots from."""

    population = forms.ChoiceField(label=_("What"), choices=list(POPULATION_LABELS.items()))
    strata = forms.ChoiceField(label=_("A share for each"), choices=list(STRATA_LABELS.items()))
    first_day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=MAX_SIZE, initial=20)
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs=_CODE),
        help_text=_("Random where you leave it empty. Anybody with the seed and the ledger draws the same entries."),
    )


class JudgeForm(forms.Form):
    """The questions about one drawn entry, and the finding."""

    finding = forms.ChoiceField(label=_("Finding"), choices=list(FINDING_LABELS.items()))
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )

    def __init__(self, population: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS[population]:
            self.fields[question] = forms.ChoiceField(
                label=QUESTION_LABELS[question], choices=list(ANSWER_LABELS.items()), widget=forms.RadioSelect
            )
        self.order_fields([*QUESTIONS[population], "finding", "remark"])
        self.questions = QUESTIONS[population]

    def answers(self) -> dict[str, str]:
        return {question: self.cleaned_data[question] for question in self.questions}


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
