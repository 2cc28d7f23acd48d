"""Forms of this room. What they hold is checked again in `drafts`, whichever way it came."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jisr.core.credibility import Yardstick
from jisr.core.handling import Handling, PartnerState, Purpose
from jisr.station.partners import queries as partners
from jisr.station.warnings import vocabulary
from jisr.station.warnings.drafts import Draft
from jisr.station.warnings.models import Means, Warning, WarningState
from jisr.station.web import labels
from jisr.station.web.forms import country_choices

DIRECTED = {"dir": "auto"}
LOCAL_TIME_FORMAT = "%Y-%m-%dT%H:%M"


def active_partners() -> list[tuple[str, str]]:
    """Active partners as choices, by name in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    found = [(view.station_id, view.name(language)) for view in partners.partners(state=PartnerState.ACTIVE)]
    return sorted(found, key=lambda pair: pair[1])


class WhenField(forms.DateTimeField):
    """An instant, given in the station's time zone."""

    widget = forms.DateTimeInput(format=LOCAL_TIME_FORMAT, attrs={"type": "datetime-local"})
    input_formats = (LOCAL_TIME_FORMAT, "%Y-%m-%dT%H:%M:%S")


class WarningForm(forms.Form):
    """The author's draft, without its marking."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs=DIRECTED))
    threat = forms.CharField(
        label=_("Threat"),
        help_text=_("What could happen, to whom, and how this is known. The partner reads exactly this text."),
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 5}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    place = forms.CharField(label=_("Place in danger"), max_length=200, widget=forms.TextInput(attrs=DIRECTED))
    country = forms.ChoiceField(label=_("Country"))
    window_from = WhenField(label=pgettext_lazy("window", "From"), required=False)
    window_until = WhenField(label=pgettext_lazy("window", "Until"), required=False)
    probability = forms.IntegerField(
        label=_("Probability in %"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    yardstick = forms.ChoiceField(label=_("Yardstick"), choices=list(vocabulary.YARDSTICK.items()))
    recommended_action = forms.CharField(
        label=_("Recommended action"), widget=forms.Textarea(attrs={**DIRECTED, "rows": 3})
    )
    purpose = forms.ChoiceField(label=_("Purpose"))
    recipients = forms.MultipleChoiceField(label=_("Recipients"), widget=forms.CheckboxSelectMultiple)
    acknowledge_within_minutes = forms.TypedChoiceField(
        label=_("To acknowledge within"), choices=vocabulary.CLOCKS, coerce=int
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_chosen = ("", "—")
        for name, choices in (
            ("country", [not_chosen, *country_choices()]),
            ("purpose", [not_chosen, *labels.PURPOSE.items()]),
            ("recipients", active_partners()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @staticmethod
    def initial_from(warning: Warning) -> dict[str, Any]:
        """Values that show a stored draft."""
        names = (
            "title",
            "threat",
            "language",
            "place",
            "country",
            "yardstick",
            "recommended_action",
            "purpose",
            "recipients",
            "acknowledge_within_minutes",
        )
        local = {
            name: timezone.localtime(moment) if (moment := getattr(warning, name)) else None
            for name in ("window_from", "window_until")
        }
        return (
            {name: getattr(warning, name) for name in names} | local | {"probability": round(warning.probability * 100)}
        )

    def draft(
        self, handling: Handling, report_id: UUID | None, portion_ids: list[UUID], statement_ids: list[UUID]
    ) -> Draft:
        """The draft that a valid form describes."""
        data = self.cleaned_data
        return Draft(
            title=data["title"],
            threat=data["threat"],
            language=data["language"],
            place=data["place"],
            country=data["country"],
            window_from=data["window_from"],
            window_until=data["window_until"],
            probability=data["probability"] / 100,
            yardstick=data["yardstick"],
            recommended_action=data["recommended_action"],
            purpose=Purpose(data["purpose"]),
            handling=handling,
            recipients=tuple(data["recipients"]),
            acknowledge_within_minutes=data["acknowledge_within_minutes"],
            report_id=report_id,
            portion_ids=tuple(portion_ids),
            statement_ids=tuple(statement_ids),
        )


class ProposeForm(forms.Form):
    """The last word to the releaser, and what only the author can say of the matter."""

    neutrality = forms.MultipleChoiceField(
        label=_("The matter is of this character"),
        help_text=_("Cooperation in such matters is forbidden; leave empty when none applies."),
        choices=list(vocabulary.NEUTRALITY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grounds = forms.CharField(
        label=_("Why data of minors, victims or witnesses may go"),
        help_text=_("Only where such persons are in it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 2}),
    )
    note = forms.CharField(
        label=_("Note to the releaser"), required=False, widget=forms.Textarea(attrs={**DIRECTED, "rows": 2})
    )


class EscalateForm(forms.Form):
    """How a silent partner was reached."""

    means = forms.ChoiceField(
        label=_("How"), choices=[(value, label) for value, label in vocabulary.MEANS.items() if value != Means.CLOCK]
    )
    note = forms.CharField(
        label=_("Who was reached, what was said"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 2}),
    )


class OutcomeForm(forms.Form):
    """What came of the threat."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=list(vocabulary.OUTCOME.items()), widget=forms.RadioSelect
    )
    outcome_note = forms.CharField(
        label=_("How this is known, and from whom"),
        max_length=4000,
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 3}),
    )


class AnswerForm(forms.Form):
    """Our answer to a warning we received."""

    note = forms.CharField(
        label=_("Note to the originator"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 2}),
    )
    action = forms.CharField(
        label=_("Action taken"),
        required=False,
        max_length=4000,
        help_text=_("Leave empty while nothing has been done; you can report it later."),
        widget=forms.Textarea(attrs={**DIRECTED, "rows": 2}),
    )


class BoardFilter(forms.Form):
    """Filters of the board."""

    state = forms.ChoiceField(label=_("State"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    recipient = forms.ChoiceField(label=_("Recipient"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = set(Warning.objects.values_list("country", flat=True).distinct())
        states = [(state.value, str(vocabulary.STATE[state])) for state in WarningState]
        offered = {
            "state": states,
            "country": [pair for pair in country_choices() if pair[0] in countries],
            "recipient": active_partners(),
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", str(pgettext_lazy("filter", "all"))), *choices]


#: The yardstick a new draft starts with.
FIRST_YARDSTICK = Yardstick.ICD203.value
