"""Forms of joint plans, made from the fields of each kind of part."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.diplomacy.plans import LEVELS, PLANS, SUBJECTS, PlanObject
from jisr.core.jointrecords import FieldKind, JointRecord, Shared, Writers
from jisr.station.diplomacy.forms import fields
from jisr.station.diplomacy.queries.joint import title_of
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.vocabulary import FIELDS, TOPICS, WORK_STATES
from jisr.station.diplomacy.vocabulary import LEVELS as LEVEL_WORDS

_TARGETS = {
    "objective": PlanObject.OBJECTIVE, "line": PlanObject.LINE, "activity": PlanObject.ACTIVITY,
    "after": PlanObject.ACTIVITY,
}  # fmt: skip
_ANY: tuple[str, Any] = ("", _("all"))


class PlanFilter(forms.Form):
    """What to show of plans."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    subject = forms.ChoiceField(label=_("Subject"), required=False, choices=[_ANY, *((s, TOPICS[s]) for s in SUBJECTS)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partner"], [_ANY, *fields.partner_choices()])


class PlanForm(forms.Form):
    """A new plan."""

    title = fields.line(_("Title"), required=True)
    parties = forms.MultipleChoiceField(label=_("Together with"), widget=forms.CheckboxSelectMultiple)
    subject = forms.ChoiceField(label=_("Subject"), choices=[(s, TOPICS[s]) for s in SUBJECTS])
    problem = fields.text(_("Problem"), rows=4, longest=20_000, help_text=_("What is to be changed, and for whom."))
    starts = fields.day(_("Starts"))
    ends = fields.day(_("Ends"))
    classification = fields.classification()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["parties"], fields.partner_choices())


class PartForm(forms.Form):
    """One part of a plan: its fields as far as this station may write them."""

    why = fields.text(_("Why it is changed"), rows=2, longest=2_000)

    def __init__(self, data: Any = None, *, kind: PlanObject, plan: JointRecord, held: Shared | None = None) -> None:
        super().__init__(data, initial=held.values() if held else {})
        self.kind, self.plan = kind, plan
        why = self.fields.pop("why")
        names = station_names()
        if held is None and kind is not PlanObject.PLAN:
            parties = [own_id(), *sorted(plan.parties - {own_id()})]
            self.fields["owner"] = forms.ChoiceField(
                label=_("Belongs to"),
                choices=[(each, names.get(each, each)) for each in parties],
                help_text=_("This station alone changes its days, state and figures."),
            )
        is_owner = held is None or held.owner == own_id()
        for name, rule in PLANS.types[kind].fields.items():
            if is_owner or rule.writers is Writers.ANY:
                self.fields[name] = self._field(name, rule.kind, held)
        self.fields["title"].required = True
        if held is not None:
            self.fields["why"] = why

    def values(self) -> Mapping[str, Any]:
        """What was given, as the record holds it."""
        return {
            name: value.isoformat() if isinstance(value, date) else ("" if value is None else value)
            for name, value in self.cleaned_data.items()
            if name not in ("why", "owner")
        }

    def _field(self, name: str, kind: FieldKind, held: Shared | None) -> Any:
        label: Any = FIELDS[name]
        match kind:
            case FieldKind.TEXT:
                return fields.text(label, longest=20_000)
            case FieldKind.DAY:
                return fields.day(label)
            case FieldKind.NUMBER:
                attributes = {"dir": "ltr", "inputmode": "decimal"}
                return forms.RegexField(
                    r"^-?\d{1,15}(\.\d{1,6})?$", label=label, required=False, widget=forms.TextInput(attrs=attributes),
                    error_messages={"invalid": _("Write a number, with a point for decimals.")},
                )  # fmt: skip
            case FieldKind.CHOICE:
                return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *_words(name)])
            case FieldKind.OBJECT | FieldKind.OBJECTS:
                choices = [
                    (other.id, title_of(self.plan, other.id))
                    for other in self.plan.living(_TARGETS[name])
                    if held is None or other.id != held.id
                ]
                if kind is FieldKind.OBJECT:
                    return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *choices])
                widget = forms.CheckboxSelectMultiple
                return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=widget)
        return fields.line(label)


class HandOverForm(forms.Form):
    """To whom a part is given, and why."""

    owner = forms.ChoiceField(label=_("New owner"))
    why = fields.text(_("Reason"), rows=2, required=True, longest=2_000)

    def __init__(self, *args: Any, parties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = station_names()
        fields.choices_of(self.fields["owner"], [(each, names.get(each, each)) for each in parties])


def _words(name: str) -> list[tuple[str, Any]]:
    if name == "state":
        return [(state.value, word) for state, word in WORK_STATES.items()]
    if name == "subject":
        return [(subject, TOPICS[subject]) for subject in SUBJECTS]
    return [(level, LEVEL_WORDS[level]) for level in LEVELS]
