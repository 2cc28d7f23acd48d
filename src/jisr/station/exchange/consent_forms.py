"""Forms for asking an originator and for preparing the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Classification, Handling, HandlingError, Tlp, strictest
from jisr.core.statements import Statement
from jisr.station.exchange import vocabulary
from jisr.station.exchange.bodies import Portion
from jisr.station.exchange.forms import ReasonForm, statement_label
from jisr.station.exchange.terms import ConsentTerms, Words
from jisr.station.partners.queries import PartnerView
from jisr.station.web.labels import CLASSIFICATION, TLP

_DAY = {"type": "date"}
_TEXT = {"dir": "auto", "rows": 3}
_AS_IT_CAME = [("", _("As it came"))]


class AskForm(ReasonForm):
    """A permission asked of an originator, for the whole dispatch or for parts of it."""

    permission = forms.ChoiceField(
        label=_("What you ask for"), choices=list(vocabulary.PERMISSION.items()), widget=forms.RadioSelect
    )
    to_whom = forms.MultipleChoiceField(
        label=_("To whom it is to be passed on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.MultipleChoiceField(
        label=_("Only these parts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole dispatch."),
    )
    answer_by = forms.DateTimeField(
        label=_("Answer needed by"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Without an answer by then it counts as refused. Empty: in a week."),
    )

    def __init__(
        self, partners: Sequence[PartnerView], parts: Sequence[Portion | Statement], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        to_whom, items = self.fields["to_whom"], self.fields["items"]
        assert isinstance(to_whom, forms.MultipleChoiceField)
        assert isinstance(items, forms.MultipleChoiceField)
        to_whom.choices = [(view.station_id, view.name()) for view in partners]
        items.choices = [(part.id, part_label(part)) for part in parts]
        if not parts:
            del self.fields["items"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("permission") == "pass_on" and not data.get("to_whom"):
            self.add_error("to_whom", _("Choose at least one partner."))
        return data


class AnswerForm(forms.Form):
    """The answer to a partner, with its conditions; the fields of each part bear its id."""

    until = forms.DateField(label=_("Last day of the consent"), required=False, widget=forms.DateInput(attrs=_DAY))
    paraphrase = forms.BooleanField(
        label=_("Text only paraphrased, in the words of the one who passes it on"), required=False
    )
    classification = forms.ChoiceField(
        label=_("Classification under which it goes on"),
        required=False,
        choices=[*_AS_IT_CAME, *CLASSIFICATION.items()],
    )
    tlp = forms.ChoiceField(
        label=_("TLP marking under which it goes on"), required=False, choices=[*_AS_IT_CAME, *TLP.items()]
    )
    note = forms.CharField(
        label=_("Note to the partner"), required=False, max_length=2_000, widget=forms.Textarea(attrs=_TEXT)
    )

    def __init__(
        self, portions: Sequence[Portion], statements: Sequence[Statement], countries: Sequence[str], *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.portions, self.statements, self.countries = portions, statements, countries
        for part in self.everything():
            self.fields[f"use-{part.id}"] = forms.BooleanField(label=_("May go"), required=False, initial=True)
            widget: forms.Widget = forms.Textarea(attrs=_TEXT)
            if isinstance(part, Statement):
                widget = forms.TextInput(attrs={"dir": "auto"})
            self.fields[f"words-{part.id}"] = forms.CharField(
                label=_("Sanitised words, in the place of these"), required=False, max_length=20_000, widget=widget
            )

    def everything(self) -> list[Portion | Statement]:
        return [*self.portions, *self.statements]

    def parts(self) -> Iterator[tuple[Portion | Statement, forms.BoundField, forms.BoundField]]:
        """Each part with its two fields, for the page."""
        for part in self.everything():
            yield part, self[f"use-{part.id}"], self[f"words-{part.id}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        parts = self.everything()
        if parts and not any(data.get(f"use-{part.id}") for part in parts):
            self.add_error(None, _("Something must be allowed to go; refuse it otherwise."))
        return data

    def terms(self) -> ConsentTerms:
        """What was chosen, as conditions.

        Raises:
            HandlingError: the marking cannot stand.
        """
        data = self.cleaned_data
        parts = self.everything()
        used = [part for part in parts if data[f"use-{part.id}"]]
        words = {part.id: data[f"words-{part.id}"].strip() for part in used}
        return ConsentTerms(
            items=frozenset(part.id for part in used) if len(used) < len(parts) else frozenset(),
            until=data["until"],
            paraphrase=data["paraphrase"],
            texts={part.id: Words(words[part.id], part.lang) for part in self.portions if words.get(part.id)},
            values={part.id: words[part.id] for part in self.statements if words.get(part.id)},
            handling=self._handling(used),
            note=data["note"].strip(),
        )

    def _handling(self, used: Sequence[Portion | Statement]) -> Handling | None:
        """The strictest of what goes, with the marking that was chosen, releasable to the recipients' countries."""
        data = self.cleaned_data
        if not (data["classification"] or data["tlp"]) or not used:
            return None
        found = strictest(part.handling for part in used)
        if data["classification"]:
            found = replace(found, classification=Classification.from_code(data["classification"]))
        if data["tlp"]:
            found = replace(found, tlp=Tlp.from_code(data["tlp"]))
        if found.releasable_to is not None:
            found = replace(found, releasable_to=found.releasable_to | frozenset(self.countries))
        if len(found.originators) != 1:
            raise HandlingError("parts of several originators cannot go under one marking")
        return found


class GrantForm(forms.Form):
    """The second person's decision; `seen` says what was looked at."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    conditions = forms.CharField(
        label=_("A word to the partner"), required=False, max_length=2_000, widget=forms.Textarea(attrs=_TEXT)
    )


def part_label(part: Portion | Statement) -> str:
    """A part in one line of a form."""
    return statement_label(part) if isinstance(part, Statement) else part.text[:160]
