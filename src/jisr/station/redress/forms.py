"""Forms of the room. What they check further, the services check."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.redress.keeping import Person
from jisr.station.redress.rules import LANGUAGES, Rules
from jisr.station.redress.services import Draft
from jisr.station.redress.vocabulary import (
    GRANTING,
    CaseState,
    Channel,
    IdentityCheck,
    LetterKind,
    Outcome,
    RequestKind,
    Via,
)
from jisr.station.web.localtime import language_name

_AUTO = {"dir": "auto"}


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in LANGUAGES]


class RequestForm(forms.Form):
    """A request as it came."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=RequestKind.choices)
    via = forms.ChoiceField(label=_("Through whom it came"), choices=Via.choices)
    channel = forms.ChoiceField(label=_("By what it came"), choices=Channel.choices)
    received_at = forms.DateTimeField(
        label=_("Received"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    language = forms.ChoiceField(label=_("Language of the person"), choices=_languages)
    names = forms.CharField(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 3, **_AUTO}),
        help_text=_("One spelling on each line, in any script; the first heads the letters."),
    )
    birth_date = forms.CharField(label=_("Date of birth"), required=False, max_length=40)
    identifiers = forms.CharField(
        label=_("Numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_("Documents, telephones, accounts; one on each line."),
    )
    asked = forms.CharField(
        label=_("In the person’s words"), required=False, widget=forms.Textarea(attrs={"rows": 3, **_AUTO})
    )
    contact = forms.CharField(
        label=_("Where the answer goes"), required=False, widget=forms.Textarea(attrs={"rows": 3, **_AUTO})
    )
    representative = forms.CharField(label=_("Representative"), required=False, widget=forms.TextInput(attrs=_AUTO))
    mandate = forms.CharField(
        label=_("How the mandate was checked"), required=False, max_length=300, widget=forms.TextInput(attrs=_AUTO)
    )
    authority = forms.CharField(
        label=_("Authority"), required=False, max_length=200, widget=forms.TextInput(attrs=_AUTO)
    )
    authority_reference = forms.CharField(
        label=_("Reference of the authority"), required=False, max_length=120, widget=forms.TextInput(attrs=_AUTO)
    )
    identity_check = forms.ChoiceField(
        label=_("How identity was checked"),
        choices=IdentityCheck.choices,
        required=False,
        help_text=_("The proof itself is not kept."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].initial = timezone.localtime

    def draft(self) -> Draft:
        """What the service takes, from a valid form."""
        data = dict(self.cleaned_data)
        moment: datetime = data["received_at"]
        names = ("names", "identifiers")
        lists: dict[str, Any] = {
            name: tuple(line.strip() for line in data.pop(name).splitlines() if line.strip()) for name in names
        }
        person = {name: data.pop(name) for name in ("birth_date", "asked", "contact", "representative")}
        return Draft(**{**data, "received_at": moment}, person=Person(**person, **lists))


class RegisterForm(forms.Form):
    """Filters of the register."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CaseState.choices])
    kind = forms.ChoiceField(
        label=_("What is asked for"), required=False, choices=[("", _("All")), *RequestKind.choices]
    )
    via = forms.ChoiceField(label=_("Through whom it came"), required=False, choices=[("", _("All")), *Via.choices])
    number = forms.CharField(label=_("Number"), required=False, max_length=16)
    is_late = forms.BooleanField(label=_("Late only"), required=False)


class IdentityForm(forms.Form):
    how = forms.ChoiceField(label=_("How identity was checked"), choices=IdentityCheck.choices[1:])


class DecisionForm(forms.Form):
    """A decision to propose; statements, texts and right values come with the table."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices)
    ground = forms.ChoiceField(label=_("Legal ground"))
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 3, **_AUTO}),
        help_text=_("They stay here, with the case; name nobody."),
    )

    def __init__(self, *args: Any, rules: Rules, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in sorted(rules.grounds, key=lambda ground: Outcome(ground.outcomes[0]) not in GRANTING):
            heading = ", ".join(str(Outcome(outcome).label) for outcome in each.outcomes)
            groups.setdefault(heading, []).append((each.code, f"{each.said(language)} · {each.reference}"))
        ground.choices = list(groups.items())


class LetterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Letter"), choices=LetterKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=_languages)


class HandOverForm(forms.Form):
    how = forms.ChoiceField(label=_("Handed over by"), choices=Channel.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=300, widget=forms.TextInput(attrs=_AUTO))


class TermsForm(forms.Form):
    """The terms, and one text, of a new version."""

    acknowledge_days = forms.IntegerField(label=_("Days to acknowledge"), min_value=1, max_value=60)
    answer_months = forms.IntegerField(label=_("Months to answer"), min_value=1, max_value=3)
    extension_months = forms.IntegerField(label=_("Months of an extension"), min_value=0, max_value=3)
    propagate_days = forms.IntegerField(label=_("Days for the partners’ certificates"), min_value=1, max_value=120)
    keep_months = forms.IntegerField(label=_("Months who asked is kept after closing"), min_value=1, max_value=120)
    note = forms.CharField(label=_("Why it is changed"), max_length=300, widget=forms.TextInput(attrs=_AUTO))


class TextForm(forms.Form):
    """One text of the letters in three languages."""

    ar = forms.CharField(label=_("Arabic"), widget=forms.Textarea(attrs={"rows": 4, "dir": "rtl", "lang": "ar"}))
    fr = forms.CharField(label=_("French"), widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "lang": "fr"}))
    en = forms.CharField(label=_("English"), widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "lang": "en"}))
    note = forms.CharField(label=_("Why it is changed"), max_length=300, widget=forms.TextInput(attrs=_AUTO))
