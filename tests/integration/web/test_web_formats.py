"""Dates, numbers, clocks and markings as people of three countries write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from jisr.core.handling import Classification, Handling, HandlingCode, Tlp
from jisr.station.web import localtime
from jisr.station.web.clock import ring_of
from jisr.station.web.marking import marking_line

MOMENT = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "الثلاثاء 24 نونبر 2026 · 14 جمادى الآخرة 1448"),
        ("fr", "Mardi 24 novembre 2026"),
        ("en", "Tuesday, 24 November 2026"),
    ],
)
def test_day_line_is_written_as_the_readers_country_does(language: str, line: str) -> None:
    with translation.override(language):
        assert localtime.format_day_line(date(2026, 11, 24)) == line


def test_times_are_shown_in_the_stations_zone_and_kept_in_utc() -> None:
    with translation.override("fr"), timezone.override("Africa/Casablanca"):
        assert localtime.format_time(MOMENT) == "09:05"
        assert localtime.format_day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == "25 nov. 2026"
    assert localtime.utc_text(MOMENT) == "2026-11-24T08:05:00Z"


def test_arabic_of_morocco_keeps_western_digits_and_carries_no_direction_marks() -> None:
    with translation.override("ar"):
        shown = localtime.format_moment(MOMENT) + localtime.format_number(48213) + localtime.format_percent(0.85)
    assert "2026" in shown
    assert "85%" in shown
    assert not {"\u200e", "\u200f", "\u061c"} & set(shown)


def test_french_percentages_have_a_space_that_does_not_break() -> None:
    with translation.override("fr"):
        assert localtime.format_percent(0.85) == "85\u00a0%"


def test_ago_says_past_and_future() -> None:
    with translation.override("en"):
        assert localtime.format_ago(MOMENT - timedelta(hours=3), MOMENT) == "3 hours ago"
        assert localtime.format_ago(MOMENT + timedelta(days=2), MOMENT) == "in 2 days"


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(minutes=52), "0:52"),
        (timedelta(hours=4, minutes=47), "4:47"),
        (timedelta(days=2, hours=3), "2d"),
        (timedelta(minutes=-12), "−0:12"),
    ],
)
def test_what_is_left_is_read_at_a_glance(left: timedelta, text: str) -> None:
    with translation.override("en"):
        assert localtime.format_left(left) == text


@pytest.mark.parametrize(
    ("minutes_gone", "tone", "is_run_out"),
    [(10, "good", False), (30, "warn", False), (50, "danger", False), (70, "danger", True)],
)
def test_a_ring_warms_as_its_hour_passes(minutes_gone: int, tone: str, is_run_out: bool) -> None:
    start = MOMENT
    ring = ring_of(start + timedelta(hours=1), start + timedelta(minutes=minutes_gone), start)
    assert ring.tone == tone
    assert ring.is_run_out is is_run_out
    assert ring.share == pytest.approx(min(1.0, minutes_gone / 60))


def test_a_ring_whose_beginning_is_not_before_its_end_still_has_a_share_between_0_and_1() -> None:
    ring = ring_of(MOMENT, MOMENT - timedelta(days=30), MOMENT + timedelta(days=1))
    assert ring.share == 0.0


MARKING = Handling(
    originator="rabat",
    classification=Classification.SECRET,
    tlp=Tlp.AMBER,
    codes=frozenset({HandlingCode.H2}),
    releasable_to=frozenset({"ES", "FR"}),
)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Secret · TLP:AMBER · H2 · Releasable to: France, Spain"),
        ("fr", "Secret · TLP:AMBER · H2 · À communiquer à\u00a0: Espagne, France"),
        ("ar", "سري جدًا · TLP:AMBER · H2 · قابل للإفراج إلى: إسبانيا، فرنسا"),
    ],
)
def test_marking_line_in_three_languages(language: str, line: str) -> None:
    with translation.override(language):
        assert marking_line(MARKING) == line


def test_own_station_only_is_said() -> None:
    with translation.override("en"):
        own = Handling(
            originator="rabat", classification=Classification.RESTRICTED, tlp=Tlp.RED, releasable_to=frozenset()
        )
        assert marking_line(own).endswith("This station only")
