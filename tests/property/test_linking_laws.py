"""Laws of linking: any text is a record or none, keys are bounded, neither order nor side changes the links."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jisr.linking import Bounds, Record, link_records, record_of
from jisr.linking.records import LONGEST_NAME, MOST_NAMES, meeting_keys

ANY = st.text(max_size=60)
GIVEN = ("محمد", "Mohamed", "Muhammad", "Karim", "كريم", "Hassane", "Hasan")
FAMILY = ("التازي", "Tazi", "Cherkaoui", "الشرقاوي", "Diallo", "ديالو")
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.sampled_from(("", "1980-05-04", "1981", "1975-02-03")),
        st.sampled_from(("", "ma", "ml")),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(
    names=st.lists(ANY, max_size=9),
    born=ANY,
    number=ANY,
    place=ANY,
    schema=st.sampled_from(("Person", "Company", "Address")),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_bounded_record_or_none(
    names: list[str], born: str, number: str, place: str, schema: str
) -> None:
    record = record_of("k", 1, schema, {
        "name": names, "birthDate": [born], "passportNumber": [number], "birthPlace": [place], "phone": [number],
    })  # fmt: skip
    if record is None:
        return
    assert 1 <= len(record.names) <= MOST_NAMES
    assert max(map(len, record.names)) <= LONGEST_NAME
    keys = list(meeting_keys(record))
    assert len(keys) == len(set(keys)) <= 50 * MOST_NAMES
    assert keys == list(meeting_keys(record))


@given(left=PEOPLE, right=PEOPLE, data=st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_neither_order_nor_side_changes_the_links(
    left: list[tuple[str, ...]], right: list[tuple[str, ...]], data: st.DataObject
) -> None:
    sides = [_records("l", left), _records("r", right)]
    found = _links(*sides)
    assert _links(*(data.draw(st.permutations(side)) for side in sides)) == found
    turned = {(right, left, chance) for left, right, chance in _links(sides[1], sides[0])}
    assert turned == found


def _records(side: str, people: list[tuple[str, ...]]) -> list[Record]:
    read = [
        record_of(f"{side}{at}", at, "Person", {
            "name": [f"{given} {family}"], "birthDate": [born] if born else [], "country": [country] if country else [],
        })
        for at, (given, family, born, country) in enumerate(people)
    ]  # fmt: skip
    return [record for record in read if record]


def _links(left: list[Record], right: list[Record]) -> set[tuple[str, str, float]]:
    with link_records(left, right, bounds=Bounds(0.9, 0.05), memory_mb=500) as linking:
        return {(one.left.key, one.right.key, round(one.probability, 4)) for one in linking.links()}
