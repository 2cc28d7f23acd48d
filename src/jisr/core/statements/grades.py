"""Grades of source and information: the NATO 6x6 and the Europol 4x4 scheme.

The scheme and value as given are kept; a conversion is a convenience beside them and never replaces them.
F, 6 and X mean "cannot be judged": they are no middle value and have no rank.

Source: STANAG 2511 wording as in the Admiralty scale; Regulation (EU) 2016/794 Art. 29.
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


_LETTERS = {GradeScheme.NATO_6X6: "ABCDEF", GradeScheme.EUROPOL_4X4: "ABCX"}
_DIGITS = {GradeScheme.NATO_6X6: "123456", GradeScheme.EUROPOL_4X4: "1234"}
_UNKNOWN = {"F", "X", "6"}

# The letters map where the wording does. Digits measure plausibility in one scheme and distance from the fact in the
# other, so only what says the same in both is mapped: confirmed or known for certain, and cannot be judged.
_TO_EUROPOL = ({"A": "A", "B": "B", "D": "C", "E": "C", "F": "X"}, {"1": "1", "6": "4"})
_TO_NATO = ({"A": "A", "B": "B", "C": "D", "X": "F"}, {"1": "1", "4": "6"})


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as its giver wrote it.

    Attributes:
        scheme: the scale.
        reliability: letter of the source: A-F (6x6) or A, B, C, X (4x4).
        credibility: digit of the information: 1-6 (6x6) or 1-4 (4x4).
    """

    scheme: GradeScheme
    reliability: str
    credibility: str

    def __post_init__(self) -> None:
        letters, digits = _LETTERS[self.scheme], _DIGITS[self.scheme]
        one_each = len(self.reliability) == 1 and len(self.credibility) == 1
        if not one_each or self.reliability not in letters or self.credibility not in digits:
            raise GradeFormatError(f"{self.reliability}{self.credibility}", _expected(self.scheme))

    @classmethod
    def parse(cls, text: str, scheme: GradeScheme | None = None) -> Self:
        """A grade such as "B2", "b 2" or "B-2".

        Without a scheme it is 6x6, except for a letter X, which only 4x4 has.

        Raises:
            GradeFormatError: not one letter and one digit of the scheme.
        """
        plain = text.strip().upper().replace(" ", "").replace("-", "").replace("/", "")
        if scheme is None:
            scheme = GradeScheme.EUROPOL_4X4 if plain.startswith("X") else GradeScheme.NATO_6X6
        if len(plain) != 2:
            raise GradeFormatError(text, _expected(scheme))
        return cls(scheme, plain[0], plain[1])

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"

    @property
    def is_source_judged(self) -> bool:
        """Whether anything is said about the source at all."""
        return self.reliability not in _UNKNOWN

    @property
    def is_information_judged(self) -> bool:
        """Whether anything is said about the information at all. Every 4x4 digit says something."""
        return self.credibility not in _UNKNOWN

    def converted(self, scheme: GradeScheme) -> "Grade | None":
        """The same grade on the other scale; None where the scales do not say the same thing."""
        if scheme is self.scheme:
            return self
        letters, digits = _TO_EUROPOL if scheme is GradeScheme.EUROPOL_4X4 else _TO_NATO
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
            raise GradeFormatError(str(value), "scheme 6x6 or 4x4 and a value such as B2")
        return cls.parse(value, GradeScheme(scheme))


def _expected(scheme: GradeScheme) -> str:
    return "A-F with 1-6, as in B2" if scheme is GradeScheme.NATO_6X6 else "A, B, C or X with 1-4, as in X4"
