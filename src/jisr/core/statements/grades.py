"""Grades of source and information: NATO 6x6, Europol 4x4, United Kingdom 3x5x2.

The scheme and value as given are kept; a conversion is a convenience beside them and never replaces them.
F and 6 of NATO, X and 4 of Europol, 2 and D of the United Kingdom mean "cannot be judged": they are no middle value and
have no rank.

Source: STANAG 2511 wording as in the Admiralty scale; Regulation (EU) 2016/794 Art. 29; College of Policing, 3x5x2 (its
digits not checked).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from jisr.core.statements import grade_wording
from jisr.core.statements.errors import GradeFormatError


class GradeScheme(StrEnum):
    """Which scale a grade belongs to."""

    NATO_6X6 = "6x6"
    EUROPOL_4X4 = "4x4"
    UK_3X5X2 = "3x5x2"


_SOURCE = {GradeScheme.NATO_6X6: "ABCDEF", GradeScheme.EUROPOL_4X4: "ABCX", GradeScheme.UK_3X5X2: "123"}
_INFORMATION = {GradeScheme.NATO_6X6: "123456", GradeScheme.EUROPOL_4X4: "1234", GradeScheme.UK_3X5X2: "ABCDE"}
_NOT_JUDGED = {GradeScheme.NATO_6X6: ("F", "6"), GradeScheme.EUROPOL_4X4: ("X", "4"), GradeScheme.UK_3X5X2: ("2", "D")}
_CONFIRMED = {GradeScheme.NATO_6X6: "1", GradeScheme.EUROPOL_4X4: "3", GradeScheme.UK_3X5X2: "B"}
_EXPECTED = {
    GradeScheme.NATO_6X6: "A-F with 1-6, as in B2",
    GradeScheme.EUROPOL_4X4: "A, B, C or X with 1-4, as in X4",
    GradeScheme.UK_3X5X2: "1-3 with A-E, as in 1B",
}

# The letters map where the wording does. Digits measure plausibility in one scheme and distance from the fact in the
# others, so only what says the same in both is mapped: confirmed or known for certain, and cannot be judged.
_SAME = {
    (GradeScheme.NATO_6X6, GradeScheme.EUROPOL_4X4): (
        {"A": "A", "B": "B", "D": "C", "E": "C", "F": "X"},
        {"1": "1", "6": "4"},
    ),
    (GradeScheme.EUROPOL_4X4, GradeScheme.NATO_6X6): ({"A": "A", "B": "B", "C": "D", "X": "F"}, {"1": "1", "4": "6"}),
    (GradeScheme.NATO_6X6, GradeScheme.UK_3X5X2): ({"F": "2"}, {"6": "D"}),
    (GradeScheme.UK_3X5X2, GradeScheme.NATO_6X6): ({"2": "F"}, {"D": "6"}),
    (GradeScheme.EUROPOL_4X4, GradeScheme.UK_3X5X2): ({"X": "2"}, {"4": "D"}),
    (GradeScheme.UK_3X5X2, GradeScheme.EUROPOL_4X4): ({"2": "X"}, {"D": "4"}),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as its giver wrote it.

    Attributes:
        scheme: the scale.
        reliability: of the source: A-F (6x6), A, B, C, X (4x4), 1-3 (3x5x2).
        credibility: of the information: 1-6 (6x6), 1-4 (4x4), A-E (3x5x2).
    """

    scheme: GradeScheme
    reliability: str
    credibility: str

    def __post_init__(self) -> None:
        letters, digits = _SOURCE[self.scheme], _INFORMATION[self.scheme]
        one_each = len(self.reliability) == 1 and len(self.credibility) == 1
        if not one_each or self.reliability not in letters or self.credibility not in digits:
            raise GradeFormatError(f"{self.reliability}{self.credibility}", _EXPECTED[self.scheme])

    @classmethod
    def parse(cls, text: str, scheme: GradeScheme | None = None) -> Self:
        """A grade such as "B2", "b 2" or "B-2".

        Without a scheme it is 6x6, except for a letter X, which only 4x4 has, and a digit in front, as in 3x5x2.

        Raises:
            GradeFormatError: not one sign for the source and one for the information.
        """
        plain = text.strip().upper().replace(" ", "").replace("-", "").replace("/", "")
        if scheme is None:
            scheme = _scheme_of(plain)
        if len(plain) != 2:
            raise GradeFormatError(text, _EXPECTED[scheme])
        return cls(scheme, plain[0], plain[1])

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"

    @property
    def is_source_judged(self) -> bool:
        """Whether anything is said about the source at all."""
        return self.reliability != _NOT_JUDGED[self.scheme][0]

    @property
    def is_information_judged(self) -> bool:
        """Whether anything is said about the information at all."""
        return self.credibility != _NOT_JUDGED[self.scheme][1]

    @property
    def is_confirmed(self) -> bool:
        """Whether it claims that other, independent information bears it out."""
        return self.credibility == _CONFIRMED[self.scheme]

    def converted(self, scheme: GradeScheme) -> "Grade | None":
        """The same grade on the other scale; None where the scales do not say the same thing."""
        if scheme is self.scheme:
            return self
        letters, digits = _SAME[self.scheme, scheme]
        letter, digit = letters.get(self.reliability), digits.get(self.credibility)
        return None if letter is None or digit is None else Grade(scheme, letter, digit)

    def wording(self, language: str) -> tuple[str, str]:
        """Sentences for source and information.

        Args:
            language: "ar", "fr" or "en".
        """
        reliability, credibility = grade_wording.WORDING[self.scheme.value]
        return reliability[self.reliability][language], credibility[self.credibility][language]

    def to_json(self) -> dict[str, str]:
        """JSON-ready: {"scheme": "6x6", "value": "B2"}."""
        return {"scheme": self.scheme.value, "value": str(self)}

    @classmethod
    def from_json(cls, untrusted: object) -> Self:
        """The grade of its JSON form.

        Raises:
            GradeFormatError: not of that form.
        """
        if not isinstance(untrusted, dict) or set(untrusted) != {"scheme", "value"}:
            raise GradeFormatError(str(untrusted), 'an object with "scheme" and "value"')
        scheme, value = untrusted["scheme"], untrusted["value"]
        if scheme not in list(GradeScheme) or not isinstance(value, str):
            raise GradeFormatError(str(value), "scheme 6x6, 4x4 or 3x5x2 and a value such as B2")
        return cls.parse(value, GradeScheme(scheme))


def _scheme_of(plain: str) -> GradeScheme:
    if plain[:1] in ("1", "2", "3"):
        return GradeScheme.UK_3X5X2
    return GradeScheme.EUROPOL_4X4 if plain.startswith("X") else GradeScheme.NATO_6X6
