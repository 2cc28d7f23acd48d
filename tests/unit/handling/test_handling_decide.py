"""The release decision: each reason by itself, all reasons together, and what travels along with a yes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jisr.core.handling import (
    AgreementFacts,
    AssessmentFacts,
    Classification,
    Consent,
    DataCategory,
    Facts,
    Handling,
    HandlingCode,
    HandlingError,
    Item,
    ItemKind,
    NeutralityFlag,
    ObligationKind,
    OnwardRule,
    Outcome,
    PartnerState,
    Permission,
    Purpose,
    ReasonCode,
    Recipient,
    Release,
    SpecialCategory,
    Tlp,
    compose,
    decide,
    obligation_sentence,
    reason_sentence,
)
from jisr.core.handling.sentences import OBLIGATIONS, REASONS

RABAT, MADRID, BAMAKO = "ma-rabat-01", "es-madrid-01", "ml-bamako-01"
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
HANDLING = Handling(
    originator=RABAT,
    classification=Classification.RESTRICTED,
    tlp=Tlp.AMBER,
    releasable_to=frozenset({"ES"}),
    purposes=frozenset({Purpose.TERRORISM}),
    onward=OnwardRule.ASK,
    action_on=OnwardRule.ALLOWED,
    court_use=OnwardRule.ALLOWED,
)
ITEM = Item("p1", ItemKind.PORTION, HANDLING, categories=frozenset({DataCategory.SUSPECT}), is_graded=True)
TO = Recipient(MADRID, "ES", PartnerState.ACTIVE)
AGREEMENT = AgreementFacts(
    reference="MA-ES 2024/7",
    valid_from=date(2024, 1, 1),
    valid_until=date(2028, 12, 31),
    purposes=frozenset({Purpose.TERRORISM, Purpose.TERRORIST_FINANCING}),
    categories=frozenset({DataCategory.SUSPECT, DataCategory.CONVICTED, DataCategory.VICTIM}),
    highest_classification=Classification.CONFIDENTIAL,
    longest_retention_days=365,
)
FACTS = Facts(RABAT, AGREEMENT, AssessmentFacts(required=False))


def item_with(**changes: object) -> Item:
    handling = {name: value for name, value in changes.items() if name in Handling.__dataclass_fields__}
    own = {name: value for name, value in changes.items() if name not in handling}
    return replace(ITEM, handling=replace(HANDLING, **handling), **own)  # type: ignore[arg-type]


def codes_of(
    *items: Item, to: Recipient = TO, purpose: Purpose = Purpose.TERRORISM, facts: Facts = FACTS, **release: object
) -> list[ReasonCode]:
    what = Release(items or (ITEM,), **release)  # type: ignore[arg-type]
    return [reason.code for reason in decide(what, to, purpose, NOW, facts).reasons]


def test_everything_in_order_goes_with_its_obligations() -> None:
    decision = decide(Release((ITEM,)), TO, Purpose.TERRORISM, NOW, FACTS)
    assert decision.outcome is Outcome.PERMIT_WITH_OBLIGATIONS
    assert decision.reasons == ()
    kinds = {obligation.kind: obligation for obligation in decision.obligations}
    assert kinds[ObligationKind.ERASE].due == date(2027, 11, 24)
    assert kinds[ObligationKind.PURPOSE].parameters == {"purpose": "terrorism"}
    assert kinds[ObligationKind.ONWARD].parameters["rule"] == "ask_originator"
    assert decision.permissions[Permission.PASS_ON] is OnwardRule.ASK
    assert decision.permissions[Permission.ACT_ON] is OnwardRule.ALLOWED


def test_what_restricts_nothing_goes_without_obligations() -> None:
    public = Item(
        "p2",
        ItemKind.PORTION,
        Handling(
            RABAT,
            Classification.UNCLASSIFIED,
            Tlp.CLEAR,
            onward=OnwardRule.ALLOWED,
            action_on=OnwardRule.ALLOWED,
            court_use=OnwardRule.ALLOWED,
        ),
        is_personal=False,
        is_graded=True,
    )
    facts = replace(FACTS, agreement=replace(AGREEMENT, onward=OnwardRule.ALLOWED))
    assert decide(Release((public,)), TO, Purpose.TERRORISM, NOW, facts).outcome is Outcome.PERMIT


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (ReasonCode.STOPPED_BY_OVERSIGHT, lambda: codes_of(facts=replace(FACTS, is_stopped=True))),
        (ReasonCode.NOT_NEUTRAL, lambda: codes_of(neutrality=frozenset({NeutralityFlag.POLITICAL}))),
        (ReasonCode.NOT_NEUTRAL, lambda: codes_of(item_with(neutrality=frozenset({NeutralityFlag.RELIGIOUS})))),
        (ReasonCode.TAINTED_ORIGIN, lambda: codes_of(item_with(is_tainted=True))),
        (ReasonCode.RECIPIENT_IS_SELF, lambda: codes_of(to=Recipient(RABAT, "ES", PartnerState.ACTIVE))),
        (ReasonCode.PARTNER_NOT_ACTIVE, lambda: codes_of(to=replace(TO, state=PartnerState.SUSPENDED))),
        (ReasonCode.PARTNER_NOT_ACTIVE, lambda: codes_of(to=replace(TO, state=PartnerState.VERIFIED))),
        (ReasonCode.PARTNER_CARD_NOT_VALID, lambda: codes_of(to=replace(TO, has_valid_card=False))),
        (ReasonCode.OWN_CARD_NOT_VALID, lambda: codes_of(facts=replace(FACTS, has_own_valid_card=False))),
        (ReasonCode.AGREEMENT_MISSING, lambda: codes_of(facts=replace(FACTS, agreement=None))),
        (ReasonCode.AGREEMENT_NOT_YET_IN_FORCE, lambda: codes_of(facts=_agreed(valid_from=date(2026, 11, 25)))),
        (ReasonCode.AGREEMENT_ENDED, lambda: codes_of(facts=_agreed(valid_until=date(2026, 11, 23)))),
        (ReasonCode.PURPOSE_NOT_AGREED, lambda: codes_of(facts=_agreed(purposes=frozenset({Purpose.DRUGS})))),
        (ReasonCode.PURPOSE_NOT_ALLOWED, lambda: codes_of(item_with(purposes=frozenset({Purpose.DRUGS})))),
        (ReasonCode.CATEGORY_UNKNOWN, lambda: codes_of(item_with(categories=frozenset()))),
        (ReasonCode.CATEGORY_NOT_AGREED, lambda: codes_of(item_with(categories=frozenset({DataCategory.ASSOCIATE})))),
        (ReasonCode.CLASSIFICATION_TOO_HIGH, lambda: codes_of(item_with(classification=Classification.SECRET))),
        (ReasonCode.OWN_STATION_ONLY, lambda: codes_of(item_with(releasable_to=frozenset()))),
        (ReasonCode.NOT_RELEASABLE_TO_COUNTRY, lambda: codes_of(item_with(releasable_to=frozenset({"FR"})))),
        (
            ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON,
            lambda: codes_of(item_with(originator=BAMAKO, onward=OnwardRule.NEVER)),
        ),
        (ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON, lambda: codes_of(item_with(originator=BAMAKO, tlp=Tlp.RED))),
        (ReasonCode.ORIGINATOR_CONSENT_NEEDED, lambda: codes_of(item_with(originator=BAMAKO))),
        (
            ReasonCode.COURT_USE_FORBIDDEN,
            lambda: codes_of(item_with(court_use=OnwardRule.NEVER), permissions=_ask("use_in_court")),
        ),
        (
            ReasonCode.COURT_USE_CONSENT_NEEDED,
            lambda: codes_of(
                item_with(originator=BAMAKO, onward=OnwardRule.ALLOWED, court_use=OnwardRule.ASK),
                permissions=_ask("use_in_court"),
            ),
        ),
        (
            ReasonCode.ACTION_FORBIDDEN,
            lambda: codes_of(item_with(action_on=OnwardRule.NEVER), permissions=_ask("act_on")),
        ),
        (
            ReasonCode.ACTION_CONSENT_NEEDED,
            lambda: codes_of(
                item_with(originator=BAMAKO, onward=OnwardRule.ALLOWED, action_on=OnwardRule.ASK),
                permissions=_ask("act_on"),
            ),
        ),
        (ReasonCode.ASSESSMENT_MISSING, lambda: codes_of(facts=_assessed(required=True))),
        (ReasonCode.ASSESSMENT_NOT_APPROVED, lambda: codes_of(facts=_assessed(required=True, is_draft=True))),
        (
            ReasonCode.ASSESSMENT_EXPIRED,
            lambda: codes_of(facts=_assessed(required=True, approved=True, valid_until=date(2026, 11, 23))),
        ),
        (ReasonCode.GRADING_MISSING, lambda: codes_of(item_with(is_graded=False))),
        (ReasonCode.RETENTION_OVER, lambda: codes_of(item_with(retain_until=date(2026, 11, 23)))),
        (ReasonCode.RETENTION_OVER, lambda: codes_of(item_with(expires=date(2026, 11, 23)))),
        (
            ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND,
            lambda: codes_of(item_with(special=frozenset({SpecialCategory.MINOR}))),
        ),
        (
            ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND,
            lambda: codes_of(item_with(categories=frozenset({DataCategory.VICTIM}))),
        ),
    ],
)
def test_each_obstacle_alone_gives_exactly_its_reason(code: ReasonCode, found: Callable[[], list[ReasonCode]]) -> None:
    assert found() == [code]


def test_an_empty_release_is_refused() -> None:
    decision = decide(Release(()), TO, Purpose.TERRORISM, NOW, FACTS)
    assert decision.outcome is Outcome.REFUSE
    assert [reason.code for reason in decision.reasons] == [ReasonCode.NOTHING_TO_RELEASE]


def _agreed(**changes: object) -> Facts:
    return replace(FACTS, agreement=replace(AGREEMENT, **changes))  # type: ignore[arg-type]


def _assessed(**changes: object) -> Facts:
    return replace(FACTS, assessment=AssessmentFacts(**changes))  # type: ignore[arg-type]


def _ask(permission: str) -> frozenset[Permission]:
    return frozenset({Permission.READ, Permission(permission)})


def test_every_reason_is_reported_in_the_order_of_the_design() -> None:
    bad = item_with(
        originator=BAMAKO,
        classification=Classification.TOP_SECRET,
        releasable_to=frozenset({"FR"}),
        purposes=frozenset({Purpose.DRUGS}),
        categories=frozenset({DataCategory.WITNESS}),
        retain_until=date(2020, 1, 1),
        is_graded=False,
        is_tainted=True,
        neutrality=frozenset({NeutralityFlag.RACIAL}),
    )
    found = codes_of(bad, to=replace(TO, state=PartnerState.REVOKED), facts=_assessed(required=True))
    assert found == [
        ReasonCode.NOT_NEUTRAL,
        ReasonCode.TAINTED_ORIGIN,
        ReasonCode.PARTNER_NOT_ACTIVE,
        ReasonCode.PURPOSE_NOT_ALLOWED,
        ReasonCode.CATEGORY_NOT_AGREED,
        ReasonCode.CLASSIFICATION_TOO_HIGH,
        ReasonCode.NOT_RELEASABLE_TO_COUNTRY,
        ReasonCode.ORIGINATOR_CONSENT_NEEDED,
        ReasonCode.ASSESSMENT_MISSING,
        ReasonCode.GRADING_MISSING,
        ReasonCode.RETENTION_OVER,
        ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND,
    ]


def test_consent_lifts_a_question_but_not_a_prohibition() -> None:
    consent = frozenset({Consent(BAMAKO, "p1", MADRID, Permission.PASS_ON)})
    asked = item_with(originator=BAMAKO)
    assert decide(Release((asked,)), TO, Purpose.TERRORISM, NOW, FACTS).outcome is Outcome.NEEDS_CONSENT
    assert codes_of(asked, facts=replace(FACTS, consents=consent)) == []
    forbidden = item_with(originator=BAMAKO, onward=OnwardRule.NEVER)
    assert codes_of(forbidden, facts=replace(FACTS, consents=consent)) == [ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON]


@pytest.mark.parametrize(
    "consent",
    [
        Consent(BAMAKO, "another item", MADRID, Permission.PASS_ON),
        Consent(BAMAKO, "p1", "fr-paris-01", Permission.PASS_ON),
        Consent(BAMAKO, "p1", MADRID, Permission.ACT_ON),
        Consent("sn-dakar-01", "p1", MADRID, Permission.PASS_ON),
    ],
)
def test_consent_holds_only_for_what_it_names(consent: Consent) -> None:
    facts = replace(FACTS, consents=frozenset({consent}))
    assert codes_of(item_with(originator=BAMAKO), facts=facts) == [ReasonCode.ORIGINATOR_CONSENT_NEEDED]


def test_information_may_go_back_to_its_originator() -> None:
    back = item_with(originator=MADRID, onward=OnwardRule.NEVER, releasable_to=frozenset())
    assert codes_of(back) == []


def test_each_of_several_originators_must_consent() -> None:
    joint = item_with(originator=f"{BAMAKO} + sn-dakar-01")
    one = frozenset({Consent(BAMAKO, "p1", MADRID, Permission.PASS_ON)})
    decision = decide(Release((joint,)), TO, Purpose.TERRORISM, NOW, replace(FACTS, consents=one))
    assert [reason.parameters["originator"] for reason in decision.reasons] == ["sn-dakar-01"]


def test_a_recorded_ground_lets_data_of_a_victim_go_with_special_care() -> None:
    victim = item_with(categories=frozenset({DataCategory.VICTIM}))
    facts = replace(FACTS, special_grounds=frozenset({SpecialCategory.VICTIM}))
    decision = decide(Release((victim,)), TO, Purpose.TERRORISM, NOW, facts)
    assert decision.outcome is Outcome.PERMIT_WITH_OBLIGATIONS
    assert ObligationKind.SPECIAL_CARE in {obligation.kind for obligation in decision.obligations}


def test_reading_never_implies_acting_or_court_use() -> None:
    asks = item_with(action_on=OnwardRule.ASK, codes=frozenset({HandlingCode.H1}))
    decision = decide(Release((asks,)), TO, Purpose.TERRORISM, NOW, FACTS)
    assert decision.permissions[Permission.ACT_ON] is OnwardRule.ASK
    assert decision.permissions[Permission.USE_IN_COURT] is OnwardRule.ASK
    given = decide(Release((asks,), permissions=_ask("act_on")), TO, Purpose.TERRORISM, NOW, FACTS)
    assert given.permissions[Permission.ACT_ON] is OnwardRule.ALLOWED
    assert given.permissions[Permission.USE_IN_COURT] is OnwardRule.ASK


def test_composition_sorts_items_and_says_why_each_stays() -> None:
    secret = replace(item_with(classification=Classification.SECRET), id="p2")
    asked = replace(item_with(originator=BAMAKO), id="p3")
    composed = compose(Release((ITEM, secret, asked)), TO, Purpose.TERRORISM, NOW, FACTS)
    assert [item.id for item in composed.going] == ["p1"]
    assert [(item.id, [reason.code for reason in reasons]) for item, reasons in composed.withheld] == [
        ("p2", [ReasonCode.CLASSIFICATION_TOO_HIGH]),
        ("p3", [ReasonCode.ORIGINATOR_CONSENT_NEEDED]),
    ]
    assert composed.decision.outcome is Outcome.PERMIT_WITH_OBLIGATIONS


def test_composition_with_nothing_left_is_decided_as_a_whole() -> None:
    composed = compose(Release((ITEM,)), TO, Purpose.TERRORISM, NOW, replace(FACTS, agreement=None))
    assert composed.going == ()
    assert composed.decision.outcome is Outcome.REFUSE
    assert [reason.code for reason in composed.decision.reasons] == [ReasonCode.AGREEMENT_MISSING]


def test_the_time_of_a_decision_names_its_zone() -> None:
    with pytest.raises(HandlingError):
        decide(Release((ITEM,)), TO, Purpose.TERRORISM, NOW.replace(tzinfo=None), FACTS)


def test_every_code_has_a_sentence_in_three_languages() -> None:
    assert set(REASONS) == set(ReasonCode)
    assert set(OBLIGATIONS) == set(ObligationKind)
    for sentences in (*REASONS.values(), *OBLIGATIONS.values()):
        assert set(sentences) == {"ar", "fr", "en"}
        placeholders = {frozenset(part.split("}")[0] for part in text.split("{")[1:]) for text in sentences.values()}
        assert len(placeholders) == 1


def test_sentences_are_filled_with_words_of_the_language() -> None:
    decision = decide(
        Release((item_with(classification=Classification.SECRET, originator=BAMAKO),)),
        TO,
        Purpose.TERRORISM,
        NOW,
        FACTS,
    )
    too_high, consent = decision.reasons
    assert reason_sentence(too_high, "fr") == (
        "Classifié secret\u00a0; l’accord MA-ES 2024/7 protège jusqu’à confidentiel."
    )
    assert "سري جدًا" in reason_sentence(too_high, "ar")
    assert "Bamako" in reason_sentence(consent, "en", {BAMAKO: "Bamako"})
    with pytest.raises(ValueError, match="de"):
        reason_sentence(consent, "de")


def test_obligations_are_sentences_too() -> None:
    decision = decide(Release((ITEM,)), TO, Purpose.TERRORISM, NOW, FACTS)
    said = [obligation_sentence(obligation, "en") for obligation in decision.obligations]
    assert "Erase by 2027-11-24 and send the certificate back." in said
    assert "Use for this purpose only: terrorism." in said


def test_json_form_of_a_decision_keeps_codes() -> None:
    written = decide(Release((ITEM,)), TO, Purpose.TERRORISM, NOW, replace(FACTS, agreement=None)).to_json()
    assert written["outcome"] == "refuse"
    assert written["reasons"] == [{"code": "agreement_missing", "item_id": "", "parameters": {}}]
