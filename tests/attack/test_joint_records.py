"""A partner that abuses what is kept together with it, and a leaked calendar address. EXERCISE data only."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.diplomacy.commitments import COMMITMENT
from jisr.core.diplomacy.plans import PlanObject
from jisr.core.handling import Classification
from jisr.core.jointrecords import Operation, Take, digest_of_version
from jisr.core.sealing import DispatchKind
from jisr.station.diplomacy.models import CalendarToken, Commitment, JointOperation
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import calendars, commitments, joint, plans, signing
from jisr.station.diplomacy.services import engagements as visits
from jisr.station.diplomacy.testing import Counterpart, open_channel, record_agreement_with
from jisr.station.exchange.testing import PartnerNetwork

pytestmark = pytest.mark.django_db


@pytest.fixture
def stations(monkeypatch: pytest.MonkeyPatch, actor: Callable[..., Any]) -> dict[str, Counterpart]:
    network = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", network.post)
    officers = actor("liaison"), actor("cooperation")
    made = {
        name: open_channel(network, officers, name, country) for name, country in (("madrid", "ES"), ("bamako", "ML"))
    }
    for name in made:
        record_agreement_with(officers[0], name)
    return made


@pytest.fixture
def madrid(stations: dict[str, Counterpart]) -> Counterpart:
    return stations["madrid"]


@pytest.fixture
def shared(madrid: Counterpart, actor: Callable[..., Any]) -> UUID:
    """A plan of three stations."""
    made = plans.begin(actor("cooperation"), "EXERCISE", ["madrid", "bamako"], {"subject": "drugs"})
    joint.share(actor("cooperation"), made)
    madrid.hear()
    return made


def test_nobody_writes_in_anothers_name(shared: UUID, madrid: Counterpart) -> None:
    made = madrid.write(shared, take=Take.MAKE, type=PlanObject.RISK, values={"title": "EXERCISE"})
    for author in ("bamako", "rabat"):
        body = madrid.body(shared, [])
        body["operations"] = [{**made.to_json(), "author": author, "after": {}}]
        madrid.partner.send(DispatchKind.COORDINATION, {"joint": body})
    assert not JointOperation.objects.filter(joint_id=shared).exclude(author="rabat").exists()


def test_a_promise_is_not_met_by_whom_it_is_owed_to(madrid: Counterpart, actor: Callable[..., Any]) -> None:
    draft = commitments.Draft(words="EXERCISE", language="en", debtor="rabat", creditor="madrid")
    made = commitments.write_down(actor("cooperation"), draft, is_shared=True)
    madrid.hear()
    held = next(madrid.records[made].living(COMMITMENT))
    madrid.change(made, held.id, {"state": "met"})
    madrid.send(made, [madrid.write(made, take=Take.HAND, object=held.id, owner="madrid")])
    assert Commitment.objects.get(joint_id=made).state == "proposed"
    assert Commitment.objects.get(joint_id=made).debtor == "rabat"


def test_what_is_numbered_twice_stays_as_it_came_first(shared: UUID, madrid: Counterpart) -> None:
    made = madrid.write(shared, take=Take.MAKE, type=PlanObject.RISK, values={"title": "EXERCISE to Rabat"})
    madrid.send(shared, [made])
    other = Operation.from_json({**made.to_json(), "values": {"title": "EXERCISE to Bamako"}})
    madrid.send(shared, [other])
    [risk] = joints.parts(joints.find(shared), PlanObject.RISK)
    assert risk.get("title") == "EXERCISE to Rabat"
    elsewhere = joint.load(joints.find(shared).row)
    assert digest_of_version(elsewhere) == joints.find(shared).digest


def test_a_signature_under_other_words_signs_nothing_here(
    shared: UUID, madrid: Counterpart, actor: Callable[..., Any]
) -> None:
    madrid.write(shared, take=Take.MAKE, type=PlanObject.RISK, values={"title": "EXERCISE kept back"})
    madrid.sign(shared)
    view = joints.find(shared)
    assert [version.is_present for version in view.versions] == [False]
    assert not view.awaits_us
    signing.sign(actor("senior"), shared, view.digest)
    assert not joints.find(shared).is_signed


def test_a_calendar_says_little_and_is_closed(actor: Callable[..., Any]) -> None:
    start = datetime(2026, 5, 4, 9)  # noqa: DTZ001 - the zone is another field
    visits.propose(
        actor("cooperation"),
        visits.Plan(
            kind="visit", title="EXERCISE secret visit", partners=[], starts=start, ends=start + timedelta(hours=2),
            time_zone="UTC", place="EXERCISE palace", aim="EXERCISE aim", classification=Classification.SECRET,
        ),
    )  # fmt: skip
    secret = calendars.make_token(actor("cooperation"), "EXERCISE")
    address = reverse("diplomacy:calendar_feed", args=[secret])
    said = Client().get(address).content.decode()
    assert "E-" in said
    assert "EXERCISE" not in said
    CalendarToken.objects.update(withdrawn_at=timezone.now())
    assert Client().get(address).status_code == 404
