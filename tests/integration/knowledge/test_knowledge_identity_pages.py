"""The page where identities are judged, and the page of two names: what they show, and to whom."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.identity import score_names
from jisr.core.statements import Basis
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.queries import ProposalFilter, read_names
from jisr.station.knowledge.queries.names import direction_of
from jisr.station.ledger.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
HTMX = {"HX-Request": "true"}

type ClientAs = Callable[[str], Client]


@pytest.fixture
def say(actor: Callable[[str], Any]) -> Callable[..., UUID]:
    def write(entity: UUID | None, prop: str, value: str, schema: str = "Person") -> UUID:
        statement = services.record_statement(
            actor("analyst"), entity_id=entity, schema=schema, prop=prop, value=value, grade=None, handling=HANDLING,
            source="", category=DataCategory.SUSPECT if schema == "Person" else None, basis=Basis.FACT,
        )  # fmt: skip
        return StatementRecord.objects.get(id=statement).entity_id

    return write


@pytest.fixture
def pair(say: Callable[..., UUID]) -> tuple[UUID, UUID]:
    first, second = say(None, "name", "Mohamed Bennis Zekri"), say(None, "name", "محمد بنيس")
    say(first, "birthDate", "1990-03-12")
    say(second, "birthDate", "1990-03-12")
    say(second, "birthPlace", "Nador")
    return first, second


def page_of(client: Client, name: str = "knowledge:identities", query: str = "") -> str:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_stand_beside_each_other_with_what_they_share_and_lack(
    client_as: ClientAs, pair: tuple[UUID, UUID]
) -> None:
    page = page_of(client_as("analyst"))
    (shared,) = re.findall(r'<div class="beside-row is-shared".*?</div></div>', page, re.DOTALL)
    assert shared.count('<b><bdi dir="auto">1990-03-12</bdi></b>') == 2
    place = re.search(r"Place of birth</div>(.*?)</div></div>", page, re.DOTALL)
    assert place
    assert "—" in place[1]
    assert "Nador" in place[1]
    assert '<mark><bdi dir="auto">Zekri</bdi></mark>' in page
    assert "only on this side" in page
    assert re.search(r'class="letter agrees" title="\+\d', page)
    for direction, first in (("ltr", "Mohamed"), ("rtl", "محمد")):
        assert direction_of(first) == direction
    assert 'class="letters" dir="ltr"' in page
    assert "No document number to compare" in page
    assert re.search(r'Same date of birth:.*?<span class="sub">strong</span>', page)


def test_keys_decide_and_are_said_only_to_those_who_may_decide(client_as: ClientAs, pair: tuple[UUID, UUID]) -> None:
    page = page_of(client_as("analyst"))
    assert re.findall(r'data-key="(\w)"', page) == ["s", "d", "u"]
    assert "<kbd>z</kbd> undo" in page
    read_only = page_of(client_as("releaser"))
    assert "data-key" not in read_only
    assert "<kbd>z</kbd>" not in read_only


def test_a_decision_is_taken_and_undone_in_place_with_its_reason(
    client_as: ClientAs, pair: tuple[UUID, UUID], people: Any
) -> None:
    client = client_as("analyst")
    decided = client.post(
        reverse("knowledge:identity_decide"),
        {"left": pair[0], "right": pair[1], "verdict": "same", "note": "photo"},
        headers=HTMX,
    ).content.decode()
    assert 'data-key="z"' in decided
    assert "Mohamed Bennis Zekri" in decided
    (judgement,) = queries.judgements()
    undo = reverse("knowledge:judgement_undo", args=[judgement.id])
    assert client.post(undo, {"note": "  "}, headers=HTMX).status_code == 400
    assert queries.count_open_proposals() == 0
    again = client.post(undo, {"note": "another photo"}, headers=HTMX).content.decode()
    assert "perhaps the same person" in again
    assert 'data-key="s"' in again
    assert queries.count_open_proposals() == 1
    assert "another photo" in page_of(client, "knowledge:identities_decided")


def test_a_pair_that_came_back_says_what_is_new_and_what_was_decided(
    client_as: ClientAs, pair: tuple[UUID, UUID], say: Callable[..., UUID], actor: Callable[[str], Any]
) -> None:
    services.decide_identity(actor("analyst"), *pair, "different", "another quarter")
    client = client_as("analyst")
    assert "Nothing to decide" in page_of(client)
    say(pair[0], "phone", "+212600000001")
    page = page_of(client)
    new = page[page.index("New since the earlier decision") :]
    assert "212600000001" in new[:600]
    assert "another quarter" in new[:1200]
    assert queries.count_proposals(ProposalFilter(came="again")) == 1
    assert queries.count_proposals(ProposalFilter(came="first")) == 0


def test_the_queue_is_filtered_and_says_of_how_many(
    client_as: ClientAs, pair: tuple[UUID, UUID], say: Callable[..., UUID]
) -> None:
    say(None, "name", "Atlas Transport", "Company")
    say(None, "name", "Atlas Transport", "Company")
    client = client_as("analyst")
    assert queries.count_open_proposals() == 2
    assert page_of(client).count("data-row") == 2
    companies = page_of(client, query="?schema=Company")
    assert companies.count("data-row") == 1
    assert "1 pair of 2" in companies
    assert "No pair fits these filters" in page_of(client, query="?came=again")
    scores = sorted(proposal.comparison.score for proposal in queries.open_identity_proposals())
    assert queries.count_proposals(ProposalFilter(least_score=scores[1])) == 1
    assert page_of(client, query="?least=nonsense").count("data-row") == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "الاسمان جزءًا جزءًا"), ("fr", "Les noms, partie par partie"), ("en", "The names, part by part")],
)
def test_the_page_is_in_the_readers_language(
    client_as: ClientAs, people: Any, pair: tuple[UUID, UUID], language: str, words: str
) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    assert words in page_of(client_as("analyst"))


def test_two_names_are_read_part_by_part_and_nothing_is_kept(client_as: ClientAs) -> None:
    client, url = client_as("analyst"), reverse("knowledge:names_why")
    assert "Write two names" in page_of(client, "knowledge:names_why")
    before = LedgerEntry.objects.count()
    names = {"first": "عبد الكريم بنموسى الريفي", "second": "Dr Abdul Kareem bin Moosa"}
    part = client.post(url, names, headers=HTMX).content.decode()
    assert "<html" not in part
    assert f"{score_names(names['first'], names['second']) * 100:.0f}%" in part
    assert '<mark><bdi dir="auto">الريفي</bdi></mark>' in part
    assert '<mark><bdi dir="auto">Dr</bdi></mark>' in part
    assert 'class="letters" dir="rtl"' in part
    assert "How rare the parts are" in part
    whole = client.post(url, names).content.decode()
    assert "<html" in whole
    assert 'value="عبد الكريم بنموسى الريفي"' in whole
    assert LedgerEntry.objects.count() == before
    assert "No letter to compare" in client.post(url, {"first": "؟؟", "second": "Ali"}, headers=HTMX).content.decode()
    assert "Write two names" in client.post(url, {"first": "Ali"}, headers=HTMX).content.decode()


def test_two_names_are_for_those_who_may_read_knowledge(client_as: ClientAs, client: Client) -> None:
    url = reverse("knowledge:names_why")
    assert client_as("releaser").get(url).status_code == 200
    assert client_as("administrator").get(url).status_code == 403
    assert client.post(url, {"first": "a", "second": "b"}).status_code == 302


@pytest.mark.parametrize("text", ["", "🙂", "\u202e\u202d", "أ" * 10_000, "a b " * 200, "1234", "Ali\ud7ff"])
def test_bad_names_are_read_without_failing(text: str) -> None:
    for first, second in ((text, "Ali"), ("Ali", text), (text, text)):
        reading = read_names(first, second)
        assert 0 <= reading.score <= 1
        assert reading.band
        assert isinstance(reading.rarities, tuple)
