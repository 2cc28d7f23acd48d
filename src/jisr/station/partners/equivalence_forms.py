"""The table of equivalence of an agreement, as people fill it in: for each own level a level of the partners' scale."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import AS_THEY_ARE, Classification, Equivalence, HandlingFormatError, Mark, Row
from jisr.station.web.forms import mark_choices
from jisr.station.web.labels import CLASSIFICATION


class EquivalenceForm(forms.Form):
    """One choice for each own level; further rows, of other scales, as lines. Nothing chosen: Jisr's own levels."""

    further = forms.CharField(
        label=_("Rows of further scales"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("One on each line, such as: nato nato_secret = secret"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in Classification:
            self.fields[_name(level)] = forms.ChoiceField(
                label=CLASSIFICATION[level.code], required=False, choices=[("", "—"), *mark_choices()]
            )

    @staticmethod
    def initial_from(table: Equivalence) -> dict[str, Any]:
        """Initial values that show a table."""
        if table == AS_THEY_ARE:
            return {}
        shown: dict[str, Any] = {}
        further = []
        for row in table.rows:
            if row.scale == table.scale and _name(row.own) not in shown:
                shown[_name(row.own)] = f"{row.scale}:{Mark(row.scale, row.level).version}:{row.level}"
            else:
                further.append(f"{row.scale} {row.level} = {row.own.code}")
        return {**shown, "further": "\n".join(further)}

    def level_fields(self) -> list[forms.BoundField]:
        return [self[_name(level)] for level in Classification]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = {level: data.get(_name(level), "") for level in Classification}
        rows = [Row(*_level(value), level) for level, value in chosen.items() if value]
        scales = {row.scale for row in rows}
        if len(scales) > 1:
            self.add_error("further", _("Choose all levels from one scale; rows of other scales stand here."))
        rows += self._further(data.get("further", ""))
        if rows and not scales:
            self.add_error("further", _("Choose at least one level of the scale in which the partners mark."))
        data["table"] = Equivalence(min(scales), tuple(rows)) if len(scales) == 1 else AS_THEY_ARE
        return data

    def table(self) -> Equivalence:
        """What a valid form says."""
        table: Equivalence = self.cleaned_data["table"]
        return table

    def _further(self, text: str) -> list[Row]:
        rows = []
        for line in filter(None, map(str.strip, text.splitlines())):
            mark, _sign, own = (part.strip() for part in line.partition("="))
            scale, _space, level = mark.partition(" ")
            try:
                row = Row(scale, level.strip(), Classification.from_code(own))
                _rank = Mark(row.scale, row.level).rank
            except (ValueError, HandlingFormatError):
                self.add_error("further", _("Not a row: %(line)s") % {"line": line[:80]})
            else:
                rows.append(row)
        return rows


def _name(level: Classification) -> str:
    return f"level_{level.code}"


def _level(value: str) -> tuple[str, str]:
    scale, _version, level = value.split(":")
    return scale, level
