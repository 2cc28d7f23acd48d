"""Forms of partnerships and recognition."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.station.diplomacy.forms import fields
from jisr.station.diplomacy.models import Engagement
from jisr.station.diplomacy.vocabulary import Direction, RecognitionKind, RecognitionState
from jisr.station.partners.vocabulary import REGION_LABELS
from jisr.station.warnings.queries import with_outcome
from jisr.station.web.forms import country_choices
from jisr.station.web.labels import PARTNER_STATE, label_of

_ANY: tuple[str, Any] = ("", _("all"))
_NONE: tuple[str, Any] = ("", "—")


class PartnershipFilter(forms.Form):
    """What to show of partnerships."""

    region = forms.ChoiceField(label=_("Region"), required=False, choices=[_ANY, *REGION_LABELS.items()])
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, label_of(PARTNER_STATE, state.value)) for state in PartnerState]
        fields.choices_of(self.fields["state"], [_ANY, *states])


class RecognitionFilter(forms.Form):
    """What to show of the register."""

    direction = forms.ChoiceField(label=_("Direction"), required=False, choices=[_ANY, *Direction.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[_ANY, *RecognitionKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ANY, *RecognitionState.choices])
    partner = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partner"], [_ANY, *fields.partner_choices()])


class RecognitionForm(forms.Form):
    """A proposal, or an entry of what was received."""

    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=RecognitionKind.choices)
    country = forms.ChoiceField(label=_("State that awards it"))
    partner = forms.ChoiceField(label=_("Partner service"), required=False)
    recipient = fields.line(_("Who is honoured"), required=True, help_text=_("Person or service."))
    order_name = fields.line(_("Order"))
    rank = fields.line(_("Class"), longest=100)
    citation = fields.text(_("Citation"))
    day = fields.day(_("Day"), help_text=_("Of a received honour: the day of the ceremony."))
    engagement_id = forms.ModelChoiceField(label=_("Ceremony"), required=False, queryset=Engagement.objects.none())
    outcomes = forms.MultipleChoiceField(
        label=_("Outcomes it honours"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Warnings of ours whose outcome is known."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["country"], country_choices())
        self.fields["country"].initial = settings.IDENTITY.country
        fields.choices_of(self.fields["partner"], [_NONE, *fields.partner_choices()])
        outcomes = [(str(row.pk), f"{row.number} · {row.title}") for row in with_outcome()]
        fields.choices_of(self.fields["outcomes"], outcomes)
        engagement = self.fields["engagement_id"]
        assert isinstance(engagement, forms.ModelChoiceField)
        engagement.queryset = Engagement.objects.order_by("-starts")
        engagement.label_from_instance = fields.engagement_label  # type: ignore[method-assign]

    def clean_engagement_id(self) -> UUID | None:
        chosen = self.cleaned_data["engagement_id"]
        return chosen.pk if chosen else None

    def clean_outcomes(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["outcomes"]]


class DecisionForm(forms.Form):
    """Approval or refusal of a proposal."""

    reason = fields.text(_("Reason"), rows=2, longest=2_000, help_text=_("Needed to refuse."))


class ConferForm(forms.Form):
    """When and where it was handed over."""

    day = fields.day(_("Day"), required=True)
    engagement_id = forms.ModelChoiceField(label=_("Ceremony"), required=False, queryset=Engagement.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        engagement = self.fields["engagement_id"]
        assert isinstance(engagement, forms.ModelChoiceField)
        engagement.queryset = Engagement.objects.order_by("-starts")
        engagement.label_from_instance = fields.engagement_label  # type: ignore[method-assign]

    def clean_engagement_id(self) -> UUID | None:
        chosen = self.cleaned_data["engagement_id"]
        return chosen.pk if chosen else None
