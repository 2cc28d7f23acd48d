"""Minutes: written item by item, amended by both sides, signed as one text, and what follows. EXERCISE data only."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from jisr.core.diplomacy.minutes import MinutesObject
from jisr.core.jointrecords import Take
from jisr.station.diplomacy.models import Commitment, Joint
from jisr.station.diplomacy.problems import DiplomacyProblem
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import joint, minutes, signing
from jisr.station.diplomacy.testing import Counterpart
from jisr.station.partners.services import suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(madrid: Counterpart, actor: Callable[..., Any]) -> UUID:
    return minutes.begin(
        actor("cooperation"),
        "EXERCISE closed meeting",
        ["madrid"],
        language="fr",
        day=date(2026, 3, 14),
        items=["EXERCISE routes", "EXERCISE training"],
    )


def items(record: UUID) -> list[str]:
    view = joints.find(record)
    assert view is not None
    return [held.id for held in joints.parts(view, MinutesObject.ITEM)]


@pytest.fixture
def written(begun: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> UUID:
    officer = actor("cooperation")
    first, second = items(begun)
    minutes.write(officer, begun, first, "EXERCISE Les deux services échangeront chaque semaine.")
    minutes.write(officer, begun, second, "EXERCISE Rabat formera douze analystes avant le 30 juin 2027.")
    minutes.mark_decision(officer, begun, first, "EXERCISE échange hebdomadaire")
    minutes.mark_promise(officer, begun, second, "EXERCISE douze analystes", "rabat", date(2027, 6, 30))
    minutes.translate(officer, begun, second, "en", "EXERCISE Rabat will train twelve analysts by 30 June 2027.")
    joint.share(officer, begun)
    madrid.hear()
    return begun


def test_signed_by_both_they_become_commitments(written: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    signing.sign(actor("senior"), written, joints.find(written).digest)
    assert not Commitment.objects.exists()
    madrid.hear()
    madrid.sign(written)
    kept = Commitment.objects.get()
    assert (kept.debtor, kept.creditors, kept.due) == ("rabat", ["madrid"], date(2027, 6, 30))
    madrid.hear()
    assert {record.schema.code for record in madrid.records.values()} == {"minutes", "commitment"}


def test_a_promise_to_one_who_cannot_be_reached_waits_as_a_draft(
    madrid: Counterpart, bamako: Counterpart, actor: Callable[..., Any]
) -> None:
    officer = actor("cooperation")
    made = minutes.begin(officer, "EXERCISE", ["madrid", "bamako"], language="fr", items=["EXERCISE"])
    [item] = items(made)
    minutes.write(officer, made, item, "EXERCISE texte")
    minutes.mark_promise(officer, made, item, "EXERCISE", "rabat")
    joint.share(officer, made)
    for partner in (madrid, bamako):
        partner.hear()
        partner.sign(made)
    suspend(actor("liaison"), "bamako", "EXERCISE")
    signing.sign(actor("senior"), made, joints.find(made).digest)
    assert joints.find(made).is_signed
    shared = {row.creditors[0]: row.joint.shared_at is not None for row in Commitment.objects.select_related("joint")}
    assert shared == {"madrid": True, "bamako": False}


def test_signed_minutes_are_not_changed(written: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    signing.sign(actor("senior"), written, joints.find(written).digest)
    madrid.hear()
    madrid.sign(written)
    with pytest.raises(DiplomacyProblem) as refused:
        minutes.write(actor("cooperation"), written, items(written)[0], "EXERCISE otherwise")
    assert refused.value.code == "minutes_signed"


def test_the_partner_amends_and_both_texts_are_kept(
    written: UUID, madrid: Counterpart, actor: Callable[..., Any]
) -> None:
    first = items(written)[0]
    theirs = madrid.write(written, take=Take.WRITE, object=first, values={"text": "EXERCISE chaque mois"})
    minutes.write(actor("cooperation"), written, first, "EXERCISE chaque quinzaine")
    madrid.send(written, [theirs])
    view = joints.find(written)
    assert view.hindrances == ("unsettled",)
    assert {value.value for value in view.conflicts[0].values} == {"EXERCISE chaque mois", "EXERCISE chaque quinzaine"}
    minutes.write(actor("cooperation"), written, first, "EXERCISE chaque quinzaine, puis chaque mois")
    assert not joints.find(written).hindrances


def test_nothing_written_is_not_signed(begun: UUID, actor: Callable[..., Any]) -> None:
    joint.share(actor("cooperation"), begun)
    with pytest.raises(DiplomacyProblem) as refused:
        signing.sign(actor("senior"), begun, joints.find(begun).digest)
    assert refused.value.code == "nothing_written"


def test_three_hundred_pages_travel_and_are_signed(begun: UUID, madrid: Counterpart, actor: Callable[..., Any]) -> None:
    officer = actor("cooperation")
    page = "EXERCISE " + "une phrase du procès-verbal. " * 100
    for number in range(30):
        item = minutes.add_item(officer, begun, f"EXERCISE {number}")
        minutes.write(officer, begun, item, page * 10)
    joint.share(officer, begun)
    madrid.hear()
    assert len(list(madrid.records[begun].living(MinutesObject.ITEM))) == 32
    signing.sign(actor("senior"), begun, joints.find(begun).digest)
    madrid.hear()
    madrid.sign(begun)
    assert joints.find(begun).is_signed


def test_words_are_sealed_at_rest(written: UUID) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM diplomacy_joint_operation UNION SELECT title FROM diplomacy_joint")
        held = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert b"EXERCISE" not in held
    assert Joint.objects.get(pk=written).title.startswith("EXERCISE")
