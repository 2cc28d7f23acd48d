"""The register of recognition."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from jisr.station.diplomacy.models import Engagement, Recognition
from jisr.station.diplomacy.services.concerns import open_concerns
from jisr.station.warnings import queries as warnings
from jisr.station.warnings.queries import WarningView


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """One honour with what it rests on, as far as the reader may see that."""

    row: Recognition
    engagement: Engagement | None
    outcomes: list[WarningView]
    hidden_outcomes: int
    has_concern: bool


def listed(
    direction: str = "", kind: str = "", state: str = "", partner: str = "", country: str = ""
) -> QuerySet[Recognition]:
    """Entries of the register, the newest first."""
    rows = Recognition.objects.order_by("-proposed_at")
    given = {"direction": direction, "kind": kind, "state": state, "partner": partner, "country": country}
    return rows.filter(**{name: value for name, value in given.items() if value})


def find(recognition_id: UUID) -> RecognitionView | None:
    row = Recognition.objects.filter(pk=recognition_id).first()
    if row is None:
        return None
    found = [view for each in row.outcomes if (view := warnings.warning(each))]
    return RecognitionView(
        row,
        Engagement.objects.filter(pk=row.engagement_id).first() if row.engagement_id else None,
        found,
        len(row.outcomes) - len(found),
        any(open_concerns(each.warning.pk, each.warning.report_id) for each in found),
    )
