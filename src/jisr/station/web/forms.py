"""The form in which people set how something may be handled; used wherever a marking is given."""

import unicodedata
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import (
    OWN_SCALE,
    SCALES,
    Classification,
    Handling,
    HandlingCode,
    Mark,
    OnwardRule,
    Purpose,
    Tlp,
    contradictions,
)
from jisr.station.web import labels
from jisr.station.web.given import contradiction_words
from jisr.station.web.localtime import reader_locale

AGREEMENTS, LISTED, OWN_STATION = "agreements", "listed", "own"


def country_choices() -> list[tuple[str, str]]:
    """Countries in the reader's language, in alphabetical order without regard to accents and hamza."""
    names = reader_locale().territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    ]
    return sorted(found, key=lambda pair: _bare(pair[1]))


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


def mark_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Levels of every scale but Jisr's own, by scale, as they are written on paper."""
    language = (get_language() or "en")[:2]
    newest = [versions[-1] for scale_id, versions in SCALES.items() if scale_id != OWN_SCALE]
    return [
        (
            scale.names.get(language, scale.names["en"]),
            [(_mark_value(Mark(scale.id, level.code, scale.version)), level.text) for level in scale.levels],
        )
        for scale in newest
    ]


def _mark_value(mark: Mark) -> str:
    return f"{mark.scale}:{mark.version}:{mark.level}"


def _mark_of(value: str) -> Mark:
    scale, version, level = value.split(":")
    return Mark(scale, level, int(version))


class HandlingForm(forms.Form):
    """Fields of `jisr.core.handling.Handling`; give it a prefix when a page holds several."""

    classification = forms.ChoiceField(label=_("Classification"), choices=list(labels.CLASSIFICATION.items()))
    tlp = forms.ChoiceField(label=_("TLP"), choices=list(labels.TLP.items()))
    codes = forms.MultipleChoiceField(
        label=_("Handling codes"),
        choices=list(labels.HANDLING_CODE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    code_note = forms.CharField(
        label=_("Text of the other restrictions (H3)"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    release_scope = forms.ChoiceField(
        label=_("May go to"),
        choices=[
            (AGREEMENTS, _("Partners, as their agreements allow")),
            (LISTED, _("Only the countries chosen here")),
            (OWN_STATION, _("Nobody outside this station")),
        ],
    )
    releasable_to = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    onward = forms.ChoiceField(label=_("Passing on"), choices=list(labels.ONWARD.items()))
    action_on = forms.ChoiceField(label=_("Acting on it"), choices=list(labels.ONWARD.items()))
    court_use = forms.ChoiceField(label=_("Use in court"), choices=list(labels.ONWARD.items()))
    match = forms.ChoiceField(
        label=_("Matching and analysis"),
        choices=list(labels.ONWARD.items()),
        required=False,
        help_text=_("May it be compared with what else the recipient holds?"),
    )
    marked_as = forms.MultipleChoiceField(
        label=_("Level as it was given"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6, "dir": "auto"}),
        help_text=_("The marking of another scale that it came with. It stays beside the classification above."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("Only for these purposes"),
        help_text=_("None chosen: no limit stated."),
        choices=list(labels.PURPOSE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    retain_until = forms.DateField(
        label=pgettext_lazy("retention", "Keep until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Erased on this date, with a certificate to the originator."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["releasable_to"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = country_choices()
        marks = self.fields["marked_as"]
        assert isinstance(marks, forms.MultipleChoiceField)
        marks.choices = mark_choices()

    @staticmethod
    def initial_from(handling: Handling) -> dict[str, Any]:
        """Initial values that show a marking."""
        scope = AGREEMENTS if handling.releasable_to is None else LISTED if handling.releasable_to else OWN_STATION
        return {
            "classification": handling.classification.code,
            "tlp": handling.tlp.code,
            "codes": sorted(handling.codes),
            "code_note": handling.code_note,
            "release_scope": scope,
            "releasable_to": sorted(handling.releasable_to or ()),
            "onward": handling.onward,
            "action_on": handling.action_on,
            "court_use": handling.court_use,
            "match": handling.match,
            "marked_as": sorted(map(_mark_value, handling.marked_as)),
            "purposes": sorted(handling.purposes),
            "retain_until": handling.retain_until,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("release_scope") == LISTED and not data.get("releasable_to"):
            self.add_error("releasable_to", _("Choose at least one country, or another rule."))
        if HandlingCode.H3 in data.get("codes", ()) and not data.get("code_note"):
            self.add_error("code_note", _("Say what the other restrictions are."))
        if not self.errors:
            for found in contradictions(self.handling("-"), timezone.localdate()):
                self.add_error(found.field, contradiction_words(found))
        return data

    def handling(self, originator: str) -> Handling:
        """The marking that a valid form describes.

        Args:
            originator: station id of the authority whose information it is.
        """
        data = self.cleaned_data
        countries = {
            AGREEMENTS: None,
            LISTED: frozenset(data["releasable_to"]),
            OWN_STATION: frozenset[str](),
        }
        return Handling(
            originator=originator,
            classification=next(level for level in Classification if level.code == data["classification"]),
            tlp=next(level for level in Tlp if level.code == data["tlp"]),
            codes=frozenset(HandlingCode(code) for code in data["codes"]),
            code_note=data["code_note"],
            releasable_to=countries[data["release_scope"]],
            purposes=frozenset(Purpose(purpose) for purpose in data["purposes"]),
            onward=OnwardRule(data["onward"]),
            action_on=OnwardRule(data["action_on"]),
            court_use=OnwardRule(data["court_use"]),
            retain_until=data["retain_until"],
            match=OnwardRule(data["match"] or OnwardRule.ALLOWED),
            marked_as=frozenset(map(_mark_of, data["marked_as"])),
        )
