"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.station.vigilance.models import FlagState
from jisr.station.vigilance.rules import NUMBER_LABELS, RULES
from jisr.station.vigilance.services.ruling import StandingRule


class FlagFilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("open", _("To be looked at")), ("handled", _("Handled")), ("all", _("all"))],
    )  # fmt: skip
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    person = forms.CharField(label=_("Person"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((code, rule.label) for code, rule in RULES.items())]

    def wanted(self) -> dict[str, str]:
        held = self.cleaned_data if self.is_valid() else {}
        state = held.get("state") or "open"
        return {
            "state": "" if state == "all" else state,
            "rule": held.get("rule") or "",
            "person": (held.get("person") or "").strip(),
        }


class HandleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Finding"), choices=[choice for choice in FlagState.choices if choice[0] != FlagState.OPEN],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why you find so"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    tell_from = forms.DateField(
        label=_("Tell the person only from this day on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Empty: the person is told now."),
    )  # fmt: skip
    not_told_because = forms.CharField(
        label=_("Why not now"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Only where the law allows: an inquiry that telling would defeat, danger to somebody."),
    )  # fmt: skip


class RuleForm(forms.Form):
    """The numbers of one rule."""

    def __init__(self, standing: StandingRule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_on"] = forms.BooleanField(label=_("in force"), required=False, initial=standing.is_on)
        for name, (_value, least, most) in standing.rule.numbers.items():
            self.fields[name] = forms.IntegerField(
                label=NUMBER_LABELS[name], min_value=least, max_value=most, initial=standing.numbers[name]
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
        )

    def change(self) -> dict[str, Any]:
        held = dict(self.cleaned_data)
        return {"is_on": held.pop("is_on"), "reason": held.pop("reason"), "numbers": held}
