"""Every page of the room opens in three languages, and its forms do what they say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jisr.core.handling import PartnerState
from jisr.station.partners import queries, services
from jisr.station.partners.services import AgreementTerms

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "fr", "en")


@pytest.fixture
def read_as(client_as: Callable[[str], Any], people: dict[str, Any]) -> Callable[..., str]:
    """read_as("liaison", "ar", "partners:list") -> the page's text; fails unless it opens."""

    def read(role: str, language: str, name: str, *arguments: Any, query: str = "") -> str:
        people[role].language = language
        people[role].save(update_fields=["language"])
        response = client_as(role).get(reverse(name, args=arguments) + query)
        assert response.status_code == 200, (name, response.status_code)
        return str(response.content.decode())

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_any_partner(read_as: Any, language: str) -> None:
    for name in ("list", "add", "agreements", "agreement_new", "interests", "interest_new", "own_card"):
        text = read_as("liaison", language, f"partners:{name}")
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_partner(
    read_as: Any, language: str, active: Any, terms: AgreementTerms, interest: Any, officers: Any
) -> None:
    thread = services.record_agreement(officers[0], terms)
    text = read_as("liaison", language, "partners:list")
    assert active.names[language] in text
    assert "<svg" in text
    assert "<table" in text
    assert active.card.digest in read_as("liaison", language, "partners:station", "madrid")
    assert "Sahara axis" in read_as("liaison", language, "partners:interests_panel", "madrid")
    assert "Sahara axis" in read_as("liaison", language, "partners:interests")
    for name in ("agreement", "agreement_edit", "agreement_renew", "agreement_end"):
        assert terms.title in read_as("liaison", language, f"partners:{name}", thread)
    read_as("liaison", language, "partners:verify", "madrid")


def test_the_map_can_be_read_without_colour(read_as: Any, active: Any) -> None:
    text = read_as("liaison", "en", "partners:list")
    assert 'class="bridge"' in text
    assert 'class="mark active"' in text
    assert "imply no position" in text
    assert read_as("liaison", "en", "partners:list", query="?map=world").count('viewBox="0.0 0.0 960.0') == 1


def test_filters_narrow_the_list(read_as: Any, active: Any) -> None:
    for query, is_there in (
        ("?q=MADR", True),
        ("?q=lima", False),
        ("?state=active&region=europe&kind=police", True),
        ("?state=revoked", False),
        ("?region=gulf", False),
    ):
        assert ("madrid" in read_as("analyst", "en", "partners:list", query=query)) is is_there


def test_a_card_is_uploaded_and_compared_on_the_page(client_as: Any, madrid: Any, people: Any) -> None:
    client = client_as("liaison")
    answer = client.post(reverse("partners:add"), {"card": SimpleUploadedFile("card.json", madrid.card_bytes)})
    assert answer["Location"] == reverse("partners:station", args=["madrid"])
    for role, call in (("liaison", 1), ("cooperation", 2)):
        officer = people[role]
        page = client_as(role).get(reverse("partners:verify", args=["madrid"]) + f"?language=fr&call={call}")
        check = queries.word_check_for("madrid", "fr", officer.pk, call)
        text = page.content.decode()
        assert all(f"<bdi>{word}</bdi>" in text for _number, word in check.to_read)
        heard = madrid.reads_out(queries.own_station().card, check.to_hear, "fr")
        fields = {f"word_{number}": word for number, word in heard.items()}
        fields |= {"place": "Madrid", "held_on": "2026-11-20", "occasion": "EXERCISE meeting"}
        answer = client_as(role).post(reverse("partners:verify", args=["madrid"]) + f"?language=fr&call={call}", fields)
        assert answer.status_code == 302
    found = queries.partner("madrid")
    assert found is not None
    assert found.state is PartnerState.VERIFIED
    assert [each.place for each in queries.verifications(found.card_digest)] == ["Madrid", "Madrid"]


