"""The form in which a release is put together."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import NeutralityFlag, Purpose, SpecialCategory
from jisr.station.partners.queries import PartnerView
from jisr.station.release.models import ProposalState
from jisr.station.release.offers import Offer
from jisr.station.release.services.proposing import LONGEST_TITLE
from jisr.station.release.vocabulary import GROUND_LABELS, STATE_LABELS
from jisr.station.web import labels
from jisr.station.web.localtime import country_name

_AUTO = {"dir": "auto"}


class ProposalForm(forms.Form):
    """What goes to whom, and why it may."""

    title = forms.CharField(
        label=_("Title that the partner reads"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs=_AUTO),
        help_text=_("Say nothing here that the portions below do not say."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=list(labels.PURPOSE.items()))
    recipients = forms.MultipleChoiceField(label=_("Recipients"), widget=forms.CheckboxSelectMultiple)
    items = forms.MultipleChoiceField(label=_("What goes"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Note to the releaser"), required=False, widget=forms.Textarea(attrs={"rows": 2, **_AUTO})
    )
    neutrality = forms.MultipleChoiceField(
        label=_("The matter has a character in which cooperation is forbidden"),
        choices=list(labels.NEUTRALITY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whatever is marked here keeps the whole from leaving."),
    )

    def __init__(self, *args: Any, offer: Offer, partners: list[PartnerView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        for category, label in GROUND_LABELS.items():
            self.fields[f"ground_{category}"] = forms.CharField(
                label=label, required=False, widget=forms.TextInput(attrs=_AUTO)
            )
        recipients, items = self.fields["recipients"], self.fields["items"]
        assert isinstance(recipients, forms.MultipleChoiceField)
        assert isinstance(items, forms.MultipleChoiceField)
        recipients.choices = [(p.station_id, f"{p.name()} · {country_name(p.country)}") for p in partners]
        items.choices = [(piece.item.id, piece.item.id) for piece in offer.pieces]
        if offer.recipient:
            recipients.choices = [choice for choice in recipients.choices if choice[0] == offer.recipient]

    def values(self) -> dict[str, Any]:
        """What `services.propose` takes, from a valid form."""
        data = self.cleaned_data
        chosen = self.offer.chosen(UUID(identifier) for identifier in data["items"])
        return {
            "kind": self.offer.kind,
            "subject": self.offer.subject,
            "report_id": self.offer.report_id,
            "refers_to": self.offer.refers_to,
            "recipients": data["recipients"],
            "portions": [piece.content for piece in chosen if piece.statement is None],
            "statements": [piece.statement for piece in chosen if piece.statement is not None],
            "purpose": Purpose(data["purpose"]),
            "title": data["title"],
            "note": data["note"],
            "neutrality": [NeutralityFlag(flag) for flag in data["neutrality"]],
            "grounds": self.grounds(),
        }

    def grounds_fields(self) -> list[forms.BoundField]:
        """One field for each special category of persons."""
        return [self[f"ground_{category}"] for category in GROUND_LABELS]

    def grounds(self) -> dict[SpecialCategory, str]:
        """Grounds that were given, by special category."""
        given = {category: self.cleaned_data.get(f"ground_{category.value}", "") for category in SpecialCategory}
        return {category: why for category, why in given.items() if why.strip()}


class FlagForm(forms.Form):
    """What the second person sees that the author did not."""

    neutrality = forms.MultipleChoiceField(
        label=_("The matter has a character in which cooperation is forbidden"),
        choices=list(labels.NEUTRALITY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Reason"), max_length=1_000, widget=forms.TextInput(attrs=_AUTO))


class ProposalFilterForm(forms.Form):
    """Filters of the list."""

    state = forms.ChoiceField(label=_("State"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=[("", _("All")), *labels.PURPOSE.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [("", _("All")), *((value.value, STATE_LABELS[value]) for value in ProposalState)]
