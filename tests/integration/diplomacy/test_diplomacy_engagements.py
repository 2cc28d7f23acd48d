"""Engagements: legs across time zones, sessions nobody outside may know of, calendar feeds. EXERCISE data only."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from jisr.core.handling import Classification
from jisr.station.compartments.services.compartments import add_member, open_compartment
from jisr.station.diplomacy.models import CalendarToken, Engagement
from jisr.station.diplomacy.problems import DiplomacyProblem
from jisr.station.diplomacy.queries import engagements as queries
from jisr.station.diplomacy.services import calendars
from jisr.station.diplomacy.services import engagements as services
from jisr.station.diplomacy.services.engagements import Plan
from jisr.station.diplomacy.vocabulary import EngagementState

pytestmark = pytest.mark.django_db


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A time as it is written at the place, whose zone is another field."""
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


START = local(3, 27, 9)


def plan(**changes: Any) -> Plan:
    values: dict[str, Any] = {
        "kind": "tour", "title": "EXERCISE tour", "partners": [], "starts": START, "ends": START + timedelta(days=5),
        "time_zone": "Europe/Madrid",
    }  # fmt: skip
    return Plan(**{**values, **changes})


@pytest.fixture
def tour(actor: Callable[..., Any]) -> UUID:
    return services.propose(actor("cooperation"), plan())


def leg(actor: Any, tour: UUID, starts: datetime, ends: datetime, zone: str = "Europe/Madrid") -> UUID:
    return services.add_leg(actor, tour, place="EXERCISE", country="ES", time_zone=zone, starts=starts, ends=ends)


class TestTimes:
    def test_a_night_flight_across_zones_does_not_overlap(self, tour: UUID, actor: Callable[..., Any]) -> None:
        officer = actor("cooperation")
        leg(officer, tour, START, START + timedelta(hours=8))  # leaves Madrid at 17:00, 16:00 in Bamako
        leg(officer, tour, local(3, 27, 16), local(3, 28, 12), "Africa/Bamako")
        assert len(queries.find(tour).legs) == 2

    def test_overlapping_legs_are_refused(self, tour: UUID, actor: Callable[..., Any]) -> None:
        leg(actor("cooperation"), tour, START, START + timedelta(hours=8))
        with pytest.raises(DiplomacyProblem) as refused:
            leg(actor("cooperation"), tour, START + timedelta(hours=7), START + timedelta(hours=9))
        assert refused.value.code == "legs_overlap"

    def test_the_clocks_that_go_forward_are_counted(self, tour: UUID, actor: Callable[..., Any]) -> None:
        """In the night to 29 March 2026 Madrid goes from 02:00 to 03:00: a leg over it lasts an hour less."""
        made = leg(actor("cooperation"), tour, local(3, 28, 22), local(3, 29, 8))
        [(row, _starts, _ends)] = queries.find(tour).legs
        assert row.pk == made
        assert row.ends - row.starts == timedelta(hours=9)

    def test_a_time_that_the_clocks_skip_does_not_exist(self, tour: UUID, actor: Callable[..., Any]) -> None:
        with pytest.raises(DiplomacyProblem) as refused:
            leg(actor("cooperation"), tour, local(3, 29, 2, 30), local(3, 29, 8))
        assert refused.value.code == "time_does_not_exist"

    def test_a_leg_stretches_the_tour(self, tour: UUID, actor: Callable[..., Any]) -> None:
        leg(actor("cooperation"), tour, START + timedelta(days=6), START + timedelta(days=7))
        assert Engagement.objects.get(pk=tour).ends.astimezone(UTC) == datetime(2026, 4, 3, 7, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"ends": START - timedelta(hours=1)}, "ends_before_it_starts"),
            ({"time_zone": "Mars/Olympus"}, "time_zone_unknown"),
            ({"time_zone": "../../etc/passwd"}, "time_zone_unknown"),
            ({"title": "  "}, "title_needed"),
            ({"partners": ["atlantis"]}, "partner_unknown"),
        ],
    )
    def test_what_cannot_be_is_named(self, actor: Callable[..., Any], changes: dict[str, Any], code: str) -> None:
        with pytest.raises(DiplomacyProblem) as refused:
            services.propose(actor("cooperation"), plan(**changes))
        assert refused.value.code == code
        assert not Engagement.objects.exists()


def test_states_follow_each_other_and_going_back_needs_a_reason(tour: UUID, actor: Callable[..., Any]) -> None:
    officer = actor("cooperation")
    services.move_to(officer, tour, EngagementState.PLANNED)
    with pytest.raises(DiplomacyProblem) as refused:
        services.move_to(officer, tour, EngagementState.CANCELLED)
    assert refused.value.code == "reason_needed"
    services.move_to(officer, tour, EngagementState.CANCELLED, "EXERCISE weather")
    assert Engagement.objects.get(pk=tour).state_reason == "EXERCISE weather"