def test_words_to_be_heard_are_not_given_away(client_as: Any, madrid: Any, officers: Any, people: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    text = (
        client_as("liaison").get(reverse("partners:verify", args=["madrid"]) + "?language=en&call=1").content.decode()
    )
    check = queries.word_check_for("madrid", "en", people["liaison"].pk, 1)
    heard = madrid.reads_out(queries.own_station().card, check.to_hear)
    for number, right in heard.items():
        choice = text.partition(f'id="id_word_{number}"')[2].partition("</select>")[0]
        assert choice.count("<option") == 10
        assert choice.count(f'<option value="{right}">') == 1
        assert "selected" not in choice.replace('<option value="" selected>', "")


def test_another_word_is_refused_on_the_page(client_as: Any, madrid: Any, officers: Any, people: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    check = queries.word_check_for("madrid", "en", people["liaison"].pk, 1)
    heard = madrid.reads_out(queries.own_station().card, check.to_hear)
    fields = {f"word_{number}": word for number, word in heard.items()} | {f"word_{check.to_hear[0]}": "?"}
    answer = client_as("liaison").post(reverse("partners:verify", args=["madrid"]) + "?language=en&call=1", fields)
    assert answer.status_code == 422
    assert "do not match" in answer.content.decode()
    assert [each.matched for each in queries.verifications(madrid.card.digest)] == [False]


def test_states_change_by_buttons_and_need_reasons(client_as: Any, verified: Any) -> None:
    client = client_as("liaison")

    def press(name: str, **fields: str) -> int:
        return int(client.post(reverse(f"partners:{name}", args=["madrid"]), fields).status_code)

    def state() -> str:
        found = queries.partner("madrid")
        assert found is not None
        return found.state.value

    assert press("activate") == 302
    assert press("suspend") == 400
    assert state() == "active"
    assert press("suspend", reason="Their ledger is under review.") == 302
    assert state() == "suspended"
    assert press("lift") == 302
    assert state() == "active"
    assert press("revoke", reason="Keys were lost.") == 302
    assert state() == "revoked"
    assert press("lift") == 409


def test_the_own_card_page_gives_file_and_qr(client_as: Any) -> None:
    own = queries.own_station().card
    client = client_as("liaison")
    answer = client.get(reverse("partners:own_file"))
    assert answer.content == own.signed_bytes
    assert "attachment" in answer["Content-Disposition"]
    picture = client.get(reverse("partners:own_qr"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert own.digest in client.get(reverse("partners:own_card")).content.decode()


def test_an_agreement_with_reversed_dates_is_shown_at_its_field(client_as: Any, active: Any) -> None:
    today = datetime.now(UTC).date()
    fields = {
        "title": "EXERCISE memorandum",
        "reference": "M-1",
        "parties": ["madrid"],
        "purposes": ["terrorism"],
        "data_categories": ["suspect"],
        "highest_classification": "secret",
        "longest_retention_days": "365",
        "onward": "ask_originator",
        "redress_contact": "redress@madrid.example",
        "valid_from": today.isoformat(),
        "valid_until": (today - timedelta(days=1)).isoformat(),
    }
    answer = client_as("liaison").post(reverse("partners:agreement_new"), fields)
    assert answer.status_code == 422
    assert "ends before it begins" in answer.content.decode()
    fields["valid_until"] = (today + timedelta(days=400)).isoformat()
    assert client_as("liaison").post(reverse("partners:agreement_new"), fields).status_code == 302
    assert [view.title for view in queries.agreements("madrid")] == ["EXERCISE memorandum"]


def test_reading_interests_is_entered_in_the_ledger(client_as: Any, active: Any, interest: Any) -> None:
    from jisr.station.ledger import queries as ledger

    client_as("liaison").get(reverse("partners:interests_panel", args=["madrid"]))
    entry = ledger.search(ledger.EntryFilter(record_kind="interest", record_id="list:madrid")).get()
    assert (entry.act, entry.actor) == ("consultation", "liaison")


def test_the_administrator_does_not_see_interests(client_as: Any, active: Any, interest: Any) -> None:
    client = client_as("administrator")
    assert client.get(reverse("partners:interests_panel", args=["madrid"])).status_code == 403
    assert "Sahara axis" not in client.get(reverse("partners:station", args=["madrid"])).content.decode()


def test_hostile_names_are_shown_and_not_obeyed(client_as: Any, officers: Any, found_station: Any) -> None:
    names = dict.fromkeys(LANGUAGES, "<script>alert(1)</script>\u202egnp.exe'; DROP TABLE x;--")
    services.add_partner(officers[0], found_station("lima", "PE", names).card_bytes)
    text = client_as("liaison").get(reverse("partners:station", args=["lima"])).content.decode()
    assert "<script>alert(1)" not in text
    assert "\u202e" not in text
