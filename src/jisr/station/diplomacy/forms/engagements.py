"""Forms of engagements."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Classification
from jisr.station.diplomacy.forms import fields
from jisr.station.diplomacy.models import Engagement
from jisr.station.diplomacy.vocabulary import (
    LANGUAGES,
    NEXT_STATES,
    AgendaKind,
    ChecklistKind,
    EngagementKind,
    EngagementState,
    Side,
)
from jisr.station.web.forms import country_choices
from jisr.station.web.labels import CLASSIFICATION

_ANY: tuple[str, Any] = ("", _("all"))
_NONE: tuple[str, Any] = ("", "—")


def time_zone() -> forms.ChoiceField:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix")))
    return forms.ChoiceField(
        label=_("Time zone"),
        choices=[("UTC", "UTC"), *((zone, zone) for zone in zones)],
        initial=lambda: settings.TIME_ZONE,
        help_text=_("Times are those of the clocks there."),
    )


class EngagementFilter(forms.Form):
    """What to show of engagements."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[_ANY, *EngagementKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ANY, *EngagementState.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partner"], [_ANY, *fields.partner_choices()])


class EngagementForm(forms.Form):
    """A new engagement, or one that changes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EngagementKind.choices)
    title = fields.line(_("Title"), required=True)
    aim = fields.text(_("Aim"))
    partners = forms.MultipleChoiceField(label=_("Partners"), required=False, widget=forms.CheckboxSelectMultiple)
    starts = fields.local_time(_("Starts"))
    ends = fields.local_time(_("Ends"))
    time_zone = time_zone()
    place = fields.line(_("Place"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    classification = fields.classification()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partners"], fields.partner_choices())
        fields.choices_of(self.fields["country"], [_NONE, *country_choices()])


class StateForm(forms.Form):
    """The next state of an engagement."""

    state = forms.ChoiceField(label=_("State"))
    reason = fields.text(_("Reason"), rows=2, longest=2_000, help_text=_("Needed to cancel or to go back."))
    outcome = fields.text(_("What came of it"), rows=3)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nexts = [(state, EngagementState(state).label) for state in NEXT_STATES[engagement.state]]
        fields.choices_of(self.fields["state"], nexts)
        if engagement.state not in (EngagementState.ONGOING, EngagementState.COMPLETED):
            del self.fields["outcome"]


class LegForm(forms.Form):
    """One stop of a tour."""

    place = fields.line(_("Place"), required=True)
    country = forms.ChoiceField(label=_("Country"))
    time_zone = time_zone()
    starts = fields.local_time(_("Arrival"))
    ends = fields.local_time(_("Departure"))
    note = fields.text(_("Note"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["country"], country_choices())


class DelegateForm(forms.Form):
    """Somebody who takes part."""

    side = forms.ChoiceField(label=_("Delegation"), choices=Side.choices)
    name = fields.line(_("Name"), required=True, help_text=_("Or the function, where the name is not given."))
    function = fields.line(_("Function"))
    clearance = forms.ChoiceField(label=_("Cleared up to"), required=False, choices=[_NONE, *CLASSIFICATION.items()])
    clearance_until = fields.day(_("Clearance ends"))
    precedence = forms.IntegerField(label=_("Precedence"), min_value=1, max_value=999, initial=100)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[_NONE, *LANGUAGES.items()])

    def clean_clearance(self) -> Any:
        code = self.cleaned_data["clearance"]
        return Classification.from_code(code) if code else None


class SessionForm(forms.Form):
    """A sitting; in a compartment nobody else sees that it is there."""

    title = fields.line(_("Title"), required=True)
    starts = fields.local_time(_("Starts"))
    ends = fields.local_time(_("Ends"))
    time_zone = time_zone()
    place = fields.line(_("Place"))
    delegates = forms.MultipleChoiceField(
        label=_("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    compartment_id = forms.ChoiceField(
        label=_("Compartment"), required=False, help_text=_("Who is not in it does not see that this session exists.")
    )
    reason = fields.line(_("Reason for the compartment"))

    def __init__(self, *args: Any, engagement: Engagement, compartments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.pk), each.name) for each in engagement.delegates.all()]
        fields.choices_of(self.fields["delegates"], people)
        fields.choices_of(self.fields["compartment_id"], [_NONE, *compartments])
        self.fields["time_zone"].initial = engagement.time_zone


class ItemForm(forms.Form):
    """One agenda item."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices)
    title = fields.line(_("Title"), required=True)
    position = fields.text(
        _("Our position"), rows=3, help_text=_("For our delegation only; it never leaves the station.")
    )
    classification = fields.classification()
    minutes_planned = forms.IntegerField(label=_("Minutes planned"), min_value=1, max_value=1440, initial=30)


class CheckForm(forms.Form):
    """One thing to see to."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ChecklistKind.choices)
    text = fields.line(_("What is to be done"), required=True)
    due = fields.day(_("Due"))


class CalendarForm(forms.Form):
    """A new calendar feed."""

    label = fields.line(_("Where it is used"), required=True, longest=100)
