"""A joint plan amended in several capitals at once ends the same everywhere. EXERCISE data only."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from jisr.core.diplomacy.plans import PlanObject, flaws
from jisr.core.jointrecords import Take, digest_of_version
from jisr.station.diplomacy.problems import DiplomacyProblem, RefusedChangeProblem
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import joint, plans, signing
from jisr.station.diplomacy.testing import Counterpart

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(madrid: Counterpart, bamako: Counterpart, actor: Callable[..., Any]) -> UUID:
    made = plans.begin(
        actor("cooperation"),
        "EXERCISE against trafficking in persons",
        ["madrid", "bamako"],
        {"subject": "human_trafficking", "starts": "2026-01-01", "ends": "2027-12-31"},
    )
    joint.share(actor("cooperation"), made)
    for partner in (madrid, bamako):
        partner.hear()
    return made


def activity(actor: Any, plan: UUID, title: str, owner: str = "rabat", **values: Any) -> str:
    return plans.add(actor, plan, PlanObject.ACTIVITY, owner, {"title": title, **values})


def test_three_capitals_write_at_once_and_end_the_same(
    plan: UUID, madrid: Counterpart, bamako: Counterpart, actor: Callable[..., Any]
) -> None:
    officer = actor("cooperation")
    mine = activity(officer, plan, "EXERCISE hotline", starts="2026-02-01", ends="2026-06-30")
    for partner in (madrid, bamako):
        partner.hear()
    theirs = [
        partner.write(plan, take=Take.MAKE, type=PlanObject.ACTIVITY, values={"title": f"EXERCISE {partner.id}"})
        for partner in (madrid, bamako)
    ]
    titles = [
        partner.write(plan, take=Take.WRITE, object=mine, values={"title": f"EXERCISE hotline, {partner.id}"})
        for partner in (madrid, bamako)
    ]
    plans.change(officer, plan, mine, {"state": "ongoing", "done_percent": "20"})
    for partner, made, title in zip((madrid, bamako), theirs, titles, strict=True):
        partner.send(plan, [made, title])
    for partner, other in ((madrid, bamako), (bamako, madrid)):
        partner.hear()
        index = 0 if other is madrid else 1
        partner.records[plan].take(theirs[index])
        partner.records[plan].take(titles[index])
    view = joints.find(plan)
    assert view is not None
    digests = {view.digest, *(digest_of_version(partner.records[plan]) for partner in (madrid, bamako))}
    assert len(digests) == 1
    assert len(joints.parts(view, PlanObject.ACTIVITY)) == 3
    [conflict] = view.conflicts
    assert {value.value for value in conflict.values} == {"EXERCISE hotline, madrid", "EXERCISE hotline, bamako"}
    joint.settle(officer, plan, mine, "title", 1)
    assert not joints.find(plan).conflicts


def test_only_the_owner_moves_an_activity(plan: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    theirs = activity(actor("cooperation"), plan, "EXERCISE patrols", "madrid")
    with pytest.raises(RefusedChangeProblem) as refused:
        plans.change(actor("cooperation"), plan, theirs, {"state": "done"})
    assert refused.value.code == "not_the_owner"
    madrid.hear()
    madrid.change(plan, theirs, {"state": "planned"})
    assert joints.find(plan).record.objects[theirs].get("state") == "planned"


def test_what_is_handed_over_belongs_to_the_other(plan: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    mine = activity(actor("cooperation"), plan, "EXERCISE hotline")
    plans.hand_over(actor("cooperation"), plan, mine, "madrid", "EXERCISE their hotline is older")
    with pytest.raises(RefusedChangeProblem):
        plans.change(actor("cooperation"), plan, mine, {"state": "done"})


def test_an_activity_cannot_come_after_itself(plan: UUID, actor: Callable[..., Any]) -> None:
    officer = actor("cooperation")
    first, second = activity(officer, plan, "EXERCISE one"), activity(officer, plan, "EXERCISE two")
    plans.change(officer, plan, second, {"after": [first]})
    with pytest.raises(DiplomacyProblem) as refused:
        plans.change(officer, plan, first, {"after": [second]})
    assert refused.value.code == "dependency_circle"


def test_a_circle_made_by_two_at_once_is_shown(plan: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    officer = actor("cooperation")
    mine, theirs = activity(officer, plan, "EXERCISE one"), activity(officer, plan, "EXERCISE two", "madrid")
    madrid.hear()
    written = madrid.write(plan, take=Take.WRITE, object=theirs, values={"after": [mine]})
    plans.change(officer, plan, mine, {"after": [theirs]})
    madrid.send(plan, [written])
    found = [flaw for flaw in flaws(joints.find(plan).record) if flaw.code == "dependency_circle"]
    assert [set(flaw.about) for flaw in found] == [{mine, theirs}]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"starts": "2026-05-01", "ends": "2026-04-01"}, "ends_before_it_starts"),
        ({"starts": "1 May"}, "value_malformed"),
        ({"done_percent": "many"}, "value_malformed"),
        ({"title": " "}, "title_needed"),
        ({"colour": "red"}, "field_unknown"),
    ],
)
def test_bad_values_are_named(plan: UUID, actor: Callable[..., Any], values: dict[str, str], code: str) -> None:
    with pytest.raises((DiplomacyProblem, RefusedChangeProblem)) as refused:
        plans.add(actor("cooperation"), plan, PlanObject.ACTIVITY, "rabat", {"title": "EXERCISE", **values})
    assert refused.value.code == code
    assert not joints.parts(joints.find(plan), PlanObject.ACTIVITY)


def test_removed_parts_can_be_restored(plan: UUID, actor: Callable[..., Any]) -> None:
    mine = activity(actor("cooperation"), plan, "EXERCISE hotline")
    plans.remove(actor("cooperation"), plan, mine, "EXERCISE no funds")
    assert not joints.parts(joints.find(plan), PlanObject.ACTIVITY)
    plans.restore(actor("cooperation"), plan, mine)
    assert [held.id for held in joints.parts(joints.find(plan), PlanObject.ACTIVITY)] == [mine]


def test_a_roadmap_is_a_plan_for_the_partnership_itself(
    madrid: Counterpart, actor: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    officer = actor("cooperation")
    made = plans.begin(officer, "EXERCISE 2026-2030", ["madrid"], {"subject": "partnership"})
    goal = plans.add(officer, made, PlanObject.OBJECTIVE, "rabat", {"title": "EXERCISE one desk", "due": "2030-12-31"})
    stone = {"title": "EXERCISE half way", "objective": goal, "due": "2028-06-30"}
    plans.add(officer, made, PlanObject.MILESTONE, "madrid", stone)
    review = {
        "title": "EXERCISE first year",
        "day": "2026-12-01",
        "decided": "EXERCISE go on",
        "next_review": "2027-12-01",
    }
    plans.add(officer, made, PlanObject.REVIEW, "rabat", review)
    assert "points_at_nothing" not in {flaw.code for flaw in flaws(joints.find(made).record)}
    shown = client_as("cooperation").get("/diplomacy/with/madrid/").content.decode()
    assert "EXERCISE 2026-2030" in shown.split('id="history"')[0]
    assert "EXERCISE go on" in client_as("cooperation").get(f"/diplomacy/plans/{made}/").content.decode()


class TestSignature:
    @pytest.fixture
    def two(self, madrid: Counterpart, actor: Callable[..., Any]) -> UUID:
        made = plans.begin(actor("cooperation"), "EXERCISE plan", ["madrid"], {"subject": "drugs"})
        joint.share(actor("cooperation"), made)
        madrid.hear()
        return made

    def test_both_sign_one_version(self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        signing.sign(actor("senior"), two, joints.find(two).digest)
        madrid.hear()
        madrid.sign(two)
        assert joints.find(two).is_signed

    def test_signed_by_both_at_once_is_signed_by_both(
        self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        signing.sign(actor("senior"), two, joints.find(two).digest)
        madrid.sign(two)
        assert joints.find(two).is_signed

    def test_a_text_that_changed_is_not_signed_unread(
        self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        read = joints.find(two).digest
        held = next(madrid.records[two].living(PlanObject.PLAN))
        madrid.change(two, held.id, {"problem": "EXERCISE other words"})
        with pytest.raises(DiplomacyProblem) as refused:
            signing.sign(actor("senior"), two, read)
        assert refused.value.code == "text_changed"

    def test_a_partners_signature_over_other_words_is_not_one_over_ours(
        self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]
    ) -> None:
        held = next(madrid.records[two].living(PlanObject.PLAN))
        madrid.write(two, take=Take.WRITE, object=held.id, values={"problem": "EXERCISE unseen"})
        madrid.sign(two)
        signing.sign(actor("senior"), two, joints.find(two).digest)
        assert not joints.find(two).is_signed

    def test_a_forged_signature_leaves_nothing(self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        from django.utils import timezone

        from jisr.core.jointrecords import version_text
        from jisr.core.sealing import StationKeys, cosign

        forger = StationKeys.generate("madrid", timezone.now())
        signed = cosign(version_text(madrid.records[two]), forger, ["madrid", "rabat"], timezone.now())
        madrid.send(two, [], signatures=signed.decode())
        assert not joints.find(two).versions

    def test_what_is_unsettled_is_not_signed(self, two: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
        held = next(madrid.records[two].living(PlanObject.PLAN))
        written = madrid.write(two, take=Take.WRITE, object=held.id, values={"problem": "EXERCISE theirs"})
        plans.change(actor("cooperation"), two, held.id, {"problem": "EXERCISE ours"})
        madrid.send(two, [written])
        with pytest.raises(DiplomacyProblem) as refused:
            signing.sign(actor("senior"), two, joints.find(two).digest)
        assert refused.value.code == "unsettled"
