"""Who must know: order, reasons, obstacles. EXERCISE."""

from datetime import UTC, date, datetime

import pytest

from jisr.core.handling import (
    AgreementFacts,
    AssessmentFacts,
    Classification,
    Composition,
    DataCategory,
    Facts,
    Handling,
    Item,
    ItemKind,
    Outcome,
    PartnerState,
    Purpose,
    ReasonCode,
    Recipient,
    Release,
    Tlp,
    compose,
)
from jisr.core.interests import (
    Candidate,
    Dimension,
    InterestMatch,
    KnowCode,
    KnowReason,
    MatchReason,
    Matter,
    know_sentence,
    rank_recipients,
    threatened_countries,
)
from jisr.core.interests.sentences import KNOW_REASONS

MATTER = Matter(threatened=frozenset({"ES"}), mentioned=frozenset({"ES", "ML", "FR"}), nationalities=frozenset({"ML"}))
FINANCING = InterestMatch(
    "i1", "ml-bamako-01", (MatchReason(Dimension.TOPIC, "terrorist_financing", "terrorist_financing"),)
)
NAMED = InterestMatch("i2", "sn-dakar-01", (MatchReason(Dimension.NAME, "A. Benmoussa", "بن موسى", 0.9),))


def composed(*, with_agreement: bool, is_graded: bool = True) -> Composition:
    handling = Handling("ma-rabat-01", Classification.RESTRICTED, Tlp.AMBER)
    categories = frozenset({DataCategory.SUSPECT})
    items = tuple(
        Item(f"p{n}", ItemKind.PORTION, handling, categories=categories, is_graded=is_graded or n == 0)
        for n in range(3)
    )
    agreement = AgreementFacts(
        "MA-ES", date(2024, 1, 1), date(2028, 1, 1), frozenset(Purpose), categories, Classification.SECRET, 365
    )
    facts = Facts("ma-rabat-01", agreement if with_agreement else None, AssessmentFacts(required=False))
    recipient = Recipient("es-madrid-01", "ES", PartnerState.ACTIVE)
    return compose(Release(items), recipient, Purpose.TERRORISM, datetime(2026, 11, 24, tzinfo=UTC), facts)


def test_the_threatened_come_first_and_strangers_not_at_all() -> None:
    ranked = rank_recipients(
        MATTER,
        [
            Candidate("fr-paris-01", "FR"),
            Candidate("ml-bamako-01", "ML", interests=(FINANCING,)),
            Candidate("it-rome-01", "IT"),
            Candidate("es-madrid-01", "ES"),
        ],
    )
    assert [recipient.station_id for recipient in ranked] == ["es-madrid-01", "ml-bamako-01", "fr-paris-01"]
    assert [reason.code for reason in ranked[0].reasons] == [KnowCode.THREATENED_PLACE]
    assert [reason.code for reason in ranked[1].reasons] == [
        KnowCode.STANDING_INTEREST,
        KnowCode.NATIONALITY,
        KnowCode.MENTIONED_PLACE,
    ]
    assert all(0 < recipient.score < 1 for recipient in ranked)


def test_a_request_and_a_named_interest_are_reasons_by_themselves() -> None:
    ranked = rank_recipients(
        Matter(), [Candidate("sn-dakar-01", "SN", (NAMED,)), Candidate("ne-niamey-01", "NE", open_requests=("RFI-7",))]
    )
    assert [recipient.reasons[0].code for recipient in ranked] == [
        KnowCode.OPEN_REQUEST,
        KnowCode.STANDING_INTEREST_NAME,
    ]


def test_repetition_does_not_add_up() -> None:
    once = rank_recipients(Matter(), [Candidate("ml-bamako-01", "ML", (FINANCING,))])
    twice = rank_recipients(Matter(), [Candidate("ml-bamako-01", "ML", (FINANCING, FINANCING))])
    assert once[0].score == twice[0].score


def test_obstacles_are_shown_and_never_lower_the_rank() -> None:
    free = rank_recipients(MATTER, [Candidate("es-madrid-01", "ES", composition=composed(with_agreement=True))])[0]
    blocked = rank_recipients(MATTER, [Candidate("es-madrid-01", "ES", composition=composed(with_agreement=False))])[0]
    assert blocked.score == free.score
    assert (free.is_blocked, free.obstacles, free.going_count) == (False, (), 3)
    assert blocked.is_blocked
    assert blocked.outcome is Outcome.REFUSE
    assert [reason.code for reason in blocked.obstacles] == [ReasonCode.AGREEMENT_MISSING]
    assert blocked.withheld_count == 3


def test_one_kind_of_obstacle_is_said_once() -> None:
    (partly,) = rank_recipients(
        MATTER, [Candidate("es-madrid-01", "ES", composition=composed(with_agreement=True, is_graded=False))]
    )
    assert not partly.is_blocked
    assert (partly.going_count, partly.withheld_count) == (1, 2)
    assert [reason.code for reason in partly.obstacles] == [ReasonCode.GRADING_MISSING]


@pytest.mark.parametrize(
    ("text", "threatened"),
    [
        ("يخطط أفراد الخلية لهجوم في إشبيلية. مرت الأموال عبر باماكو.", {"ES"}),
        ("مرت الأموال عبر إشبيلية؛ والتهديد موجه إلى باماكو.", {"ML"}),
        ("Ils préparent un attentat à إشبيلية ! Fonds via باماكو.", {"ES"}),
        ("They travelled through إشبيلية and باماكو.", set()),
        ("A bombing in إشبيلية and باماكو is planned", {"ES", "ML"}),
    ],
)
def test_threatened_are_places_in_a_sentence_about_an_attack(text: str, threatened: set[str]) -> None:
    places = [
        (text.index(name), text.index(name) + len(name), code) for name, code in (("إشبيلية", "ES"), ("باماكو", "ML"))
    ]
    assert threatened_countries(text, places) == threatened


def test_every_reason_is_said_in_three_languages() -> None:
    assert set(KNOW_REASONS) == set(KnowCode)
    reason = rank_recipients(Matter(), [Candidate("ml-bamako-01", "ML", (FINANCING,))])[0].reasons[0]
    assert know_sentence(reason, "en") == "It meets their standing interest: terrorist financing."
    assert "تمويل الإرهاب" in know_sentence(reason, "ar")
    place = KnowReason(KnowCode.THREATENED_PLACE, {"country": "ES"})
    assert know_sentence(place, "fr", {"ES": "Espagne"}) == "Un lieu est menacé\u00a0: Espagne."
    with pytest.raises(ValueError, match="es"):
        know_sentence(place, "es")
