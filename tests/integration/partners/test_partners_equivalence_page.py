"""The table of equivalence on the agreement's page and through the API."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from jisr.core.handling import AS_THEY_ARE, Classification, Equivalence, Row
from jisr.station.partners import queries, services
from jisr.station.partners.equivalence_forms import EquivalenceForm

pytestmark = pytest.mark.django_db
SPAIN = Equivalence(
    "es",
    (Row("es", "reservado", Classification.SECRET), Row("nato", "nato_secret", Classification.SECRET)),
)


def form_of(terms: Any, **levels: str) -> dict[str, Any]:
    names = ("title", "reference", "parties", "purposes", "data_categories", "longest_retention_days", "onward")
    values = {name: getattr(terms, name) for name in (*names, "redress_contact", "valid_from", "valid_until")}
    return {**values, "highest_classification": terms.highest_classification.code, **levels}


def test_the_table_is_filled_in_shown_and_kept_when_the_rest_is_amended(
    active: Any, terms: Any, client_as: Callable[..., Any]
) -> None:
    client = client_as("liaison")
    levels = {"level_secret": "es:1:reservado", "further": "nato nato_secret = secret"}
    client.post(reverse("partners:agreement_new"), form_of(terms, **levels))
    (view,) = queries.agreements()
    assert view.table == SPAIN
    page = client.get(reverse("partners:agreement", args=[view.thread])).content.decode()
    assert "RESERVADO" in page
    assert "NATO SECRET" in page
    edit = client.get(reverse("partners:agreement_edit", args=[view.thread]))
    shown = edit.context["levels"].initial
    client.post(edit.request["PATH_INFO"], form_of(replace(terms, title="EXERCISE 2"), version="1", **shown))
    (amended,) = queries.agreements()
    assert (amended.title, amended.version, amended.table) == ("EXERCISE 2", 2, SPAIN)


@pytest.mark.parametrize(
    "levels",
    [
        {"level_secret": "es:1:reservado", "level_confidential": "nato:1:nato_confidential"},
        {"further": "nato nato_secret = secret"},
        {"level_secret": "es:1:reservado", "further": "nato cosmic = secret"},
        {"level_secret": "es:1:reservado", "further": "whatever"},
        {"level_restricted": "es:1:reservado"},
    ],
)
def test_a_table_that_cannot_stand_comes_back_with_its_fault(
    active: Any, terms: Any, client_as: Callable[..., Any], levels: dict[str, str]
) -> None:
    answer = client_as("liaison").post(reverse("partners:agreement_new"), form_of(terms, **levels))
    assert answer.status_code in (200, 422)
    assert queries.agreements() == []


def test_nothing_chosen_means_the_five_levels(active: Any, terms: Any, client_as: Callable[..., Any]) -> None:
    client = client_as("liaison")
    client.post(reverse("partners:agreement_new"), form_of(terms))
    (view,) = queries.agreements()
    assert view.table == AS_THEY_ARE
    assert EquivalenceForm.initial_from(view.table) == {}


def test_the_api_takes_and_gives_the_table(
    active: Any, terms: Any, client: Any, token_for: Callable[..., Any], officers: Any
) -> None:
    thread = services.record_agreement(officers[0], replace(terms, table=SPAIN))
    headers = {"authorization": f"Bearer {token_for('liaison')}"}
    url = f"/api/v1/partners/agreements/{thread}"
    given = client.get(url, headers=headers).json()
    assert given["scale"] == "es"
    assert {"scale": "nato", "level": "nato_secret", "own": "secret"} in given["equivalence"]
    changed = {**given, "version": 1, "scale": "fr", "equivalence": [{"scale": "fr", "level": "x", "own": "secret"}]}
    refused = client.put(url, changed, content_type="application/json", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "level_unknown")
    changed["equivalence"] = [{"scale": "fr", "level": "secret", "own": "top_secret"}]
    assert client.put(url, changed, content_type="application/json", headers=headers).json()["version"] == 2
