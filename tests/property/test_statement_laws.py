"""Laws of statements and views: what is written is read back; a view loses no claim; order does not matter."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from jisr.core.handling import Classification, DataCategory, Handling, SpecialCategory, Tlp
from jisr.core.statements import Basis, Grade, GradeScheme, Statement, independent_origins, view, view_on

START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 10_000).map(lambda hours: START + timedelta(hours=hours))
grades = st.sampled_from(
    [Grade(GradeScheme.NATO_6X6, letter, digit) for letter in "ABCDEF" for digit in "123456"]
    + [Grade(GradeScheme.EUROPOL_4X4, letter, digit) for letter in "ABCX" for digit in "1234"]
    + [Grade(GradeScheme.UK_3X5X2, source, information) for source in "123" for information in "ABCDE"]
)
texts = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1, max_size=12)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    first = draw(moments)
    return Statement(
        id=str(UUID(int=draw(st.integers(1, 2**60)))),
        entity_id=str(UUID(int=9)),
        schema=draw(st.sampled_from(["Person", "Organization"])),
        prop=draw(st.sampled_from(["name", "alias", "birthDate", "nationality"])),
        value=draw(texts),
        original_value=draw(st.just("") | texts),
        lang=draw(st.sampled_from(["", "ar", "fr", "en"])),
        source=draw(st.just("") | texts),
        report_id=draw(st.just("") | st.just(str(UUID(int=5)))),
        dispatch_id=draw(st.just("") | st.just(str(UUID(int=6)))),
        grade=draw(st.none() | grades),
        handling=Handling(draw(st.sampled_from(["rabat", "madrid"])), Classification.RESTRICTED, Tlp.AMBER),
        category=draw(st.none() | st.sampled_from(DataCategory)),
        basis=draw(st.sampled_from(Basis)),
        first_seen=first,
        last_confirmed=first + timedelta(hours=draw(st.integers(0, 500))),
        expires=draw(st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))),
        special=draw(st.frozensets(st.sampled_from(SpecialCategory), max_size=2)),
        lineage=draw(st.sampled_from(["", "origin-1", "origin-2"])),
        author=draw(st.sampled_from(["", "analyst"])),
    )


@given(statements())
def test_a_statement_is_read_back_as_written(statement: Statement) -> None:
    assert Statement.from_json(statement.to_json()) == statement


@given(statements())
def test_what_leaves_names_no_source(statement: Statement) -> None:
    leaving = statement.for_partner().to_json()
    assert (leaving["source"], leaving["report_id"], leaving["dispatch_id"]) == ("", "", "")


@given(statements())
def test_what_leaves_names_no_officer(statement: Statement) -> None:
    leaving = statement.for_partner()
    assert leaving.author in ("", statement.handling.originator)
    assert leaving.lacks_author is statement.lacks_author
    assert (leaving.lineage, leaving.special) == (statement.lineage, statement.special)


@given(st.lists(statements(), min_size=1, max_size=6))
def test_relaying_never_makes_an_origin_more(made: list[Statement]) -> None:
    """The same said again under the same lineage, or by an originator already heard, is no second source."""
    relayed = [*made, *(replace(one, id=str(UUID(int=2**60 + at))) for at, one in enumerate(made))]
    untraced = [*relayed, *(replace(one, lineage="") for one in made)]
    assert independent_origins(relayed) == independent_origins(made)
    assert len(independent_origins(untraced)) <= len(independent_origins(made))


@given(st.lists(statements(), min_size=1, max_size=8, unique_by=lambda s: s.id), st.randoms(use_true_random=False))
def test_a_view_keeps_every_statement_whatever_their_order(made: list[Statement], chance: random.Random) -> None:
    seen = view(made)
    kept = [s.id for claims in seen.claims.values() for claim in claims for s in claim.statements]
    assert sorted(kept) == sorted(statement.id for statement in made)
    shuffled = made[:]
    chance.shuffle(shuffled)
    assert view(shuffled) == seen


@given(st.lists(statements(), min_size=1, max_size=8), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_nothing_expired_is_in_the_view_of_a_day(made: list[Statement], day: date) -> None:
    seen = view_on(made, day)
    shown = [s for claims in (seen.claims.values() if seen else ()) for claim in claims for s in claim.statements]
    assert all(not statement.is_expired(day) for statement in shown)
    assert len(shown) == sum(not statement.is_expired(day) for statement in made)


@given(grades, st.sampled_from(GradeScheme))
def test_a_conversion_that_exists_leads_back_to_the_same_judgement(grade: Grade, scheme: GradeScheme) -> None:
    mapped = grade.converted(scheme)
    if mapped is not None:
        back = mapped.converted(grade.scheme)
        assert back is not None
        assert back.is_source_judged is grade.is_source_judged
        assert back.converted(scheme) == mapped
