"""The pages as people use them, in three languages, and who may open them."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import StatementRecord

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
ClientAs = Callable[[str], Client]
HANDLING = Handling("rabat", Classification.CONFIDENTIAL, Tlp.AMBER)
MARKING = {
    "handling-classification": "restricted",
    "handling-tlp": "amber",
    "handling-release_scope": "agreements",
    "handling-onward": "ask_originator",
    "handling-action_on": "ask_originator",
    "handling-court_use": "never",
}


@pytest.fixture
def karim(actor: Callable[[str], Any]) -> UUID:
    """A person with a name in two scripts and two dates of birth that contradict each other."""
    entity = None
    for prop, value in [("name", "Karim Tazi"), ("alias", "كريم التازي"), ("birthDate", "1994"), ("birthDate", "1995")]:
        statement = services.record_statement(
            actor("analyst"), entity_id=entity, schema="Person", prop=prop, value=value, grade=Grade.parse("B2"),
            handling=HANDLING, source="SAFRAN", category=DataCategory.SUSPECT, basis=Basis.FACT,
        )  # fmt: skip
        entity = StatementRecord.objects.get(id=statement).entity_id
    assert entity is not None
    return entity


def text_of(response: Any) -> str:
    return str(response.content.decode())


def downloaded(client: Client, form: str) -> bytes:
    return b"".join(client.get(reverse("knowledge:export", args=[form])))


def test_the_list_shows_names_in_their_own_script_and_the_marking_of_the_page(client_as: ClientAs, karim: UUID) -> None:
    page = text_of(client_as("analyst").get(reverse("knowledge:entities"), {"q": "كريم التازي"}))
    assert "Karim Tazi" in page
    assert 'class="stripe confidential"' in page
    assert reverse("knowledge:entity", args=[karim]) in page


def test_the_page_of_an_entity_shows_claims_sources_contradictions_and_history(
    client_as: ClientAs, karim: UUID
) -> None:
    page = text_of(client_as("releaser").get(reverse("knowledge:entity", args=[karim])))
    for shown in ("SAFRAN", "B2", "Contradictions", "1994", "1995", "Who may see what", "History"):
        assert shown in page
    assert reverse("knowledge:statement_new", args=[karim]) not in page


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("name", ["entities", "texts", "identities", "identities_decided", "entity_new"])
def test_every_page_opens_in_every_language(
    client_as: ClientAs, people: dict[str, Any], karim: UUID, language: str, name: str
) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    response = client_as("analyst").get(reverse(f"knowledge:{name}"), {"q": "tazi"})
    assert response.status_code == 200
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in text_of(response)


def test_a_joined_entity_is_reached_by_any_of_its_ids(client_as: ClientAs, actor: Any, karim: UUID) -> None:
    other = services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="Kareem Tazi", grade=None,
        handling=HANDLING, source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    second = StatementRecord.objects.get(id=other).entity_id
    services.decide_identity(actor("analyst"), karim, second, "same")
    response = client_as("analyst").get(reverse("knowledge:entity", args=[second]))
    assert response.headers["Location"] == reverse("knowledge:entity", args=[karim])


def test_an_analyst_records_edits_retracts_and_restores(client_as: ClientAs) -> None:
    client = client_as("analyst")
    claim = {"schema": "Person", "prop": "name", "value": "Samira Naciri", "basis": "fact", "scheme": "6x6", **MARKING}
    made = client.post(reverse("knowledge:entity_new"), {**claim, "grade": "B2", "category": "witness"})
    (hit,) = queries.search_entities(queries.EntityFilter(q="Samira Naciri")).hits
    assert made.headers["Location"] == reverse("knowledge:entity", args=[hit.entity_id])
    (held,) = StatementRecord.objects.all()
    assert (held.grade, held.category, held.originator) == ("B2", "witness", "rabat")
    assert held.handling["classification"] == "restricted"

    edit = reverse("knowledge:statement_edit", args=[held.id])
    assert "Samira Naciri" in text_of(client.get(edit))
    client.post(edit, {**claim, "value": "Samira El Naciri", "reason": "the full name"})
    assert [s.value for s in queries.statements_of_entity(hit.entity_id)] == ["Samira El Naciri"]
    client.post(reverse("knowledge:statement_restore", args=[held.id]))
    assert [s.value for s in queries.statements_of_entity(hit.entity_id)] == ["Samira Naciri"]
    client.post(reverse("knowledge:statement_retract", args=[held.id]), {"reason": "mixed up"})
    assert queries.statements_of_entity(hit.entity_id) == []
    page = text_of(client.get(reverse("knowledge:entity", args=[hit.entity_id])))
    assert "mixed up" in page
    client.post(reverse("knowledge:statement_restore", args=[held.id]))
    assert len(queries.statements_of_entity(hit.entity_id)) == 1


def test_a_wrong_value_comes_back_to_its_field_and_nothing_is_stored(client_as: ClientAs) -> None:
    claim = {"schema": "Person", "prop": "birthDate", "value": "yesterday", "basis": "fact", "grade": "Z9", **MARKING}
    page = text_of(client_as("analyst").post(reverse("knowledge:entity_new"), claim))
    assert "One letter and one digit" in page
    page = text_of(client_as("analyst").post(reverse("knowledge:entity_new"), {**claim, "grade": ""}))
    assert "Give a date as year" in page
    assert not StatementRecord.objects.exists()


def test_a_verdict_is_given_and_undone_on_the_page(client_as: ClientAs, actor: Any, karim: UUID) -> None:
    services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="Kareem Tazi", grade=None,
        handling=HANDLING, source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    client = client_as("analyst")
    page = text_of(client.get(reverse("knowledge:identities")))
    assert "Names alike" in page
    (proposal,) = queries.open_identity_proposals()
    pair = {"left": proposal.left.entity_id, "right": proposal.right.entity_id}
    answer = client.post(
        reverse("knowledge:identity_decide"),
        {**pair, "verdict": "same", "note": "photo"},
        headers={"HX-Request": "true"},
    )
    assert "Undo" in text_of(answer)
    (judgement,) = queries.judgements()
    assert (judgement.verdict, judgement.note, judgement.decided_by) == ("same", "photo", "analyst")
    decided = text_of(client.get(reverse("knowledge:identities_decided")))
    assert "photo" in decided
    undo = reverse("knowledge:judgement_undo", args=[judgement.id])
    assert client.post(undo).status_code == 400
    client.post(undo, {"note": "wrong photo"})
    assert queries.count_open_proposals() == 1
    refused = client.post(reverse("knowledge:identity_decide"), {**pair, "verdict": "perhaps"})
    assert refused.status_code == 400


def test_a_pair_is_proposed_by_hand(client_as: ClientAs, actor: Any, karim: UUID) -> None:
    other = services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="Le Renard", grade=None,
        handling=HANDLING, source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    second = StatementRecord.objects.get(id=other).entity_id
    client, url = client_as("analyst"), reverse("knowledge:same_as", args=[karim])
    assert str(second) in text_of(client.get(url, {"q": "Renard"}))
    client.post(url, {"other": second})
    assert queries.count_open_proposals() == 1
    assert client.post(url, {"other": "nonsense"}).status_code == 404


def test_panels_for_reports_and_partners(client_as: ClientAs, actor: Any, karim: UUID) -> None:
    report = uuid4()
    services.accept_finding(
        actor("analyst"), report_id=report, finding={"text": "كريم التازي"} | {"value": "كريم التازي"}, entity_id=None,
        schema="Person", prop="name", grade=None, handling=HANDLING, source="", category=None,
    )  # fmt: skip
    client = client_as("analyst")
    panel = text_of(client.get(reverse("knowledge:panel_identities", args=["report", report])))
    assert "Karim Tazi" in panel
    assert "كريم التازي" in text_of(client.get(reverse("knowledge:panel_entities", args=["report", report])))
    assert client.get(reverse("knowledge:panel_entities", args=["warship", report])).status_code == 404
    audience = text_of(client.get(reverse("knowledge:audience", args=[karim]), {"purpose": "drugs"}))
    assert "There is no partner yet" in audience


def test_a_text_is_found_and_its_words_are_marked(client_as: ClientAs) -> None:
    portion = services.TextPortion(uuid4(), "Il a franchi <i>la</i> frontière\u202e à Melilla", "fr", HANDLING)
    services.index_text(f"report:{uuid4()}", "R-2026-0417", timezone.now(), [portion])
    page = text_of(client_as("analyst").get(reverse("knowledge:texts"), {"q": "frontières"}))
    assert "<mark>frontière" in page
    assert "&lt;i&gt;la" in page
    assert "U+202E" in page


def test_names_with_markup_and_direction_controls_are_shown_not_obeyed(client_as: ClientAs, actor: Any) -> None:
    services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="<script>x</script>\u202eizaT",
        grade=None, handling=HANDLING, source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    page = text_of(client_as("analyst").get(reverse("knowledge:entities")))
    assert "<script>x" not in page
    assert "⟦U+202E⟧" in page


def test_exports_carry_the_conditions_and_no_formula(client_as: ClientAs, actor: Any, karim: UUID) -> None:
    services.record_statement(
        actor("analyst"), entity_id=karim, schema="Person", prop="summary", value='=HYPERLINK("x")', grade=None,
        handling=HANDLING, source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    client = client_as("analyst")
    lines = downloaded(client, "ftm").splitlines()
    (entity,) = [json.loads(line) for line in lines]
    assert entity["schema"] == "Person"
    assert entity["properties"]["birthDate"] == ["1994", "1995"]
    assert entity["handling"]["classification"] == "confidential"
    table = downloaded(client, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 5
    assert {row["originator"] for row in rows} == {"rabat"}
    assert "'=HYPERLINK" in next(row["value"] for row in rows if row["prop"] == "summary")
    assert client.get(reverse("knowledge:export", args=["exe"])).status_code == 404


@pytest.mark.parametrize("role", ["cooperation", "programme", "administrator"])
def test_other_roles_see_nothing(client_as: ClientAs, karim: UUID, role: str) -> None:
    client = client_as(role)
    for url in (
        reverse("knowledge:entities"),
        reverse("knowledge:entity", args=[karim]),
        reverse("knowledge:identities"),
    ):
        assert client.get(url).status_code == 403


def test_reading_is_in_the_ledger(client_as: ClientAs, karim: UUID) -> None:
    from jisr.station.ledger.models import LedgerEntry

    client_as("liaison").get(reverse("knowledge:entity", args=[karim]))
    last = LedgerEntry.objects.latest("index")
    assert (last.actor, last.act, last.record_kind, last.record_id) == ("liaison", "consultation", "entity", str(karim))
