"""The levels at which two rows agree, and how often each is true of one bearer (m) and of two (u).

m and u are where splink's expectation-maximisation begins, and what stands where there is too little to learn from.
They come from the table of `jisr.core.identity.evidence.weights`; for names from the calibrated score, whose odds are
the weight, less for a name of many bearers.

How many rows share what brought two together counts by powers of four of the pairs that it makes: a name that n rows
bear on each side makes n times n pairs, of which at most n are one bearer.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jisr.core.identity.evidence.weights import WEIGHTS, frequency_part, name_log_odds

#: Pairs of the rarest key of a kind that two rows share, where they share none.
UNSHARED = 1_000_000_000_000
#: Likeness from which two names are in a band, the nearest first.
NAME_BANDS = (0.95, 0.75, 0.5)
# Pairs up to which a class of keys goes, and how a name of so many is called.
_BEARERS = ((1, "_rare"), (4, "_rare"), (16, ""), (64, ""), (256, "_common"), (UNSHARED - 1, "_common"))
_MET = (1, 4, 16, 64, 256)
_BORN_UNKNOWN = "born_l IS NULL OR born_r IS NULL"
_MET_BY_DATE = f"bearers_l >= {UNSHARED} AND met_l < {UNSHARED}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement.

    Attributes:
        code: what a reason says; several levels of one comparison may say the same.
        condition: SQL over columns that end in `_l` and `_r`; "ELSE" for the rest.
        label: by which it is known among its comparison's levels; its code when empty.
    """

    code: str
    condition: str
    same: float
    different: float
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or self.code


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels of one kind of evidence, the strongest first. unknown: SQL, when it says nothing. is_fixed: agreement
    between two bearers is too seldom to be learned.
    """

    name: str
    unknown: str
    levels: tuple[Level, ...]
    is_fixed: bool = False

    def to_splink(self) -> dict[str, Any]:
        """As splink's settings have it."""
        levels: list[dict[str, Any]] = [
            {"sql_condition": self.unknown, "label_for_charts": "unknown", "is_null_level": True}
        ]
        levels += [
            {
                "sql_condition": level.condition,
                "label_for_charts": level.name,
                "m_probability": level.same,
                "u_probability": level.different,
                "fix_u_probability": self.is_fixed,
            }
            for level in self.levels
        ]
        return {"output_column_name": self.name, "comparison_levels": levels}

    def with_shares(self, shares: Mapping[str, tuple[float, float]]) -> "Comparison":
        """The same levels with other shares, by level; a level that is not among them keeps its own."""
        changed = (shares.get(level.name, (level.same, level.different)) for level in self.levels)
        levels = (replace(level, same=m, different=u) for level, (m, u) in zip(self.levels, changed, strict=True))
        return replace(self, levels=tuple(levels))


def comparisons(overlap: Callable[[str, str], str]) -> tuple[Comparison, ...]:
    """All evidence. overlap: SQL of the engine for two lists with a value in common."""
    return (_names(), _born(), _born_of_met(), *_shared(overlap), _gender(), _place())


def _names() -> Comparison:
    # (code, likeness it stands for, share of pairs of one bearer)
    bands = (("same_name", 0.98, 0.65), ("like_name", 0.88, 0.20), ("near_name", 0.62, 0.08))
    classes = [(f"bearers_l <= {most}", math.sqrt(min(most, 1024)), word) for most, word in _BEARERS]
    classes.append((f"bearers_l >= {UNSHARED}", 1_000.0, "_common"))
    levels = []
    for least, (code, likeness, share) in zip(NAME_BANDS, bands, strict=True):
        for at, (condition, bearers, word) in enumerate(classes):
            same = share / len(classes)
            weight = name_log_odds(likeness) * frequency_part(round(bearers))
            wanted = f"likeness_l >= {least} AND {condition}"
            words = word if code != "near_name" else ""
            levels.append(Level(code + words, wanted, same, same / math.exp(weight), f"{code}_{at}"))
    rest_same, rest_different = (1 - sum(side) for side in zip(*((s.same, s.different) for s in levels), strict=True))
    rest = Level("other_name", "ELSE", rest_same, rest_different)
    return Comparison("name", "likeness_l IS NULL", (*levels, rest))


