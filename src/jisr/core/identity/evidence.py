"""What speaks for and against two records being one and the same: each piece of evidence makes one claim.

A comparison proposes; a person decides. Weights are data and are first values set by judgement, not measured.
Records are given as FollowTheMoney properties: property name to values, as strings.
"""

import heapq
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from jisr.core.identity.evidence_sentences import SENTENCES
from jisr.core.identity.folding import tokenize
from jisr.core.identity.scoring import score_names
from jisr.core.identity.skeleton import name_skeleton

type Properties = Mapping[str, Sequence[str]]

#: Properties whose values identify; a loose alias ("the tall one") does not.
NAME_PROPERTIES = ("name", "alias", "previousName")
IDENTIFIER_PROPERTIES = (
    "passportNumber", "idNumber", "phone", "email", "iban", "accountNumber", "taxNumber", "registrationNumber",
    "socialSecurityNumber", "imoNumber", "publicKey", "number",
)  # fmt: skip
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country")
PLACE_PROPERTIES = ("birthPlace", "city", "address")

# Factor by which a piece of evidence shrinks the doubt (for) or the score (against).
_FOR = {"same_identifier": 0.2, "same_birth_date": 0.35, "same_birth_year": 0.75, "same_country": 0.85,
        "same_place": 0.75, "rare_name": 0.8}  # fmt: skip
_AGAINST = {"birth_date_differs": 0.5, "country_differs": 0.88, "gender_differs": 0.4, "common_name": 0.9,
            "identifier_differs": 0.92}  # fmt: skip
# A name shared by more than this share of all records says little.
_COMMON_SHARE = 0.001
_COMMON_COUNT = 5
_UNALIKE_NAME = 0.55
# Below this likeness a country or a year in common is chance, not support.
_SUPPORTABLE = 0.7
_ALIKE = 0.85
# One word alone (an abbreviation, a nickname) names many.
_SINGLE_WORD = 0.85
_PAIRS_SCORED = 4
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim about a pair.

    Attributes:
        code: stable name, a key of `evidence_sentences.SENTENCES`.
        parameters: what the sentence shows.
    """

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The claim in "ar", "fr" or "en"; values stand in directional isolates, their own controls made visible."""
        shown = {name: f"\u2068{_CONTROLS.sub(_visible, value)}\u2069" for name, value in self.parameters.items()}
        return SENTENCES[self.code][language].format(**shown)


@dataclass(frozen=True, slots=True)
class Comparison:
    """score: 0..1, higher is more alike. A missing value speaks neither for nor against, and is said."""

    score: float
    speaking_for: tuple[Evidence, ...]
    speaking_against: tuple[Evidence, ...]
    missing: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class NameFrequency:
    """How many records of all bear a name like this one."""

    bearers: int
    records: int

    @property
    def is_common(self) -> bool:
        return self.bearers > max(_COMMON_COUNT, _COMMON_SHARE * self.records)


def compare_records(left: Properties, right: Properties, frequency: NameFrequency | None = None) -> Comparison:
    """Weigh two records of one kind (two persons, two organisations, ...).

    A score is never above the likeness of the names unless other evidence agrees, and an identifier alone
    proposes the pair whatever the names say.
    """
    names = best_names(values_of(left, NAME_PROPERTIES), values_of(right, NAME_PROPERTIES))
    found = [
        _names(names),
        *_identifiers(left, right),
        *_birth_dates(left, right),
        *_countries(left, right),
        *_places(left, right),
        *_gender(left, right),
        *_frequency(names, frequency),
    ]
    against = {*_AGAINST, "names_differ"}
    return Comparison(
        _score(names.score, found),
        tuple(e for e in found if e.code in _FOR or e.code == "names_alike"),
        tuple(e for e in found if e.code in against),
        tuple(e for e in found if e.code.endswith("_missing")),
    )


def _score(likeness: float, found: Sequence[Evidence]) -> float:
    codes = [evidence.code for evidence in found]
    score = max(likeness, 0.5) if "same_identifier" in codes else likeness
    is_supportable = likeness >= _SUPPORTABLE or "same_identifier" in codes
    for code in codes:
        if code in _FOR and is_supportable:
            score = 1 - (1 - score) * _FOR[code]
        score *= _AGAINST.get(code, 1.0)
    return round(score, 4)


