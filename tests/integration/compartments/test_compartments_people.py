"""Who is in a compartment, for how long, and who decides."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.core.statements import Grade
from jisr.station.compartments import queries, services
from jisr.station.compartments.identity import sight_of
from jisr.station.compartments.models import Compartment, Membership, Opening, Placement, Touch
from jisr.station.compartments.problems import (
    CompartmentNotFoundError,
    MemberNotReaderError,
    NotOwnerError,
    OpeningReviewedError,
    OwnerStaysError,
    PlacementUnknownError,
    ReasonShortError,
    RecordNotFoundError,
    UntilError,
)
from jisr.station.compartments.queries.openings import late_reviews
from jisr.station.intake import services as intake
from jisr.station.intake.models import Report
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.ledger import queries as ledger

pytestmark = pytest.mark.django_db

HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
WHY = "EXERCISE source at risk"


def in_days(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def cedar(actor: Callable[..., Any]) -> UUID:
    return services.open_compartment(actor("analyst"), name="CEDAR", reason=WHY)


@pytest.fixture
def report(actor: Callable[..., Any]) -> UUID:
    draft = ReportDraft(
        text="تمرين: أفاد المصدر أن عبد الكريم زوربنكو يخطط لهجوم.",
        source="ZAFRAN",
        handling=HANDLING,
        grade=Grade.parse("B2"),
        language="ar",
        purpose=Purpose.TERRORISM,
    )
    return intake.receive_report(actor("analyst"), draft)


def last_entry() -> Any:
    stored = ledger.entry(ledger.size() - 1)
    assert stored is not None
    return stored.entry


def test_who_makes_one_owns_it_and_is_in_it(people: dict[str, Any], cedar: UUID) -> None:
    (view,) = queries.compartments_of(people["analyst"])
    assert (view.id, view.is_own, view.member_count) == (cedar, True, 1)
    assert queries.compartments_of(people["releaser"]) == []
    assert queries.compartment(people["releaser"], cedar) is None


def test_oversight_sees_all_and_administrators_none(people: dict[str, Any], cedar: UUID) -> None:
    assert [view.id for view in queries.compartments_of(people["oversight"])] == [cedar]
    assert sight_of(people["administrator"].pk).compartments == ()


@pytest.mark.parametrize("role", ["administrator", "oversight", "nobody"])
def test_only_who_reads_content_can_be_let_in(actor: Callable[..., Any], cedar: UUID, role: str) -> None:
    with pytest.raises(MemberNotReaderError):
        services.add_member(actor("analyst"), cedar, role, reason=WHY, until=in_days(5))


def test_a_membership_ends_by_itself(actor: Callable[..., Any], people: dict[str, Any], cedar: UUID) -> None:
    services.add_member(actor("analyst"), cedar, "releaser", reason=WHY, until=in_days(5))
    assert sight_of(people["releaser"].pk).compartments == (cedar,)
    Membership.objects.filter(username="releaser").update(until=timezone.now() - timedelta(minutes=1))
    assert sight_of(people["releaser"].pk).compartments == ()
    services.renew_member(actor("analyst"), cedar, "releaser", until=in_days(9))
    assert sight_of(people["releaser"].pk).compartments == (cedar,)
    services.end_member(actor("analyst"), cedar, "releaser")
    assert sight_of(people["releaser"].pk).compartments == ()


@pytest.mark.parametrize("days", [0, -3, 500])
def test_memberships_have_an_end_that_makes_sense(actor: Callable[..., Any], cedar: UUID, days: int) -> None:
    with pytest.raises(UntilError):
        services.add_member(actor("analyst"), cedar, "releaser", reason=WHY, until=in_days(days))


def test_only_the_owner_decides_and_others_learn_nothing(actor: Callable[..., Any], cedar: UUID) -> None:
    with pytest.raises(CompartmentNotFoundError):
        services.add_member(actor("liaison"), cedar, "releaser", reason=WHY, until=in_days(5))
    services.add_member(actor("analyst"), cedar, "liaison", reason=WHY, until=in_days(5))
    with pytest.raises(NotOwnerError):
        services.add_member(actor("liaison"), cedar, "releaser", reason=WHY, until=in_days(5))
    with pytest.raises(OwnerStaysError):
        services.end_member(actor("analyst"), cedar, "analyst")


def test_it_is_handed_over_and_by_oversight_where_its_owner_is_gone(
    actor: Callable[..., Any], people: dict[str, Any], cedar: UUID
) -> None:
    services.hand_over(actor("oversight"), cedar, "liaison", reason="EXERCISE its owner has left")
    assert Compartment.objects.get().owner == "liaison"
    assert sight_of(people["liaison"].pk).compartments == (cedar,)
    assert last_entry().decision == "handed_over"


@pytest.mark.parametrize("reason", ["", "short", "   x   "])
def test_reasons_are_said(actor: Callable[..., Any], cedar: UUID, report: UUID, reason: str) -> None:
    with pytest.raises(ReasonShortError):
        services.put_in(actor("analyst"), cedar, str(report), reason=reason)
    assert not Placement.objects.exists()


def test_a_report_goes_in_by_its_number_and_comes_out_again(
    actor: Callable[..., Any], cedar: UUID, report: UUID
) -> None:
    number = Report.objects.get(pk=report).number
    subject = services.put_in(actor("analyst"), cedar, number.lower(), reason=WHY)
    assert subject == f"report:{report}"
    assert Report.objects.get(pk=report).compartments == [cedar]
    services.take_out(actor("analyst"), cedar, subject, reason="EXERCISE source is safe")
    assert Report.objects.get(pk=report).compartments == []
    assert not Placement.objects.exists()
    with pytest.raises(PlacementUnknownError):
        services.take_out(actor("analyst"), cedar, subject, reason=WHY)


def test_what_is_hidden_from_somebody_cannot_be_put_in_by_them(
    actor: Callable[..., Any], people: dict[str, Any], cedar: UUID, report: UUID
) -> None:
    from jisr.station.compartments.identity import reader_of
    from jisr.station.compartments.reader import reading

    services.put_in(actor("analyst"), cedar, str(report), reason=WHY)
    other = services.open_compartment(actor("liaison"), name="OLIVE", reason=WHY)
    with reading(reader_of(people["liaison"], ("liaison",))), pytest.raises(RecordNotFoundError):
        services.put_in(actor("liaison"), other, str(report), reason=WHY)


def test_closing_shows_everything_again(
    actor: Callable[..., Any], people: dict[str, Any], cedar: UUID, report: UUID
) -> None:
    services.put_in(actor("analyst"), cedar, str(report), reason=WHY)
    services.close_compartment(actor("analyst"), cedar, reason="EXERCISE the matter is over")
    assert Report.objects.get(pk=report).compartments == []
    assert queries.compartments_of(people["analyst"]) == []


def test_glass_opens_one_record_for_a_time_and_marks_every_reading(
    actor: Callable[..., Any], client_as: Callable[[str], Any], people: dict[str, Any], cedar: UUID, report: UUID
) -> None:
    hidden = intake.receive_report(
        actor("analyst"), ReportDraft(text="EXERCISE another", source="ZAFRAN", handling=HANDLING, language="en")
    )
    for one in (report, hidden):
        services.put_in(actor("analyst"), cedar, str(one), reason=WHY)
    client = client_as("releaser")
    assert client.get(f"/intake/{report}/").status_code == 404
    attempt = last_entry()
    assert (attempt.act, attempt.decision, attempt.record_id) == ("refusal", "out_of_compartment", str(report))
    number = Report.objects.get(pk=report).number
    opening = services.break_glass(
        actor("releaser"), number, reason="EXERCISE life in danger tonight", told_by="the duty officer"
    )
    assert client.get(f"/intake/{report}/").status_code == 200
    assert last_entry().detail["glass"] == str(opening)
    assert client.get(f"/intake/{hidden}/").status_code == 404
    view = queries.opening(opening)
    assert view is not None
    assert (view.compartments, view.owners, view.stands) == (("CEDAR",), ("analyst",), True)
    assert [reading.record_id for reading in view.readings if reading.record_kind == "report"] == [
        str(report),
        str(hidden),
    ]
    Opening.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/intake/{report}/").status_code == 404


def test_there_is_no_glass_before_what_does_not_exist(actor: Callable[..., Any], cedar: UUID, report: UUID) -> None:
    number = Report.objects.get(pk=report).number
    for reference in (number, "R-2026-9999", f"report:{cedar}"):
        with pytest.raises(RecordNotFoundError):
            services.break_glass(actor("releaser"), reference, reason=WHY, told_by="somebody")
        assert last_entry().decision == "record_not_found"
    assert not Opening.objects.exists()


def test_an_opening_is_reviewed_once_by_somebody_else_and_late_ones_show(
    actor: Callable[..., Any], cedar: UUID, report: UUID
) -> None:
    services.put_in(actor("analyst"), cedar, str(report), reason=WHY)
    opening = services.break_glass(actor("releaser"), str(report), reason=WHY, told_by="the duty officer")
    assert late_reviews(timezone.now()) == []
    assert [held.pk for held in late_reviews(timezone.now() + timedelta(hours=80))] == [opening]
    services.review_opening(actor("oversight"), opening, "justified", remark="EXERCISE there was no time")
    assert late_reviews(timezone.now() + timedelta(hours=80)) == []
    with pytest.raises(OpeningReviewedError):
        services.review_opening(actor("oversight"), opening, "justified", remark="EXERCISE once more please")


def test_the_owner_and_nobody_else_is_told_when_others_meet_what_is_hidden(
    actor: Callable[..., Any], people: dict[str, Any], cedar: UUID, report: UUID
) -> None:
    from jisr.core.handling import DataCategory
    from jisr.core.statements import Basis
    from jisr.station.compartments.identity import reader_of
    from jisr.station.compartments.reader import reading
    from jisr.station.knowledge import queries as knowledge
    from jisr.station.knowledge import services as statements

    def said_by(role: str, name: str, number: str) -> UUID:
        made = None
        for prop, value in (("name", name), ("passportNumber", number)):
            statement = statements.record_statement(
                actor(role),
                entity_id=made,
                schema="Person",
                prop=prop,
                value=value,
                grade=Grade.parse("B2"),
                handling=HANDLING,
                source="ZAFRAN",
                category=DataCategory.SUSPECT,
                basis=Basis.FACT,
            )
            (row,) = knowledge.statements([statement])
            made = UUID(row.entity_id)
        assert made is not None
        return made

    hidden = said_by("analyst", "Abdelkrim Zorbenko", "ZZ123456")
    services.put_in(actor("analyst"), cedar, f"entity:{hidden}", reason=WHY)
    with reading(reader_of(people["liaison"], ("liaison",))):
        met = said_by("liaison", "عبد الكريم زوربنكو", "ZZ123456")
        assert knowledge.count_open_proposals(people["liaison"]) == 0
        assert knowledge.known_matches("Abdelkrim Zorbenko", 10)[0].entity_id == met
        assert len(knowledge.known_matches("Abdelkrim Zorbenko", 10)) == 1
    (touch,) = Touch.objects.all()
    assert (touch.subject, touch.hidden, touch.by) == (f"entity:{met}", f"entity:{hidden}", "liaison")
    with reading(reader_of(people["analyst"], ("analyst",))):
        assert knowledge.count_open_proposals(people["analyst"]) == 1
        view = queries.compartment(people["analyst"], cedar)
        assert view is not None
        assert [held.by for held in view.touches] == ["liaison"]
    services.add_member(actor("analyst"), cedar, "releaser", reason=WHY, until=in_days(5))
    assert queries.compartment(people["releaser"], cedar).touches == ()  # type: ignore[union-attr]
