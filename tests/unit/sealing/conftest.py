"""Three exercise stations with keys and cards made in memory."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jisr.core.sealing import Dispatch, DispatchKind, StationCard, StationKeys, sign_card, uuid7, verify_card

CARD_FIELDS: dict[str, Any] = {
    "names": {"ar": "محطة", "fr": "Station", "en": "Station"},
    "service_kind": "fusion_centre",
    "country": "MA",
    "endpoint": "https://station.example/exchange/v1/dispatches",
}


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def keys(now: datetime) -> dict[str, StationKeys]:
    start = now - timedelta(days=10)
    return {name: StationKeys.generate(name, start) for name in ("rabat", "madrid", "bamako")}


@pytest.fixture(scope="session")
def cards(keys: dict[str, StationKeys], now: datetime) -> dict[str, StationCard]:
    issued = now - timedelta(days=10)
    return {name: verify_card(sign_card(held, issued_at=issued, **CARD_FIELDS), now) for name, held in keys.items()}


@pytest.fixture(scope="session")
def card_fields() -> dict[str, Any]:
    return CARD_FIELDS


@pytest.fixture(scope="session")
def make_dispatch(now: datetime) -> Callable[..., Dispatch]:
    def make(*, time: datetime = now, **changes: Any) -> Dispatch:
        identifier = uuid7(time, os.urandom(10))
        values: dict[str, Any] = {
            "kind": DispatchKind.INFORMATION,
            "id": identifier,
            "sender": "rabat",
            "recipients": ("madrid",),
            "thread": identifier,
            "refers_to": None,
            "time": time,
            "purpose": "terrorism",
            "handling": {"classification": "confidential"},
            "body": {"title": "تمرين"},
        }
        return Dispatch(**{**values, **changes})

    return make