def test_who_is_not_cleared_to_the_end_is_named(tour: UUID, actor: Callable[..., Any]) -> None:
    officer = actor("cooperation")
    add = services.add_delegate
    add(officer, tour, side="ours", name="EXERCISE cleared", clearance=Classification.SECRET)
    add(officer, tour, side="ours", name="EXERCISE over", clearance=Classification.SECRET, clearance_until=START.date())
    add(officer, tour, side="ours", name="EXERCISE none")
    add(officer, tour, side="theirs", name="EXERCISE guest")
    assert {each.name for each in queries.find(tour).uncleared} == {"EXERCISE over", "EXERCISE none"}


class TestRestrictedSession:
    @pytest.fixture
    def hidden(self, tour: UUID, actor: Callable[..., Any]) -> UUID:
        officer = actor("cooperation")
        room = open_compartment(officer, name="EXERCISE CEDAR", reason="EXERCISE closed circle")
        made = services.add_session(
            officer, tour, title="EXERCISE marathon", starts=START, ends=START + timedelta(hours=10),
            time_zone="Europe/Madrid", compartment_id=room, reason="EXERCISE closed circle",
        )  # fmt: skip
        services.add_item(officer, made, kind="political", title="EXERCISE recognition", position="EXERCISE no")
        until = datetime.now(UTC).date() + timedelta(days=30)
        add_member(officer, room, "senior", reason="EXERCISE closed circle", until=until)
        return made

    @pytest.mark.parametrize(("person", "sees"), [("cooperation", True), ("senior", True), ("liaison", False)])
    def test_who_is_outside_does_not_see_that_it_exists(
        self, tour: UUID, hidden: UUID, client_as: Callable[[str], Client], person: str, sees: bool
    ) -> None:
        client = client_as(person)
        shown = client.get(reverse("diplomacy:engagement", args=[tour])).content.decode()
        assert ("EXERCISE marathon" in shown) is sees
        assert ("EXERCISE recognition" in shown) is sees
        status = client.get(reverse("diplomacy:session", args=[hidden])).status_code
        assert status == (302 if sees else 404)

    def test_the_agenda_of_a_hidden_session_cannot_be_written_to(
        self, hidden: UUID, client_as: Callable[[str], Client]
    ) -> None:
        body = {"kind": "technical", "title": "EXERCISE", "classification": "restricted", "minutes_planned": 5}
        assert client_as("liaison").post(reverse("diplomacy:item_add", args=[hidden]), body).status_code == 404


class TestFeed:
    @pytest.fixture
    def secret(self, actor: Callable[..., Any]) -> str:
        services.propose(actor("cooperation"), plan(title="EXERCISE open", place="Madrid"))
        services.propose(
            actor("cooperation"), plan(title="EXERCISE closed", classification=Classification.SECRET, place="Hidden")
        )
        return calendars.make_token(actor("cooperation"), "EXERCISE telephone")

    def feed(self, secret: str) -> Any:
        return Client().get(reverse("diplomacy:calendar_feed", args=[secret]))

    def test_it_shows_days_and_says_nothing_of_what_is_classified(self, secret: str) -> None:
        events = Calendar.from_ical(self.feed(secret).content).walk("VEVENT")
        said = {str(event["summary"]) for event in events}
        assert any(each.endswith("EXERCISE open") for each in said)
        assert not any("closed" in each for each in said)
        assert {event["dtstart"].dt.astimezone(UTC) for event in events} == {datetime(2026, 3, 27, 8, tzinfo=UTC)}

    def test_a_leaked_address_is_closed_at_once(self, secret: str, actor: Callable[..., Any]) -> None:
        assert self.feed(secret).status_code == 200
        calendars.withdraw_token(actor("cooperation"), CalendarToken.objects.get().pk)
        assert self.feed(secret).status_code == 404

    def test_it_ends_with_the_account(self, secret: str, people: dict[str, Any]) -> None:
        people["cooperation"].is_active = False
        people["cooperation"].save()
        assert self.feed(secret).status_code == 404

    def test_no_secret_is_kept(self, secret: str) -> None:
        assert secret not in str(CalendarToken.objects.values())

    def test_another_person_cannot_close_it(self, secret: str, actor: Callable[..., Any]) -> None:
        with pytest.raises(DiplomacyProblem):
            calendars.withdraw_token(actor("liaison"), CalendarToken.objects.get().pk)
