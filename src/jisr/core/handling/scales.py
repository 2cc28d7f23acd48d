"""Classification scales: national ones, NATO, EU, UN. Each is an ordered list of levels, versioned, valid from a day.

A level's rank says where it stands beside Jisr's own five levels; it is no equivalence. Equivalence is made by an
agreement alone (`equivalence`). The rank serves to see that a scale has no level at some height, and that a marking is
not set below the level it was given in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from jisr.core.handling.errors import HandlingFormatError, UnknownLevelError, UnknownScaleError
from jisr.core.handling.scale_tables import TABLES
from jisr.core.handling.vocabulary import Classification

#: Jisr's own five levels as a scale: what two stations use that agreed on nothing else.
OWN_SCALE = "jisr"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale.

    Attributes:
        code: stable, lower case, unique in its scale.
        rank: where it stands beside Jisr's levels.
        text: the marking as it is written on paper, in the scale's own language.
    """

    code: str
    rank: Classification
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale in one version.

    Attributes:
        id: stable, lower case: "nato", "eu", "un", or the ISO 3166-1 code of a country in small letters.
        valid_from: first day on which this version is used.
        levels: lowest first.
        source: where the words come from; says so where they were not checked against a published text.
        names: what the scale is called in "ar", "fr" and "en".
    """

    id: str
    version: int
    valid_from: date
    levels: tuple[Level, ...]
    source: str
    names: Mapping[str, str]

    def level(self, code: str) -> Level:
        """The level of a code.

        Raises:
            UnknownLevelError: the scale has none of this code.
        """
        for level in self.levels:
            if level.code == code:
                return level
        raise UnknownLevelError(self.id, code)

    def has_rank(self, rank: Classification) -> bool:
        """Whether a level stands at this height; where none does, one goes up to the next."""
        return any(level.rank is rank for level in self.levels)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A level of a scale as it was given. It stays beside Jisr's own level and is never lost."""

    scale: str
    level: str
    version: int = 1

    @property
    def rank(self) -> Classification:
        """The height of its level."""
        return self._level.rank

    @property
    def text(self) -> str:
        """As it is written on paper."""
        return self._level.text

    @property
    def _level(self) -> Level:
        return scale_of(self.scale, self.version).level(self.level)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"scale": self.scale, "version": self.version, "level": self.level}

    @classmethod
    def from_json(cls, untrusted: object) -> "Mark":
        """A mark of its JSON form.

        Raises:
            HandlingFormatError: not of that form.
            UnknownScaleError, UnknownLevelError: this station does not know it, so it cannot protect it.
        """
        if not isinstance(untrusted, Mapping) or set(untrusted) != {"scale", "version", "level"}:
            raise HandlingFormatError("marked_as", 'must hold objects with "scale", "version" and "level"')
        scale, version, level = untrusted["scale"], untrusted["version"], untrusted["level"]
        if not isinstance(scale, str) or not isinstance(level, str) or type(version) is not int:
            raise HandlingFormatError("marked_as", "scale and level must be words, version a whole number")
        mark = cls(scale, level, version)
        _ = mark.rank
        return mark


def scale_of(scale_id: str, version: int | None = None) -> Scale:
    """A scale in a version; without one, in the newest.

    Raises:
        UnknownScaleError: there is no such scale, or not in this version.
    """
    versions = SCALES.get(scale_id)
    if versions is None:
        raise UnknownScaleError(scale_id)
    if version is None:
        return versions[-1]
    for scale in versions:
        if scale.version == version:
            return scale
    raise UnknownScaleError(f"{scale_id} {version}")


def national_scale(country: str) -> str:
    """Id of the scale of a country (ISO 3166-1 alpha-2); Jisr's own where none is on record."""
    return country.lower() if country.lower() in SCALES else OWN_SCALE


def _scales() -> Mapping[str, tuple[Scale, ...]]:
    found: dict[str, tuple[Scale, ...]] = {}
    for scale_id, version, valid_from, names, source, levels in TABLES:
        ordered = tuple(Level(code, Classification.from_code(rank), text) for code, rank, text in levels)
        scale = Scale(scale_id, version, date.fromisoformat(valid_from), ordered, source, MappingProxyType(dict(names)))
        found[scale_id] = (*found.get(scale_id, ()), scale)
    return MappingProxyType(found)


#: Every scale, each with its versions, oldest first.
SCALES = _scales()
