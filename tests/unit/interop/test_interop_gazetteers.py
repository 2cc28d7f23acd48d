"""Countries and cities are known under their names in three languages."""

import pytest

from jisr.interop.gazetteers import country_name, places


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("المغرب", "MA"),
        ("Maroc", "MA"),
        ("Morocco", "MA"),
        ("كوت ديفوار", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Pays-Bas", "NL"),
        ("بوركينا فاسو", "BF"),
        ("République centrafricaine", "CF"),
    ],
)
def test_countries(name: str, code: str) -> None:
    assert [entry.value for entry in places().look_up(name) if entry.kind == "country"] == [code]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("إشبيلية", "ES"),
        ("Séville", "ES"),
        ("Sevilla", "ES"),
        ("باماكو", "ML"),
        ("Tombouctou", "ML"),
        ("الناظور", "MA"),
        ("مليلية", "ES"),
        ("Niamey", "NE"),
        ("نواذيبو", "MR"),
        ("Bruxelles", "BE"),
        ("London", "GB"),
    ],
)
def test_cities(name: str, country: str) -> None:
    entries = [entry for entry in places().look_up(name) if entry.kind == "city"]
    assert entries[0].detail["country"] == country


def test_names_of_countries_by_language() -> None:
    assert (country_name("ma", "ar"), country_name("MA", "fr"), country_name("MA", "en")) == (
        "المغرب",
        "Maroc",
        "Morocco",
    )
