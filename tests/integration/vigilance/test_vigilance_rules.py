"""Made-up ledgers: a quiet station raises nothing, a busy hour raises one flag and not fifty, and each rule speaks."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.station.compartments import services as compartments
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, prepare, record_many
from jisr.station.vigilance import queries, services
from jisr.station.vigilance.models import Flag, Hour, Watch
from jisr.station.vigilance.problems import FlagHandledError, NumberError, OwnFlagError, ReasonShortError, TellError

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANALYST = Actor("analyst", ("analyst",), 1, "", "console")
COLLEAGUE = Actor("colleague", ("analyst",), 2, "", "console")


def reads(actor: Actor, at: datetime, count: int, **detail: str) -> Iterable[Any]:
    """`count` different records opened within one hour."""
    step = timedelta(seconds=3_000 / max(count, 1))
    return [
        prepare(actor, Act.CONSULTATION, "report", str(uuid4()), at=at + n * step, detail=detail) for n in range(count)
    ]


def quiet_weeks(*actors: Actor, weeks: int = 4, a_day: int = 3, an_hour: int = 5) -> None:
    """Working days with a few hours of reading each."""
    entries = [
        entry
        for day in range(7 * weeks)
        if (MONDAY + timedelta(days=day)).weekday() < 5
        for actor in actors
        for hour in range(a_day)
        for entry in reads(actor, MONDAY + timedelta(days=day, hours=hour), an_hour)
    ]
    record_many(entries)


def look(at: datetime = MONDAY + timedelta(days=40)) -> list[Flag]:
    services.look(at)
    return list(Flag.objects.order_by("first_at"))


def test_a_quiet_station_raises_nothing(db: None) -> None:
    quiet_weeks(ANALYST, COLLEAGUE)
    assert look() == []
    assert Hour.objects.count() == 4 * 5 * 3 * 2


def test_a_bulk_reader_is_one_flag_however_often_one_looks(db: None) -> None:
    quiet_weeks(ANALYST, COLLEAGUE)
    look()
    for hour in range(3):
        record_many(reads(ANALYST, MONDAY + timedelta(days=30, hours=hour), 60))
        look()
        look()
    (flag,) = Flag.objects.all()
    assert (flag.rule, flag.person) == ("bulk_reading", "analyst")
    assert flag.numbers["records"] == 60
    assert flag.numbers["usual_own"] == flag.numbers["usual_role"] == 5
    assert len(flag.evidence) == 180
    assert {ledger.entry(index).entry.actor for index in flag.evidence} == {"analyst"}  # type: ignore[union-attr]


def test_who_always_reads_much_is_held_against_own_history(db: None) -> None:
    quiet_weeks(ANALYST, COLLEAGUE, an_hour=30)
    record_many(reads(ANALYST, MONDAY + timedelta(days=30), 60))
    assert look() == []


def test_the_limit_holds_whatever_is_usual(db: None) -> None:
    quiet_weeks(ANALYST, an_hour=100, weeks=2)
    record_many(reads(ANALYST, MONDAY + timedelta(days=30), 120))
    assert [flag.rule for flag in look()] == ["bulk_reading"]


def test_without_history_only_the_limit_counts(db: None) -> None:
    record_many(reads(ANALYST, MONDAY, 119))
    assert look() == []
    record_many(reads(COLLEAGUE, MONDAY, 120))
    assert [flag.person for flag in look()] == ["colleague"]


def test_reading_the_same_record_again_is_not_bulk(db: None) -> None:
    record = str(uuid4())
    record_many([prepare(ANALYST, Act.CONSULTATION, "report", record, at=MONDAY) for _ in range(300)])
    assert look() == []


def test_a_night_is_one_flag_over_midnight_in_the_stations_time(db: None, settings: Any) -> None:
    settings.TIME_ZONE = "Africa/Casablanca"  # UTC+1
    late = datetime(2026, 11, 3, 22, 30, tzinfo=UTC)
    record_many(reads(ANALYST, late - timedelta(hours=3), 6))  # before 22:00 there
    assert look() == []
    record_many([*reads(ANALYST, late, 4), *reads(ANALYST, late + timedelta(hours=2), 4)])
    (flag,) = look()
    assert (flag.rule, flag.numbers["openings"]) == ("odd_hours", 8)


def test_who_said_why_before_reading_at_night_is_reviewed_and_not_flagged(db: None) -> None:
    record_many(reads(ANALYST, datetime(2026, 11, 3, 1, tzinfo=UTC), 8, glass=str(uuid4())))
    assert look() == []


def test_attempts_at_what_is_hidden_are_one_flag_a_day(db: None) -> None:
    entries = [
        prepare(
            ANALYST,
            Act.REFUSAL,
            "report",
            str(uuid4()),
            decision="out_of_compartment",
            at=MONDAY + timedelta(minutes=n),
        )
        for n in range(4)
    ]
    record_many(entries)
    (flag,) = look()
    assert (flag.rule, flag.numbers["attempts"], len(flag.evidence)) == ("outside_compartment", 4, 4)


def test_refusals_count_by_the_hour(db: None) -> None:
    refused = [
        prepare(ANALYST, Act.REFUSAL, "right", "ledger_read", at=MONDAY + timedelta(minutes=n)) for n in range(12)
    ]
    record_many(refused[:9])
    assert look() == []
    record_many(refused[9:])
    assert [(flag.rule, flag.numbers["refusals"]) for flag in look()] == [("repeated_refusals", 12)]


def test_name_after_name_without_opening_anything(db: None) -> None:
    searches = [
        prepare(ANALYST, Act.CONSULTATION, "entities", "list", at=MONDAY + timedelta(seconds=n)) for n in range(50)
    ]
    record_many([*searches, *reads(ANALYST, MONDAY, 20)])
    assert look() == []
    record_many([prepare(COLLEAGUE, Act.CONSULTATION, "entities", "names", at=MONDAY) for _ in range(50)])
    assert [(flag.rule, flag.person) for flag in look()] == [("searching_only", "colleague")]


def test_exports_add_up_over_a_day(db: None) -> None:
    def export(entities: int, minutes: int) -> Any:
        return prepare(
            ANALYST,
            Act.DISCLOSURE,
            "export",
            "csv",
            recipient="file:analyst",
            detail={"entities": entities},
            at=MONDAY + timedelta(minutes=minutes),
        )

    record_many([export(3_000, 1)])
    assert look() == []
    record_many([export(2_500, 50)])
    (flag,) = look()
    assert (flag.rule, flag.numbers["entities"], len(flag.evidence)) == ("export_volume", 5_500, 2)


def test_the_first_disclosure_to_a_partner_is_flagged_once(db: None) -> None:
    def sent(partner: str, days: int) -> Any:
        at = MONDAY + timedelta(days=days)
        return prepare(ANALYST, Act.DISCLOSURE, "dispatch", str(uuid4()), recipient=partner, at=at)

    record_many([sent("madrid", 0), sent("madrid", 1), sent("bamako", 1)])
    assert [flag.numbers["partner"] for flag in look()] == ["madrid", "bamako"]
    record_many([sent("madrid", 5)])
    assert len(look()) == 2


def test_an_opening_nobody_reviews_is_flagged(actor: Callable[..., Any]) -> None:
    opening = compartments.read_off_duty(actor("analyst"), reason="EXERCISE a call at night")
    when = datetime.now(UTC)
    services.look(when + timedelta(hours=71))
    assert not Flag.objects.filter(rule="late_review").exists()
    services.look(when + timedelta(hours=73))
    services.look(when + timedelta(hours=74))
    (flag,) = Flag.objects.filter(rule="late_review")
    assert flag.numbers["opening"] == str(opening)


def test_the_station_and_partners_are_nobody(db: None) -> None:
    record_many(reads(system_actor("deliver"), MONDAY, 500))
    assert look() == []


def test_each_entry_is_looked_at_once(db: None) -> None:
    record_many(reads(ANALYST, MONDAY, 10))
    look()
    assert Watch.objects.get().next_index == 10
    Hour.objects.all().delete()
    look()
    assert not Hour.objects.exists()


def raised_flag() -> Flag:
    record_many(reads(ANALYST, MONDAY, 130))
    (flag,) = look()
    return flag


def test_an_overseer_handles_a_flag_once_and_the_person_is_told(actor: Callable[..., Any]) -> None:
    flag = raised_flag()
    assert queries.told_flags("analyst") == []
    services.handle_flag(actor("oversight"), flag.pk, "false_alarm", reason="EXERCISE a case with many reports")
    (told,) = queries.told_flags("analyst")
    assert told.state == "false_alarm"
    with pytest.raises(FlagHandledError):
        services.handle_flag(actor("oversight"), flag.pk, "explained", reason="EXERCISE once more, please")
    rate = next(rate for rate in queries.rates() if rate.rule == "bulk_reading")
    assert (rate.handled, rate.share, rate.is_few) == (1, 1.0, True)


def test_telling_may_wait_for_a_reason_and_a_day(actor: Callable[..., Any]) -> None:
    from django.utils import timezone

    flag, tomorrow = raised_flag(), timezone.localdate() + timedelta(days=1)
    act = {"reason": "EXERCISE is being looked into"}
    for day, because in (
        (tomorrow, ""),
        (tomorrow - timedelta(days=1), "EXERCISE inquiry is open"),
        (tomorrow + timedelta(days=400), "EXERCISE inquiry"),
    ):
        with pytest.raises(TellError):
            services.handle_flag(
                actor("oversight"), flag.pk, "needs_action", tell_from=day, not_told_because=because, **act
            )
    services.handle_flag(
        actor("oversight"), flag.pk, "needs_action", tell_from=tomorrow, not_told_because="EXERCISE open inquiry", **act
    )
    assert services.tell_those_due() == 0
    assert queries.told_flags("analyst") == []
    Flag.objects.update(tell_from=timezone.localdate())
    assert services.tell_those_due() == 1
    assert len(queries.told_flags("analyst")) == 1


def test_nobody_handles_a_flag_about_themselves(actor: Callable[..., Any]) -> None:
    record_many(reads(Actor("oversight", ("oversight",), 9, "EXERCISE", "console"), MONDAY, 130))
    (flag,) = look()
    with pytest.raises(OwnFlagError):
        services.handle_flag(actor("oversight"), flag.pk, "explained", reason="EXERCISE it was only me")


def test_a_rule_is_changed_with_a_reason_and_within_bounds(actor: Callable[..., Any]) -> None:
    overseer = actor("oversight")
    for numbers, error in (({"limit": 2}, NumberError), ({"other": 5}, NumberError)):
        with pytest.raises(error):
            services.change_rule(overseer, "bulk_reading", is_on=True, numbers=numbers, reason="EXERCISE larger desk")
    with pytest.raises(ReasonShortError):
        services.change_rule(overseer, "bulk_reading", is_on=True, numbers={"limit": 500}, reason="")
    services.change_rule(overseer, "bulk_reading", is_on=True, numbers={"limit": 500}, reason="EXERCISE larger desk")
    record_many(reads(ANALYST, MONDAY, 130))
    assert look() == []
    services.change_rule(overseer, "bulk_reading", is_on=False, numbers={}, reason="EXERCISE not here")
    assert not services.rules_now()["bulk_reading"].is_on


def test_flags_are_in_the_ledger_without_content(actor: Callable[..., Any]) -> None:
    flag = raised_flag()
    (stored,) = ledger.entries_about("flag", str(flag.pk))
    assert (stored.entry.recipient, stored.entry.decision) == ("analyst", "raised")
    assert isinstance(flag.pk, UUID)
