"""Forms of the room. What they hold is checked again by the rules, whichever way it came."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.diligence import Assurance, AssuranceScope, Capacity, Contribution, Harm, Likelihood, Risk, Trigger
from jisr.station.diligence import vocabulary
from jisr.station.diligence.services import Judgement
from jisr.station.web.forms import country_choices

YES_NO = (("yes", _("Yes")), ("no", _("No")))


def _text(label: Any, help_text: Any = "", rows: int = 3, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=8_000, widget=area)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


LIKELIHOODS = [(level.name.lower(), label) for level, label in vocabulary.LIKELIHOOD_LABELS.items()]
CONTRIBUTIONS = [(level.name.lower(), label) for level, label in vocabulary.CONTRIBUTION_LABELS.items()]


class RisksMixin(forms.Form):
    """For each harm: how likely, how much it would contribute, and on which grounds."""

    def add_risks(self, levels: dict[Harm, Likelihood] | None = None) -> None:
        for harm, label in vocabulary.HARM_LABELS.items():
            likely = (levels or {}).get(harm, Likelihood.REMOTE).name.lower()
            self.fields[f"likelihood_{harm.value}"] = forms.ChoiceField(
                label=label, choices=LIKELIHOODS, initial=likely
            )
            self.fields[f"contribution_{harm.value}"] = forms.ChoiceField(
                label=_("Contribution"), choices=CONTRIBUTIONS, initial="none"
            )
            self.fields[f"risk_{harm.value}"] = forms.CharField(
                label=_("Grounds"), required=False, max_length=4_000, widget=forms.TextInput(attrs={"dir": "auto"})
            )

    def risk_rows(self) -> list[tuple[Any, Any, Any]]:
        """Bound fields, harm by harm."""
        return [
            (self[f"likelihood_{harm.value}"], self[f"contribution_{harm.value}"], self[f"risk_{harm.value}"])
            for harm in Harm
        ]

    def risks(self) -> tuple[Risk, ...]:
        data = self.cleaned_data
        return tuple(
            Risk(
                harm,
                Likelihood[data[f"likelihood_{harm.value}"].upper()],
                Contribution[data[f"contribution_{harm.value}"].upper()],
                data[f"risk_{harm.value}"],
            )
            for harm in Harm
        )


class AssessForm(RisksMixin):
    """The whole low-risk way in one screen: the questions, the judgement of every harm, the reason."""

    is_tainted = forms.BooleanField(
        label=_("Something in it was clearly obtained in violation of human rights"), required=False
    )
    is_purpose_prohibited = forms.BooleanField(
        label=_("It serves a political, military, religious or racial purpose"), required=False
    )
    reason = _text(_("Reason"), _("Why you answer so: what you looked at, and what you found."))

    def __init__(self, *args: Any, levels: dict[Harm, Likelihood] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for trigger, question in vocabulary.TRIGGER_QUESTIONS.items():
            self.fields[f"answer_{trigger.value}"] = forms.ChoiceField(
                label=question, choices=YES_NO, widget=forms.RadioSelect
            )
        self.add_risks(levels)

    def questions(self) -> list[Any]:
        return [self[f"answer_{trigger.value}"] for trigger in Trigger]

    def answers(self) -> dict[Trigger, bool]:
        return {trigger: self.cleaned_data[f"answer_{trigger.value}"] == "yes" for trigger in Trigger}

    def judgement(self) -> Judgement:
        data = self.cleaned_data
        return Judgement(self.risks(), data["is_tainted"], data["is_purpose_prohibited"])


class TitleForm(forms.Form):
    """What an activity without a record here is."""

    title = forms.CharField(label=_("What it is"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))


class JudgeForm(RisksMixin):
    """The judgement of every harm, at first or again."""

    reason = _text(_("Reason"))

    def __init__(self, *args: Any, levels: dict[Harm, Likelihood] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_risks(levels)


class MitigateForm(forms.Form):
    measures = _text(
        _("What lowers the risk"), _("Own measures, conditions, and what is asked of the partner."), rows=4
    )
    asks_assurance = forms.BooleanField(label=_("An assurance is asked for"), required=False)
    reason = _text(_("Reason"), rows=2)


class AssuranceForm(forms.Form):
    giver = forms.CharField(label=_("Given by"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    authority = forms.CharField(
        label=_("By which authority"),
        max_length=300,
        help_text=_("Who can bind the state: office, decree, delegation."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = _text(_("Its words"), rows=4)
    scopes = forms.MultipleChoiceField(
        label=_("What it promises"),
        choices=[(scope.value, label) for scope, label in vocabulary.SCOPE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    is_specific = forms.BooleanField(label=_("It is about this case, not general"), required=False)
    is_monitored = forms.BooleanField(label=_("Somebody can check that it is kept"), required=False)
    past_compliance = forms.ChoiceField(
        label=_("Earlier assurances of this giver were"), choices=list(vocabulary.COMPLIANCE_LABELS.items())
    )
    reason = _text(_("Reason"), rows=2)

    def assurance(self) -> Assurance:
        data = self.cleaned_data
        return Assurance(
            data["giver"],
            data["authority"],
            data["text"],
            frozenset(AssuranceScope(value) for value in data["scopes"]),
            data["is_specific"],
            data["is_monitored"],
            data["past_compliance"],
            timezone.now(),
        )


class ReasonForm(forms.Form):
    reason = _text(_("Reason"))


class ApproveForm(forms.Form):
    """An approval in one of the capacities open to this person."""

    capacity = forms.ChoiceField(label=_("In the capacity of"))
    valid_until = _day(_("Valid until"), _("Every approval ends, within a year."))
    conditions = _text(_("Conditions"), _("What must be kept while it holds."), rows=2, required=False)
    reason = _text(_("Reason"), rows=2)
    sets_presumption_aside = forms.BooleanField(
        label=_(
            "A real risk of torture or death remains; I set the presumption against it aside, for the reason given"
        ),
        required=False,
    )

    def __init__(self, capacities: Sequence[Capacity], is_presumed_refused: bool, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_until": timezone.now().date() + timedelta(days=90)})
        super().__init__(*args, **kwargs)
        field = self.fields["capacity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(capacity.value, vocabulary.CAPACITY_LABELS[capacity]) for capacity in capacities]
        if not is_presumed_refused:
            del self.fields["sets_presumption_aside"]


class WithholdForm(forms.Form):
    reason = _text(_("Why not"), rows=2)
    risk_of_withholding = _text(
        _("What not helping puts at risk"), _("It is weighed too, and kept with the decision."), rows=2
    )


class ReviewForm(forms.Form):
    next_review = _day(_("Next review"))
    reason = _text(_("What was found"), rows=2)


class CountryForm(forms.Form):
    """An assessment of a state and its services, from public sources."""

    country = forms.ChoiceField(label=_("Country"))
    assessed_on = _day(_("Day of the assessment"), _("It is good for twelve months from this day."))
    stability = _text(_("Stability"), _("Government, conflict, rule of law, who controls the services."))
    attitude = _text(_("Attitude to human rights and international humanitarian law"))
    services = _text(
        _("Services"), _("Their record, control and training. Never persons, belief or origin."), required=False
    )
    sources = _text(_("Public sources"), _("One on each line, as people cite them."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *country_choices()]
        for harm, label in vocabulary.HARM_LABELS.items():
            self.fields[f"level_{harm.value}"] = forms.ChoiceField(label=label, choices=LIKELIHOODS)

    def level_fields(self) -> list[Any]:
        return [self[f"level_{harm.value}"] for harm in Harm]

    def levels(self) -> dict[Harm, Likelihood]:
        return {harm: Likelihood[self.cleaned_data[f"level_{harm.value}"].upper()] for harm in Harm}


class OverrideForm(forms.Form):
    """What the first person says."""

    recipients = forms.MultipleChoiceField(label=_("To whom"), widget=forms.CheckboxSelectMultiple)
    threat = _text(_("Whose life is in danger, and how this is known"))
    reason = _text(_("Why the ordinary way is too slow"), rows=2)
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=24, initial=6)

    def __init__(self, stations: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recipients"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(stations)


class NoteForm(forms.Form):
    note = _text(_("What oversight finds"))
