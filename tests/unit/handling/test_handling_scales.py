"""Scales of classification, what agreements make equal, tear-lines, contradictions, and the words of codes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jisr.core.handling import (
    SCALES,
    AgreementFacts,
    AssessmentFacts,
    Classification,
    Contradiction,
    ContradictoryMarkingError,
    DataCategory,
    Equivalence,
    Facts,
    Handling,
    HandlingCode,
    HandlingFormatError,
    Item,
    ItemKind,
    Mark,
    OnwardRule,
    Outcome,
    PartnerState,
    Permission,
    Purpose,
    ReasonCode,
    Recipient,
    Release,
    Row,
    Tlp,
    UnknownLevelError,
    UnknownScaleError,
    code_text,
    contradiction_sentence,
    contradictions,
    decide,
    given_handling,
    national_scale,
    recipient_handling,
)

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
C, S = Classification.CONFIDENTIAL, Classification.SECRET
FRANCE = Equivalence("fr", (Row("fr", "diffusion_restreinte", Classification.RESTRICTED), Row("fr", "secret", S)))
SPAIN = Equivalence("es", (Row("es", "confidencial", C), Row("es", "reservado", S)))
HANDLING = Handling("rabat", C, Tlp.AMBER, releasable_to=None, action_on=OnwardRule.ALLOWED)


def agreement(table: Equivalence, onward: OnwardRule = OnwardRule.ASK) -> AgreementFacts:
    return AgreementFacts(
        "EX 1", date(2024, 1, 1), date(2028, 1, 1), frozenset(Purpose), frozenset(DataCategory),
        Classification.TOP_SECRET, 365, onward, equivalence=table,
    )  # fmt: skip


def facts(table: Equivalence, own_scale: str = "ma") -> Facts:
    return Facts("rabat", agreement(table), AssessmentFacts(required=False), own_scale=own_scale)


def item(handling: Handling = HANDLING, **changes: object) -> Item:
    made = Item("p1", ItemKind.PORTION, handling, categories=frozenset({DataCategory.SUSPECT}), is_graded=True)
    return replace(made, **changes)  # type: ignore[arg-type]


def codes(known: Facts, *items: Item, asked: frozenset[Permission] = frozenset()) -> list[ReasonCode]:
    madrid = Recipient("madrid", "ES", PartnerState.ACTIVE)
    return [r.code for r in decide(Release(items, asked), madrid, Purpose.TERRORISM, NOW, known).reasons]


@pytest.mark.parametrize("scale_id", ["ma", "fr", "es", "gb", "nato", "eu", "un", "jisr"])
def test_levels_of_a_scale_rise_and_each_has_its_words(scale_id: str) -> None:
    for scale in SCALES[scale_id]:
        ranks = [level.rank for level in scale.levels]
        assert ranks == sorted(set(ranks))
        assert len({level.code for level in scale.levels}) == len(scale.levels)
        assert set(scale.names) == {"ar", "fr", "en"}
        assert all(level.text for level in scale.levels)
        assert scale.source


def test_a_country_without_a_scale_on_record_uses_the_five_levels() -> None:
    assert national_scale("ES") == "es"
    assert national_scale("NE") == "jisr"


def test_a_level_leaves_as_the_agreement_translates_it() -> None:
    leaving = recipient_handling(replace(HANDLING, marked_as=frozenset({Mark("ma", "confidentiel")})), facts(SPAIN))
    assert leaving.classification is C
    assert leaving.marked_as == {Mark("ma", "confidentiel"), Mark("es", "confidencial")}


def test_a_level_that_the_other_scale_does_not_have_is_rounded_up() -> None:
    leaving = recipient_handling(HANDLING, facts(FRANCE))
    assert leaving.marked_as == {Mark("fr", "secret")}
    assert leaving.classification is S
    assert codes(facts(FRANCE), item()) == []


def test_a_level_that_the_agreement_does_not_name_is_refused() -> None:
    only_secret = Equivalence("es", (Row("es", "reservado", S),))
    assert codes(facts(only_secret), item()) == [ReasonCode.CLASSIFICATION_NOT_EQUIVALENT]
    nothing_above = Equivalence("fr", (Row("fr", "diffusion_restreinte", Classification.RESTRICTED),))
    assert codes(facts(nothing_above), item()) == [ReasonCode.CLASSIFICATION_NOT_EQUIVALENT]


def test_a_mark_of_a_third_scale_needs_a_row_of_its_own() -> None:
    from_nato = replace(HANDLING, marked_as=frozenset({Mark("nato", "nato_confidential"), Mark("ma", "confidentiel")}))
    assert codes(facts(SPAIN), item(from_nato)) == [ReasonCode.CLASSIFICATION_NOT_EQUIVALENT]
    with_row = replace(SPAIN, rows=(*SPAIN.rows, Row("nato", "nato_confidential", C)))
    assert codes(facts(with_row), item(from_nato)) == []
    assert codes(facts(SPAIN, own_scale="es"), item(replace(from_nato, marked_as=frozenset({Mark("ma", "secret")}))))


def test_of_two_own_levels_for_one_mark_the_higher_arrives() -> None:
    table = Equivalence("fr", (Row("fr", "secret", S), Row("fr", "secret", C)))
    assert table.inbound(Mark("fr", "secret")) is S
    assert table.inbound(Mark("fr", "tres_secret")) is None


@pytest.mark.parametrize(
    ("mark", "error"),
    [
        ({"scale": "atlantis", "version": 1, "level": "secret"}, UnknownScaleError),
        ({"scale": "fr", "version": 9, "level": "secret"}, UnknownScaleError),
        ({"scale": "fr", "version": 1, "level": "confidentiel"}, UnknownLevelError),
        ({"scale": "fr", "version": True, "level": "secret"}, HandlingFormatError),
        ({"scale": "fr", "level": "secret"}, HandlingFormatError),
        ("SECRET", HandlingFormatError),
    ],
)
def test_a_mark_that_is_not_known_is_refused_by_its_code(mark: object, error: type[HandlingFormatError]) -> None:
    with pytest.raises(error) as refused:
        Handling.from_json({**HANDLING.to_json(), "marked_as": [mark]})
    assert refused.value.code == error.code


def test_conditions_written_before_marks_and_matching_are_read() -> None:
    written = HANDLING.to_json()
    del written["match"], written["marked_as"]
    assert Handling.from_json(written) == HANDLING


CONTRADICTORY: dict[Contradiction, dict[str, object]] = {
    Contradiction.TLP_CLEAR_BUT_CLASSIFIED: {"tlp": Tlp.CLEAR, "classification": Classification.TOP_SECRET},
    Contradiction.TLP_RED_BUT_ONWARD_ALLOWED: {"tlp": Tlp.RED, "onward": OnwardRule.ALLOWED},
    Contradiction.NOBODY_BUT_ONWARD_ALLOWED: {"releasable_to": frozenset(), "onward": OnwardRule.ALLOWED},
    Contradiction.H1_BUT_COURT_ALLOWED: {"codes": frozenset({HandlingCode.H1}), "court_use": OnwardRule.ALLOWED},
    Contradiction.H2_BUT_ONWARD_ALLOWED: {"codes": frozenset({HandlingCode.H2}), "onward": OnwardRule.ALLOWED},
    Contradiction.H3_WITHOUT_TEXT: {"codes": frozenset({HandlingCode.H3}), "code_note": "  "},
    Contradiction.CLASSIFICATION_BELOW_MARK: {"marked_as": frozenset({Mark("nato", "nato_secret")})},
    Contradiction.RETENTION_IN_THE_PAST: {"retain_until": date(2026, 11, 23)},
}


@pytest.mark.parametrize("contradiction", CONTRADICTORY)
def test_each_contradiction_is_found_and_refused_with_its_sentence(contradiction: Contradiction) -> None:
    marking = replace(HANDLING, **CONTRADICTORY[contradiction])  # type: ignore[arg-type]
    assert contradictions(marking, TODAY) == [contradiction]
    with pytest.raises(ContradictoryMarkingError) as refused:
        given_handling(marking.to_json(), TODAY)
    assert (refused.value.contradiction, refused.value.field) == (contradiction.value, contradiction.field)
    assert len({contradiction_sentence(contradiction, language) for language in ("ar", "fr", "en")}) == 3


def test_a_marking_without_contradiction_is_taken_as_it_is() -> None:
    assert given_handling(HANDLING.to_json(), TODAY) == HANDLING


def test_a_tear_line_must_be_passable_by_its_own_conditions() -> None:
    assert contradictions(HANDLING, is_tear_line=True) == [Contradiction.TEAR_LINE_NOT_PASSABLE]
    assert contradictions(replace(HANDLING, onward=OnwardRule.ALLOWED), is_tear_line=True) == []
    strict = replace(HANDLING, onward=OnwardRule.ALLOWED, tlp=Tlp.AMBER_STRICT)
    assert contradictions(strict, is_tear_line=True) == [Contradiction.TEAR_LINE_NOT_PASSABLE]


def test_a_tear_line_of_another_goes_on_without_asking_and_stays_passable() -> None:
    passage = replace(HANDLING, originator="bamako", onward=OnwardRule.ALLOWED)
    assert codes(facts(Equivalence()), item(passage, is_tear_line=True)) == []
    kept = recipient_handling(passage, facts(Equivalence()), is_tear_line=True)
    assert kept.onward is OnwardRule.ALLOWED
    never = Facts("rabat", agreement(Equivalence(), OnwardRule.NEVER), AssessmentFacts(required=False))
    assert recipient_handling(passage, never, is_tear_line=True).onward is OnwardRule.NEVER
    assert recipient_handling(passage, facts(Equivalence())).onward is OnwardRule.ASK


def test_matching_is_a_permission_of_its_own() -> None:
    of_bamako = replace(HANDLING, originator="bamako", onward=OnwardRule.ALLOWED)
    asked = frozenset({Permission.MATCH})
    known = facts(Equivalence())
    assert codes(known, item(replace(of_bamako, match=OnwardRule.NEVER))) == []
    assert codes(known, item(replace(of_bamako, match=OnwardRule.NEVER)), asked=asked) == [ReasonCode.MATCH_FORBIDDEN]
    assert codes(known, item(replace(of_bamako, match=OnwardRule.ASK)), asked=asked) == [
        ReasonCode.MATCH_CONSENT_NEEDED
    ]
    madrid = Recipient("madrid", "ES", PartnerState.ACTIVE)
    given = decide(Release((item(replace(of_bamako, match=OnwardRule.ASK)),)), madrid, Purpose.TERRORISM, NOW, known)
    assert given.outcome is Outcome.PERMIT_WITH_OBLIGATIONS
    assert given.permissions[Permission.MATCH] is OnwardRule.ASK


def test_an_assessment_without_an_author_does_not_pose_as_a_fact() -> None:
    assert codes(facts(Equivalence()), item(lacks_author=True)) == [ReasonCode.ASSESSMENT_WITHOUT_AUTHOR]


def test_the_words_of_a_code_are_those_of_their_day() -> None:
    for code in ("H0", "H1", "H2", "H3", *(level.code for level in Tlp)):
        said = code_text(code, TODAY)
        assert said.valid_from <= TODAY
        assert set(said.text) == {"ar", "fr", "en"}
    assert code_text("H1", date(1999, 1, 1)).version == 1
    with pytest.raises(KeyError):
        code_text("H9", TODAY)
