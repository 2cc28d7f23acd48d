"""States of a partner, its keys over time, and this station's own keys."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.dispatch import Signal

from jisr.core.handling import PartnerState
from jisr.core.sealing import MAX_CARD_KEYS, RevocationReason, verify_revocation, verify_rotation
from jisr.station.partners import queries, services, signals
from jisr.station.partners.own_card import differences
from jisr.station.partners.problems import PartnerProblem

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_keys_kept() -> Any:
    """Put the station's keys back: the database forgets after the test, the file does not."""
    keys = settings.HOME.keys
    yield keys
    settings.HOME.save_keys(keys)


@pytest.fixture
def heard_signals() -> Any:
    """What rooms above are told, by signal name."""
    told: list[tuple[str, dict[str, Any]]] = []
    listeners = []
    for name in ("card_replaced", "partner_revoked", "keys_revoked", "own_card_replaced", "own_keys_revoked"):
        signal: Signal = getattr(signals, name)

        def listen(sender: Any, name: str = name, **facts: Any) -> None:
            facts.pop("signal")
            told.append((name, facts))

        signal.connect(listen)
        listeners.append((signal, listen))
    yield told
    for signal, listen in listeners:
        signal.disconnect(listen)


def state() -> PartnerState:
    found = queries.partner("madrid")
    assert found is not None
    return found.state


@pytest.mark.parametrize("act", ["activate", "lift_suspension"])
def test_a_proposed_partner_cannot_be_used(madrid: Any, officers: Any, act: str) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    with pytest.raises(PartnerProblem) as caught:
        getattr(services, act)(officers[0], "madrid")
    assert caught.value.status == 409
    assert state() is PartnerState.PROPOSED


def test_a_suspension_goes_back_to_what_was_before(active: Any, officers: Any) -> None:
    services.suspend(officers[0], "madrid", "Their ledger is under review.")
    assert queries.cards_of_senders() == {}
    assert [view.station_id for view in queries.partners(PartnerState.SUSPENDED)] == ["madrid"]
    services.lift_suspension(officers[1], "madrid")
    assert state() is PartnerState.ACTIVE
    assert set(queries.cards_of_senders()) == {"madrid"}


def test_a_suspended_verified_partner_is_not_active_afterwards(verified: Any, officers: Any) -> None:
    services.suspend(officers[0], "madrid", "Wait for the agreement.")
    with pytest.raises(PartnerProblem) as caught:
        services.activate(officers[0], "madrid")
    assert caught.value.code == "suspended"
    services.lift_suspension(officers[0], "madrid")
    assert state() is PartnerState.VERIFIED


def test_revocation_is_at_once_and_told(active: Any, officers: Any, heard_signals: Any) -> None:
    services.revoke(officers[0], "madrid", "Keys were found on a lost laptop.")
    assert state() is PartnerState.REVOKED
    assert queries.cards_of_senders() == {}
    assert heard_signals == [("partner_revoked", {"station_id": "madrid"})]
    assert [card.status for card in queries.card_history("madrid")] == ["revoked"]


def test_a_rotation_signed_by_the_old_key_replaces_the_card(active: Any, heard_signals: Any) -> None:
    newer = active.rotated()
    services.receive_card_rotation("madrid", newer.card_bytes)
    assert queries.cards_of_senders()["madrid"].digest == newer.card.digest
    assert state() is PartnerState.ACTIVE
    assert [(card.card.sequence, card.status) for card in queries.card_history("madrid")] == [
        (2, "current"),
        (1, "replaced"),
    ]
    ((name, facts),) = heard_signals
    assert (name, facts["old_digest"], facts["new_card"].sequence) == ("card_replaced", active.card.digest, 2)
    assert services.receive_card_rotation("madrid", newer.card_bytes).sequence == 2
    assert len(heard_signals) == 1


def test_a_newer_card_may_also_come_by_file(active: Any, officers: Any) -> None:
    services.add_partner(officers[0], active.rotated().card_bytes)
    assert queries.cards_of_senders()["madrid"].sequence == 2


def test_old_and_new_keys_verify_checkpoints(active: Any) -> None:
    before = set(queries.checkpoint_keys("madrid"))
    services.receive_card_rotation("madrid", active.rotated().card_bytes)
    assert before < set(queries.checkpoint_keys("madrid"))


def test_a_partner_that_revokes_one_key_stays_and_the_key_is_known(active: Any, heard_signals: Any) -> None:
    newer = active.rotated()
    services.receive_card_rotation("madrid", newer.card_bytes)
    old_key = active.card.signing_keys[0].key_id
    services.receive_revocation("madrid", newer.revocation([old_key]))
    assert state() is PartnerState.ACTIVE
    assert queries.revoked_keys("madrid") == {old_key}
    assert heard_signals[-1] == ("keys_revoked", {"station_id": "madrid", "key_ids": (old_key,)})


