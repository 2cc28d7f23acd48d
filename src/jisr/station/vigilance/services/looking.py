"""Looking at what the ledger has grown by, once every few minutes: counts are brought up to date, rules asked, flags
raised or extended. Nothing is read while a person waits, and what was looked at is not looked at again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jisr.station.compartments.queries.openings import late_reviews
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.vigilance import counting, judging
from jisr.station.vigilance.models import Flag, Hour, Watch
from jisr.station.vigilance.rules import Numbers
from jisr.station.vigilance.services.ruling import StandingRule, rules_now

AT_ONCE = 20_000
HISTORY_DAYS = 56
KEPT_DAYS = 90
_CONTENT = ("consultation",)


@transaction.atomic
def look(now: datetime | None = None) -> int:
    """Look at what is new, at most 20,000 entries; how many flags were raised."""
    at = now or timezone.now()
    watch, _is_new = Watch.objects.select_for_update().get_or_create(pk=1)
    end = min(ledger.size(), watch.next_index + AT_ONCE)
    hours = counting.touched_hours(watch.next_index, end)
    counting.count_hours(hours)
    rules = {code: rule for code, rule in rules_now().items() if rule.is_on}
    raised = sum(_look_at_hour(actor, hour, rules) for actor, hour in hours)
    raised += _disclosures(watch.next_index, end, rules.get("first_disclosure"))
    raised += _exports(watch.next_index, end, rules.get("export_volume"))
    raised += _late(at, rules.get("late_review"))
    Hour.objects.filter(hour__lt=at - timedelta(days=KEPT_DAYS)).delete()
    watch.next_index, watch.looked_at = end, at
    watch.save()
    return raised


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _look_at_hour(actor: str, hour: datetime, rules: dict[str, StandingRule]) -> int:
    held = Hour.objects.filter(actor=actor, hour=hour).first()
    if held is None:
        return 0
    raised = 0
    if (rule := rules.get("bulk_reading")) is not None:
        raised += _bulk(held, rule.numbers)
    if (rule := rules.get("odd_hours")) is not None and held.records:
        raised += _odd_hours(held, rule.numbers)
    if (rule := rules.get("outside_compartment")) is not None and held.outside:
        raised += _outside(held, rule.numbers)
    if (rule := rules.get("repeated_refusals")) is not None and held.refusals >= rule.numbers["refusals"]:
        numbers = {"refusals": held.refusals, "limit": rule.numbers["refusals"]}
        raised += _raise_for_hour("repeated_refusals", held, numbers, ("refusal",))
    if (rule := rules.get("searching_only")) is not None and judging.is_searching_only(
        held.searches, held.records, rule.numbers
    ):
        numbers = {"searches": held.searches, "records": held.records, "limit": rule.numbers["searches"]}
        raised += _raise_for_hour("searching_only", held, numbers, _CONTENT, kinds=counting.SEARCHES)
    return raised


def _bulk(held: Hour, numbers: Numbers) -> int:
    since = held.hour - timedelta(days=HISTORY_DAYS)
    past = Hour.objects.filter(hour__gte=since, hour__lt=held.hour, records__gt=0)
    flagged = Flag.objects.filter(rule="bulk_reading", person=held.actor).exclude(state="false_alarm")
    spans = list(flagged.values_list("first_at", "last_at"))
    own = [
        records
        for hour, records in past.filter(actor=held.actor).values_list("hour", "records")
        if not any(first <= hour + timedelta(hours=1) and hour <= last for first, last in spans)
    ]
    role = list(past.filter(roles=held.roles).exclude(actor=held.actor).values_list("records", flat=True))
    found = judging.bulk(held.records, own, role, numbers)
    if found is None:
        return 0
    shown = {"records": found.records, "limit": numbers["limit"]}
    if found.usual_own is not None:
        shown["usual_own"] = found.usual_own
    if found.usual_role is not None:
        shown["usual_role"] = found.usual_role
    return _raise_for_hour("bulk_reading", held, shown, _CONTENT, one_record=True)


def _odd_hours(held: Hour, numbers: Numbers) -> int:
    if not judging.is_off_duty(held.hour, zone(), numbers):
        return 0
    night = judging.night_of(held.hour, zone())
    begins = datetime.combine(night, datetime.min.time(), zone()) + timedelta(hours=12)
    indexes = counting.evidence(held.actor, begins, begins + timedelta(days=1), _CONTENT, one_record=True)
    unsaid = _off_duty_unsaid(indexes, numbers)
    if len(unsaid) < numbers["openings"]:
        return 0
    first, last = unsaid[0], unsaid[-1]
    shown = {"openings": len(unsaid), "limit": numbers["openings"]}
    case = f"odd_hours:{held.actor}:{night.isoformat()}"
    return _raise("odd_hours", case, held.actor, _time(first), _time(last), shown, unsaid)


def _off_duty_unsaid(indexes: Sequence[int], numbers: Numbers) -> list[int]:
    """Those outside the hours of duty that were not announced: with broken glass they are reviewed anyway."""
    found = []
    for index in indexes:
        stored = ledger.entry(index)
        if stored is None or stored.entry.detail.get("glass"):
            continue
        if judging.is_off_duty(stored.entry.time, zone(), numbers):
            found.append(index)
    return found


def _outside(held: Hour, numbers: Numbers) -> int:
    day = _day_of(held.hour)
    indexes = [
        index
        for index in counting.evidence(held.actor, day, day + timedelta(days=1), ("refusal",))
        if (stored := ledger.entry(index)) is not None
        and (stored.entry.decision == "out_of_compartment" or stored.entry.record_kind == "compartment")
    ]
    if len(indexes) < numbers["attempts"]:
        return 0
    case = f"outside_compartment:{held.actor}:{day.date().isoformat()}"
    shown = {"attempts": len(indexes), "limit": numbers["attempts"]}
    return _raise("outside_compartment", case, held.actor, _time(indexes[0]), _time(indexes[-1]), shown, indexes)


def _disclosures(first: int, end: int, rule: StandingRule | None) -> int:
    """The first thing that ever went to a partner."""
    if rule is None:
        return 0
    raised, seen = 0, set()
    for stored in _entries(first, end, Act.DISCLOSURE):
        entry = stored.entry
        partner = entry.recipient
        if not partner or ":" in partner or partner == "data_subject" or partner in seen:
            continue
        seen.add(partner)
        since = entry.time - timedelta(days=rule.numbers["days"])
        before = ledger.search(ledger.EntryFilter(act=Act.DISCLOSURE, recipient=partner, since=since))
        if before.filter(index__lt=stored.index).exists():
            continue
        case = f"first_disclosure:{partner}:{entry.time.date().isoformat()}"
        shown: Numbers = {}
        raised += _raise(
            "first_disclosure", case, entry.actor, entry.time, entry.time, shown, [stored.index], partner=partner
        )
    return raised


def _exports(first: int, end: int, rule: StandingRule | None) -> int:
    """Entities that one person wrote into files in a day."""
    if rule is None:
        return 0
    touched = {
        (stored.entry.actor, _day_of(stored.entry.time))
        for stored in _entries(first, end, Act.DISCLOSURE)
        if stored.entry.record_kind == "export"
    }
    raised = 0
    for actor, day in sorted(touched):
        wanted = ledger.EntryFilter(
            actor=actor, act=Act.DISCLOSURE, record_kind="export", since=day, until=day + timedelta(days=1)
        )
        made = [ledger.stored(row) for row in ledger.search(wanted).order_by("index")]
        entities = sum(int(stored.entry.detail.get("entities", 0)) for stored in made)
        if entities >= rule.numbers["entities"]:
            shown = {"entities": entities, "limit": rule.numbers["entities"]}
            case = f"export_volume:{actor}:{day.date().isoformat()}"
            times = [stored.entry.time for stored in made]
            indexes = [stored.index for stored in made]
            raised += _raise("export_volume", case, actor, times[0], times[-1], shown, indexes)
    return raised


def _late(at: datetime, rule: StandingRule | None) -> int:
    if rule is None:
        return 0
    raised = 0
    for opening in late_reviews(at - timedelta(hours=rule.numbers["hours_late"])):
        case = f"late_review:{opening.pk}"
        if Flag.objects.filter(case=case).exists():
            continue
        about = ledger.entries_about("opening", str(opening.pk))
        raised += _raise(
            "late_review", case, opening.username, opening.opened_at, opening.review_due, {},
            [stored.index for stored in about], opening=str(opening.pk),
        )  # fmt: skip
    return raised


def _raise_for_hour(
    rule: str, held: Hour, numbers: Numbers, acts: Sequence[str], *, one_record: bool = False,
    kinds: Sequence[str] | None = None,
) -> int:  # fmt: skip
    """One case for each person and day: a further hour extends it."""
    until = held.hour + timedelta(hours=1)
    indexes = counting.evidence(held.actor, held.hour, until, acts, one_record=one_record, kinds=kinds)
    case = f"{rule}:{held.actor}:{_day_of(held.hour).date().isoformat()}"
    return _raise(rule, case, held.actor, held.hour, until, numbers, indexes)


def _raise(
    rule: str, case: str, person: str, first: datetime, last: datetime, numbers: Numbers, indexes: Sequence[int],
    **about: str,
) -> int:  # fmt: skip
    """Raise a flag, or let one that stands for the same case tell of more; whether it is a new one."""
    held = Flag.objects.select_for_update().filter(case=case).first()
    if held is None:
        flag = Flag.objects.create(
            rule=rule, case=case, person=person, first_at=first, last_at=last, numbers={**numbers, **about},
            evidence=list(indexes)[: counting.MOST_EVIDENCE], raised_at=timezone.now(),
        )  # fmt: skip
        detail: dict[str, str | int] = {"rule": rule, "evidence": len(flag.evidence)}
        record(system_actor("vigilance"), Act.ADMINISTRATION, "flag", str(flag.pk), recipient=person,
               decision="raised", detail=detail)  # fmt: skip
        return 1
    if held.state == "open":
        held.first_at, held.last_at = min(held.first_at, first), max(held.last_at, last)
        held.evidence = sorted({*held.evidence, *indexes})[: counting.MOST_EVIDENCE]
        counted = {name: max(value, int(held.numbers.get(name, 0))) for name, value in numbers.items()}
        held.numbers = {**held.numbers, **counted}
        held.save(update_fields=["first_at", "last_at", "evidence", "numbers"])
    return 0


def _entries(first: int, end: int, act: Act) -> list[ledger.StoredEntry]:
    rows = ledger.search(ledger.EntryFilter(act=act)).filter(index__gte=first, index__lt=end)
    return [ledger.stored(row) for row in rows.order_by("index")]


def _day_of(at: datetime) -> datetime:
    """The beginning of the day at the station."""
    return at.astimezone(zone()).replace(hour=0, minute=0, second=0, microsecond=0)


def _time(index: int) -> datetime:
    stored = ledger.entry(index)
    assert stored is not None
    return stored.entry.time
