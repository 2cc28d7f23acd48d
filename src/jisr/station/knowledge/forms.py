"""Forms of the knowledge room: filters, a statement, a verdict."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.handling import DataCategory, Purpose, SpecialCategory
from jisr.core.statements import Basis, Grade, GradeFormatError, GradeScheme
from jisr.station.knowledge.labels import CAME_LABELS, LANGUAGE_LABELS, LEAST_LABELS, VERDICT_LABELS
from jisr.station.knowledge.models import Verdict
from jisr.station.knowledge.vocabulary import SCHEMA_LABELS, SCHEMA_PROPERTIES
from jisr.station.web.forms import country_choices
from jisr.station.web.labels import BASIS, CATEGORY, GRADE_SCHEME, PURPOSE, SPECIAL

_ALL = pgettext_lazy("filter of entities", "All")


class EntityFilterForm(forms.Form):
    """Filters of the entity list; kept in the query string."""

    q = forms.CharField(
        label=_("Name, number or words"), required=False, max_length=500,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    schema = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=pgettext_lazy("filter of entities", "Country"), required=False)
    category = forms.ChoiceField(
        label=_("Data subject"),
        required=False,
        choices=[("", _ALL), *CATEGORY.items()],
    )
    originator = forms.ChoiceField(label=_("Originator"), required=False)
    changed_from = forms.DateField(
        label=_("Changed since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, schemata: Sequence[str], originators: Sequence[str]) -> None:
        super().__init__(data)
        self._choose("schema", [(name, SCHEMA_LABELS.get(name, name)) for name in schemata])
        self._choose("country", [(code.lower(), name) for code, name in country_choices()])
        self._choose("originator", [(name, name) for name in originators])

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _ALL), *choices]


class TextFilterForm(forms.Form):
    """Filters of the search in texts."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=500,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    lang = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _ALL), *LANGUAGE_LABELS.items()],
    )


class StatementForm(forms.Form):
    """One claim: property, value, grade, category, basis. Its handling is a form of its own beside it."""

    prop = forms.ChoiceField(label=_("Property"))
    value = forms.CharField(label=_("Value"), max_length=10_000, widget=forms.TextInput(attrs={"dir": "auto"}))
    lang = forms.ChoiceField(
        label=_("Language of the value"), required=False, choices=[("", _("None")), *LANGUAGE_LABELS.items()]
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Code name only; never a real identity."),
    )  # fmt: skip
    grade = forms.CharField(label=_("Grading"), required=False, max_length=4, help_text=_("For example B2."))
    scheme = forms.ChoiceField(label=_("Scheme"), choices=list(GRADE_SCHEME.items()), required=False)
    category = forms.ChoiceField(
        label=_("Data subject"), required=False, choices=[("", _("Not a person, or not known")), *CATEGORY.items()]
    )
    basis = forms.ChoiceField(label=_("Basis"), choices=list(BASIS.items()), initial=Basis.FACT.value)
    special = forms.MultipleChoiceField(
        label=_("This person is"),
        choices=list(SPECIAL.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what you know; never inferred from origin, belief or name. Their data need a ground to go."),
    )
    expires = forms.DateField(
        label=_("Hold until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, schema: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["prop"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(prop.name, prop.label) for prop in SCHEMA_PROPERTIES.get(schema, ())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["parsed_grade"] = None
        if data.get("grade"):
            try:
                data["parsed_grade"] = Grade.parse(data["grade"], GradeScheme(data.get("scheme") or "6x6"))
            except GradeFormatError:
                self.add_error(
                    "grade",
                    _("One letter and one digit as the scheme has them, such as B2."),
                )
        return data

    def claim(self) -> dict[str, Any]:
        """What a valid form says, as the services take it."""
        data = self.cleaned_data
        return {
            "prop": data["prop"],
            "value": data["value"],
            "lang": data["lang"],
            "source": data["source"],
            "grade": data["parsed_grade"],
            "category": DataCategory(data["category"]) if data["category"] else None,
            "basis": Basis(data["basis"]),
            "expires": data["expires"],
            "special": [SpecialCategory(word) for word in data["special"]],
        }


class NewEntityForm(forms.Form):
    """The kind of a new entity; its first statement follows."""

    schema = forms.ChoiceField(label=_("Kind"), choices=[(name, SCHEMA_LABELS[name]) for name in SCHEMA_PROPERTIES])


class SpecialForm(forms.Form):
    """What a person says of an entity."""

    category = forms.ChoiceField(label=_("This person is"), choices=list(SPECIAL.items()))
    note = forms.CharField(
        label=_("How you know"), required=False, max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class EditReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it changed?"), max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class ProposalFilterForm(forms.Form):
    """Filters of the pairs that await a person; kept in the query string."""

    schema = forms.ChoiceField(label=_("Kind"), required=False)
    least = forms.ChoiceField(label=_("Likeness"), required=False, choices=LEAST_LABELS)
    came = forms.ChoiceField(label=_("Judged before"), required=False, choices=CAME_LABELS)

    def __init__(self, data: Any, *, schemata: Sequence[str]) -> None:
        super().__init__(data)
        field = self.fields["schema"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _ALL), *((name, SCHEMA_LABELS.get(name, name)) for name in schemata)]


class TwoNamesForm(forms.Form):
    """Two names to read beside each other."""

    first = forms.CharField(
        label=_("One name"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    second = forms.CharField(
        label=_("Another"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class VerdictForm(forms.Form):
    """A person's verdict about two entities."""

    left = forms.UUIDField(widget=forms.HiddenInput)
    right = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(verdict.value, VERDICT_LABELS[verdict]) for verdict in Verdict])
    note = forms.CharField(required=False, max_length=1000)


class PurposeForm(forms.Form):
    """For which purpose the audience of an entity is foretold."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=list(PURPOSE.items()), initial=Purpose.TERRORISM.value,
        widget=forms.Select(attrs={"data-autosubmit": ""}),
    )  # fmt: skip