def test_a_partner_without_a_signing_key_is_revoked_and_begins_anew(
    active: Any, officers: Any, compare: Any, found_station: Any
) -> None:
    services.receive_revocation("madrid", active.revocation([active.card.signing_keys[0].key_id]))
    assert state() is PartnerState.REVOKED
    with pytest.raises(PartnerProblem) as caught:
        services.add_partner(officers[0], active.rotated().card_bytes)
    assert caught.value.code == "revoked_card"
    import dataclasses

    fresh = dataclasses.replace(found_station(), sequence=5)
    services.add_partner(officers[0], fresh.card_bytes)
    compare(fresh, officers[0])
    compare(fresh, officers[1])
    assert state() is PartnerState.VERIFIED


def test_own_rotation_is_believed_by_a_partner_and_told(actor: Any, own_keys_kept: Any, heard_signals: Any) -> None:
    known = queries.own_station().card
    card = services.rotate_own_keys(actor("administrator"))
    assert verify_rotation(known, card.signed_bytes, datetime.now(UTC)).sequence == known.sequence + 1
    assert settings.HOME.keys.signing_key.key_id == card.signing_keys[0].key_id
    assert settings.HOME.keys.sealing_keys.keys() > {key.key_id for key in known.sealing_keys}
    ((name, facts),) = heard_signals
    assert (name, facts["card_bytes"]) == ("own_card_replaced", card.signed_bytes)


def test_keys_changed_more_often_than_a_card_holds_stay_as_they_are(actor: Any, own_keys_kept: Any) -> None:
    for _ in range(MAX_CARD_KEYS - 1):
        services.rotate_own_keys(actor("administrator"))
    before = settings.HOME.keys
    with pytest.raises(PartnerProblem) as caught:
        services.rotate_own_keys(actor("administrator"))
    assert caught.value.code == "too_many_keys"
    assert settings.HOME.keys == before
    assert queries.own_station().card.signing_keys[0].key_id == before.signing_key.key_id


def test_own_revocation_is_signed_by_a_known_key(actor: Any, own_keys_kept: Any, heard_signals: Any) -> None:
    known = queries.own_station().card
    sealing = known.sealing_keys[0].key_id
    card = services.revoke_own_keys(actor("administrator"), [sealing], RevocationReason.COMPROMISED)
    names = [name for name, _facts in heard_signals]
    assert names == ["own_keys_revoked", "own_card_replaced"]
    statement = heard_signals[0][1]["statement"]
    assert verify_revocation(statement, known, datetime.now(UTC)).key_ids == (sealing,)
    assert sealing not in {key.key_id for key in card.sealing_keys}
    assert sealing not in settings.HOME.keys.sealing_keys


def test_an_unknown_own_key_cannot_be_revoked(actor: Any) -> None:
    with pytest.raises(PartnerProblem) as caught:
        services.revoke_own_keys(actor("administrator"), ["no-such-key"], RevocationReason.CEASED)
    assert caught.value.code == "key_unknown"


def test_the_own_card_is_issued_anew_only_when_something_changed(actor: Any, own_keys_kept: Any) -> None:
    first = queries.own_station().card
    assert services.issue_own_card(actor("administrator")).digest == first.digest
    settings.HOME.save_keys(settings.HOME.keys.rotate(datetime.now(UTC)))
    assert differences() == ["keys"]
    second = services.issue_own_card(actor("administrator"))
    assert second.sequence == first.sequence + 1
    assert differences() == []
    assert [card.status for card in queries.card_history("rabat")] == ["current", "replaced"]


def test_contact_is_noted(active: Any) -> None:
    at = datetime.now(UTC)
    services.note_contact("madrid", at, ok=True)
    services.note_contact("madrid", at, ok=False)
    found = queries.partner("madrid")
    assert found is not None
    assert found.last_contact == at
    assert found.is_unreachable


def test_a_floor_is_agreed_only_where_both_can_keep_it(active: Any, officers: Any) -> None:
    services.set_minimum_suite(officers[0], "madrid", "HPKE-9-KE")
    assert queries.minimum_strengths() == {"madrid": 3}
    for algorithm, code in (("HPKE-10-KE", "suite_not_common"), ("RSA-OAEP", "suite_unknown")):
        with pytest.raises(PartnerProblem) as caught:
            services.set_minimum_suite(officers[0], "madrid", algorithm)
        assert caught.value.code == code
    services.set_minimum_suite(officers[0], "madrid", "")
    assert queries.minimum_strengths() == {}