def _born() -> Comparison:
    days = "length(born_l) = 8 AND length(born_r) = 8"
    swapped = (
        f"{days} AND substr(born_l, 1, 4) = substr(born_r, 1, 4) "
        "AND substr(born_l, 5, 2) = substr(born_r, 7, 2) AND substr(born_l, 7, 2) = substr(born_r, 5, 2)"
    )
    year = "substr(born_l, 1, 4) = substr(born_r, 1, 4)"
    partly = f"{year} AND (length(born_l) = 4 OR length(born_r) = 4 OR substr(born_l, 1, 6) = substr(born_r, 1, 6))"
    apart = "abs(CAST(substr(born_l, 1, 4) AS INT) - CAST(substr(born_r, 1, 4) AS INT))"
    return Comparison(
        "born",
        f"{_BORN_UNKNOWN} OR ({_MET_BY_DATE})",
        _normal(
            ("same_birth_date", f"{days} AND born_l = born_r"),
            ("birth_day_month_swapped", swapped),
            ("birth_date_slip", f"{days} AND levenshtein(born_l, born_r) = 1"),
            ("same_birth_year", partly),
            ("birth_date_near", f"{apart} <= 1"),
            ("birth_date_differs", f"{apart} <= 10"),
            ("birth_date_far", "ELSE"),
        ),
    )


def _born_of_met() -> Comparison:
    """Dates of pairs that met by their date because their names are common: they agree on it, or on its year, in any
    case, and what tells is how many rows bear the like. One in n of the pairs that n rows a side make is one bearer.
    """
    levels = []
    for level in _born().levels[:4]:
        # One slip and one exchange are too few to be counted by classes.
        is_counted = level.code in ("same_birth_date", "same_birth_year")
        classes = [*_MET, UNSHARED] if is_counted else [UNSHARED]
        for most in classes:
            same = level.same / len(classes)
            weight = max(math.log(level.same / level.different) - math.log(min(most, 1024)) / 2, 0.1)
            condition = f"{level.condition} AND met_l <= {most}"
            levels.append(Level(level.code, condition, same, same / math.exp(weight), f"{level.code}_{most}"))
    near = Level("birth_date_near", "ELSE", *WEIGHTS["birth_date_near"])
    unknown = f"{_BORN_UNKNOWN} OR NOT ({_MET_BY_DATE})"
    return Comparison("born_met", unknown, _whole(*levels, near))


def _whole(*levels: Level) -> tuple[Level, ...]:
    """Shares that add up to one on each side; the last level takes up what the others leave."""
    same = sum(level.same for level in levels)
    different = sum(level.different for level in levels[:-1])
    scaled = [replace(one, same=one.same / same, different=one.different / same) for one in levels[:-1]]
    return *scaled, replace(levels[-1], same=levels[-1].same / same, different=1 - different / same)


def _shared(overlap: Callable[[str, str], str]) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            column,
            f"{column}_l IS NULL OR {column}_r IS NULL",
            _either(code, other, overlap(f"{column}_l", f"{column}_r")),
            is_fixed,
        )
        for column, code, other, is_fixed in (
            ("countries", "same_country", "country_differs", False),
            ("numbers", "same_document", "no_document_shared", True),
            ("contacts", "same_phone", "no_contact_shared", True),
        )
    )


def _gender() -> Comparison:
    unknown = "gender_l IS NULL OR gender_r IS NULL"
    return Comparison("gender", unknown, _either("same_gender", "gender_differs", "gender_l = gender_r"))


def _place() -> Comparison:
    """By the likeness of what is written, which knows a town in any script."""
    same, different = WEIGHTS["same_birth_place"]
    levels = (
        Level("same_birth_place", "place_likeness_l >= 0.85", same, different),
        Level("like_birth_place", "place_likeness_l >= 0.6", 0.10, 0.05),
        Level("birth_place_other", "ELSE", 0.90 - same, 0.95 - different),
    )
    return Comparison("place", "place_likeness_l IS NULL", levels)


def _either(code: str, other: str, condition: str) -> tuple[Level, ...]:
    same, different = WEIGHTS[code]
    return Level(code, condition, same, different), Level(other, "ELSE", 1 - same, 1 - different)


def _normal(*levels: tuple[str, str]) -> tuple[Level, ...]:
    """Shares that add up to one on each side; their weights stay."""
    shares = [WEIGHTS[code] for code, _ in levels]
    same, different = (sum(side) for side in zip(*shares, strict=True))
    return tuple(
        Level(code, condition, m / same, u / different)
        for (code, condition), (m, u) in zip(levels, shares, strict=True)
    )
