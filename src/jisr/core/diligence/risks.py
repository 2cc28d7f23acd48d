"""Harms, how likely, how much the assistance contributes, and what assurances can change.

Source: The Principles (2019): know or believe, real risk, below; Othman v United Kingdom (ECtHR 2012) for what an
assurance is worth: specific, from somebody who can bind, monitored, kept in the past. Configuration, not quoted law.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Final

from jisr.core.diligence.errors import DiligenceError
from jisr.core.diligence.vocabulary import AssuranceScope, Contribution, Harm, Likelihood


class RiskLevel(IntEnum):
    """What the matrix says of all risks together."""

    BELOW = 0
    REAL = 1
    KNOWN = 2


@dataclass(frozen=True, slots=True)
class Risk:
    """One harm as judged.

    Attributes:
        basis: the grounds, in words; needed as soon as the judgement is not the most harmless one.
    """

    harm: Harm
    likelihood: Likelihood
    contribution: Contribution
    basis: str = ""

    @property
    def level(self) -> RiskLevel:
        """A harm to which nothing is contributed is no risk of this assistance, unless it is known to follow."""
        if self.likelihood is Likelihood.KNOWN and self.contribution > Contribution.NONE:
            return RiskLevel.KNOWN
        if self.likelihood >= Likelihood.REAL and self.contribution >= Contribution.INDIRECT:
            return RiskLevel.REAL
        if self.likelihood is Likelihood.POSSIBLE and self.contribution is Contribution.DIRECT:
            return RiskLevel.REAL
        return RiskLevel.BELOW

    def to_json(self) -> dict[str, Any]:
        return {
            "harm": self.harm.value,
            "likelihood": self.likelihood.name.lower(),
            "contribution": self.contribution.name.lower(),
            "basis": self.basis,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Risk":
        return cls(
            Harm(stored["harm"]),
            Likelihood[stored["likelihood"].upper()],
            Contribution[stored["contribution"].upper()],
            stored["basis"],
        )


def level_of(risks: Iterable[Risk]) -> RiskLevel:
    """The worst of them."""
    return max((risk.level for risk in risks), default=RiskLevel.BELOW)


#: Which assurance speaks to which harm; a harm without one is lowered by measures of one's own alone.
SCOPE_FOR: Final[Mapping[Harm, AssuranceScope]] = {
    Harm.TORTURE: AssuranceScope.TORTURE,
    Harm.ILL_TREATMENT: AssuranceScope.TORTURE,
    Harm.DEATH_PENALTY: AssuranceScope.DEATH_PENALTY,
    Harm.UNFAIR_TRIAL: AssuranceScope.FAIR_TRIAL,
    Harm.RENDITION: AssuranceScope.NO_ONWARD,
}

#: Harms whose real risk is not lowered by measures of one's own: only by an assurance that counts.
ASSURANCE_ONLY: Final = frozenset({Harm.TORTURE, Harm.DEATH_PENALTY})

#: At a remaining real risk of these, not to proceed is the presumption.
PRESUMED_REFUSED: Final = frozenset({Harm.TORTURE, Harm.DEATH_PENALTY, Harm.UNLAWFUL_KILLING})


@dataclass(frozen=True, slots=True)
class Assurance:
    """What a state has promised, as a record.

    Attributes:
        giver: who gave it; authority: by which power the giver can bind.
        past_compliance: how earlier assurances of this giver were kept: "kept", "broken" or "unknown".
    """

    giver: str
    authority: str
    text: str
    scopes: frozenset[AssuranceScope]
    is_specific: bool
    is_monitored: bool
    past_compliance: str
    given_at: datetime | None = field(default=None)

    def __post_init__(self) -> None:
        for name in ("giver", "authority", "text"):
            if not getattr(self, name).strip():
                raise DiligenceError("assurance_incomplete", name)
        if not self.scopes:
            raise DiligenceError("assurance_incomplete", "scopes")
        if self.past_compliance not in ("kept", "broken", "unknown"):
            raise DiligenceError("assurance_incomplete", "past_compliance")

    def counts_for(self, harm: Harm) -> bool:
        """Whether it can lower this harm: about it, specific, monitored, and not from one who broke the last."""
        return (
            SCOPE_FOR.get(harm) in self.scopes
            and self.is_specific
            and self.is_monitored
            and self.past_compliance != "broken"
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "giver": self.giver,
            "authority": self.authority,
            "text": self.text,
            "scopes": sorted(self.scopes),
            "is_specific": self.is_specific,
            "is_monitored": self.is_monitored,
            "past_compliance": self.past_compliance,
            "given_at": self.given_at.isoformat() if self.given_at else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Assurance":
        given = stored["given_at"]
        return cls(
            **{name: stored[name] for name in ("giver", "authority", "text", "is_specific", "is_monitored")},
            scopes=frozenset(AssuranceScope(value) for value in stored["scopes"]),
            past_compliance=stored["past_compliance"],
            given_at=datetime.fromisoformat(given) if given else None,
        )
