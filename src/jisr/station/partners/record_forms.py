"""Forms for what is on record with partners: agreements and standing interests."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import AS_THEY_ARE, Classification, DataCategory, Equivalence, OnwardRule, Purpose
from jisr.station.partners.queries import AgreementView, InterestView, OwnStation, PartnerView
from jisr.station.partners.services import AgreementTerms, InterestTerms
from jisr.station.web.forms import country_choices
from jisr.station.web.labels import CATEGORY, CLASSIFICATION, ONWARD, PURPOSE

LAST_DAY = date(2200, 12, 31)


def _auto() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class AgreementFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, states: Any, partners: list[PartnerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("state", list(states.items())), ("partner", _partner_choices(partners))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *choices]


class AgreementForm(forms.Form):
    """What an agreement says; `terms` gives it as the service takes it."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=_auto())
    reference = forms.CharField(
        label=_("Legal reference"),
        max_length=200,
        widget=_auto(),
        help_text=_("As people cite it: treaty, decree, memorandum."),
    )
    parties = forms.MultipleChoiceField(
        label=_("Partners"), widget=forms.CheckboxSelectMultiple, help_text=_("This station is always a party.")
    )
    purposes = forms.MultipleChoiceField(
        label=_("Purposes"), choices=list(PURPOSE.items()), widget=forms.CheckboxSelectMultiple
    )
    data_categories = forms.MultipleChoiceField(
        label=_("Persons whose data may be exchanged"),
        choices=list(CATEGORY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    highest_classification = forms.ChoiceField(label=_("Highest classification"), choices=list(CLASSIFICATION.items()))
    longest_retention_days = forms.IntegerField(label=_("Longest retention, in days"), min_value=1, max_value=36_500)
    onward = forms.ChoiceField(label=_("Passing on"), choices=list(ONWARD.items()), initial=OnwardRule.ASK.value)
    tells_onward = forms.BooleanField(
        label=_("Each side tells the originator to whom its information was passed on"), required=False
    )
    redress_contact = forms.CharField(
        label=_("Redress contact"),
        max_length=300,
        widget=_auto(),
        help_text=_("Whom a person concerned can turn to for access, correction or erasure."),
    )
    valid_from = forms.DateField(label=_("First day"), widget=_day())
    valid_until = forms.DateField(label=_("Last day"), widget=_day())
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, partners: list[PartnerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = _partner_choices(partners)

    @staticmethod
    def initial_from(view: AgreementView) -> dict[str, Any]:
        """Initial values that show an agreement."""
        names = ("title", "reference", "parties", "purposes", "data_categories", "longest_retention_days", "onward")
        more = ("redress_contact", "valid_from", "valid_until", "note", "version", "tells_onward")
        values = {name: getattr(view, name) for name in (*names, *more)}
        return {**values, "highest_classification": view.highest_classification.code}

    def terms(self, table: Equivalence = AS_THEY_ARE) -> AgreementTerms:
        data = self.cleaned_data
        return AgreementTerms(
            table=table,
            title=data["title"],
            reference=data["reference"],
            parties=data["parties"],
            purposes=[Purpose(value) for value in data["purposes"]],
            data_categories=[DataCategory(value) for value in data["data_categories"]],
            highest_classification=Classification.from_code(data["highest_classification"]),
            longest_retention_days=data["longest_retention_days"],
            onward=OnwardRule(data["onward"]),
            redress_contact=data["redress_contact"],
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
            note=data["note"],
            tells_onward=data["tells_onward"],
        )


class RenewalForm(forms.Form):
    valid_until = forms.DateField(label=_("New last day"), widget=_day())
    reference = forms.CharField(
        label=_("Legal reference"), required=False, max_length=200, widget=_auto(), help_text=_("Empty: as before.")
    )


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("Last day"), widget=_day())
    reason = forms.CharField(
        label=_("Reason"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )


class InterestForm(forms.Form):
    """What a station asks to be told about; `terms` gives it as the service takes it."""

    owner = forms.ChoiceField(label=_("Whose interest"))
    title = forms.CharField(label=_("Title"), max_length=200, widget=_auto())
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, choices=list(PURPOSE.items()), widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    names = forms.CharField(
        label=_("Names of persons or organisations"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One on each line, in any script; spellings in the other script are found too."),
    )
    patterns = forms.CharField(
        label=_("Places, words and phrases"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One on each line; * stands for any ending."),
    )
    valid_from = forms.DateField(label=_("First day"), widget=_day(), validators=[MaxValueValidator(LAST_DAY)])
    valid_until = forms.DateField(label=_("Last day"), widget=_day(), validators=[MaxValueValidator(LAST_DAY)])

    def __init__(self, own: OwnStation, partners: list[PartnerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, countries = self.fields["owner"], self.fields["countries"]
        assert isinstance(owner, forms.ChoiceField)
        assert isinstance(countries, forms.MultipleChoiceField)
        owner.choices = [(own.station_id, own.name()), *_partner_choices(partners)]
        countries.choices = country_choices()

    @staticmethod
    def initial_from(view: InterestView) -> dict[str, Any]:
        """Initial values that show an interest."""
        return {
            "owner": view.owner,
            "title": view.title,
            "topics": view.topics,
            "countries": view.countries,
            "names": "\n".join(view.names),
            "patterns": "\n".join(view.patterns),
            "valid_from": timezone.localtime(view.valid_from).date(),
            "valid_until": timezone.localtime(view.valid_until - timedelta(seconds=1)).date(),
        }

    def terms(self) -> InterestTerms:
        data = self.cleaned_data
        zone = timezone.get_current_timezone()
        assert isinstance(zone, ZoneInfo)
        return InterestTerms(
            title=data["title"],
            topics=[Purpose(value) for value in data["topics"]],
            countries=data["countries"],
            names=_lines(data["names"]),
            patterns=_lines(data["patterns"]),
            valid_from=datetime.combine(data["valid_from"], time(), zone).astimezone(UTC),
            valid_until=datetime.combine(data["valid_until"] + timedelta(days=1), time(), zone).astimezone(UTC),
        )


class ShareForm(forms.Form):
    recipients = forms.MultipleChoiceField(label=_("Partners"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, partners: list[PartnerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recipients"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = _partner_choices([view for view in partners if view.is_active])


def _partner_choices(partners: list[PartnerView]) -> list[tuple[str, str]]:
    return sorted(((view.station_id, view.name()) for view in partners), key=lambda pair: pair[1])
