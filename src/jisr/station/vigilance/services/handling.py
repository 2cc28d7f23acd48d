"""An overseer's word on a flag, and telling the person it was about."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.vigilance.models import Flag, FlagState
from jisr.station.vigilance.problems import FlagHandledError, FlagUnknownError, OwnFlagError, TellError
from jisr.station.vigilance.services.ruling import MINIMUM_REASON, reason_of

LATEST_TELLING_DAYS = 366


@transaction.atomic
def handle_flag(
    actor: Actor, flag_id: UUID, state: FlagState | str, *, reason: str, tell_from: date | None = None,
    not_told_because: str = "",
) -> None:  # fmt: skip
    """Say what came of it. The person is told at once, or from a day on where telling would do harm.

    Args:
        tell_from: from which day the person is told; None = now.
        not_told_because: why not now; needed with `tell_from`.

    Raises:
        FlagUnknownError, FlagHandledError, OwnFlagError, ReasonShortError, TellError.
    """
    chosen, why = FlagState(state), reason_of(reason)
    held = Flag.objects.select_for_update().filter(pk=flag_id).first()
    if held is None:
        raise FlagUnknownError
    if held.person == actor.name:
        raise OwnFlagError
    if held.state != FlagState.OPEN or chosen is FlagState.OPEN:
        raise FlagHandledError
    now, because = timezone.now(), " ".join(not_told_because.split())
    if tell_from is not None:
        today = timezone.localdate()
        is_in_time = today < tell_from <= today + timedelta(days=LATEST_TELLING_DAYS)
        if not is_in_time or len(because) < MINIMUM_REASON:
            raise TellError
    held.state, held.reason, held.handled_at, held.handled_by = chosen, why, now, actor.name
    held.told_at, held.tell_from, held.not_told_because = (None if tell_from else now), tell_from, because
    held.save()
    detail: dict[str, str | int] = {"rule": held.rule, "told": "later" if tell_from else "now"}
    record(
        actor, Act.ADMINISTRATION, "flag", str(held.pk), recipient=held.person, decision=chosen.value,
        justification=why, detail=detail,
    )  # fmt: skip


@transaction.atomic
def tell_those_due() -> int:
    """Once the day has come, the person is told without anybody's doing; how many."""
    due = Flag.objects.select_for_update().filter(told_at=None, tell_from__lte=timezone.localdate())
    flags = list(due.exclude(state=FlagState.OPEN))
    for flag in flags:
        flag.told_at = timezone.now()
        flag.save(update_fields=["told_at"])
        record(system_actor("vigilance"), Act.ADMINISTRATION, "flag", str(flag.pk), recipient=flag.person,
               decision="told", detail={"rule": flag.rule})  # fmt: skip
    return len(flags)
