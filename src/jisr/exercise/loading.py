"""Put generated reports into an exercise station, through the same services as any other report.

Runs inside the station's process. Refuses at a station that is not marked as an exercise.
"""

from collections.abc import Callable

from django.conf import settings

from jisr.core.handling import Handling, OnwardRule, Tlp
from jisr.core.statements import Grade
from jisr.exercise.generator import ExercisePortion, ExerciseReport
from jisr.station.intake import queries, services
from jisr.station.ledger.actor import Actor


class NotAnExerciseError(Exception):
    """The station is not marked as an exercise; fictional data has no place in it."""

    code = "not_an_exercise"


def load_report(actor: Actor, report: ExerciseReport) -> str:
    """Take one report in, with a marking for each portion; its number at this station.

    Raises:
        NotAnExerciseError: this station is real.
    """
    if not settings.EXERCISE:
        raise NotAnExerciseError("this station is not an exercise; nothing was loaded")
    markings = [_handling(portion) for portion in report.portions]
    draft = services.ReportDraft(
        text="\n\n".join(portion.text for portion in report.portions),
        source=report.source,
        handling=markings[0],
        title=report.title,
        grade=Grade.parse(report.grade),
        language=report.language,
        purpose=report.purpose,
        received_at=report.received_at,
        kind="exercise",
    )
    report_id = services.receive_report(actor, draft)
    view = queries.report(report_id)
    if view is None:
        raise LookupError(report_id)
    for portion, marking in zip(view.portions, markings, strict=True):
        services.mark_portion(actor, portion.id, marking)
    return view.number


def load(reports: list[ExerciseReport], tell: Callable[[int], None]) -> int:
    """Take every report in, each in a transaction of its own; how many."""
    actor = Actor(name="command:exercise", channel="command")
    for count, report in enumerate(reports, start=1):
        load_report(actor, report)
        tell(count)
    return len(reports)


def _handling(portion: ExercisePortion) -> Handling:
    return Handling(
        originator=settings.IDENTITY.station_id,
        classification=portion.classification,
        tlp=Tlp.AMBER,
        releasable_to=frozenset(portion.releasable_to),
        onward=OnwardRule.ASK,
        action_on=OnwardRule.ASK,
        court_use=OnwardRule.ASK,
    )
