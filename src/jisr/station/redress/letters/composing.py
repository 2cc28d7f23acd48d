"""What a letter says: the station's texts with the case's facts, and no more content than the decision gives.

An answer that keeps back and an answer where nothing is held are the same letter, word for word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.vocabulary import property_label, value_label
from jisr.station.redress.keeping import Person
from jisr.station.redress.models import Case, Decision
from jisr.station.redress.problems import RedressProblem
from jisr.station.redress.rules import Rules
from jisr.station.redress.vocabulary import NEUTRAL, DecisionState, LetterKind, Outcome
from jisr.station.web.localtime import format_day, format_hijri


@dataclass(frozen=True, slots=True)
class LetterText:
    """A whole letter. paragraphs in order; annex: (property, value) of what a copy gives."""

    kind: str
    language: str
    station: str
    reference: str
    day: str
    addressee: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    annex_title: str = ""
    annex: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "LetterText":
        rows = tuple((str(name), str(value)) for name, value in held["annex"])
        lists = {name: tuple(held[name]) for name in ("addressee", "paragraphs", "signature")}
        return cls(**{**held, **lists, "annex": rows})

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


def compose(case: Case, person: Person, kind: str, language: str, rules: Rules, now: datetime) -> LetterText:
    """The letter of this kind as it would be made now.

    Raises:
        RedressProblem: `not_extended`, `no_decision`, `not_of_authority`.
    """
    with translation.override(language):
        signed = _signed(case)
        station = settings.IDENTITY.names.get(language) or settings.IDENTITY.station_id
        facts = {
            "reference": case.number,
            "received": format_day(case.received_at, "long"),
            "answer_by": format_day(case.answer_by, "long"),
            "station": station,
            "reason": case.extension_reason,
            "authority": case.authority,
            "authority_reference": case.authority_reference,
            "ground": "",
        }
        texts = {name: words.get(language) or words["en"] for name, words in rules.texts.items()}
        is_copied = kind == LetterKind.ANSWER and any(one.outcome == Outcome.COPY for one in signed)
        parts = _parts(case, kind, signed, rules, language)
        hijri = f" · {format_hijri(now)}" if language == "ar" else ""
        return LetterText(
            kind=kind,
            language=language,
            station=station,
            reference=case.number,
            day=f"{format_day(now, 'long')}{hijri}",
            addressee=_addressee(case, person, kind),
            subject=texts["subject"].format(**facts),
            paragraphs=tuple(texts[name].format(**{**facts, "ground": ground}) for name, ground in parts),
            signature=tuple(texts["signature"].format(**facts).splitlines()),
            annex_title=texts["annex"] if is_copied else "",
            annex=_annex(signed) if is_copied else (),
        )


def _signed(case: Case) -> list[Decision]:
    return list(Decision.objects.filter(case=case, state=DecisionState.SIGNED).order_by("proposed_at"))


def _addressee(case: Case, person: Person, kind: str) -> tuple[str, ...]:
    if kind == LetterKind.AUTHORITY:
        return (case.authority,)
    names = (person.representative,) if person.representative else (person.names[0],)
    return (*names, *(line.strip() for line in person.contact.splitlines() if line.strip()))


def _parts(case: Case, kind: str, signed: Sequence[Decision], rules: Rules, language: str) -> list[tuple[str, str]]:
    """Names of texts in order, each with the ground it cites."""
    if kind == LetterKind.EXTENSION and case.extended_at is None:
        raise RedressProblem("not_extended", translation.gettext("The time was not extended."), "kind", 409)
    if kind == LetterKind.AUTHORITY and not case.authority:
        message = translation.gettext("This request did not come through an authority.")
        raise RedressProblem("not_of_authority", message, "kind", 409)
    if kind in (LetterKind.ANSWER, LetterKind.AUTHORITY) and not signed:
        message = translation.gettext("No decision has been signed yet.")
        raise RedressProblem("no_decision", message, "kind", 409)
    middle: list[tuple[str, str]] = {
        LetterKind.ACKNOWLEDGEMENT: [("acknowledgement", "")],
        LetterKind.IDENTITY: [("identity", "")],
        LetterKind.EXTENSION: [("extension", ""), ("remedies", "")],
        LetterKind.AUTHORITY: [("to_authority", "")],
    }.get(LetterKind(kind)) or [("answer", ""), *_outcomes(signed, rules, language), ("remedies", "")]
    return [("greeting", ""), *middle, ("closing", "")]


def _outcomes(signed: Sequence[Decision], rules: Rules, language: str) -> list[tuple[str, str]]:
    """One paragraph for each outcome and ground; only the neutral one where all outcomes are neutral."""
    told: list[tuple[str, str]] = []
    for decision in signed:
        if decision.outcome in NEUTRAL:
            continue
        ground = rules.ground(decision.ground)
        part = (decision.outcome, ground.said(language) if ground else decision.ground)
        if part not in told:
            told.append(part)
    return told or [("neutral", "")]


def _annex(signed: Sequence[Decision]) -> tuple[tuple[str, str], ...]:
    ids = [
        UUID(item["id"])
        for decision in signed
        if decision.outcome == Outcome.COPY
        for item in decision.items
        if item["kind"] == "statement"
    ]
    rows = knowledge.statement_rows(ids)
    found = [
        (
            str(property_label(rows[each].prop)),
            value_label(rows[each].prop, rows[each].original_value or rows[each].value),
        )
        for each in ids
        if each in rows and rows[each].value
    ]
    return tuple(dict.fromkeys(found))
