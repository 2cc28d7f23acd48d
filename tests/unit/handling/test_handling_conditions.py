"""Handling conditions: JSON form, and a whole that carries the strictest of its portions."""

from dataclasses import replace
from datetime import date

import pytest

from jisr.core.handling import (
    Classification,
    Handling,
    HandlingCode,
    HandlingError,
    HandlingFormatError,
    OnwardRule,
    Permission,
    Purpose,
    Tlp,
    permissions,
    strictest,
)

OWN = Handling(
    originator="ma-rabat-01",
    classification=Classification.CONFIDENTIAL,
    tlp=Tlp.AMBER,
    codes=frozenset({HandlingCode.H1, HandlingCode.H3}),
    code_note="Not before the trial.\nAsk the liaison officer.",
    releasable_to=frozenset({"ES", "ML"}),
    purposes=frozenset({Purpose.TERRORISM, Purpose.TERRORIST_FINANCING}),
    onward=OnwardRule.ASK,
    action_on=OnwardRule.ALLOWED,
    court_use=OnwardRule.ALLOWED,
    retain_until=date(2027, 5, 1),
)


def test_json_form_is_stable_and_read_back() -> None:
    written = OWN.to_json()
    assert written["classification"] == "confidential"
    assert written["releasable_to"] == ["ES", "ML"]
    assert written["onward"] == "ask_originator"
    assert Handling.from_json(written) == OWN


def test_no_list_and_empty_list_of_countries_stay_apart() -> None:
    assert Handling.from_json(replace(OWN, releasable_to=None).to_json()).releasable_to is None
    assert Handling.from_json(replace(OWN, releasable_to=frozenset()).to_json()).releasable_to == frozenset()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("classification", "very secret"),
        ("classification", 3),
        ("tlp", "purple"),
        ("tlp", None),
        ("codes", ["H9"]),
        ("codes", "H1"),
        ("code_note", 7),
        ("code_note", "x" * 4_001),
        ("releasable_to", ["es"]),
        ("releasable_to", ["ESP"]),
        ("releasable_to", [34]),
        ("purposes", ["taxes"]),
        ("onward", "maybe"),
        ("retain_until", "tomorrow"),
        ("retain_until", "20270501xx"),
        ("retain_until", 20270501),
        ("no_purpose_left", "false"),
        ("originator", ""),
        ("originator", None),
    ],
)
def test_a_field_without_an_allowed_value_is_named(field: str, value: object) -> None:
    with pytest.raises(HandlingFormatError) as raised:
        Handling.from_json({**OWN.to_json(), field: value})
    assert raised.value.field == field


@pytest.mark.parametrize("field", ["classification", "onward", "releasable_to", "purposes", "codes"])
def test_a_missing_condition_is_never_guessed(field: str) -> None:
    written = OWN.to_json()
    del written[field]
    with pytest.raises(HandlingFormatError) as raised:
        Handling.from_json(written)
    assert raised.value.field == field


def test_an_unknown_condition_is_not_dropped_silently() -> None:
    with pytest.raises(HandlingFormatError) as raised:
        Handling.from_json({**OWN.to_json(), "burn_after_reading": True})
    assert raised.value.field == "burn_after_reading"


@pytest.mark.parametrize("untrusted", [None, [], "handling", 3])
def test_anything_but_an_object_is_refused(untrusted: object) -> None:
    with pytest.raises(HandlingFormatError):
        Handling.from_json(untrusted)


def test_combination_takes_the_stricter_of_each() -> None:
    other = Handling(
        originator="es-madrid-01",
        classification=Classification.SECRET,
        tlp=Tlp.GREEN,
        codes=frozenset({HandlingCode.H2}),
        releasable_to=frozenset({"ML", "FR"}),
        purposes=frozenset({Purpose.TERRORISM}),
        onward=OnwardRule.NEVER,
        action_on=OnwardRule.ASK,
        court_use=OnwardRule.ALLOWED,
        retain_until=date(2026, 12, 31),
    )
    whole = OWN.combine(other)
    assert whole.originators == {"ma-rabat-01", "es-madrid-01"}
    assert whole.classification is Classification.SECRET
    assert whole.tlp is Tlp.AMBER
    assert whole.codes == {HandlingCode.H1, HandlingCode.H2, HandlingCode.H3}
    assert whole.releasable_to == frozenset({"ML"})
    assert whole.purposes == {Purpose.TERRORISM}
    assert whole.onward is OnwardRule.NEVER
    assert whole.action_on is OnwardRule.ASK
    assert whole.retain_until == date(2026, 12, 31)


def test_limits_that_share_no_purpose_allow_none_at_all() -> None:
    drugs, weapons = (replace(OWN, purposes=frozenset({purpose})) for purpose in (Purpose.DRUGS, Purpose.WEAPONS))
    whole = drugs.combine(weapons)
    assert not any(whole.allows_purpose(purpose) for purpose in Purpose)
    assert not whole.combine(replace(OWN, purposes=frozenset())).allows_purpose(Purpose.DRUGS)
    assert Handling.from_json(whole.to_json()) == whole


def test_a_note_of_several_lines_survives_combination() -> None:
    assert OWN.combine(OWN).code_note == OWN.code_note


def test_strictest_of_nothing_has_no_answer() -> None:
    with pytest.raises(HandlingError):
        strictest([])


def test_markings_tighten_the_stated_rules() -> None:
    loose = replace(OWN, codes=frozenset(), onward=OnwardRule.ALLOWED)
    assert permissions(loose)[Permission.PASS_ON] is OnwardRule.ALLOWED
    assert permissions(replace(loose, tlp=Tlp.AMBER_STRICT))[Permission.PASS_ON] is OnwardRule.ASK
    assert permissions(replace(loose, tlp=Tlp.RED))[Permission.PASS_ON] is OnwardRule.NEVER
    assert permissions(replace(loose, codes=frozenset({HandlingCode.H2})))[Permission.PASS_ON] is OnwardRule.ASK
    assert permissions(replace(loose, codes=frozenset({HandlingCode.H1})))[Permission.USE_IN_COURT] is OnwardRule.ASK
    assert permissions(replace(loose, tlp=Tlp.RED))[Permission.MATCH] is OnwardRule.ASK
