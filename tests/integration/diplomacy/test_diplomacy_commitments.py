"""A commitment through the bridge: each side changes only what is its own, both see one state. EXERCISE data only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.diplomacy.commitments import COMMITMENT, CommitmentState, Confirmation
from jisr.core.jointrecords import Take
from jisr.station.diplomacy.models import Commitment, Joint, JointOperation
from jisr.station.diplomacy.problems import DiplomacyProblem, RefusedChangeProblem
from jisr.station.diplomacy.queries import commitments as queries
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import commitments, joint
from jisr.station.diplomacy.services.commitments import Draft
from jisr.station.diplomacy.testing import Counterpart
from jisr.station.exchange.models import Delivery, DispatchRecord
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.ledger.models import LedgerEntry
from jisr.station.web.ids import new_id

pytestmark = pytest.mark.django_db
WORDS = "EXERCISE: “Madrid will train twelve analysts of the Rabat centre by June.”"


def draft(**changes: Any) -> Draft:
    values: dict[str, Any] = {
        "words": WORDS,
        "language": "en",
        "debtor": "rabat",
        "creditor": "madrid",
        "due": timezone.localdate() + timedelta(days=90),
        "topic": "capacity",
        "authority": "EXERCISE head of delegation",
    }
    return Draft(**{**values, **changes})


@pytest.fixture
def shared(madrid: Counterpart, actor: Callable[..., Any]) -> UUID:
    made = commitments.write_down(actor("cooperation"), draft(), is_shared=True)
    madrid.hear()
    return made


def row(joint_id: UUID) -> Commitment:
    return Commitment.objects.get(joint_id=joint_id)


class TestOwnPromise:
    def test_it_reaches_the_partner_word_for_word(self, shared: UUID, madrid: Counterpart) -> None:
        held = next(madrid.records[shared].living(COMMITMENT))
        assert (held.owner, held.get("words"), held.get("creditor")) == ("rabat", WORDS, ["madrid"])

    def test_it_is_met_and_the_partner_confirms_it(
        self, shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        officer = actor("cooperation")
        commitments.say_state(officer, shared, CommitmentState.AGREED)
        commitments.add_evidence(officer, shared, "EXERCISE certificate of the course", reference="EX-77")
        commitments.say_state(officer, shared, CommitmentState.MET, "EXERCISE twelve were trained")
        assert (row(shared).state, row(shared).confirmation, row(shared).evidence_count) == ("met", "", 1)
        madrid.hear()
        held = next(madrid.records[shared].living(COMMITMENT))
        assert held.get("state") == "met"
        madrid.change(shared, held.id, {"confirmation": "confirmed", "confirmation_note": "EXERCISE seen"})
        assert row(shared).confirmation == "confirmed"
        assert row(shared).settled_at is not None

    def test_this_station_does_not_confirm_its_own_promise(self, shared: UUID, actor: Callable[..., Any]) -> None:
        with pytest.raises(DiplomacyProblem) as refused:
            commitments.confirm(actor("cooperation"), shared, Confirmation.CONFIRMED)
        assert refused.value.code == "not_the_creditor"

    def test_a_partner_that_says_it_is_met_breaks_the_rule_and_is_not_believed(
        self, shared: UUID, madrid: Counterpart
    ) -> None:
        held = next(madrid.records[shared].living(COMMITMENT))
        madrid.change(shared, held.id, {"state": "met"})
        assert row(shared).state == "proposed"
        stored = JointOperation.objects.get(joint_id=shared, author="madrid")
        assert (stored.state, stored.code) == ("refused", "not_the_owner")
        assert any(item.state == "refused" for item in joints.history(joints.find(shared)))

    def test_steps_follow_each_other(self, shared: UUID, actor: Callable[..., Any]) -> None:
        with pytest.raises(DiplomacyProblem) as refused:
            commitments.say_state(actor("cooperation"), shared, CommitmentState.MET)
        assert refused.value.code == "step_not_possible"

    def test_what_was_written_is_undone_by_writing_back(self, shared: UUID, actor: Callable[..., Any]) -> None:
        officer = actor("cooperation")
        commitments.change_terms(officer, shared, {"measure": "EXERCISE twelve certificates"}, "EXERCISE clearer")
        joint.undo(officer, shared, 2)
        held = commitments.only(joint.load(Joint.objects.get(pk=shared)))
        assert held is not None
        assert held.get("measure") == ""
        assert len(joints.history(joints.find(shared))) == 3


class TestTheirPromise:
    def test_it_is_proposed_to_the_debtor_who_agrees(self, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        theirs = draft(debtor="madrid", creditor="rabat")
        made = commitments.write_down(actor("cooperation"), theirs, is_shared=True)
        madrid.hear()
        held = next(madrid.records[made].living(COMMITMENT))
        assert held.owner == "madrid"
        madrid.change(made, held.id, {"state": "agreed"})
        madrid.change(made, held.id, {"state": "met", "progress": "EXERCISE done"})
        assert row(made).state == "met"
        assert queries.count_due() == 1
        commitments.confirm(actor("cooperation"), made, Confirmation.DISPUTED, "EXERCISE only ten came")
        madrid.hear()
        assert held.get("confirmation") == "disputed"

    def test_what_the_debtor_has_not_settled_cannot_be_confirmed(
        self, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        made = commitments.write_down(actor("cooperation"), draft(debtor="madrid", creditor="rabat"))
        with pytest.raises(DiplomacyProblem) as refused:
            commitments.confirm(actor("cooperation"), made, Confirmation.CONFIRMED)
        assert refused.value.code == "nothing_to_confirm"

    def test_one_that_a_partner_wrote_down_arrives(self, madrid: Counterpart) -> None:
        record = new_id()
        values = {"words": WORDS, "creditor": ["rabat"], "due": "2027-01-31", "state": "agreed", "topic": "capacity"}
        madrid.open("commitment", record, "EXERCISE", ["madrid", "rabat"], [{"type": COMMITMENT, "values": values}])
        assert (row(record).debtor, row(record).state, row(record).topic) == ("madrid", "agreed", "capacity")
        assert Joint.objects.get(pk=record).title == WORDS[:120]


class TestBothAtOnce:
    def test_two_days_stand_side_by_side_until_somebody_chooses(
        self, shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        held = next(madrid.records[shared].living(COMMITMENT))
        written = madrid.write(shared, take=Take.WRITE, object=held.id, values={"due": "2027-05-01"})
        commitments.change_terms(actor("cooperation"), shared, {"due": "2027-06-30"}, "EXERCISE later")
        madrid.send(shared, [written])
        view = joints.find(shared)
        assert {value.value for value in view.conflicts[0].values} == {"2027-05-01", "2027-06-30"}
        assert Joint.objects.get(pk=shared).has_conflict
        commitments.change_terms(actor("cooperation"), shared, {"due": "2027-05-15"}, "EXERCISE agreed by telephone")
        madrid.hear()
        assert not madrid.records[shared].conflicts()
        assert joints.find(shared).digest == digest(madrid, shared)


def digest(partner: Counterpart, record: UUID) -> str:
    from jisr.core.jointrecords import digest_of_version

    return digest_of_version(partner.records[record])


class TestBridge:
    def test_an_offline_partner_hears_later_and_nothing_is_lost(
        self, shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        madrid.partner.is_unreachable = True
        commitments.say_state(actor("cooperation"), shared, CommitmentState.AGREED)
        madrid.hear()
        assert next(madrid.records[shared].living(COMMITMENT)).get("state") == "proposed"
        madrid.partner.is_unreachable = False
        Delivery.objects.update(next_attempt_at=timezone.now())
        madrid.hear()
        assert next(madrid.records[shared].living(COMMITMENT)).get("state") == "agreed"

    def test_a_repeated_dispatch_changes_nothing(self, madrid: Counterpart) -> None:
        record = new_id()
        made = {"type": COMMITMENT, "values": {"words": WORDS, "creditor": ["rabat"]}}
        madrid.open("commitment", record, "EXERCISE", ["madrid", "rabat"], [made])
        first = joints.find(record).digest
        madrid.send(record, stored_of(madrid, record))
        assert joints.find(record).digest == first
        assert JointOperation.objects.filter(joint_id=record).count() == 1

    def test_later_operations_wait_for_earlier_ones(self, madrid: Counterpart) -> None:
        record = new_id()
        made = {"type": COMMITMENT, "values": {"words": WORDS, "creditor": ["rabat"]}}
        madrid.open("commitment", record, "EXERCISE", ["madrid", "rabat"], [made])
        held = next(madrid.records[record].living(COMMITMENT))
        second = madrid.write(record, take=Take.WRITE, object=held.id, values={"state": "agreed"})
        third = madrid.write(record, take=Take.WRITE, object=held.id, values={"state": "met"})
        madrid.send(record, [third])
        assert JointOperation.objects.get(joint_id=record, number=3).state == "waiting"
        assert row(record).state == "proposed"
        madrid.send(record, [second])
        assert JointOperation.objects.get(joint_id=record, number=3).state == "in"
        assert row(record).state == "met"

    def test_what_was_lost_on_the_way_is_asked_for_and_comes_again(
        self, shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        officer = actor("cooperation")
        held = next(madrid.records[shared].living(COMMITMENT))
        lost = madrid.write(shared, take=Take.WRITE, object=held.id, values={"measure": "EXERCISE lost"})
        later = madrid.write(shared, take=Take.WRITE, object=held.id, values={"made_at": "EXERCISE later"})
        madrid.send(shared, [later])
        deliver_due("madrid", timezone.now())
        assert madrid.partner.inbox[-1].dispatch.body["joint"]["has"] == 0
        madrid.send(shared, [lost, later])
        assert not joint.load(Joint.objects.get(pk=shared)).waiting
        commitments.say_state(officer, shared, CommitmentState.AGREED)
        madrid.hear()
        before = len(madrid.partner.inbox)
        madrid.send(shared, [], has=1)
        deliver_due("madrid", timezone.now())
        [again] = madrid.partner.inbox[before:]
        assert [each["number"] for each in again.dispatch.body["joint"]["operations"]] == [2]

    def test_a_restored_station_does_not_number_alike_what_it_wrote_before(
        self, shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        officer = actor("cooperation")
        commitments.say_state(officer, shared, CommitmentState.AGREED)
        madrid.hear()
        JointOperation.objects.filter(joint_id=shared, author="rabat", number=2).delete()  # as an older backup has it
        held = next(madrid.records[shared].living(COMMITMENT))
        madrid.change(shared, held.id, {"measure": "EXERCISE by one who saw it"})
        with pytest.raises(DiplomacyProblem) as refused:
            commitments.say_state(officer, shared, CommitmentState.WITHDRAWN)
        assert refused.value.code == "own_operations_missing"

    @pytest.mark.parametrize("fault", ["version", "author", "parties", "kind", "values", "record", "stranger"])
    def test_what_has_not_the_form_leaves_nothing(self, madrid: Counterpart, fault: str) -> None:
        record = new_id()
        madrid.open("commitment", record, "EXERCISE", ["madrid", "rabat"], [])
        body = madrid.body(record, [madrid.write(record, take=Take.MAKE, type=COMMITMENT, values={"words": WORDS})])
        match fault:
            case "version":
                body["record"] = str(uuid4())
            case "author":
                body["operations"][0]["author"] = "bamako"
            case "parties":
                body["parties"] = ["bamako", "madrid"]
            case "kind":
                body["kind"] = "treaty"
            case "values":
                body["operations"][0]["values"] = "none"
            case "record":
                body["record"] = "../../etc"
            case "stranger":
                body |= {"record": str(new_id()), "parties": ["lima", "madrid", "rabat"]}
        from jisr.core.sealing import DispatchKind

        before = JointOperation.objects.count(), Joint.objects.count()
        madrid.partner.send(DispatchKind.COORDINATION, {"joint": body})
        assert (JointOperation.objects.count(), Joint.objects.count()) == before

    def test_nothing_goes_without_an_agreement(
        self, counterpart: Callable[..., Counterpart], actor: Callable[..., Any]
    ) -> None:
        counterpart("lima", "PE", with_agreement=False)
        made = commitments.write_down(actor("cooperation"), draft(creditor="lima"))
        with pytest.raises(DiplomacyProblem) as refused:
            joint.share(actor("cooperation"), made)
        assert refused.value.code == "no_agreement"
        assert not DispatchRecord.objects.filter(subject=f"joint:{made}").exists()

    def test_nothing_goes_above_the_agreed_classification(self, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        from jisr.core.handling import Classification

        made = commitments.write_down(actor("cooperation"), draft(), classification=Classification.SECRET)
        with pytest.raises(DiplomacyProblem) as refused:
            joint.share(actor("cooperation"), made)
        assert refused.value.code == "classification_above_agreement"


def stored_of(partner: Counterpart, record: UUID) -> list[Any]:
    from jisr.core.jointrecords import Operation

    contents = JointOperation.objects.filter(joint_id=record, author=partner.id)
    return [Operation.from_json(row.content) for row in contents]


class TestWrittenDown:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"words": " "}, "words_needed"),
            ({"debtor": ""}, "debtor_needed"),
            ({"creditor": ""}, "creditor_needed"),
            ({"creditor": "rabat"}, "same_party"),
            ({"debtor": "bamako", "creditor": "madrid"}, "own_station_needed"),
            ({"creditor": "atlantis"}, "partner_unknown"),
            ({"topic": "gossip"}, "value_unknown"),
        ],
    )
    def test_what_is_missing_is_named(
        self, madrid: Counterpart, bamako: Counterpart, actor: Callable[..., Any], changes: dict[str, str], code: str
    ) -> None:
        with pytest.raises((DiplomacyProblem, RefusedChangeProblem)) as refused:
            commitments.write_down(actor("cooperation"), draft(**changes))
        assert refused.value.code == code
        assert not Joint.objects.exists()

    def test_reminders_come_once_and_a_senior_official_is_told_when_the_day_is_over(
        self, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        today = timezone.localdate()
        made = commitments.write_down(actor("cooperation"), draft(due=today + timedelta(days=10)))
        assert commitments.remind(today, timezone.now()) == 1
        assert commitments.remind(today, timezone.now()) == 0
        assert commitments.remind(today + timedelta(days=8), timezone.now()) == 1
        assert row(made).escalated_at is None
        commitments.remind(today + timedelta(days=11), timezone.now())
        assert row(made).escalated_at is not None
        last = LedgerEntry.objects.filter(record_kind="joint").order_by("-index").first()
        assert last is not None
        assert last.decision == "escalated"

    def test_rates_say_how_little_few_cases_prove(self, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        officer = actor("cooperation")
        for state in (CommitmentState.MET, CommitmentState.MISSED, CommitmentState.MET):
            made = commitments.write_down(officer, draft())
            commitments.say_state(officer, made, CommitmentState.AGREED)
            commitments.say_state(officer, made, state)
        [rate] = queries.rates("debtor")
        assert (rate.label, rate.kept, rate.settled) == ("rabat", 2, 3)
        assert rate.low == pytest.approx(0.2077, abs=1e-3)
        assert rate.high == pytest.approx(0.9385, abs=1e-3)
