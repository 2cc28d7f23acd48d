"""A received warning as its reader sees it: the threat once, every statement in the reader's words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db(transaction=True)
THREAT = "EXERCISE: a threat to the ferry terminal"


def statement(partner: InMemoryPartner, schema: str, prop: str, value: str) -> dict[str, Any]:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    made = Statement(
        id=str(uuid4()), entity_id=str(uuid4()), schema=schema, prop=prop, value=value, original_value="", lang="",
        source="", report_id="", dispatch_id="", grade=Grade.parse("B2"), handling=partner.handling(), category=None,
        basis=Basis.FACT, first_seen=moment, last_confirmed=moment, expires=None,
    )  # fmt: skip
    return made.to_json()


@pytest.fixture
def arrived(madrid: InMemoryPartner) -> str:
    handling = madrid.handling().to_json()
    portions = [
        {"id": str(uuid4()), "text": text, "lang": "en", "handling": handling} for text in (THREAT, "EXERCISE: further")
    ]
    claims = [("Person", "nationality", "es"), ("Sanction", "provisions", "travel ban"), ("Vessel", "flag", "ma")]
    sealed = madrid.send(
        DispatchKind.WARNING,
        {
            "title": "EXERCISE port",
            "threat": THREAT,
            "place": "Port",
            "country": "MA",
            "window": {"from": None, "until": None},
            "probability": 0.6,
            "yardstick": "icd203",
            "recommended_action": "EXERCISE",
            "acknowledge_by": timezone.now().isoformat(),
            "portions": portions,
            "statements": [statement(madrid, *claim) for claim in claims],
            "report": {},
        },
    )
    return sealed.id


@pytest.mark.parametrize("address", ["/warnings/received/{}/", "/exchange/dispatches/{}/"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ["شخص · الجنسية", "إسبانيا", "عقوبة · نطاق العقوبات", "سفينة · دولة العَلَم", "المغرب"]),
        ("fr", ["Personne · Nationalité", "Espagne", "Sanction · Portée des sanctions", "Navire · Pavillon", "Maroc"]),
    ],
)
def test_the_threat_stands_once_and_claims_in_the_readers_words(
    client_as: Callable[[str], Client],
    people: dict[str, Any],
    arrived: str,
    address: str,
    language: str,
    words: list[str],
) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    page = client_as("analyst").get(address.format(arrived)).content.decode()
    assert page.count(THREAT) == 1
    assert page.count("EXERCISE: further") == 1
    assert [word for word in words if word not in page] == []
    assert "Person.nationality" not in page
