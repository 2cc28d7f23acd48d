"""Forms of intake: a report, its corrections, a list, filters, a decision."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, NeutralityFlag, Purpose
from jisr.core.statements import Grade, GradeFormatError, GradeScheme
from jisr.station.intake import queries
from jisr.station.intake.claims import KIND_LABELS
from jisr.station.intake.models import LANGUAGES
from jisr.station.web.labels import CATEGORY, GRADE_SCHEME, NEUTRALITY, PURPOSE

_ACCEPTED_FILES = ".txt,.docx,.pdf,.eml,text/plain,application/pdf,message/rfc822"
_ACCEPTED_LISTS = ".csv,.tsv,.xlsx,.json,.jsonl,.xml,text/csv,application/json,text/xml"


class MomentInput(forms.DateTimeInput):
    """A date and time of day, in the station's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class GradedForm(forms.Form):
    """Source and grade, as every report and list has them."""

    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        help_text=_("Code name only; never a real identity."),
        widget=forms.TextInput(attrs={"dir": "auto", "list": "sources", "autocomplete": "off"}),
    )
    grade = forms.CharField(label=_("Grading"), required=False, max_length=4, help_text=_("For example B2."))
    scheme = forms.ChoiceField(label=_("Scheme"), choices=list(GRADE_SCHEME.items()), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = data.get("grade", "")
        try:
            data["given_grade"] = Grade.parse(given, GradeScheme(data.get("scheme") or "6x6")) if given else None
        except (GradeFormatError, ValueError):
            self.add_error("grade", _("One letter and one digit as the scheme has them, such as B2."))
        return data


class ReportDetailsForm(GradedForm):
    """What is known of a report beside its text."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        help_text=_("Left empty: the first words of the text."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("Detect")), *LANGUAGES])
    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=[("", _("Not stated")), *PURPOSE.items()])
    category = forms.ChoiceField(
        label=_("Data subjects"),
        required=False,
        choices=[("", _("Not said")), *CATEGORY.items()],
        help_text=_("What the persons in it are, unless you say otherwise of one of them."),
    )
    event_at = forms.DateTimeField(label=_("When it happened"), required=False, widget=MomentInput())
    observed_at = forms.DateTimeField(label=_("When it was observed"), required=False, widget=MomentInput())
    lineage = forms.CharField(
        label=_("Origin"),
        required=False,
        max_length=80,
        help_text=_("The same word for all reports that go back to one origin, so that they never confirm each other."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    neutrality = forms.MultipleChoiceField(
        label=_("The matter has a character in which cooperation is forbidden"),
        choices=list(NEUTRALITY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whatever is marked here keeps the whole from leaving."),
    )
    is_verbal = forms.BooleanField(label=_("Told by word of mouth or telephone"), required=False)

    def known(self) -> dict[str, Any]:
        """Values for `ReportDraft` and `correct_report`."""
        data = self.cleaned_data
        return {
            "source": data["source"],
            "grade": data["given_grade"],
            "title": data["title"],
            "language": data["language"],
            "purpose": Purpose(data["purpose"]) if data["purpose"] else None,
            "category": DataCategory(data["category"]) if data["category"] else None,
            "event_at": data["event_at"],
            "observed_at": data["observed_at"],
            "lineage": data["lineage"],
            "is_verbal": data["is_verbal"],
            "neutrality": [NeutralityFlag(flag) for flag in data["neutrality"]],
        }


class NewReportForm(ReportDetailsForm):
    """A new report: a text or a file."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 12, "class": "running"}),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED_FILES}),
    )
    received_at = forms.DateTimeField(label=_("When it was received"), required=False, widget=MomentInput())
    field_order = ("text", "file", "source", "grade", "scheme")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("received_at") and data["received_at"] > timezone.now():
            self.add_error("received_at", _("This moment has not come yet."))
        if not data.get("text", "").strip() and not data.get("file"):
            self.add_error("text", _("Paste a text or choose a file."))
        return data


class PortionForm(forms.Form):
    """What a portion is beside its conditions."""

    is_tear_line = forms.BooleanField(
        label=_("Tear-line: every recipient may pass this portion on without asking"),
        required=False,
        help_text=_("Its conditions must allow passing on, and its TLP must be AMBER or wider."),
    )
    neutrality = forms.MultipleChoiceField(
        label=_("This portion has a character in which cooperation is forbidden"),
        choices=list(NEUTRALITY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whatever is marked here keeps this portion from leaving."),
    )

    def flags(self) -> list[NeutralityFlag]:
        return [NeutralityFlag(flag) for flag in self.cleaned_data["neutrality"]]


class ListForm(GradedForm):
    """A list to be taken in."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": _ACCEPTED_LISTS})
    )
    name = forms.CharField(
        label=_("Name of the list"),
        required=False,
        max_length=120,
        help_text=_("Rows of one list land once, however often it is imported. Left empty: the name of the file."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    category = forms.ChoiceField(
        label=_("Data subjects"), required=False, choices=[("", _("Not said")), *CATEGORY.items()]
    )
    field_order = ("file", "name", "source", "grade", "scheme", "category")


class ReportFilterForm(forms.Form):
    """Filters of the list of reports; kept in the query string."""

    q = forms.CharField(
        label=_("Number or words"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    source = forms.ChoiceField(label=_("Source"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("All")), *LANGUAGES])
    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=[("", _("All")), *PURPOSE.items()])
    received_from = forms.DateField(
        label=_("Received since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    waiting = forms.BooleanField(label=_("With open findings"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *((name, name) for name in queries.source_names())]

    def wanted(self) -> queries.ReportFilter:
        """The filter that valid fields describe; a wrong field does not filter."""
        self.is_valid()
        data = self.cleaned_data
        since = data.get("received_from")
        return queries.ReportFilter(
            words=data.get("q", ""),
            source=data.get("source", ""),
            language=data.get("language", ""),
            purpose=data.get("purpose", ""),
            has_proposals=data.get("waiting", False),
            received_from=datetime.combine(since, time(), UTC) if since else None,
        )


class FurtherFindingForm(forms.Form):
    """Words of the text that no extractor marked."""

    words = forms.CharField(
        label=_("Words as they stand in the text"), max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(
        label=_("What they are"), choices=[(kind.value, label) for kind, label in KIND_LABELS.items()]
    )

    def kind_chosen(self) -> FindingKind:
        return FindingKind(self.cleaned_data["kind"])
