"""Rabat holds statements about a fictional person, own and from Madrid; Madrid is a partner in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork

ARABIC, FRENCH, LATIN = "عبد الكريم التمريني", "Abdelkrim Tamrini", "Abd al-Karim al-Tamrini"


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def madrid(network: PartnerNetwork, actor: Callable[..., Any]) -> InMemoryPartner:
    from django.utils import timezone

    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.exchange.testing import InMemoryPartner
    from jisr.station.partners.services import AgreementTerms, record_agreement

    partner = network.add(InMemoryPartner("madrid", "ES"))
    partner.become_active(actor("liaison"), actor("cooperation"))
    today = timezone.now().date()
    terms = AgreementTerms(
        title="EXERCISE agreement with madrid",
        reference="EXERCISE 1/2026",
        parties=["madrid"],
        purposes=list(Purpose),
        data_categories=list(DataCategory),
        highest_classification=Classification.SECRET,
        longest_retention_days=3650,
        onward=OnwardRule.ASK,
        redress_contact="redress@example.org",
        valid_from=today - timedelta(days=30),
        valid_until=today + timedelta(days=365),
    )
    record_agreement(actor("liaison"), terms)
    return partner


@pytest.fixture
def know(actor: Callable[..., Any]) -> Callable[..., UUID]:
    """know("name", "...", entity_id) -> id of an own statement about a person."""
    from jisr.core.handling import Classification, DataCategory, Handling, Tlp
    from jisr.core.statements import Basis, Grade, GradeScheme
    from jisr.station.knowledge.services import record_statement

    def state(prop: str, value: str, entity_id: UUID | None = None) -> UUID:
        return record_statement(
            actor("analyst"),
            entity_id=entity_id,
            schema="Person",
            prop=prop,
            value=value,
            grade=Grade.parse("B2", GradeScheme.NATO_6X6),
            handling=Handling(originator="rabat", classification=Classification.RESTRICTED, tlp=Tlp.AMBER),
            source="EXERCISE",
            category=DataCategory.SUSPECT,
            basis=Basis.FACT,
        )

    return state


@pytest.fixture
def asked(actor: Callable[..., Any]) -> Callable[..., UUID]:
    """asked(kind="erasure", names=(...)) -> id of a case whose requester was checked."""
    from django.utils import timezone

    from jisr.station.redress.keeping import Person
    from jisr.station.redress.services import Draft, open_request

    def take_in(**changes: Any) -> UUID:
        names = changes.pop("names", (LATIN,))
        person = Person(names=names, birth_date=changes.pop("birth_date", ""), asked="EXERCISE", contact="Rue 1\nRabat",
                        representative=changes.pop("representative", ""))  # fmt: skip
        values: dict[str, Any] = {
            "kind": "erasure",
            "via": "direct",
            "channel": "letter",
            "language": "fr",
            "received_at": timezone.now() - timedelta(days=1),
            "identity_check": "document",
        }
        return open_request(actor("data_protection"), Draft(**{**values, **changes}, person=person))

    return take_in
