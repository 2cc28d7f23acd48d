"""The bare cost of what an exchanged dispatch cannot do without: its cryptography, and writing its bytes twice."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from jisr.core.sealing import (
    Dispatch,
    DispatchKind,
    Sealed,
    StationKeys,
    open_sealed,
    seal,
    sign_card,
    sign_receipt,
    uuid7,
    verify_card,
    verify_receipt,
    whole_milliseconds,
)

_NAMES = {"ar": "x", "fr": "x", "en": "x"}
_CHARACTERS = 1_500


def seconds_for_one(count: int) -> dict[str, float]:
    """Seconds for one dispatch of 2 KB: "cryptography" (sealing, opening, receipt) and "copy" (two rows)."""
    cryptography, sealed = _cryptography(count)
    return {"cryptography": cryptography / count, "copy": 2 * _copy([item.signed_bytes for item in sealed]) / count}


def _cryptography(count: int) -> tuple[float, list[Sealed]]:
    now = whole_milliseconds(datetime.now(UTC))
    keys = {name: StationKeys.generate(name, now) for name in ("sender", "receiver")}
    fields: dict[str, Any] = {"names": _NAMES, "service_kind": "x", "country": "MA", "endpoint": "https://x.example/"}
    cards = {name: verify_card(sign_card(held, issued_at=now, **fields), now) for name, held in keys.items()}
    made: list[Sealed] = []

    def exchange_one() -> None:
        name = uuid7(now, os.urandom(10))
        dispatch = Dispatch(
            DispatchKind.INFORMATION,
            name,
            "sender",
            ("receiver",),
            name,
            None,
            now,
            None,
            {"classification": "restricted"},
            {"text": "x" * _CHARACTERS},
        )
        sealed = seal(dispatch, keys["sender"], [cards["receiver"]])
        opened = open_sealed(sealed.sealed_bytes, keys["receiver"], cards, now)
        receipt = sign_receipt(
            keys["receiver"],
            dispatch_id=name,
            digest=opened.digest,
            sender="sender",
            received_at=now,
            ledger_index=1,
            checkpoint="x",
        )
        verify_receipt(receipt, cards["receiver"], dispatch_id=name, digest=sealed.digest, sender="sender")
        made.append(sealed)

    return _timed(exchange_one, count), made


def _copy(rows: list[bytes]) -> float:
    """Seconds to COPY the rows into a table with a key, in one durable transaction."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_copy (id bigint PRIMARY KEY, data bytea)")
        cursor.execute("TRUNCATE bench_copy")
        start = time.perf_counter()
        with cursor.copy("COPY bench_copy (id, data) FROM STDIN") as copy:
            for number, data in enumerate(rows):
                copy.write_row((number, data))
        seconds = time.perf_counter() - start
        cursor.execute("DROP TABLE bench_copy")
    return seconds


def _timed(work: Callable[[], None], count: int) -> float:
    work()
    start = time.perf_counter()
    for _ in range(count):
        work()
    return time.perf_counter() - start
