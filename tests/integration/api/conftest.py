"""One record of every kind at Rabat, with Madrid as its partner. EXERCISE: persons and events are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner

TEXT = "EXERCISE: Abdelkrim Benmoussa left Nador."
THREAT = "EXERCISE: a threat to the port"


@pytest.fixture
def madrid(monkeypatch: pytest.MonkeyPatch, actor: Callable[..., Any]) -> InMemoryPartner:
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork

    network = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", network.post)
    partner = network.add(InMemoryPartner("madrid", "ES"))
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


@pytest.fixture
def records(madrid: InMemoryPartner, actor: Callable[..., Any]) -> dict[str, Any]:
    """{kind: id}; everything made by the services that the console uses."""
    made: dict[str, Any] = {"partner": "madrid", "agreement": _agreement(actor), "interest": _interest(actor)}
    made |= _report(actor)
    made["warning"], made["proposal"] = _warning(actor)
    made["request"], made["dispatch"] = _request(actor), _received(madrid)
    made["received"] = made["dispatch"]
    made["import"] = _import(actor)
    return made


def _agreement(actor: Callable[..., Any]) -> Any:
    from django.utils import timezone

    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.partners.services import AgreementTerms, record_agreement

    today = timezone.now().date()
    terms = AgreementTerms(
        title="EXERCISE agreement",
        reference="EXERCISE 1/2026",
        parties=["madrid"],
        purposes=list(Purpose),
        data_categories=list(DataCategory),
        highest_classification=Classification.SECRET,
        longest_retention_days=365,
        onward=OnwardRule.ASK,
        redress_contact="redress@example.org",
        valid_from=today - timedelta(days=30),
        valid_until=today + timedelta(days=365),
    )
    return record_agreement(actor("liaison"), terms)


def _interest(actor: Callable[..., Any]) -> Any:
    from django.utils import timezone

    from jisr.core.handling import Purpose
    from jisr.station.partners.services import InterestTerms, record_interest

    now = timezone.now()
    terms = InterestTerms(
        title="EXERCISE interest",
        topics=[Purpose.TERRORISM],
        countries=["ES"],
        names=[],
        patterns=[],
        valid_from=now - timedelta(days=1),
        valid_until=now + timedelta(days=30),
    )
    return record_interest(actor("liaison"), "madrid", terms)


def _report(actor: Callable[..., Any]) -> dict[str, Any]:
    from jisr.core.handling import DataCategory, Purpose
    from jisr.core.statements import Grade
    from jisr.station.intake import queries, services

    draft = services.ReportDraft(
        text=TEXT,
        source="SAFRAN",
        handling=services.default_handling(),
        grade=Grade.parse("B2"),
        purpose=Purpose.TERRORISM,
        category=DataCategory.SUSPECT,
    )
    report_id = services.receive_report(actor("analyst"), draft)
    services.decide_all(actor("analyst"), report_id, "accept")
    view = queries.report(report_id)
    assert view is not None
    return {"report": report_id, "entity": next(one.entity_id for one in view.accepted if one.entity_id)}


def _warning(actor: Callable[..., Any]) -> tuple[Any, Any]:
    from django.utils import timezone

    from jisr.core.handling import Purpose
    from jisr.station.intake.services import default_handling
    from jisr.station.warnings import services
    from jisr.station.warnings.drafts import Draft

    draft = Draft(
        title="EXERCISE port",
        threat=THREAT,
        language="en",
        place="Port",
        country="ES",
        window_from=None,
        window_until=timezone.now() + timedelta(days=2),
        probability=0.6,
        yardstick="icd203",
        recommended_action="EXERCISE: watch",
        purpose=Purpose.TERRORISM,
        handling=default_handling(),
        recipients=("madrid",),
        acknowledge_within_minutes=60,
    )
    warning_id = services.draft_warning(actor("analyst"), draft)
    return warning_id, services.propose_warning(actor("analyst"), warning_id)


def _request(actor: Callable[..., Any]) -> Any:
    from jisr.core.handling import Purpose
    from jisr.station.exchange import services

    return services.request_information(
        actor("liaison"),
        recipients=["madrid"],
        question="EXERCISE: whose van is it?",
        legal_basis="EXERCISE: article 3",
        urgency="urgent",
        purpose=Purpose.TERRORISM,
        due=None,
    )


def _received(madrid: InMemoryPartner) -> str:
    from django.utils import timezone

    from jisr.core.sealing import DispatchKind

    portion = {"id": str(uuid4()), "text": THREAT, "lang": "en", "handling": madrid.handling().to_json()}
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
            "recommended_action": "EXERCISE: watch",
            "acknowledge_by": timezone.now().isoformat(),
            "portions": [portion],
            "statements": [],
            "report": {},
        },
    )
    return sealed.id


def _import(actor: Callable[..., Any]) -> Any:
    from jisr.station.intake import services

    data = b"name,nationality\nEXERCISE One,Mali\nEXERCISE Two,Atlantis\n"
    draft = services.ImportDraft(
        file_name="list.csv", data=data, source="SAFRAN", handling=services.default_handling(), name="EXERCISE list"
    )
    import_id = services.start_import(actor("analyst"), draft, in_background=False)
    services.run_import(import_id, actor("analyst"))
    return import_id
