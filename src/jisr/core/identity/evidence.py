"""What speaks for and against two records being one and the same: each piece of evidence makes one claim.

A comparison proposes; a person decides. Weights are data and are first values set by judgement, not measured.
Records are given as FollowTheMoney properties: property name to values, as strings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jisr.core.identity.evidence_sentences import SENTENCES
from jisr.core.identity.scoring import score_names

type Properties = Mapping[str, Sequence[str]]

NAME_PROPERTIES = ("name", "alias", "weakAlias", "previousName")
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
    found = [
        *_names(left, right),
        *_identifiers(left, right),
        *_birth_dates(left, right),
        *_overlap("country", left, right, COUNTRY_PROPERTIES),
        *_places(left, right),
        *_gender(left, right),
        *_frequency(left, right, frequency),
    ]
    score = _best_names(left, right)[0]
    if any(evidence.code == "same_identifier" for evidence in found):
        score = max(score, 0.5)
    for evidence in found:
        if evidence.code in _FOR:
            score = 1 - (1 - score) * _FOR[evidence.code]
        score *= _AGAINST.get(evidence.code, 1.0)
    against = {*_AGAINST, "names_differ"}
    return Comparison(
        round(score, 4),
        tuple(e for e in found if e.code in _FOR or e.code == "names_alike"),
        tuple(e for e in found if e.code in against),
        tuple(e for e in found if e.code.endswith("_missing")),
    )


def values_of(record: Properties, properties: Iterable[str]) -> list[str]:
    """Values of the properties in their order, each once."""
    return list(dict.fromkeys(value for prop in properties for value in record.get(prop, ())))


def _best_names(left: Properties, right: Properties) -> tuple[float, str, str]:
    pairs = [
        (score_names(a, b), a, b) for a in values_of(left, NAME_PROPERTIES) for b in values_of(right, NAME_PROPERTIES)
    ]
    return max(pairs, key=lambda pair: pair[0], default=(0.0, "", ""))


def _names(left: Properties, right: Properties) -> list[Evidence]:
    score, a, b = _best_names(left, right)
    if not a:
        return [Evidence("name_missing")]
    code = "names_alike" if score >= _UNALIKE_NAME else "names_differ"
    return [Evidence(code, {"left": a, "right": b, "score": f"{score:.2f}"})]


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


def _overlap(kind: str, left: Properties, right: Properties, properties: Iterable[str]) -> list[Evidence]:
    ours, theirs = values_of(left, properties), values_of(right, properties)
    if not ours or not theirs:
        return [Evidence(f"{kind}_missing")]
    if shared := [value for value in ours if value in theirs]:
        return [Evidence(f"same_{kind}", {"value": shared[0].upper()})]
    return [Evidence(f"{kind}_differs", {"left": ours[0].upper(), "right": theirs[0].upper()})]


def _places(left: Properties, right: Properties) -> list[Evidence]:
    for a in values_of(left, PLACE_PROPERTIES):
        for b in values_of(right, PLACE_PROPERTIES):
            if score_names(a, b) > 0.85:
                return [Evidence("same_place", {"left": a, "right": b})]
    return []


def _gender(left: Properties, right: Properties) -> list[Evidence]:
    ours, theirs = set(left.get("gender", ())), set(right.get("gender", ()))
    return [Evidence("gender_differs")] if ours and theirs and not ours & theirs else []


def _frequency(left: Properties, right: Properties, frequency: NameFrequency | None) -> list[Evidence]:
    if frequency is None or _best_names(left, right)[0] < _UNALIKE_NAME:
        return []
    figures = {"count": str(frequency.bearers), "total": str(frequency.records)}
    if frequency.is_common:
        return [Evidence("common_name", figures)]
    return [Evidence("rare_name", figures)] if frequency.records >= 100 else []


def _visible(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found[0]):04X}⟧"
