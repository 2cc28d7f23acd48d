"""Every write of this room."""

from jisr.station.diligence.services.assessing import (
    Judgement,
    begin,
    check_country,
    identify,
    mitigate,
    reassess,
    receive_assurance,
    refuse_assurance,
)
from jisr.station.diligence.services.countries import record_country
from jisr.station.diligence.services.deciding import (
    approve,
    note_release,
    note_reviews_due,
    remediate,
    report_concern,
    review,
    terminate,
    withhold,
)
from jisr.station.diligence.services.overriding import ask, confirm, examine, note_use, watch
from jisr.station.diligence.services.taint import lift_taint, mark_tainted

__all__ = [
    "Judgement",
    "approve",
    "ask",
    "begin",
    "check_country",
    "confirm",
    "examine",
    "identify",
    "lift_taint",
    "mark_tainted",
    "mitigate",
    "note_release",
    "note_reviews_due",
    "note_use",
    "reassess",
    "receive_assurance",
    "record_country",
    "refuse_assurance",
    "remediate",
    "report_concern",
    "review",
    "terminate",
    "watch",
    "withhold",
]
