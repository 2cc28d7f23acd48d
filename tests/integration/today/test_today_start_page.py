"""The start page: each person sees what waits for them, with its clock, and nothing that is not theirs to see."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.core.sealing import DispatchKind, verify_card
from jisr.station.accounts.models import User
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger import queries as ledger
from jisr.station.partners import services as partner_services
from jisr.station.partners.cards import card_code
from jisr.station.today import needs
from jisr.station.today.bridges import bridges
from jisr.station.today.views import greeting
from jisr.station.warnings import services as warnings
from jisr.station.warnings.drafts import Draft
from jisr.station.warnings.models import Warning, WarningState
from jisr.station.warnings.services.following import Sent

pytestmark = pytest.mark.django_db(transaction=True)

type ClientAs = Callable[[str], Client]


@pytest.fixture
def madrid(actor: Callable[..., Any]) -> InMemoryPartner:
    partner = InMemoryPartner("madrid", "ES")
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


def ask(partner: InMemoryPartner, question: str, hours: float) -> None:
    due = timezone.now() + timedelta(hours=hours)
    partner.send(
        DispatchKind.REQUEST,
        {"question": question, "legal_basis": "EXERCISE", "urgency": "urgent", "due": due.isoformat()},
    )


def warn(partner: InMemoryPartner, title: str, minutes: int) -> None:
    partner.send(
        DispatchKind.WARNING,
        {
            "title": title,
            "threat": "EXERCISE",
            "place": "Port",
            "country": "MA",
            "window": {"from": None, "until": None},
            "probability": 0.6,
            "yardstick": "icd203",
            "recommended_action": "EXERCISE",
            "acknowledge_by": (timezone.now() + timedelta(minutes=minutes)).isoformat(),
            "portions": [],
            "statements": [],
            "report": {},
        },
    )


def titles(user: User) -> list[str]:
    with translation.override("en"):
        return [need.title.replace("\u2068", "").replace("\u2069", "") for need in needs.needs_of(user)]


def test_an_idle_station_says_so(client_as: ClientAs) -> None:
    page = client_as("analyst").get("/").content.decode()
    assert "Nothing waits for you" in page
    assert "No partner is active yet." in page


def test_what_runs_out_first_stands_first(people: dict[str, User], madrid: InMemoryPartner) -> None:
    ask(madrid, "EXERCISE question", hours=5)
    warn(madrid, "EXERCISE port", minutes=30)
    assert titles(people["analyst"]) == [
        "Warning from Madrid to acknowledge",
        "Request for information from Madrid",
    ]


def test_the_page_shows_clock_reason_marking_and_one_action(client_as: ClientAs, madrid: InMemoryPartner) -> None:
    ask(madrid, "Exercice : virements vers Gao ?", hours=4.8)
    page = client_as("analyst").get("/").content.decode()
    assert "Exercice : virements vers Gao ?" in page
    assert 'class="stripe confidential"' in page
    assert 'class="clock good"' in page
    assert page.count(">Reply</a>") == 1


@pytest.mark.parametrize("role", ["cooperation", "programme", "oversight", "administrator"])
def test_content_stays_with_those_who_work_on_it(client_as: ClientAs, madrid: InMemoryPartner, role: str) -> None:
    ask(madrid, "EXERCISE-CONTENT", hours=5)
    warn(madrid, "EXERCISE-CONTENT too", minutes=30)
    client = client_as(role)
    before = ledger.size()
    page = client.get("/").content.decode()
    assert "EXERCISE-CONTENT" not in page
    assert 'class="stripe ' not in page
    assert ledger.size() == before


def test_reading_content_on_the_start_page_is_in_the_ledger(client_as: ClientAs, madrid: InMemoryPartner) -> None:
    ask(madrid, "EXERCISE question", hours=5)
    client_as("analyst").get("/")
    entry = ledger.entries_about("start_page", "analyst")[0].entry
    assert entry.act == "consultation"
    assert entry.detail["shown"] == 1


def test_a_silent_partner_is_shown_with_its_warning(
    people: dict[str, User], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    draft = Draft(
        title="EXERCISE threat",
        threat="EXERCISE",
        language="en",
        place="Seville",
        country="ES",
        window_from=None,
        window_until=None,
        probability=0.85,
        yardstick="icd203",
        recommended_action="EXERCISE",
        purpose=Purpose.TERRORISM,
        handling=Handling(originator="rabat", classification=Classification.RESTRICTED, tlp=Tlp.AMBER),
        recipients=("madrid",),
        acknowledge_within_minutes=15,
    )
    warning_id = warnings.draft_warning(actor("analyst"), draft)
    Warning.objects.filter(pk=warning_id).update(state=WarningState.PROPOSED)
    now = timezone.now()
    ask(madrid, "EXERCISE", hours=5)
    record = exchanged.inbox(exchanged.DispatchFilter()).get()
    warnings.mark_sent(actor("releaser"), warning_id, [Sent("madrid", record.pk, now, now + timedelta(minutes=15))])
    with translation.override("en"):
        (first, *_) = needs.needs_of(people["liaison"])
    assert "has not acknowledged a warning" in first.title
    assert (first.about, first.action) == ("EXERCISE threat", "Follow")
    assert first.why.startswith("very likely (85%)")
    assert not any("acknowledged" in title for title in titles(people["releaser"]))
    warnings.note_run_outs(actor("liaison"), now + timedelta(minutes=16))
    with translation.override("en"):
        assert needs.needs_of(people["liaison"])[0].action == "Escalate"
    assert any("has not acknowledged a warning" in title for title in titles(people["releaser"]))


def test_an_officer_is_asked_to_compare_a_card_once(people: dict[str, User], actor: Callable[..., Any]) -> None:
    partner = InMemoryPartner("dakar", "SN")
    card = partner.card_bytes()
    partner_services.add_partner(actor("liaison"), card)
    assert len(titles(people["liaison"])) == len(titles(people["cooperation"])) == 1
    code = card_code(verify_card(card, timezone.now()))
    partner_services.confirm_code(actor("liaison"), "dakar", code=code)
    assert titles(people["liaison"]) == []
    assert len(titles(people["cooperation"])) == 1


def test_a_partner_whose_ledger_contradicts_itself_stands_first_among_the_bridges(
    madrid: InMemoryPartner, actor: Callable[..., Any], people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "jisr.station.exchange.services.delivery.post_messages",
        lambda endpoint, messages, known_ledger_size: madrid.take(messages, known_ledger_size),
    )
    exchange.coordinate(actor("liaison"), ["madrid"], "EXERCISE one")
    deliver_due("madrid", timezone.now())
    (bridge,) = bridges()
    assert (bridge.is_unreachable, bridge.tone) == (False, "")
    madrid.rewrite_ledger()
    exchange.coordinate(actor("liaison"), ["madrid"], "EXERCISE two")
    deliver_due("madrid", timezone.now())
    (bridge,) = bridges()
    assert bridge.tone == "danger"
    assert any("contradicts itself" in title for title in titles(people["oversight"]))


@pytest.mark.parametrize(("hour", "words"), [(8, "صباح الخير"), (14, "طاب يومك"), (21, "مساء الخير")])
def test_the_greeting_follows_the_hour(hour: int, words: str) -> None:
    with translation.override("ar"):
        assert greeting(datetime(2026, 11, 24, hour, tzinfo=UTC)) == words


def test_every_source_answers_every_role(people: dict[str, User], madrid: InMemoryPartner) -> None:
    ask(madrid, "EXERCISE", hours=5)
    for user in people.values():
        for source in needs.SOURCES:
            assert isinstance(list(source(user)), list)
