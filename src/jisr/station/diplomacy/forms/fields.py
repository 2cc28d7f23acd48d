"""Fields that several forms of the room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Classification, PartnerState
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.partners import queries as partners
from jisr.station.web.labels import CLASSIFICATION

CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
ANY_LANGUAGE = {"dir": "auto"}


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def local_time(label: Any, *, required: bool = True) -> forms.DateTimeField:
    """A time without a zone: that of the place, which stands in another field."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return LocalTimeField(label=label, required=required, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


class LocalTimeField(forms.DateTimeField):
    """Keeps what was written as it was written, without a zone."""

    def to_python(self, value: Any) -> Any:
        from datetime import datetime

        if not value or isinstance(value, datetime):
            return value or None
        try:
            return datetime.strptime(str(value)[:16], "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the zone is another field
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def text(label: Any, *, rows: int = 3, required: bool = False, longest: int = 4_000, help_text: Any = "") -> Any:
    widget = forms.Textarea(attrs={"rows": rows, **ANY_LANGUAGE})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def line(label: Any, *, required: bool = False, longest: int = 200, help_text: Any = "") -> Any:
    widget = forms.TextInput(attrs=ANY_LANGUAGE)
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def classification() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Classification"), choices=list(CLASSIFICATION.items()), initial=Classification.RESTRICTED.code
    )


def partner_choices(*, with_own: bool = False) -> list[tuple[str, str]]:
    """Partners that have not been revoked, by name."""
    names = station_names()
    found = [view.station_id for view in partners.partners() if view.state is not PartnerState.REVOKED]
    chosen = [*([own_id()] if with_own else []), *found]
    return [(station, names[station]) for station in chosen]


def choices_of(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices when the form is made."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def engagement_label(obj: Any) -> str:
    """How an engagement is offered for choice."""
    return f"{obj.number} · {obj.title}"
