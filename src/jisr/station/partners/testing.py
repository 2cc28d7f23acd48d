"""Partner stations made in memory, and the way from a card to an active partner, as pytest fixtures (needs pytest).

A test folder imports the fixtures it uses into its `conftest.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jisr.core.sealing import (
    RevocationReason,
    StationCard,
    StationKeys,
    short_authentication_string,
    sign_card,
    sign_revocation,
    verify_card,
)

MADRID = {"ar": "محطة مدريد", "fr": "Station de Madrid", "en": "Madrid station"}


@dataclass(frozen=True)
class FarStation:
    """A partner's station: keys and card, without a database."""

    keys: StationKeys
    names: dict[str, str]
    country: str
    sequence: int = 1
    issued_at: datetime = datetime.now(UTC) - timedelta(minutes=1)
    endpoint: str = "http://127.0.0.1:8702/exchange/v1/dispatches"

    @classmethod
    def found(
        cls, station_id: str = "madrid", country: str = "ES", names: dict[str, str] | None = None
    ) -> "FarStation":
        keys = StationKeys.generate(station_id, datetime.now(UTC) - timedelta(hours=1))
        return cls(keys, names or MADRID, country)

    @property
    def station_id(self) -> str:
        return self.keys.station_id

    @property
    def card_bytes(self) -> bytes:
        return sign_card(
            self.keys,
            names=self.names,
            service_kind="police",
            country=self.country,
            endpoint=self.endpoint,
            sequence=self.sequence,
            issued_at=self.issued_at,
        )

    @property
    def card(self) -> StationCard:
        return verify_card(self.card_bytes, datetime.now(UTC))

    def rotated(self) -> "FarStation":
        now = datetime.now(UTC)
        return replace(self, keys=self.keys.rotate(now), sequence=self.sequence + 1, issued_at=now)

    def revocation(self, key_ids: list[str]) -> bytes:
        return sign_revocation(self.keys, key_ids, RevocationReason.COMPROMISED, datetime.now(UTC))

    def reads_out(self, other: StationCard, numbers: Any, language: str = "en") -> dict[int, str]:
        """What this station's officer says for the numbers asked, from this station's own copy of both cards."""
        words = short_authentication_string(self.card, other, language)
        return {number: words[number - 1] for number in numbers}


@pytest.fixture
def found_station() -> Callable[..., FarStation]:
    """found_station("lima", "PE") -> another partner's station."""
    return FarStation.found


@pytest.fixture
def madrid() -> FarStation:
    return FarStation.found()


@pytest.fixture
def liaison2(people: dict[str, Any]) -> Any:
    from jisr.station.accounts.models import User

    return User.objects.create_user(username="liaison2", roles=["liaison"])


@pytest.fixture
def officers(actor: Callable[..., Any], liaison2: Any) -> tuple[Any, Any]:
    """Two different liaison officers."""
    return actor("liaison"), actor("liaison", name=liaison2.username, user_id=liaison2.pk)


@pytest.fixture
def compare(officers: tuple[Any, Any]) -> Callable[..., Any]:
    """compare(far, officer, call=None) enters the words that the far station really reads out."""
    from jisr.station.partners import queries, services

    def enter(far: FarStation, officer: Any, *, language: str = "en", call: int | None = None) -> Any:
        check = queries.word_check_for(far.station_id, language, officer.user_id, call)
        heard = far.reads_out(queries.own_station().card, check.to_hear, language)
        return services.confirm_words(officer, far.station_id, language=language, heard=heard, call=call)

    return enter


@pytest.fixture
def verified(madrid: FarStation, officers: tuple[Any, Any], compare: Callable[..., Any]) -> FarStation:
    """Madrid, verified by two officers."""
    from jisr.station.partners import services

    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0])
    compare(madrid, officers[1])
    return madrid


@pytest.fixture
def active(verified: FarStation, officers: tuple[Any, Any]) -> FarStation:
    """Madrid, active."""
    from jisr.station.partners import services

    services.activate(officers[0], verified.station_id)
    return verified


@pytest.fixture
def terms() -> Any:
    """An agreement with Madrid on terrorism, in force for a year."""
    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.partners.services import AgreementTerms

    today = datetime.now(UTC).date()
    return AgreementTerms(
        title="EXERCISE memorandum of understanding",
        reference="EX-2024/17",
        parties=["madrid"],
        purposes=[Purpose.TERRORISM, Purpose.MIGRANT_SMUGGLING],
        data_categories=[DataCategory.SUSPECT, DataCategory.CONVICTED],
        highest_classification=Classification.SECRET,
        longest_retention_days=730,
        onward=OnwardRule.ASK,
        redress_contact="redress@madrid.example",
        valid_from=today - timedelta(days=30),
        valid_until=today + timedelta(days=335),
    )


@pytest.fixture
def interest(active: FarStation, officers: tuple[Any, Any]) -> Any:
    """Madrid's interest in smuggling along a fictional axis; its id."""
    from jisr.core.handling import Purpose
    from jisr.station.partners import services
    from jisr.station.partners.services import InterestTerms

    now = datetime.now(UTC)
    asked = InterestTerms(
        title="Sahara axis",
        topics=[Purpose.MIGRANT_SMUGGLING],
        countries=["ML"],
        names=["Abdelkrim Exercise"],
        patterns=["convoi*"],
        valid_from=now - timedelta(days=1),
        valid_until=now + timedelta(days=90),
    )
    return services.record_interest(officers[0], "madrid", asked)
