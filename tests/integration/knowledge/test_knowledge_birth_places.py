"""Places of birth meet through the packaged gazetteer, in any of the three languages."""

import pytest

from jisr.core.identity.evidence import compare_records
from jisr.station.knowledge.resolution.places import known_places

KARIM = {"name": ["Karim Tazi"]}


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("Casablanca", "الدار البيضاء", "same_birth_place"),
        ("Casablanca, Maroc", "الدار البيضاء، المغرب", "same_birth_place"),
        ("Tétouan", "تطوان", "same_birth_place"),
        ("Gao", "غاو، مالي", "same_birth_place"),
        ("Gao, Burkina Faso", "غاو، مالي", "birth_place_abroad"),
        ("Casablanca", "Tétouan", "birth_place_other"),
        ("Bamako", "Rabat", "birth_place_abroad"),
        ("Bamako", "Mali", "same_birth_country"),
    ],
)
def test_places_of_birth_meet_by_gazetteer(left: str, right: str, code: str) -> None:
    for one, other in ((left, right), (right, left)):
        ours, theirs = {**KARIM, "birthPlace": [one]}, {**KARIM, "birthPlace": [other]}
        comparison = compare_records(ours, theirs, places=known_places)
        claims = {claim.code for claim in (*comparison.speaking_for, *comparison.speaking_against, *comparison.neutral)}
        assert claims - {"names_alike"} == {code}


def test_a_place_nobody_knows_is_no_place_of_the_gazetteer() -> None:
    assert list(known_places("Ouled Nowhere")) == []
    assert list(known_places("")) == []
