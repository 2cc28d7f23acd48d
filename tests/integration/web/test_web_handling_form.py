"""The marking that people set is the marking that is stored."""

from datetime import date
from typing import Any

import pytest

from jisr.core.handling import Classification, Handling, HandlingCode, Mark, OnwardRule, Purpose, Tlp
from jisr.station.web.forms import HandlingForm

FULL = Handling(
    originator="rabat",
    classification=Classification.SECRET,
    tlp=Tlp.AMBER_STRICT,
    codes=frozenset({HandlingCode.H1, HandlingCode.H3}),
    code_note="Only for the joint team",
    releasable_to=frozenset({"ES", "ML"}),
    purposes=frozenset({Purpose.TERRORISM}),
    onward=OnwardRule.ASK,
    action_on=OnwardRule.NEVER,
    court_use=OnwardRule.ASK,
    retain_until=date(2199, 1, 31),
    match=OnwardRule.NEVER,
    marked_as=frozenset({Mark("nato", "nato_secret"), Mark("ma", "secret")}),
)


def bound(**changes: Any) -> HandlingForm:
    return HandlingForm({**HandlingForm.initial_from(FULL), **changes})


@pytest.mark.parametrize("countries", [frozenset({"ES", "ML"}), None, frozenset()])
def test_what_is_shown_and_sent_back_is_the_same_marking(countries: frozenset[str] | None) -> None:
    marking = Handling.from_json({**FULL.to_json(), "releasable_to": None if countries is None else sorted(countries)})
    form = HandlingForm(HandlingForm.initial_from(marking))
    assert form.is_valid(), form.errors
    assert form.handling("rabat") == marking


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"releasable_to": []}, "releasable_to"),
        ({"code_note": ""}, "code_note"),
        ({"classification": "cosmic"}, "classification"),
        ({"releasable_to": ["QQ"]}, "releasable_to"),
        ({"retain_until": "31/31/2027"}, "retain_until"),
        ({"retain_until": "2020-01-31"}, "retain_until"),
        ({"court_use": "allowed"}, "court_use"),
        ({"tlp": "clear"}, "tlp"),
        ({"classification": "restricted"}, "classification"),
        ({"release_scope": "own", "onward": "allowed"}, "onward"),
        ({"marked_as": ["nato:1:very_secret"]}, "marked_as"),
    ],
)
def test_a_marking_that_cannot_be_meant_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    form = bound(**changes)
    assert not form.is_valid()
    assert field in form.errors


def test_countries_are_offered_in_the_readers_alphabet() -> None:
    from django.utils import translation

    with translation.override("fr"):
        names = [name for _code, name in HandlingForm().fields["releasable_to"].choices]  # type: ignore[attr-defined]
    assert names.index("Égypte") < names.index("Espagne") < names.index("Zambie")
