"""Forms of commitments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.diplomacy.commitments import CommitmentState, Confirmation
from jisr.station.diplomacy.forms import fields
from jisr.station.diplomacy.models import Engagement
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.vocabulary import COMMITMENT_STATES, CONFIRMATIONS, LANGUAGES, TOPICS

_ANY: tuple[str, Any] = ("", _("all"))
_NONE: tuple[str, Any] = ("", "—")


class CommitmentFilter(forms.Form):
    """What to show of commitments."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    side = forms.ChoiceField(
        label=_("Side"), required=False, choices=[_ANY, ("ours", _("we owe")), ("theirs", _("owed to us"))]
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            _ANY,
            ("open", pgettext_lazy("commitments", "open")),
            ("overdue", _("overdue")),
            ("soon", _("due within two weeks")),
            ("to_confirm", _("waits for our confirmation")),
            ("done", pgettext_lazy("commitments", "settled")),
        ],
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[_ANY, *TOPICS.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partner"], [_ANY, *fields.partner_choices()])


class CommitmentForm(forms.Form):
    """A new commitment."""

    words = fields.text(_("Words"), required=True, help_text=_("As they were said, in quotation marks."))
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), initial="fr")
    debtor = forms.ChoiceField(label=_("Who owes it"))
    creditor = forms.ChoiceField(label=_("Owed to"))
    authority = fields.line(_("Authority of who promised"), help_text=_("Function of the person who gave the word."))
    due = fields.day(_("Due"))
    measure = fields.text(_("How it is measured"), rows=2, longest=2_000)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[_NONE, *TOPICS.items()])
    made_at = fields.line(_("Made at"), help_text=_("Meeting or letter in which it was given."))
    depends_on = fields.line(_("Depends on"))
    engagement = forms.ModelChoiceField(label=_("Engagement"), required=False, queryset=Engagement.objects.none())
    classification = fields.classification()
    is_shared = forms.BooleanField(label=_("Share it with the partner at once"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("debtor", "creditor"):
            fields.choices_of(self.fields[name], fields.partner_choices(with_own=True))
        self.fields["creditor"].initial = next((station for station, _name in fields.partner_choices()), own_id())
        engagement = self.fields["engagement"]
        assert isinstance(engagement, forms.ModelChoiceField)
        engagement.queryset = Engagement.objects.order_by("-starts")
        engagement.label_from_instance = fields.engagement_label  # type: ignore[method-assign]

    def clean_engagement(self) -> Any:
        chosen = self.cleaned_data["engagement"]
        return chosen.pk if chosen else None


class StateForm(forms.Form):
    """How far it is, said by the debtor."""

    state = forms.ChoiceField(label=_("State"))
    progress = fields.text(_("Progress"))

    def __init__(self, *args: Any, states: list[CommitmentState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["state"], [(state, COMMITMENT_STATES[state]) for state in states])


class ConfirmForm(forms.Form):
    """Whether it was kept, said by the creditor."""

    confirmation = forms.ChoiceField(
        label=_("Confirmation"),
        choices=[(each.value, CONFIRMATIONS[each]) for each in (Confirmation.CONFIRMED, Confirmation.DISPUTED)],
    )
    note = fields.text(_("Note on the confirmation"), rows=2)


class EvidenceForm(forms.Form):
    """What shows how it was kept."""

    text = fields.text(_("Evidence"), rows=2, required=True)
    day = fields.day(_("Day"))
    reference = fields.line(_("Reference"))


class TermsForm(forms.Form):
    """What belongs to both sides."""

    words = fields.text(_("Words"), required=True)
    due = fields.day(_("Due"))
    measure = fields.text(_("How it is measured"), rows=2, longest=2_000)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[_NONE, *TOPICS.items()])
    depends_on = fields.line(_("Depends on"))
    why = fields.text(_("Why it is changed"), rows=2, required=True, help_text=_("The partner reads this."))
