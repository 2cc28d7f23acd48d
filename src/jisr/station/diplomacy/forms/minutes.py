"""Forms of minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.jointrecords import Shared
from jisr.station.diplomacy.forms import fields
from jisr.station.diplomacy.models import Engagement
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.diplomacy.vocabulary import LANGUAGES


class MinutesForm(forms.Form):
    """New minutes."""

    title = fields.line(_("Title"), required=True)
    parties = forms.MultipleChoiceField(label=_("Together with"), widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(
        label=_("Authentic language"), choices=list(LANGUAGES.items()), initial="fr",
        help_text=_("Translations stand beside it and are not signed in its place."),
    )  # fmt: skip
    engagement = forms.ModelChoiceField(label=_("Engagement"), required=False, queryset=Engagement.objects.none())
    day = fields.day(_("Day"))
    place = fields.line(_("Place"))
    present = fields.text(_("Present"), help_text=_("Names or functions, one a line."))
    items = fields.text(_("Agenda items"), rows=5, help_text=_("One a line."))
    classification = fields.classification()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["parties"], fields.partner_choices())
        engagement = self.fields["engagement"]
        assert isinstance(engagement, forms.ModelChoiceField)
        engagement.queryset = Engagement.objects.order_by("-starts")
        engagement.label_from_instance = fields.engagement_label  # type: ignore[method-assign]

    def clean_items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class TextForm(forms.Form):
    """The text of one item."""

    text = fields.text(_("Text"), rows=8, longest=100_000)


class DecisionForm(forms.Form):
    """Words of an item that are a decision."""

    words = fields.text(_("Words"), rows=2, required=True)


class PromiseForm(forms.Form):
    """Words of an item that are a commitment."""

    words = fields.text(_("Words"), rows=2, required=True)
    debtor = forms.ChoiceField(label=_("Who owes it"))
    due = fields.day(_("Due"))

    def __init__(self, *args: Any, parties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = station_names()
        fields.choices_of(self.fields["debtor"], [(each, names.get(each, each)) for each in parties])


class TranslationForm(forms.Form):
    """A translation of one item."""

    language = forms.ChoiceField(label=_("Language"))
    text = fields.text(_("Translation"), rows=6, required=True, longest=100_000)

    def __init__(self, *args: Any, authentic: str, held: Shared | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, word) for code, word in LANGUAGES.items() if code != authentic]
        fields.choices_of(self.fields["language"], others)
