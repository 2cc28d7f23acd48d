"""Forms for partners, the comparison of words, and the own card."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import SUITES, RevocationReason
from jisr.core.sealing.cards import MAX_CARD_BYTES
from jisr.station.partners.services import Occasion
from jisr.station.partners.vocabulary import KIND_LABELS, REGION_LABELS
from jisr.station.partners.words import WordCheck
from jisr.station.web.labels import PARTNER_STATE

ANOTHER_WORD = "?"


def _auto() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PartnerFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search", "dir": "auto"})
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *PARTNER_STATE.items()])
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("all")), *REGION_LABELS.items()])
    kind = forms.ChoiceField(label=_("Kind of service"), required=False, choices=[("", _("all")), *KIND_LABELS.items()])


class CardForm(forms.Form):
    """A partner's card, by file or pasted, and the code that came with it by another way."""

    card = forms.FileField(
        label=_("Card file"), required=False, help_text=_("The file that the partner's own card page gives out.")
    )
    text = forms.CharField(
        label=_("or the text of the card"),
        required=False,
        max_length=MAX_CARD_BYTES,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code of the card"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("If you hold the partner's QR code: what it says. Another card is then refused."),
    )
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=[("", _("by the country")), *REGION_LABELS.items()]
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("card")) == bool(data.get("text")):
            self.add_error("card", _("Give the card either as a file or as text."))
        return data

    def card_bytes(self) -> bytes:
        """The card as received; never more than one byte above what a card may have."""
        data = self.cleaned_data
        if data["card"]:
            content: bytes = data["card"].read(MAX_CARD_BYTES + 1)
            return content.strip()
        return str(data["text"]).strip().encode()


class OccasionForm(forms.Form):
    """Where the comparison was made."""

    counterpart = forms.CharField(
        label=_("Officer of the partner"),
        required=False,
        max_length=200,
        widget=_auto(),
        help_text=_("Name or function of the person whose voice or face you know."),
    )
    occasion = forms.CharField(
        label=_("Occasion"),
        required=False,
        max_length=300,
        widget=_auto(),
        help_text=_("Meeting, visit, or call to a number known beforehand."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200, widget=_auto())
    held_on = forms.DateField(label=_("Date"), required=False, widget=_day())

    def about(self) -> Occasion:
        data = self.cleaned_data
        return Occasion(
            place=data["place"], held_on=data["held_on"], occasion=data["occasion"], counterpart=data["counterpart"]
        )


class WordsForm(OccasionForm):
    """One choice for each word that is to be heard."""

    def __init__(self, check: WordCheck, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        for number in check.to_hear:
            choices = [("", "—"), *((word, word) for word in check.choices[number]), (ANOTHER_WORD, _("another word"))]
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=_("Word %(number)s") % {"number": number},
                choices=choices,
                widget=forms.Select(attrs={"lang": check.language, "autocomplete": "off"}),
            )

    def word_fields(self) -> list[forms.BoundField]:
        return [self[f"word_{number}"] for number in self.check.to_hear]

    def occasion_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("counterpart", "occasion", "place", "held_on")]

    def heard(self) -> dict[int, str]:
        """Chosen word by number."""
        return {number: self.cleaned_data[f"word_{number}"] for number in self.check.to_hear}


class CodeForm(OccasionForm):
    code = forms.CharField(
        label=_("Code of the card"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Scanned or typed from the paper that the partner's officer holds in hand."),
    )
    field_order = ("code", "counterpart", "occasion", "place", "held_on")


class RegionForm(forms.Form):
    region = forms.ChoiceField(label=_("Region"), choices=list(REGION_LABELS.items()))


class SuiteForm(forms.Form):
    """The floor agreed with a partner."""

    suite = forms.ChoiceField(
        label=_("Weakest suite accepted"),
        required=False,
        choices=[("", _("as the protocol requires")), *((name, suite.name) for name, suite in SUITES.items())],
    )

    @staticmethod
    def initial_from(strength: int) -> dict[str, str]:
        return {"suite": next((name for name, suite in SUITES.items() if suite.strength == strength), "")}


REASONS = {
    RevocationReason.COMPROMISED.value: _("Lost, copied or stolen"),
    RevocationReason.SUPERSEDED.value: _("Replaced by another key"),
    RevocationReason.CEASED.value: _("No longer used"),
}


class RevokeKeysForm(forms.Form):
    """Keys of the own station to be given up for good."""

    keys = forms.MultipleChoiceField(label=_("Keys"), widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(label=_("Reason"), choices=list(REASONS.items()))

    def __init__(self, keys: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = keys
