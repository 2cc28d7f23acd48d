"""Every page of the room with something on it, in three languages; and what its forms do. EXERCISE data only."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.diplomacy.commitments import CommitmentState
from jisr.core.diplomacy.minutes import MinutesObject
from jisr.core.diplomacy.plans import PlanObject
from jisr.core.jointrecords import Take
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import commitments, joint, minutes, plans, recognition
from jisr.station.diplomacy.services import engagements as visits
from jisr.station.diplomacy.services.commitments import Draft
from jisr.station.diplomacy.testing import Counterpart

pytestmark = pytest.mark.django_db
SOON = timezone.now().replace(minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=5)


@pytest.fixture
def room(madrid: Counterpart, actor: Callable[..., Any]) -> dict[str, Any]:
    """One of everything."""
    officer = actor("cooperation")
    tour = visits.propose(
        officer,
        visits.Plan(
            kind="tour", title="EXERCISE tour", partners=["madrid"], starts=SOON, ends=SOON + timedelta(days=3),
            time_zone="Europe/Madrid", aim="EXERCISE aim", place="Madrid", country="ES",
        ),
    )  # fmt: skip
    visits.add_leg(
        officer, tour, place="Madrid", country="ES", time_zone="Europe/Madrid", starts=SOON,
        ends=SOON + timedelta(days=1),
    )  # fmt: skip
    visits.add_delegate(officer, tour, side="ours", name="EXERCISE head", function="EXERCISE")
    sitting = visits.add_session(
        officer, tour, title="EXERCISE sitting", starts=SOON, ends=SOON + timedelta(hours=9), time_zone="Europe/Madrid"
    )
    visits.add_item(officer, sitting, kind="political", title="EXERCISE item", position="EXERCISE position")
    check = visits.add_check(officer, tour, kind="gifts", text="EXERCISE gift")
    draft = Draft(
        words="EXERCISE “twelve analysts”", language="en", debtor="rabat", creditor="madrid", topic="capacity",
        due=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    promise = commitments.write_down(officer, draft, engagement_id=tour, is_shared=True)
    commitments.say_state(officer, promise, CommitmentState.AGREED)
    plan = plans.begin(officer, "EXERCISE plan", ["madrid"], {"subject": "human_trafficking", "problem": "EXERCISE"})
    first = plans.add(
        officer,
        plan,
        PlanObject.ACTIVITY,
        "rabat",
        {"title": "EXERCISE one", "starts": "2026-01-01", "ends": "2026-03-01"},
    )
    plans.add(
        officer, plan, PlanObject.ACTIVITY, "madrid",
        {"title": "EXERCISE two", "starts": "2026-02-01", "ends": "2026-05-01", "after": [first], "done_percent": "40"},
    )  # fmt: skip
    plans.add(
        officer,
        plan,
        PlanObject.MILESTONE,
        "rabat",
        {"title": "EXERCISE stone", "activity": first, "due": "2026-02-15"},
    )
    plans.add(officer, plan, PlanObject.OBJECTIVE, "rabat", {"title": "EXERCISE objective"})
    plans.add(
        officer, plan, PlanObject.INDICATOR, "rabat",
        {"title": "EXERCISE indicator", "baseline": "10", "target": "20", "value": "15", "unit": "cases"},
    )  # fmt: skip
    plans.add(officer, plan, PlanObject.RISK, "rabat", {"title": "EXERCISE risk", "likelihood": "high", "harm": "low"})
    plans.add(
        officer,
        plan,
        PlanObject.BUDGET,
        "rabat",
        {"title": "EXERCISE line", "amount": "1000", "spent": "250", "currency": "EUR"},
    )
    joint.share(officer, plan)
    talk = minutes.begin(
        officer, "EXERCISE minutes", ["madrid"], language="fr", items=["EXERCISE routes"], engagement_id=tour
    )
    item = next(iter(joints.parts(joints.find(talk), MinutesObject.ITEM))).id
    minutes.write(officer, talk, item, "EXERCISE texte du point")
    minutes.mark_decision(officer, talk, item, "EXERCISE décision")
    minutes.mark_promise(officer, talk, item, "EXERCISE promesse", "rabat", date(2027, 1, 1))
    minutes.translate(officer, talk, item, "en", "EXERCISE text")
    joint.share(officer, talk)
    madrid.hear()
    theirs = madrid.write(talk, take=Take.WRITE, object=item, values={"text": "EXERCISE texte de Madrid"})
    minutes.write(officer, talk, item, "EXERCISE texte de Rabat")
    madrid.send(talk, [theirs])
    honour = recognition.propose(
        officer, direction="given", kind="decoration", country="MA", recipient="EXERCISE colonel", partner="madrid",
        order_name="EXERCISE order", engagement_id=tour,
    )  # fmt: skip
    return {
        "engagement": tour, "session": sitting, "check": check, "commitment": promise, "plan": plan, "part": first,
        "minutes": talk, "item": item, "recognition": honour,
    }  # fmt: skip


def addresses(room: dict[str, Any]) -> list[str]:
    joint_pages = [
        reverse(f"diplomacy:{name}", args=[room["plan"]])
        for name in ("plan", "plan_board", "plan_chart", "plan_report")
    ]
    return [
        *(
            reverse(f"diplomacy:{name}")
            for name in (
                "partnerships", "desk", "digest", "commitments", "commitment_new", "plans", "plan_new", "minutes_list",
                "minutes_new", "engagements", "engagement_new", "calendar", "calendar_feeds", "recognitions",
                "recognition_new",
            )
        ),
        *joint_pages,
        reverse("diplomacy:plan_part", args=[room["plan"], room["part"]]),
        *(reverse("diplomacy:plan_add", args=[room["plan"], kind]) for kind in PlanObject if kind != "plan"),
        reverse("diplomacy:commitment", args=[room["commitment"]]),
        reverse("diplomacy:commitment_terms", args=[room["commitment"]]),
        reverse("diplomacy:minutes", args=[room["minutes"]]),
        reverse("diplomacy:minutes_item", args=[room["minutes"], room["item"]]),
        *(
            reverse(f"diplomacy:{name}", args=[room["engagement"]])
            for name in ("engagement", "engagement_change", "leg_add", "delegate_add", "session_add", "check_add")
        ),
        reverse("diplomacy:item_add", args=[room["session"]]),
        reverse("diplomacy:recognition", args=[room["recognition"]]),
        reverse("diplomacy:partnership", args=["madrid"]),
        f"{reverse('diplomacy:briefing', args=['madrid'])}?engagement={room['engagement']}",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_shows(
    room: dict[str, Any], people: dict[str, Any], client_as: Callable[[str], Client], language: str
) -> None:
    people["cooperation"].language = language
    people["cooperation"].save()
    client = client_as("cooperation")
    for address in addresses(room):
        response = client.get(address)
        assert response.status_code == 200, address
        assert f'<html lang="{language}' in response.content.decode(), address


def test_a_meeting_is_planned_and_written_up_by_hand(madrid: Counterpart, client_as: Callable[[str], Client]) -> None:
    """The forms of the room, one after the other, as an officer fills them in."""
    client = client_as("cooperation")
    plan = {
        "kind": "bilateral", "title": "EXERCISE talk", "partners": ["madrid"], "starts": "2026-03-29T02:30",
        "ends": "2026-03-29T12:00", "time_zone": "Europe/Madrid", "classification": "restricted", "country": "ES",
    }  # fmt: skip
    refused = client.post(reverse("diplomacy:engagement_new"), plan)
    assert refused.status_code == 400
    assert "does not exist" in refused.content.decode()
    made = client.post(reverse("diplomacy:engagement_new"), {**plan, "starts": "2026-03-29T09:00"})
    engagement = made["Location"]
    delegate = {"side": "ours", "name": "EXERCISE head", "precedence": 1}
    assert client.post(f"{engagement}delegate/", delegate).status_code == 302
    sitting = {
        "title": "EXERCISE",
        "starts": "2026-03-29T09:00",
        "ends": "2026-03-29T11:00",
        "time_zone": "Europe/Madrid",
    }
    assert client.post(f"{engagement}session/", sitting).status_code == 302
    outside = client.post(f"{engagement}session/", {**sitting, "ends": "2026-03-30T11:00"})
    assert "outside the days" in outside.content.decode()
    form = {"title": "EXERCISE", "parties": ["madrid"], "language": "fr", "items": "EXERCISE a\nEXERCISE b"}
    minutes_page = client.post(reverse("diplomacy:minutes_new"), {**form, "classification": "restricted"})["Location"]
    view = joints.find(UUID(minutes_page.split("/")[-2]))
    first = joints.parts(view, MinutesObject.ITEM)[0].id
    item = f"{minutes_page}item/{first}/"
    assert client.post(item, {"act": "text", "text": "EXERCISE texte"}).status_code == 302
    marked = client.post(item, {"act": "promise", "words": "EXERCISE", "debtor": "madrid", "due": "2026-12-31"})
    assert marked.status_code == 302
    assert client.post(item, {"act": "promise", "words": "", "debtor": "madrid"}).status_code == 400
    assert "EXERCISE texte" in client.get(minutes_page).content.decode()
    shared = client.post(reverse("diplomacy:share", args=[view.row.pk]), follow=True)
    assert "keep it too" in shared.content.decode()


def test_both_sides_of_a_difference_stand_on_the_page(room: dict[str, Any], client_as: Callable[[str], Client]) -> None:
    client = client_as("cooperation")
    page = reverse("diplomacy:minutes", args=[room["minutes"]])
    shown = client.get(page).content.decode()
    assert "<del>" in shown
    assert "EXERCISE texte de Rabat" in shown
    body = {"object": room["item"], "field": "text", "choice": "0"}
    client.post(reverse("diplomacy:settle", args=[room["minutes"]]), body)
    assert "<del>" not in client.get(page).content.decode().split('id="history"')[0]


def test_who_may_only_read_sees_no_buttons(room: dict[str, Any], client_as: Callable[[str], Client]) -> None:
    client = client_as("programme")
    shown = client.get(reverse("diplomacy:plan", args=[room["plan"]])).content.decode()
    assert "/add/activity/" not in shown
    assert client.post(reverse("diplomacy:share", args=[room["plan"]])).status_code == 403
