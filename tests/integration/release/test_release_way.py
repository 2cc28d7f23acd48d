"""From a proposal to the partner's inbox: composed, looked at, decided by a second person, sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from jisr.core.handling import (
    DataCategory,
    NeutralityFlag,
    OnwardRule,
    Purpose,
    ReasonCode,
    SpecialCategory,
)
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.models import Portion
from jisr.station.intake.queries import ReportView
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.models import LedgerEntry
from jisr.station.partners import services as partner_services
from jisr.station.release import queries, services, signals
from jisr.station.release.models import Proposal, ProposalItem, ProposalState
from jisr.station.release.problems import (
    NotAwaiting,
    NothingMayGo,
    NotTheAuthor,
    ReasonNeeded,
    ReleaseProblem,
    SourceChanged,
    Stopped,
    ViewChanged,
)
from jisr.station.release.queries import ProposalPage

pytestmark = pytest.mark.django_db


def page(proposal_id: UUID) -> ProposalPage:
    found = queries.page_of_proposal(proposal_id)
    assert found is not None
    return found


def codes(found: ProposalPage, number: int = 0) -> list[str]:
    return [reason.code for _, reasons in found.views[number].withheld for reason in reasons]


def test_the_partner_receives_exactly_what_the_releaser_saw(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    proposal_id = propose()
    looked_at = page(proposal_id)
    (view,) = looked_at.views
    assert [piece.content["text"] for piece in view.going if piece.statement is None] == [
        portion.text for portion in report.portions[:2]
    ]
    assert codes(looked_at) == [ReasonCode.CLASSIFICATION_TOO_HIGH, ReasonCode.OWN_STATION_ONLY]
    sent = services.release(actor("releaser"), proposal_id, seen=looked_at.seen)
    deliver_due("madrid", timezone.now())
    (opened,) = madrid.inbox
    assert opened.dispatch.id == str(sent["madrid"])
    assert opened.dispatch.kind is DispatchKind.INFORMATION
    assert opened.dispatch.body == view.body
    assert view.handling is not None
    assert opened.dispatch.handling == view.handling.to_json()


def test_source_names_and_withheld_words_never_leave(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    services.release(actor("releaser"), propose())
    deliver_due("madrid", timezone.now())
    left = madrid.inbox[0].signed_bytes.decode()
    assert "ZAFRAN" not in str(madrid.inbox[0].dispatch.body)
    assert report.portions[2].text not in str(madrid.inbox[0].dispatch.body)
    assert str(report.id) not in left


def test_conditions_are_tightened_to_the_agreement(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    (view,) = page(propose()).views
    assert view.handling is not None
    assert view.handling.retain_until == timezone.now().date() + timedelta(days=365)
    assert view.handling.purposes == {Purpose.TERRORISM}
    assert view.handling.onward is OnwardRule.ASK


def test_each_different_view_is_a_dispatch_of_its_own(
    madrid: InMemoryPartner,
    bamako: InMemoryPartner,
    propose: Callable[..., UUID],
    actor: Callable[..., Any],
    agree: Callable[..., UUID],
) -> None:
    agree("bamako", longest_retention_days=30)
    sent = services.release(actor("releaser"), propose(recipients=["madrid", "bamako"]))
    assert sent["madrid"] != sent["bamako"]


def test_partners_that_see_the_same_share_one_dispatch(
    madrid: InMemoryPartner,
    bamako: InMemoryPartner,
    propose: Callable[..., UUID],
    actor: Callable[..., Any],
    agree: Callable[..., UUID],
) -> None:
    agree("bamako")
    sent = services.release(actor("releaser"), propose(recipients=["madrid", "bamako"]))
    assert sent["madrid"] == sent["bamako"]


def test_a_partner_without_agreement_for_the_purpose_is_left_out(
    madrid: InMemoryPartner, bamako: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose(recipients=["madrid", "bamako"])
    blocked = page(proposal_id).views[1]
    assert blocked.recipients == ("bamako",)
    assert not blocked.may_go
    assert ReasonCode.PURPOSE_NOT_AGREED in {reason.code for reason in blocked.obstacles}
    assert set(services.release(actor("releaser"), proposal_id)) == {"madrid"}
    rows = {row.station_id: row for row in Proposal.objects.get(pk=proposal_id).recipients.all()}
    assert rows["bamako"].dispatch_id is None
    assert rows["bamako"].going_count == 0
    assert rows["madrid"].going_count == 3


def test_nothing_goes_where_nothing_may(
    bamako: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose(recipients=["bamako"])
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.AWAITING


def test_a_change_between_looking_and_releasing_is_noticed(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], agree: Callable[..., UUID]
) -> None:
    proposal_id = propose()
    seen = page(proposal_id).seen
    agree("madrid", longest_retention_days=10, highest_classification=3)
    with pytest.raises(ViewChanged):
        services.release(actor("releaser"), proposal_id, seen=seen)
    assert services.release(actor("releaser"), proposal_id, seen=page(proposal_id).seen)


def test_a_suspension_after_proposing_is_obeyed(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    partner_services.suspend(actor("liaison"), "madrid", reason="EXERCISE")
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)


def test_a_partner_whose_keys_have_run_out_gets_nothing(madrid: InMemoryPartner, propose: Callable[..., UUID]) -> None:
    later = timezone.now() + timedelta(days=3_650)
    found = queries.page_of_proposal(propose(), at=later)
    assert found is not None
    reasons = {reason.code for reason in found.views[0].obstacles}
    assert {ReasonCode.PARTNER_CARD_NOT_VALID, ReasonCode.OWN_CARD_NOT_VALID} <= reasons


def test_a_changed_portion_must_be_proposed_again(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    proposal_id = propose()
    portion = Portion.objects.get(pk=report.portions[0].id)
    portion.text = "تمرين: نص آخر."
    portion.save()
    assert page(proposal_id).missing == 1
    with pytest.raises(SourceChanged):
        services.release(actor("releaser"), proposal_id)


def test_a_retracted_statement_is_not_sent(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    statement = ProposalItem.objects.get(proposal_id=proposal_id, kind="statement")
    knowledge.retract_statements(actor("analyst"), [statement.item_id], "EXERCISE: wrong person")
    with pytest.raises(SourceChanged):
        services.release(actor("releaser"), proposal_id)


def test_a_decided_proposal_keeps_no_text(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    services.release(actor("releaser"), proposal_id)
    assert all(item.content == {} for item in ProposalItem.objects.filter(proposal_id=proposal_id))
    assert page(proposal_id).views == []


def test_refusing_needs_a_reason_and_is_final(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    with pytest.raises(ReasonNeeded):
        services.refuse(actor("releaser"), proposal_id, "  ")
    services.refuse(actor("releaser"), proposal_id, "EXERCISE: too early")
    with pytest.raises(NotAwaiting):
        services.release(actor("releaser"), proposal_id)
    assert madrid.inbox == []


def test_only_the_author_withdraws(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    with pytest.raises(NotTheAuthor):
        services.withdraw(actor("liaison"), proposal_id)
    services.withdraw(actor("analyst"), proposal_id, "EXERCISE")
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.WITHDRAWN


def test_oversight_stops_and_lets_go_on(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    services.stop(actor("oversight"), proposal_id, "EXERCISE: legal basis unclear")
    with pytest.raises(Stopped):
        services.release(actor("releaser"), proposal_id)
    assert page(proposal_id).views[0].obstacles[0].code is ReasonCode.STOPPED_BY_OVERSIGHT
    services.resume(actor("oversight"), proposal_id, "EXERCISE: clarified")
    assert services.release(actor("releaser"), proposal_id)


def test_a_forbidden_character_keeps_the_whole(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose(neutrality=[NeutralityFlag.POLITICAL])
    assert {reason.code for reason in page(proposal_id).views[0].obstacles} >= {ReasonCode.NOT_NEUTRAL}
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)


def test_data_of_a_victim_need_a_ground(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    from jisr.station.knowledge.models import StatementRecord

    StatementRecord.objects.filter(report_id=report.id).update(category=DataCategory.VICTIM.value)
    assert ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND in codes(page(propose()))
    with_ground = propose(grounds={SpecialCategory.VICTIM: "EXERCISE: to protect her"})
    assert ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND not in codes(page(with_ground))


def test_the_ledger_knows_who_proposed_and_who_released(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal_id = propose()
    services.release(actor("releaser"), proposal_id)
    entries = LedgerEntry.objects.filter(record_kind="release", record_id=str(proposal_id)).order_by("index")
    assert [(entry.actor, entry.decision) for entry in entries] == [("analyst", "proposed"), ("releaser", "released")]


def test_other_rooms_are_told(madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any]) -> None:
    told: list[dict[str, Any]] = []

    def listen(**kwargs: Any) -> None:
        told.append(kwargs)

    signals.released.connect(listen)
    signals.closed.connect(listen)
    try:
        released = propose()
        sent = services.release(actor("releaser"), released)
        services.refuse(actor("releaser"), propose(), "EXERCISE")
    finally:
        signals.released.disconnect(listen)
        signals.closed.disconnect(listen)
    assert told[0]["dispatches"] == sent
    assert told[0]["proposal_id"] == released
    assert told[1]["state"] == "refused"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipients": []}, "recipients"),
        ({"recipients": ["madrid", "madrid"]}, "recipients"),
        ({"recipients": ["atlantis"]}, "recipients"),
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"portions": [], "statements": []}, "items"),
        ({"kind": DispatchKind.RECALL}, "kind"),
        ({"portions": [{"id": "nonsense"}]}, "items"),
    ],
)
def test_what_cannot_be_proposed_names_its_field(
    madrid: InMemoryPartner, propose: Callable[..., UUID], changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ReleaseProblem) as raised:
        propose(**changes)
    assert raised.value.field == field
    assert not Proposal.objects.exists()
