"""Every kind of entity and property that an import can bring has its words in three languages."""

from functools import cache
from typing import Any

import pytest
from django.utils import translation

from jisr.interop.entities import model
from jisr.station.knowledge.model_words import model_words
from jisr.station.knowledge.vocabulary import SCHEMA_LABELS, property_label, schema_label, value_label

#: The same word in English and French, or a sign that nobody translates.
LANGUAGES = ("ar", "fr", "en")


@cache
def schemata() -> list[Any]:
    return [schema for schema in model() if not schema.abstract]


@cache
def properties() -> list[str]:
    return sorted({prop.name for schema in schemata() for prop in schema.properties.values() if not prop.stub})


def is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_schema_and_property_has_words(language: str) -> None:
    with translation.override(language):
        nameless = [schema.name for schema in schemata() if str(schema_label(schema.name)) == schema.name]
        raw = [name for name in properties() if str(property_label(name)) == name]
        said = [str(schema_label(schema.name)) for schema in schemata()] + [
            str(property_label(n)) for n in properties()
        ]
    assert raw == []
    if language == "ar":
        assert nameless == []
        assert [words for words in said if not is_arabic(words)] == []


def test_the_words_are_of_the_model_and_complete() -> None:
    words = model_words()
    assert set(words["schemata"]) == {schema.name for schema in schemata()} - set(SCHEMA_LABELS)
    assert set(words["properties"]) <= set(properties())
    wrong = [name for kind in words.values() for name, said in kind.items() if len(said) != 3 or not all(said)]
    assert wrong == []
    same = [
        name for name, (english, french, _) in words["properties"].items() if english == french and len(english) > 14
    ]
    assert same == []


def test_values_are_read_in_the_language_of_the_reader() -> None:
    with translation.override("fr"):
        assert value_label("birthCountry", "ma") == "Maroc"
        assert value_label("gender", "female") == "Femme"
        assert value_label("name", "ma") == "ma"
