"""What to show of the coordination desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.station.diplomacy.forms import fields

_ANY: tuple[str, Any] = ("", _("all"))


class DeskFilter(forms.Form):
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            _ANY,
            ("request", _("Requests for information")),
            ("commitment", _("Commitments")),
            ("engagement", _("Meetings and visits")),
            ("check", _("Preparations")),
            ("warning", _("Warnings")),
            ("signature", _("To sign")),
            ("conflict", _("To settle")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.choices_of(self.fields["partner"], [_ANY, *fields.partner_choices()])
