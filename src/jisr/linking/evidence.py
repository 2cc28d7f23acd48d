"""The levels at which two rows agree, and how often each is true of one bearer (m) and of two (u).

m and u are where splink's expectation-maximisation begins, and what stands where there is too little to learn from.
They come from the table of `jisr.core.identity.evidence.weights`; for names from the calibrated score, whose odds are
the weight, less for a name of many bearers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jisr.core.identity.evidence.weights import WEIGHTS, frequency_part, name_log_odds

_RARE, _USUAL = 4, 100
#: Rows on one side times rows on the other, of pairs that no name brought together.
NO_NAME = 1_000_000_000
_BORN_UNKNOWN = "born_l IS NULL OR born_r IS NULL"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement. condition: SQL over columns that end in `_l` and `_r`; "ELSE" for the rest."""

    code: str
    condition: str
    same: float
    different: float


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
                "label_for_charts": level.code,
                "m_probability": level.same,
                "u_probability": level.different,
                "fix_u_probability": self.is_fixed,
            }
            for level in self.levels
        ]
        return {"output_column_name": self.name, "comparison_levels": levels}


def comparisons(overlap: Callable[[str, str], str]) -> tuple[Comparison, ...]:
    """All evidence. overlap: SQL of the engine for two lists with a value in common."""
    return (_names(), _born(), _born_of_met(), *_shared(overlap), _gender(), _place())


def _names() -> Comparison:
    at_least = "likeness_l >= {} AND bearers_l <= {}"
    # (code, condition, share of pairs of one bearer, likeness it stands for, bearers it stands for)
    levels = (
        ("same_name_rare", at_least.format(0.95, _RARE), 0.30, 0.98, 1),
        ("same_name", at_least.format(0.95, _USUAL), 0.20, 0.98, 8),
        ("same_name_common", "likeness_l >= 0.95", 0.15, 0.98, 40),
        ("like_name_rare", at_least.format(0.75, _RARE), 0.12, 0.88, 2),
        ("like_name", "likeness_l >= 0.75", 0.12, 0.88, 12),
        ("near_name", "likeness_l >= 0.5", 0.07, 0.62, 12),
    )
    shares = [
        Level(code, condition, same, same / 2.718281828 ** (name_log_odds(likeness) * frequency_part(bearers)))
        for code, condition, same, likeness, bearers in levels
    ]
    rest_same, rest_different = (1 - sum(side) for side in zip(*((s.same, s.different) for s in shares), strict=True))
    rest = Level("other_name", "ELSE", rest_same, rest_different)
    return Comparison("name", "likeness_l IS NULL", (*shares, rest))


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
        f"{_BORN_UNKNOWN} OR bearers_l >= {NO_NAME}",
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
    """Dates of pairs that met by their date because their names are common: that they agree says less, and is learned
    apart. It begins with a weight of ten to one less.
    """
    levels = [
        Level(level.code, level.condition, level.same, level.different * (10 if at == 0 else 1))
        for at, level in enumerate(_born().levels)
    ]
    whole = sum(level.different for level in levels)
    levels = [Level(level.code, level.condition, level.same, level.different / whole) for level in levels]
    return Comparison("born_met", f"{_BORN_UNKNOWN} OR bearers_l < {NO_NAME}", tuple(levels))


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
    unknown = "place_l IS NULL OR place_r IS NULL"
    return Comparison("place", unknown, _either("same_birth_place", "birth_place_other", "place_l = place_r"))


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
