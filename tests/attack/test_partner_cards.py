"""False, swapped and replayed cards: what somebody between two stations can try, and what comes of it."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from jisr.core.handling import PartnerState
from jisr.station.ledger import queries as ledger
from jisr.station.partners import queries, services
from jisr.station.partners.problems import CardProblem, PartnerProblem

pytestmark = pytest.mark.django_db


def refusals(station_id: str) -> list[str]:
    rows = ledger.search(ledger.EntryFilter(act=ledger.Act.REFUSAL, record_kind="partner", record_id=station_id))
    return list(rows.order_by("index").values_list("decision", flat=True))


def forged(card_bytes: bytes, **changes: Any) -> bytes:
    """The card with another payload under the old signature."""
    document = json.loads(card_bytes)
    padded = document["payload"] + "=" * (-len(document["payload"]) % 4)
    payload = json.loads(base64.urlsafe_b64decode(padded)) | changes
    document["payload"] = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=").decode()
    return json.dumps(document).encode()


def test_a_card_with_a_wrong_signature_is_refused_and_entered(madrid: Any, officers: Any) -> None:
    with pytest.raises(CardProblem) as caught:
        services.add_partner(officers[0], forged(madrid.card_bytes, endpoint="http://192.0.2.1/"))
    assert caught.value.code == "bad_card"
    assert queries.partners() == []
    assert refusals("") == ["bad_card"]


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"payload":"","payload":""}', b"A" * 300_000]
)
def test_junk_is_refused_without_a_trace_in_the_room(officers: Any, junk: bytes) -> None:
    with pytest.raises(CardProblem):
        services.add_partner(officers[0], junk)
    assert queries.partners() == []


def test_own_card_is_not_taken_for_a_partner(officers: Any) -> None:
    with pytest.raises(PartnerProblem) as caught:
        services.add_partner(officers[0], queries.own_station().card.signed_bytes)
    assert caught.value.code == "own_card"


def test_a_swapped_card_is_found_by_the_words(madrid: Any, officers: Any, found_station: Any) -> None:
    """The attacker's card reaches us under Madrid's name; Madrid's officer reads words of the true card."""
    attacker = found_station()
    services.add_partner(officers[0], attacker.card_bytes)
    check = queries.word_check_for("madrid", "en", officers[0].user_id)
    heard = madrid.reads_out(queries.own_station().card, check.to_hear)
    with pytest.raises(PartnerProblem) as caught:
        services.confirm_words(officers[0], "madrid", language="en", heard=heard)
    assert caught.value.code == "words_differ"
    assert refusals("madrid") == ["words_differ"]
    found = queries.partner("madrid")
    assert found is not None
    assert found.state is PartnerState.PROPOSED
    assert queries.cards_of_senders() == {}


def test_a_card_swapped_between_two_comparisons_is_not_half_verified(
    madrid: Any, officers: Any, compare: Any, found_station: Any
) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0])
    attacker = found_station()
    with pytest.raises(PartnerProblem) as caught:
        services.add_partner(officers[0], attacker.card_bytes)
    assert caught.value.code == "other_card_proposed"
    services.discard_proposal(officers[0], "madrid", "The officer was deceived.")
    services.add_partner(officers[0], attacker.card_bytes)
    assert not compare(attacker, officers[1], call=2).is_verified
    assert queries.cards_of_senders() == {}


def test_a_card_for_a_known_partner_needs_the_old_signature(active: Any, officers: Any, found_station: Any) -> None:
    attacker = replace(found_station(), sequence=9)
    for refuse in (
        lambda: services.add_partner(officers[0], attacker.card_bytes),
        lambda: services.receive_card_rotation("madrid", attacker.card_bytes),
    ):
        with pytest.raises(CardProblem) as caught:
            refuse()
        assert caught.value.code == "bad_card"
    assert queries.cards_of_senders()["madrid"].digest == active.card.digest


def test_an_old_card_replayed_is_refused(active: Any) -> None:
    services.receive_card_rotation("madrid", active.rotated().card_bytes)
    with pytest.raises(CardProblem) as caught:
        services.receive_card_rotation("madrid", active.card_bytes)
    assert caught.value.code == "stale_card"
    assert queries.cards_of_senders()["madrid"].sequence == 2
    assert refusals("madrid") == ["stale_card"]


def test_a_revoked_key_cannot_sign_the_next_card(active: Any) -> None:
    """Who stole the old key cannot bring a card of his own in after its owner has revoked it."""
    newer = active.rotated()
    services.receive_card_rotation("madrid", newer.card_bytes)
    services.receive_revocation("madrid", newer.revocation([active.card.signing_keys[0].key_id]))
    thief = replace(active.rotated(), sequence=7)
    with pytest.raises(CardProblem):
        services.receive_card_rotation("madrid", thief.card_bytes)
    assert queries.cards_of_senders()["madrid"].digest == newer.card.digest


def test_a_rotation_for_a_proposed_partner_changes_nothing(madrid: Any, officers: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    with pytest.raises(PartnerProblem) as caught:
        services.receive_card_rotation("madrid", madrid.rotated().card_bytes)
    assert caught.value.code == "not_verified"


def test_a_partner_cannot_speak_for_another(active: Any, found_station: Any) -> None:
    with pytest.raises(CardProblem):
        services.receive_card_rotation("madrid", found_station("lima", "PE").card_bytes)


def test_a_code_that_names_another_card_refuses_the_file(madrid: Any, officers: Any, found_station: Any) -> None:
    from jisr.station.partners.cards import card_code

    with pytest.raises(PartnerProblem) as caught:
        services.add_partner(officers[0], found_station().card_bytes, code=card_code(madrid.card))
    assert (caught.value.code, caught.value.field) == ("code_differs", "code")
    assert queries.partners() == []
