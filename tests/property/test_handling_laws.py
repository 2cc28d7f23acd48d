"""Laws of handling that must hold for every value, not only for examples."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from jisr.core.handling import (
    SCALES,
    AgreementFacts,
    AssessmentFacts,
    Classification,
    DataCategory,
    Equivalence,
    Facts,
    Handling,
    HandlingCode,
    Item,
    ItemKind,
    Mark,
    NeutralityFlag,
    OnwardRule,
    PartnerState,
    Permission,
    Purpose,
    Recipient,
    Release,
    Row,
    SpecialCategory,
    Tlp,
    compose,
    contradictions,
    decide,
    permissions,
    recipient_handling,
    scale_of,
)

STATIONS = ("ma-rabat-01", "es-madrid-01", "ml-bamako-01")
COUNTRIES = ("MA", "ES", "ML")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
MARKS = [
    Mark(scale.id, level.code, scale.version)
    for versions in SCALES.values()
    for scale in versions
    for level in scale.levels
]
days = st.dates(date(2026, 1, 1), date(2028, 1, 1))


def subsets[Member](members: type[Member] | tuple[Member, ...]) -> st.SearchStrategy[frozenset[Member]]:
    return st.frozensets(st.sampled_from(list(members)), max_size=4)  # type: ignore[arg-type]


handlings = st.builds(
    Handling,
    originator=st.sampled_from(STATIONS),
    classification=st.sampled_from(Classification),
    tlp=st.sampled_from(Tlp),
    codes=subsets(HandlingCode),
    code_note=st.text(alphabet="ab\n¶ ", max_size=6),
    releasable_to=st.none() | subsets(COUNTRIES),
    purposes=subsets(Purpose),
    onward=st.sampled_from(OnwardRule),
    action_on=st.sampled_from(OnwardRule),
    court_use=st.sampled_from(OnwardRule),
    retain_until=st.none() | days,
    no_purpose_left=st.booleans(),
    match=st.sampled_from(OnwardRule),
    marked_as=st.frozensets(st.sampled_from(MARKS), max_size=3),
)
items = st.builds(
    Item,
    id=st.sampled_from(["p1", "p2", "s1"]),
    kind=st.sampled_from(ItemKind),
    handling=handlings,
    is_personal=st.booleans(),
    categories=subsets(DataCategory),
    special=st.frozensets(st.sampled_from(SpecialCategory), max_size=1),
    is_graded=st.booleans(),
    neutrality=st.frozensets(st.sampled_from(NeutralityFlag), max_size=1),
    is_tainted=st.booleans(),
    expires=st.none() | days,
    is_tear_line=st.booleans(),
    lacks_author=st.booleans(),
)
tables = st.builds(
    Equivalence,
    scale=st.sampled_from(sorted(SCALES)),
    rows=st.lists(
        st.builds(
            lambda mark, own: Row(mark.scale, mark.level, own), st.sampled_from(MARKS), st.sampled_from(Classification)
        ),
        max_size=8,
    ).map(tuple),
)
# Facts under which much is allowed, so that a permit is common enough to be worth restricting.
facts = st.builds(
    Facts,
    own_station=st.just("ma-rabat-01"),
    agreement=st.builds(
        AgreementFacts,
        reference=st.just("MA-ES 2024/7"),
        valid_from=st.just(date(2024, 1, 1)),
        valid_until=st.dates(date(2026, 11, 1), date(2028, 1, 1)),
        purposes=st.just(frozenset(Purpose)),
        categories=st.just(frozenset(DataCategory)),
        highest_classification=st.sampled_from(Classification),
        longest_retention_days=st.integers(1, 900),
        onward=st.sampled_from(OnwardRule),
    ),
    assessment=st.just(AssessmentFacts(required=False)),
    special_grounds=st.just(frozenset(SpecialCategory)),
)
permitted = st.builds(
    Item,
    id=st.just("p1"),
    kind=st.just(ItemKind.PORTION),
    handling=st.builds(
        Handling,
        originator=st.just("ma-rabat-01"),
        classification=st.just(Classification.UNCLASSIFIED),
        tlp=st.sampled_from(Tlp),
        releasable_to=st.just(frozenset({"ES"})),
    ),
    categories=st.just(frozenset({DataCategory.SUSPECT})),
    is_graded=st.just(True),
)
purposes = st.sampled_from(Purpose)
MADRID = Recipient("es-madrid-01", "ES", PartnerState.ACTIVE)
asked = st.frozensets(st.sampled_from(Permission), max_size=5)


def is_as_strict(first: Handling, second: Handling) -> bool:
    """Nothing that the second forbids is allowed by the first."""
    countries_within = second.releasable_to is None or (
        first.releasable_to is not None and first.releasable_to <= second.releasable_to
    )
    ends_no_later = second.retain_until is None or (
        first.retain_until is not None and first.retain_until <= second.retain_until
    )
    return (
        first.classification >= second.classification
        and first.tlp >= second.tlp
        and first.codes >= second.codes
        and countries_within
        and ends_no_later
        and all(second.allows_purpose(purpose) for purpose in Purpose if first.allows_purpose(purpose))
        and all(
            mine.severity >= theirs.severity
            for mine, theirs in zip(permissions(first).values(), permissions(second).values(), strict=True)
        )
        and first.originators >= second.originators
        and first.marked_as >= second.marked_as
    )


@given(handlings, handlings)
def test_combining_is_commutative(a: Handling, b: Handling) -> None:
    assert a.combine(b) == b.combine(a)


@given(handlings, handlings, handlings)
def test_combining_is_associative(a: Handling, b: Handling, c: Handling) -> None:
    assert a.combine(b).combine(c) == a.combine(b.combine(c))


@given(handlings)
def test_combining_is_idempotent(a: Handling) -> None:
    assert a.combine(a) == a


@given(handlings, handlings)
def test_combining_never_loosens(a: Handling, b: Handling) -> None:
    assert is_as_strict(a.combine(b), a)
    assert is_as_strict(a.combine(b), b)


@given(handlings, handlings)
def test_combining_makes_no_contradiction_but_that_nobody_is_left(a: Handling, b: Handling) -> None:
    allowed = {*contradictions(a, NOW.date()), *contradictions(b, NOW.date()), "nobody_but_onward_allowed"}
    if not a.code_note and not b.code_note:
        allowed.add("h3_without_text")
    assert set(contradictions(a.combine(b), NOW.date())) <= allowed


@given(handlings, tables, st.sampled_from(OnwardRule), st.booleans())
def test_what_leaves_is_never_marked_lower_than_what_stays(
    held: Handling, table: Equivalence, onward: OnwardRule, is_tear_line: bool
) -> None:
    agreement = AgreementFacts(
        "EX", date(2024, 1, 1), date(2028, 1, 1), frozenset(Purpose), frozenset(DataCategory),
        Classification.TOP_SECRET, 365, onward, equivalence=table,
    )  # fmt: skip
    leaving = recipient_handling(
        held, Facts("ma-rabat-01", agreement, AssessmentFacts(False)), is_tear_line=is_tear_line
    )
    assert is_as_strict(leaving, held)
    assert all(leaving.classification >= mark.rank for mark in leaving.marked_as - held.marked_as)
    if onward is OnwardRule.NEVER:
        assert leaving.onward is OnwardRule.NEVER


@given(tables, st.sampled_from(Classification))
def test_a_level_leaves_by_its_row_or_rounded_up_or_not_at_all(table: Equivalence, own: Classification) -> None:
    mark = table.outbound(own)
    rows = [row for row in table.rows if row.scale == table.scale]
    if mark is None:
        assert not any(row.own is own for row in rows)
    else:
        assert mark.scale == table.scale
        arrived = table.inbound(mark)
        assert arrived is not None
        assert arrived >= own
        if all(row.own is not own for row in rows):
            assert not scale_of(table.scale).has_rank(own)


@given(handlings)
def test_json_is_read_back_as_written(a: Handling) -> None:
    assert Handling.from_json(a.to_json()) == a


@given(st.lists(items, max_size=3), purposes, asked)
def test_the_default_is_refuse(pieces: list[Item], purpose: Purpose, wanted: frozenset[Permission]) -> None:
    """Nothing known about the partner: nothing goes, whatever the items."""
    nothing_known = Facts("ma-rabat-01", None, AssessmentFacts(required=True))
    decision = decide(Release(tuple(pieces), wanted), MADRID, purpose, NOW, nothing_known)
    assert not decision.outcome.is_permit
    assert decision.reasons


@given(permitted, purposes, facts)
def test_the_permitted_strategy_is_worth_its_name(item: Item, purpose: Purpose, known: Facts) -> None:
    agreement = known.agreement
    assert agreement is not None
    expected = agreement.is_in_force(NOW.date())
    assert decide(Release((item,)), MADRID, purpose, NOW, known).outcome.is_permit is expected


@given(permitted | items, handlings, purposes, facts, asked)
def test_a_restriction_more_never_turns_no_into_yes(
    item: Item, more: Handling, purpose: Purpose, known: Facts, wanted: frozenset[Permission]
) -> None:
    restricted = replace(item, handling=item.handling.combine(more))
    before = decide(Release((item,), wanted), MADRID, purpose, NOW, known)
    after = decide(Release((restricted,), wanted), MADRID, purpose, NOW, known)
    if after.outcome.is_permit:
        assert before.outcome.is_permit
        assert all(after.permissions[p].severity >= before.permissions[p].severity for p in Permission)
    if not before.outcome.is_permit:
        assert {reason.code for reason in after.reasons}


@given(permitted | items, items, purposes, facts)
def test_one_item_more_never_turns_no_into_yes(item: Item, other: Item, purpose: Purpose, known: Facts) -> None:
    if not decide(Release((item,)), MADRID, purpose, NOW, known).outcome.is_permit:
        assert not decide(Release((item, other)), MADRID, purpose, NOW, known).outcome.is_permit


@given(st.lists(permitted | items, max_size=5), purposes, facts)
def test_composition_loses_nothing_and_sends_only_what_may_go(
    pieces: list[Item], purpose: Purpose, known: Facts
) -> None:
    composed = compose(Release(tuple(pieces)), MADRID, purpose, NOW, known)
    kept = [item for item, _ in composed.withheld]
    assert sorted(map(id, [*composed.going, *kept])) == sorted(map(id, pieces))
    assert all(reasons for _, reasons in composed.withheld)
    assert composed.decision.outcome.is_permit is bool(composed.going)
