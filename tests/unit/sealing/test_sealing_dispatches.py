"""Sealing and opening: what the vectors do not show."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from jisr.core.sealing import (
    ANSWERS,
    CosignatureError,
    Dispatch,
    DispatchKind,
    DowngradeError,
    Freshness,
    FreshnessFacts,
    KeyNotValidError,
    MalformedError,
    MisdirectedError,
    OversizeError,
    ReceiptOutcome,
    RecipientKeyRevokedError,
    ReplayError,
    SealingPolicy,
    StationCard,
    StationKeys,
    add_cosignature,
    answer_sentence,
    cosign,
    judge_freshness,
    open_sealed,
    seal,
    seal_signed,
    sign_card,
    sign_receipt,
    verify_card,
    verify_cosignature,
    verify_receipt,
    verify_rotation,
    verify_signed,
)
from jisr.core.sealing.sentences import SENTENCES
from jisr.core.sealing.suites import HPKE_9, HPKE_10

type Maker = Callable[..., Dispatch]


def test_every_recipient_opens_the_same_dispatch(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, make_dispatch: Maker
) -> None:
    item = make_dispatch(recipients=("madrid", "bamako"))
    sealed = seal(item, keys["rabat"], [cards["bamako"], cards["madrid"]])
    for name in ("madrid", "bamako"):
        opened = open_sealed(sealed.sealed_bytes, keys[name], cards, now)
        assert opened.dispatch == item
        assert (opened.digest, opened.signed_bytes) == (sealed.digest, sealed.signed_bytes)


def test_outside_shows_no_station_and_no_content(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], make_dispatch: Maker
) -> None:
    sealed = seal(make_dispatch(body={"title": "plainwords"}), keys["rabat"], [cards["madrid"]]).sealed_bytes
    for secret in (b"rabat", b"madrid", b"plainwords", b"terrorism"):
        assert secret not in sealed


def test_two_seals_of_one_dispatch_share_nothing_but_the_signed_bytes(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], make_dispatch: Maker
) -> None:
    item = make_dispatch()
    first, second = (seal(item, keys["rabat"], [cards["madrid"]]) for _ in range(2))
    assert first.signed_bytes == second.signed_bytes
    assert first.sealed_bytes != second.sealed_bytes


def test_resealing_after_revocation(
    keys: dict[str, StationKeys],
    cards: dict[str, StationCard],
    now: datetime,
    make_dispatch: Maker,
    card_fields: dict[str, Any],
) -> None:
    """Mail sealed to a revoked key is answered so, and opens after it was sealed again; the digest stays."""
    sealed = seal(make_dispatch(), keys["rabat"], [cards["madrid"]])
    renewed = keys["madrid"].revoke(keys["madrid"].sealing_keys, now)
    with pytest.raises(RecipientKeyRevokedError):
        open_sealed(sealed.sealed_bytes, renewed, cards, now)
    card = verify_rotation(cards["madrid"], sign_card(renewed, issued_at=now, sequence=2, **card_fields), now)
    again = seal_signed(sealed, [card], now)
    assert open_sealed(again.sealed_bytes, renewed, cards, now).digest == sealed.digest


def test_strongest_suite_that_all_open_is_used(
    keys: dict[str, StationKeys], now: datetime, make_dispatch: Maker, card_fields: dict[str, Any]
) -> None:
    both = {name: StationKeys.generate(name, now, suites=["HPKE-9-KE", "HPKE-10-KE"]) for name in ("madrid", "bamako")}
    plain = StationKeys.generate("paris", now)
    cards = {
        held.station_id: verify_card(sign_card(held, issued_at=now, **card_fields), now)
        for held in (*both.values(), plain)
    }
    strong = make_dispatch(recipients=("madrid", "bamako"))
    assert seal(strong, keys["rabat"], [cards["madrid"], cards["bamako"]]).suite == HPKE_10.name
    mixed = make_dispatch(recipients=("madrid", "paris"))
    assert seal(mixed, keys["rabat"], [cards["madrid"], cards["paris"]]).suite == HPKE_9.name
    floor = SealingPolicy(minimum_strength_of={"madrid": HPKE_10.strength})
    with pytest.raises(DowngradeError):
        seal(mixed, keys["rabat"], [cards["madrid"], cards["paris"]], policy=floor)


def test_strong_suite_opens(
    keys: dict[str, StationKeys],
    cards: dict[str, StationCard],
    now: datetime,
    make_dispatch: Maker,
    card_fields: dict[str, Any],
) -> None:
    strong = StationKeys.generate("madrid", now, suites=["HPKE-10-KE"])
    card = verify_card(sign_card(strong, issued_at=now, **card_fields), now)
    item = make_dispatch()
    opened = open_sealed(seal(item, keys["rabat"], [card]).sealed_bytes, strong, cards, now)
    assert (opened.dispatch, opened.suite) == (item, HPKE_10.name)


def test_sealing_refuses_what_could_not_be_opened(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, make_dispatch: Maker
) -> None:
    with pytest.raises(MisdirectedError):
        seal(make_dispatch(), keys["rabat"], [cards["bamako"]])
    with pytest.raises(MisdirectedError):
        seal(make_dispatch(), keys["bamako"], [cards["madrid"]])
    with pytest.raises(OversizeError):
        seal(make_dispatch(), keys["rabat"], [cards["madrid"]], policy=SealingPolicy(max_sealed_bytes=1000))
    with pytest.raises(KeyNotValidError):
        seal(make_dispatch(time=now + timedelta(days=4000)), keys["rabat"], [cards["madrid"]])


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients": ()},
        {"recipients": ("rabat",)},
        {"recipients": ("madrid", "madrid")},
        {"recipients": ("Madrid",)},
        {"kind": DispatchKind.RECALL},
        {"thread": "not-a-uuid"},
    ],
)
def test_dispatch_that_makes_no_sense(make_dispatch: Maker, changes: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        make_dispatch(**changes)


def test_kept_signed_bytes_can_be_shown_again(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], make_dispatch: Maker
) -> None:
    sealed = seal(make_dispatch(), keys["rabat"], [cards["madrid"]])
    assert verify_signed(sealed.signed_bytes, cards).digest == sealed.digest


def test_receipt_reads_back(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, make_dispatch: Maker
) -> None:
    sealed = seal(make_dispatch(), keys["rabat"], [cards["madrid"]])
    receipt = verify_receipt(
        sign_receipt(
            keys["madrid"],
            dispatch_id=sealed.id,
            digest=sealed.digest,
            sender="rabat",
            received_at=now,
            ledger_index=41,
            checkpoint="jisr/madrid\n42\n…",
            outcome=ReceiptOutcome.WAITING,
        ),
        cards["madrid"],
        dispatch_id=sealed.id,
        digest=sealed.digest,
        sender="rabat",
    )
    assert (receipt.ledger_index, receipt.checkpoint, receipt.outcome) == (41, "jisr/madrid\n42\n…", "waiting")


class TestFreshness:
    def test_new(self, make_dispatch: Maker) -> None:
        assert judge_freshness(make_dispatch(), "a", FreshnessFacts()) is Freshness.NEW

    def test_duplicate(self, make_dispatch: Maker) -> None:
        assert judge_freshness(make_dispatch(), "a", FreshnessFacts(known_digest="a")) is Freshness.DUPLICATE

    def test_replay_of_an_id_with_other_content(self, make_dispatch: Maker) -> None:
        with pytest.raises(ReplayError):
            judge_freshness(make_dispatch(), "b", FreshnessFacts(known_digest="a"))

    def test_recall_that_overtakes_what_it_recalls(self, make_dispatch: Maker) -> None:
        recall = make_dispatch(kind=DispatchKind.RECALL, refers_to=make_dispatch().id)
        assert judge_freshness(recall, "a", FreshnessFacts(knows_reference=False)) is Freshness.WAITING

    def test_two_corrections_in_the_wrong_order(self, make_dispatch: Maker, now: datetime) -> None:
        correction = make_dispatch(kind=DispatchKind.CORRECTION, refers_to=make_dispatch().id)
        later = FreshnessFacts(last_change=now + timedelta(seconds=1))
        earlier = FreshnessFacts(last_change=now - timedelta(seconds=1))
        assert judge_freshness(correction, "a", later) is Freshness.SUPERSEDED
        assert judge_freshness(correction, "a", earlier) is Freshness.NEW


class TestCosignature:
    text = "محضر الاجتماع — procès-verbal".encode()

    def test_both_sign_the_same_text(
        self, keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime
    ) -> None:
        first = cosign(self.text, keys["rabat"], ["rabat", "madrid"], now)
        assert not verify_cosignature(first, cards).is_complete
        both = verify_cosignature(add_cosignature(first, keys["madrid"], cards, now), cards)
        assert (both.is_complete, both.text) == (True, self.text)

    def test_nobody_signs_twice_or_uninvited(
        self, keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime
    ) -> None:
        first = cosign(self.text, keys["rabat"], ["rabat", "madrid"], now)
        for signer in ("rabat", "bamako"):
            with pytest.raises(CosignatureError):
                add_cosignature(first, keys[signer], cards, now)
        with pytest.raises(CosignatureError):
            cosign(self.text, keys["rabat"], ["rabat"], now)


def test_every_answer_has_its_sentence_in_three_languages() -> None:
    assert set(SENTENCES) == set(ANSWERS)
    for code in ANSWERS:
        assert len({answer_sentence(code, language) for language in ("ar", "fr", "en")}) == 3
    assert answer_sentence("a_code_of_the_future", "fr") == SENTENCES["sealing_error"]["fr"]