def values_of(record: Properties, properties: Iterable[str]) -> list[str]:
    """Values of the properties in their order, each once."""
    return list(dict.fromkeys(value for prop in properties for value in record.get(prop, ())))


@dataclass(frozen=True, slots=True)
class NamePair:
    """The two names, one of each side, that are most alike. score: 0..1; 0 where a side has no name."""

    left: str
    right: str
    score: float


def best_names(left: Sequence[str], right: Sequence[str]) -> NamePair:
    """The most alike pair; a compiled pass over the consonants chooses which few are scored in full."""
    skeletons = [name_skeleton(name) for name in right]
    near = [
        (ratio, a, right[at])
        for a in left
        for _, ratio, at in process.extract(name_skeleton(a), skeletons, scorer=fuzz.token_sort_ratio, limit=2)
    ]
    scored = [NamePair(a, b, _likeness(a, b)) for _, a, b in heapq.nlargest(_PAIRS_SCORED, near)]
    return max(scored, key=lambda pair: pair.score, default=NamePair("", "", 0.0))


def _likeness(a: str, b: str) -> float:
    is_single_word = 1 in (len(tokenize(a)), len(tokenize(b)))
    return score_names(a, b) * (_SINGLE_WORD if is_single_word else 1.0)


def _names(names: NamePair) -> Evidence:
    if not names.left:
        return Evidence("name_missing")
    code = "names_alike" if names.score >= _UNALIKE_NAME else "names_differ"
    return Evidence(code, {"left": names.left, "right": names.right, "score": f"{names.score * 100:.0f}"})


def _identifiers(left: Properties, right: Properties) -> list[Evidence]:
    evidence = []
    for prop in IDENTIFIER_PROPERTIES:
        ours, theirs = set(left.get(prop, ())), set(right.get(prop, ()))
        if shared := sorted(ours & theirs):
            evidence.append(Evidence("same_identifier", {"value": shared[0]}))
        elif ours and theirs and prop in ("passportNumber", "idNumber", "registrationNumber"):
            evidence.append(Evidence("identifier_differs", {"left": min(ours), "right": min(theirs)}))
    return evidence


def _birth_dates(left: Properties, right: Properties) -> list[Evidence]:
    ours, theirs = left.get("birthDate", ()), right.get("birthDate", ())
    if not ours or not theirs:
        return [Evidence("birth_date_missing")]
    if shared := sorted({d for d in ours if len(d) >= 10} & set(theirs)):
        return [Evidence("same_birth_date", {"value": shared[0]})]
    compatible = sorted(a for a in ours for b in theirs if a.startswith(b) or b.startswith(a))
    if compatible:
        return [Evidence("same_birth_year", {"value": compatible[0][:4]})]
    return [Evidence("birth_date_differs", {"left": ours[0], "right": theirs[0]})]


def _countries(left: Properties, right: Properties) -> list[Evidence]:
    ours, theirs = values_of(left, COUNTRY_PROPERTIES), values_of(right, COUNTRY_PROPERTIES)
    if not ours or not theirs:
        return [Evidence("country_missing")]
    if shared := [value for value in ours if value in theirs]:
        return [Evidence("same_country", {"value": shared[0].upper()})]
    return [Evidence("country_differs", {"left": ours[0].upper(), "right": theirs[0].upper()})]


def _places(left: Properties, right: Properties) -> list[Evidence]:
    for a in values_of(left, PLACE_PROPERTIES):
        for b in values_of(right, PLACE_PROPERTIES):
            if score_names(a, b) > 0.85:
                return [Evidence("same_place", {"left": a, "right": b})]
    return []


def _gender(left: Properties, right: Properties) -> list[Evidence]:
    ours, theirs = set(left.get("gender", ())), set(right.get("gender", ()))
    return [Evidence("gender_differs")] if ours and theirs and not ours & theirs else []


def _frequency(names: NamePair, frequency: NameFrequency | None) -> list[Evidence]:
    if frequency is None or names.score < _SUPPORTABLE:
        return []
    figures = {"count": str(frequency.bearers), "total": str(frequency.records)}
    if frequency.is_common:
        return [Evidence("common_name", figures)]
    return [Evidence("rare_name", figures)] if frequency.records >= 100 and names.score >= _ALIKE else []


def _visible(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found[0]):04X}⟧"
