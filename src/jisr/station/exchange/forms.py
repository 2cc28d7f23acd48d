"""Forms of the exchange's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Purpose
from jisr.core.statements import Statement
from jisr.station.exchange import vocabulary
from jisr.station.exchange.bodies import Portion
from jisr.station.exchange.models import DispatchState, RequestState
from jisr.station.exchange.queries.lists import READ_BY_PEOPLE
from jisr.station.partners.queries import PartnerView
from jisr.station.web.labels import PURPOSE

type Choices = list[tuple[str, Any]]

_ANY: Choices = [("", _("Any"))]
_AUTO = {"dir": "auto"}


def _text(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **_AUTO})
    return forms.CharField(label=label, required=required, max_length=20_000, widget=widget, help_text=help_text)


class DispatchFilterForm(forms.Form):
    """Filters of inbox and sent, kept in the query string."""

    text = forms.CharField(label=_("Title contains"), required=False, widget=forms.TextInput(attrs=_AUTO))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, partners: Sequence[PartnerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, vocabulary.KIND[kind]) for kind in READ_BY_PEOPLE]
        _choose(self, "kind", _ANY + kinds)
        _choose(self, "partner", _ANY + [(view.station_id, view.name()) for view in partners])
        _choose(self, "state", _ANY + [(state.value, vocabulary.STATE[state.value]) for state in DispatchState])


class RequestFilterForm(forms.Form):
    """Filter of requests."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "state", _ANY + [(state.value, vocabulary.REQUEST[state.value]) for state in RequestState])


class AcknowledgeForm(forms.Form):
    action = forms.CharField(
        label=_("What is being done"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=_AUTO),
        help_text=_("Goes to the partner."),
    )
    note = _text(_("Note to the partner"), required=False, rows=2)


class TextForm(forms.Form):
    text = _text(_("Text"), help_text=_("Goes to the partner as you write it."))


class FeedbackForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What was it worth?"), choices=list(vocabulary.VERDICT.items()), widget=forms.RadioSelect
    )
    comment = _text(_("Comment"), required=False, rows=2)


class ReasonForm(forms.Form):
    reason = _text(_("Reason"), rows=2)


class RecallForm(ReasonForm):
    """What is taken back: the whole, or some of its statements and portions."""

    scope = forms.ChoiceField(
        label=_("What is recalled"),
        choices=[("all", _("The whole dispatch")), ("some", _("Only what is chosen below"))],
        widget=forms.RadioSelect,
        initial="all",
    )
    portions = forms.MultipleChoiceField(
        label=_("Portions of text"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statements = forms.MultipleChoiceField(label=_("Statements"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, portions: Sequence[Portion], statements: Sequence[Statement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried: dict[str, Choices] = {
            "portions": [(item.id, item.text[:120]) for item in portions],
            "statements": [(item.id, statement_label(item)) for item in statements],
        }
        for name, choices in carried.items():
            if choices:
                _choose(self, name, choices)
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("scope") == "some" and not (data.get("portions") or data.get("statements")):
            self.add_error("scope", _("Choose at least one portion or statement."))
        return data


class CorrectionForm(ReasonForm):
    """One wrong statement and what is right."""

    statement = forms.ChoiceField(label=_("Wrong statement"), widget=forms.RadioSelect)
    value = forms.CharField(label=_("Right value"), max_length=2_000, widget=forms.TextInput(attrs=_AUTO))

    def __init__(self, statements: Sequence[Statement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "statement", [(item.id, statement_label(item)) for item in statements])


class RequestForm(forms.Form):
    """A request for information to partners."""

    recipients = forms.MultipleChoiceField(label=_("Partners"), widget=forms.CheckboxSelectMultiple)
    question = _text(_("Question"), rows=5)
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, max_length=500, widget=forms.TextInput(attrs=_AUTO)
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=list(PURPOSE.items()))
    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect, initial="ordinary")

    def __init__(self, partners: Sequence[PartnerView], hours: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "recipients", [(view.station_id, view.name()) for view in partners])
        _choose(self, "urgency", list(hours.items()))

    def chosen_purpose(self) -> Purpose:
        return Purpose(self.cleaned_data["purpose"])


def statement_label(statement: Statement) -> str:
    """A statement in one line of a form."""
    return f"{statement.schema} · {statement.prop}: {statement.value[:100]}"


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
