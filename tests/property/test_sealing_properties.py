"""What must hold for any bytes and any values."""

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jisr.core.sealing import (
    Dispatch,
    DispatchKind,
    MalformedError,
    SealingError,
    StationCard,
    StationKeys,
    format_instant,
    open_sealed,
    parse_instant,
    seal,
    sign_card,
    uuid7,
    verify_card,
    verify_cosignature,
    whole_milliseconds,
)
from jisr.core.sealing.encoding import b64decode, b64encode, parse_object, uuid7_instant

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EPOCH = datetime(1990, 1, 1, tzinfo=UTC)
KEYS = {name: StationKeys.generate(name, NOW) for name in ("rabat", "madrid")}


def _card(keys: StationKeys) -> StationCard:
    names = {"ar": "محطة", "fr": "Station", "en": "Station"}
    signed = sign_card(keys, names=names, service_kind="x", country="MA", endpoint="https://x.example/", issued_at=NOW)
    return verify_card(signed, NOW)


CARDS = {name: _card(keys) for name, keys in KEYS.items()}
characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, max_size=50)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)
bodies = st.dictionaries(texts, values, max_size=5)
instants = st.integers(0, 4_000_000_000_000_000).map(lambda ticks: EPOCH + timedelta(microseconds=ticks))


def _dispatch(body: dict[str, Any]) -> Dispatch:
    identifier = uuid7(NOW, os.urandom(10))
    return Dispatch(DispatchKind.INFORMATION, identifier, "rabat", ("madrid",), identifier, None, NOW, None, {}, body)


SEALED = seal(_dispatch({"title": "exercise"}), KEYS["rabat"], [CARDS["madrid"]]).sealed_bytes


@given(bodies)
def test_what_is_sealed_is_what_is_opened(body: dict[str, Any]) -> None:
    item = _dispatch(body)
    opened = open_sealed(seal(item, KEYS["rabat"], [CARDS["madrid"]]).sealed_bytes, KEYS["madrid"], CARDS, NOW)
    assert opened.dispatch == item


@given(st.binary(max_size=300))
def test_any_bytes_get_a_defined_answer(untrusted: bytes) -> None:
    for reader in (
        lambda: open_sealed(untrusted, KEYS["madrid"], CARDS, NOW),
        lambda: verify_card(untrusted, NOW),
        lambda: verify_cosignature(untrusted, CARDS),
    ):
        with pytest.raises(SealingError):
            reader()


@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_no_bit_can_be_turned(position: int, bit: int) -> None:
    turned = bytearray(SEALED)
    turned[position] ^= 1 << bit
    with pytest.raises(SealingError):
        open_sealed(bytes(turned), KEYS["madrid"], CARDS, NOW)


@given(st.integers(0, len(SEALED) - 1))
def test_no_end_can_be_cut(length: int) -> None:
    with pytest.raises(SealingError):
        open_sealed(SEALED[:length], KEYS["madrid"], CARDS, NOW)


@given(st.integers(0, len(CARDS["rabat"].signed_bytes) - 1), st.integers(0, 7))
def test_no_bit_of_a_card_can_be_turned(position: int, bit: int) -> None:
    turned = bytearray(CARDS["rabat"].signed_bytes)
    turned[position] ^= 1 << bit
    with pytest.raises(SealingError):
        verify_card(bytes(turned), NOW)


@given(st.binary(max_size=100))
def test_base64url_has_one_text_for_each_value(value: bytes) -> None:
    assert b64decode(b64encode(value)) == value


@given(st.text("ABCDabcd0189-_=+/ \n", max_size=30))
def test_base64url_reads_only_what_it_writes(text: str) -> None:
    try:
        value = b64decode(text)
    except MalformedError:
        return
    assert b64encode(value).decode() == text


@given(instants)
def test_instants_survive_the_wire(instant: datetime) -> None:
    assert parse_instant(format_instant(instant)) == whole_milliseconds(instant)


@given(instants, instants)
def test_ids_sort_by_time_and_carry_it(first: datetime, second: datetime) -> None:
    first, second = whole_milliseconds(first), whole_milliseconds(second)
    assume(first < second)
    assert uuid7(first, bytes([255] * 10)) < uuid7(second, bytes(10))
    assert uuid7_instant(uuid7(first, os.urandom(10))) == first


@given(st.dictionaries(texts, values, max_size=5))
def test_strict_reader_agrees_with_the_usual_one(value: dict[str, Any]) -> None:
    assert parse_object(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.timedeltas(timedelta(minutes=-5, seconds=-1), timedelta(days=40)))
def test_age_is_judged_at_the_edges(age: timedelta) -> None:
    """Accepted exactly between the skew and the horizon."""
    is_accepted = True
    try:
        open_sealed(SEALED, KEYS["madrid"], CARDS, NOW + age)
    except SealingError:
        is_accepted = False
    assert is_accepted == (timedelta(minutes=-5) <= age <= timedelta(days=30))
