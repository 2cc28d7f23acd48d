"""Where the pieces of a proposal come from, and whether they are still as they were proposed.

A portion of a report takes its facts from the report: its grade, and the persons that the analyst accepted in it. A
text that belongs to the proposal itself (the words of a warning) is the station's own assessment: graded, and about the
persons of the statements that go with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, Handling, NeutralityFlag, SpecialCategory, strictest
from jisr.core.statements import Grade, Statement
from jisr.station.exchange import queries as exchange
from jisr.station.intake import queries as intake
from jisr.station.knowledge import queries as knowledge
from jisr.station.release.pieces import PERSONAL_SCHEMATA, Piece, PortionFacts, minors_among, statement_piece


@dataclass(frozen=True, slots=True)
class Source:
    """What a proposal draws on.

    Attributes:
        portions: content of each portion as it stands now, by id.
        facts: of each of them, by id.
        report: {"grade", "language", "event_time"} for the body; {} where there is no report.
        about: statements whose persons the texts speak of.
        neutrality: characters of the matter as a whole in which cooperation is forbidden.
    """

    portions: Mapping[UUID, Mapping[str, Any]]
    facts: Mapping[UUID, PortionFacts]
    report: Mapping[str, Any]
    about: tuple[Statement, ...] = ()
    neutrality: frozenset[NeutralityFlag] = frozenset()


NOTHING = Source({}, {}, {})
_PERSONS = frozenset({"Person", "LegalEntity"})
_PERSONAL_FINDINGS = frozenset(
    {
        FindingKind.PERSON,
        FindingKind.PHONE,
        FindingKind.EMAIL,
        FindingKind.IBAN,
        FindingKind.DOCUMENT_NUMBER,
        FindingKind.PLATE,
    }
)


def source_of(subject: str, report_id: UUID | None, today: date) -> Source:
    """What a subject draws on: its report, or the dispatch that is to be passed on."""
    if report_id is not None:
        return _from_report(report_id, today)
    kind, _, identifier = subject.partition(":")
    return _from_dispatch(UUID(identifier), today) if kind == "dispatch" else NOTHING


def own_text_facts(statements: Sequence[Statement], today: date) -> PortionFacts:
    """Facts of a text that this station wrote about the persons in these statements."""
    return _facts(statements, today, is_graded=True)


def derived_text(content: Mapping[str, Any], statements: Iterable[Statement], source: Source) -> dict[str, Any]:
    """A text that this station wrote, under its own conditions and those of everything received that it draws on.

    Args:
        statements: those that go with it.

    Raises:
        HandlingFormatError: its conditions are malformed.
    """
    received = [statement.handling for statement in statements if statement.dispatch_id]
    received += [
        Handling.from_json(source.portions[identifier]["handling"])
        for identifier, facts in source.facts.items()
        if facts.source_dispatch is not None
    ]
    own = Handling.from_json(content["handling"])
    return {**content, "handling": strictest([own, *received]).to_json()}


def statement_pieces(statements: Iterable[Statement], about: Iterable[Statement], today: date) -> list[Piece]:
    """Statements as pieces; `about` may hold birth dates that are not to go themselves."""
    given = list(statements)
    minors = minors_among([*given, *about], today)
    said = knowledge.special_of({statement.entity_id for statement in given})
    matters = {UUID(statement.report_id) for statement in given if statement.report_id}
    flags = {str(report): intake.neutrality_of(report) for report in matters}
    nothing: frozenset[Any] = frozenset()
    return [
        statement_piece(
            statement, minors, said.get(statement.entity_id, nothing), flags.get(statement.report_id, nothing)
        )
        for statement in given
    ]


def report_of_subject(subject: str) -> UUID | None:
    """The report that a subject names."""
    kind, _, identifier = subject.partition(":")
    return UUID(identifier) if kind == "report" else None


def _from_report(report_id: UUID, today: date) -> Source:
    report = intake.report(report_id)
    if report is None:
        return NOTHING
    about = tuple(knowledge.statements_of_report(report_id))
    grade: Grade | None = report.grade
    naming = {f.portion_id for f in report.findings if f.kind in _PERSONAL_FINDINGS and f.state != "rejected"}
    return Source(
        portions={
            portion.id: {
                "id": str(portion.id),
                "text": portion.text,
                "lang": portion.language,
                "handling": portion.handling.to_json(),
                **({"tear_line": True} if portion.is_tear_line else {}),
            }
            for portion in report.portions
        },
        facts={
            portion.id: _facts(
                about,
                today,
                is_graded=grade is not None,
                names_somebody=portion.id in naming,
                neutrality=frozenset(portion.neutrality) | frozenset(report.neutrality),
            )
            for portion in report.portions
        },
        report={
            "grade": grade.to_json() if grade else None,
            "language": report.language,
            "event_time": report.event_at.isoformat() if report.event_at else None,
            "lineage": report.lineage_id,
        },
        about=about,
        neutrality=frozenset(report.neutrality),
    )


def _from_dispatch(dispatch_id: UUID, today: date) -> Source:
    page = exchange.dispatch(dispatch_id)
    if page is None:
        return NOTHING
    about = tuple(knowledge.statements_of_dispatch(dispatch_id))
    report = page.values.get("report") or {}
    facts = _facts(about, today, is_graded=bool(report.get("grade")), source_dispatch=dispatch_id)
    return Source(
        portions={
            UUID(portion.id): {
                "id": portion.id,
                "text": portion.text,
                "lang": portion.lang,
                "handling": portion.handling.to_json(),
                **({"tear_line": True} if portion.is_tear_line else {}),
            }
            for portion in page.portions
        },
        facts={UUID(portion.id): facts for portion in page.portions},
        report=report,
        about=about,
    )


def _facts(
    about: Iterable[Statement],
    today: date,
    *,
    is_graded: bool,
    names_somebody: bool = False,
    source_dispatch: UUID | None = None,
    neutrality: frozenset[NeutralityFlag] = frozenset(),
) -> PortionFacts:
    """A text is about every person that the statements made from it are about.

    Where a person or number was found in it and not rejected, it is personal even before anybody has said whose it is.
    """
    personal = [statement for statement in about if statement.schema in PERSONAL_SCHEMATA]
    return PortionFacts(
        is_personal=bool(personal) or names_somebody,
        categories=_categories(personal),
        special=_special(personal, today),
        is_graded=is_graded,
        source_dispatch=source_dispatch,
        neutrality=neutrality,
    )


def _special(personal: Sequence[Statement], today: date) -> frozenset[SpecialCategory]:
    """Of everybody in it: what birth dates say, and what people said."""
    said = knowledge.special_of({statement.entity_id for statement in personal})
    found = {category for words in said.values() for category in words}
    found |= {category for statement in personal for category in statement.special}
    return frozenset(found | ({SpecialCategory.MINOR} if minors_among(personal, today) else set()))


def _categories(personal: Iterable[Statement]) -> frozenset[DataCategory]:
    """Categories of all that is personal; empty, which is "not known", when a single person has none."""
    found: set[DataCategory] = set()
    persons: dict[str, set[DataCategory]] = {}
    for statement in personal:
        given = {statement.category} if statement.category else set()
        found |= given
        if statement.schema in _PERSONS:
            persons.setdefault(statement.entity_id, set()).update(given)
    return frozenset(found) if all(persons.values()) else frozenset()
