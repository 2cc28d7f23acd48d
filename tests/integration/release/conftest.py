"""A report at Rabat; Madrid and Bamako as partners with real keys. EXERCISE: persons and events are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.core.handling import Handling
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork
    from jisr.station.intake.queries import ReportView

TEXT = (
    "تمرين: أفاد المصدر أن عبد الكريم بن موسى يخطط لهجوم في إشبيلية خلال الأسبوع المقبل.\n\n"
    "تمرين: مرت الأموال عبر باماكو إلى حساب في مدريد.\n\n"
    "تمرين: المصدر على صلة قرابة بصاحب المقهى."
)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def madrid(network: PartnerNetwork, actor: Callable[..., Any], agree: Callable[..., UUID]) -> InMemoryPartner:
    partner = _active(network, actor, "madrid", "ES")
    agree("madrid")
    return partner


@pytest.fixture
def bamako(network: PartnerNetwork, actor: Callable[..., Any], agree: Callable[..., UUID]) -> InMemoryPartner:
    from jisr.core.handling import Purpose

    partner = _active(network, actor, "bamako", "ML")
    agree("bamako", purposes=[Purpose.TERRORIST_FINANCING])
    return partner


def _active(network: PartnerNetwork, actor: Callable[..., Any], station_id: str, country: str) -> InMemoryPartner:
    from jisr.station.exchange.testing import InMemoryPartner

    partner = network.add(InMemoryPartner(station_id, country))
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


@pytest.fixture
def agree(actor: Callable[..., Any]) -> Callable[..., UUID]:
    """agree("madrid", highest_classification=...) -> thread of an agreement in force."""
    from django.utils import timezone

    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.partners.services import AgreementTerms, record_agreement

    def make(station_id: str, **changes: Any) -> UUID:
        today = timezone.now().date()
        values: dict[str, Any] = {
            "title": f"EXERCISE agreement with {station_id}",
            "reference": "EXERCISE 1/2026",
            "parties": [station_id],
            "purposes": list(Purpose),
            "data_categories": list(DataCategory),
            "highest_classification": Classification.CONFIDENTIAL,
            "longest_retention_days": 365,
            "onward": OnwardRule.ASK,
            "redress_contact": "redress@example.org",
            "valid_from": today - timedelta(days=30),
            "valid_until": today + timedelta(days=365),
        }
        return record_agreement(actor("liaison"), AgreementTerms(**{**values, **changes}))

    return make


@pytest.fixture
def handling() -> Handling:
    from jisr.core.handling import Classification, Handling, OnwardRule, Tlp

    return Handling("rabat", Classification.CONFIDENTIAL, Tlp.AMBER, action_on=OnwardRule.ALLOWED)


@pytest.fixture
def report(actor: Callable[..., Any], handling: Handling) -> ReportView:
    """Three portions, the last one too secret for anybody; one suspect accepted, everything else rejected."""
    from jisr.core.extraction import FindingKind
    from jisr.core.handling import Classification, DataCategory, Purpose
    from jisr.core.statements import Grade
    from jisr.station.intake import queries, services
    from jisr.station.intake.models import Portion
    from jisr.station.intake.services.drafts import ReportDraft

    report_id = services.receive_report(
        actor("analyst"),
        ReportDraft(
            text=TEXT,
            source="ZAFRAN",
            handling=handling,
            grade=Grade.parse("B2"),
            language="ar",
            purpose=Purpose.TERRORISM,
        ),
    )
    last = Portion.objects.filter(report_id=report_id).order_by("ordinal").last()
    assert last is not None
    last.set_handling(replace(handling, classification=Classification.TOP_SECRET, releasable_to=frozenset()))
    last.save()
    found = queries.report(report_id)
    assert found is not None
    persons = [finding for finding in found.findings if finding.kind is FindingKind.PERSON]
    services.decide_finding(actor("analyst"), persons[0].id, "accept", category=DataCategory.SUSPECT)
    for finding in persons[1:]:
        services.decide_finding(actor("analyst"), finding.id, "reject")
    read_again = queries.report(report_id)
    assert read_again is not None
    return read_again


@pytest.fixture
def propose(actor: Callable[..., Any], report: ReportView) -> Callable[..., UUID]:
    """propose(recipients=["madrid"], ...) -> id of a proposal of the whole report, made by the analyst."""
    from django.utils import timezone

    from jisr.station.release import services
    from jisr.station.release.offers import offer_of_report

    def make(by: Any = None, **changes: Any) -> UUID:
        offer = offer_of_report(report.id, timezone.now())
        values: dict[str, Any] = {
            "kind": offer.kind,
            "subject": offer.subject,
            "recipients": ["madrid"],
            "portions": [piece.content for piece in offer.portions],
            "statements": [piece.statement for piece in offer.statements],
            "purpose": report.purpose,
            "title": "EXERCISE: plan against Seville",
        }
        return services.propose(by or actor("analyst"), **{**values, **changes})

    return make
