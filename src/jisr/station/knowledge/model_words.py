"""Words for what nobody records by hand but lists and partners bring; they stand in model_words.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

_LANGUAGES = ("en", "fr", "ar")


@cache
def model_words() -> dict[str, dict[str, list[str]]]:
    """{"schemata" | "properties": {name: [English, French, Arabic]}}."""
    text = files("jisr.station.knowledge").joinpath("model_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def schema_words(schema: str) -> str:
    """A schema in the reader's language; its own name where it is none of the model's."""
    return _in_language("schemata", schema)


def property_words(prop: str) -> str:
    """A property in the reader's language; its own name where it is none of the model's."""
    return _in_language("properties", prop)


def _in_language(kind: str, name: str) -> str:
    words = model_words()[kind].get(name)
    language = (get_language() or "en")[:2]
    return words[_LANGUAGES.index(language if language in _LANGUAGES else "en")] if words else name
