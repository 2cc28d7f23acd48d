"""Search without the words: the index holds a keyed digest of each stem in its place.

PostgreSQL makes the stems, of a text that it is shown and does not keep; order and nearness of words are kept, so that
phrases and ranks work. Who holds the database sees how often a stem occurs, not which it is. Source of the idea:
deterministic keyed tokens for encrypted search (Song, Wagner, Perrig, 2000), without their hiding of frequencies.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from jisr.station.vault.opening import key_ring

_QUOTED = re.compile(r"'((?:[^'\\]|''|\\.)*)'")
_VECTORS = """
SELECT given.place, found.lexeme, found.positions
  FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (config, words, place),
       unnest(to_tsvector(given.config::regconfig, given.words)) AS found
"""


def blind_vectors(texts: Sequence[tuple[str, str]]) -> list[str]:
    """For each (configuration, text) the tsvector of its blinded stems, as PostgreSQL writes one."""
    if not texts:
        return []
    blind = key_ring().blind
    parts: list[list[str]] = [[] for _ in texts]
    with connection.cursor() as cursor:
        cursor.execute(_VECTORS, [[config for config, _ in texts], [words for _, words in texts]])
        for place, lexeme, positions in cursor:
            where = ",".join(str(position) for position in positions or ())
            parts[place - 1].append(f"'{blind(lexeme)}'" + (f":{where}" if where else ""))
    return [" ".join(each) for each in parts]


class BlindQuery(SearchQuery):
    """A search query over blinded stems; made by `blind_query`."""

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: Any = None,
        template: Any = None,
        arg_joiner: Any = None,
        **extra_context: Any,
    ) -> Any:
        return "%s::tsquery", [self._blinded]

    def __init__(self, blinded: str) -> None:
        self._blinded = blinded
        super().__init__(blinded, search_type="raw")


def blind_query(asked: str, configurations: Sequence[tuple[str, str]]) -> BlindQuery:
    """A query for the words in the stems of several configurations, any of them.

    Args:
        configurations: (configuration, words as they are to be read by it).
    """
    blind = key_ring().blind
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT websearch_to_tsquery(config::regconfig, words)::text FROM unnest(%s::text[], %s::text[])"
            " AS given (config, words)",
            [[config for config, _ in configurations], [words for _, words in configurations]],
        )
        found = [row[0] for row in cursor if row[0]]
    clear = " | ".join(f"( {each} )" for each in dict.fromkeys(found))
    return BlindQuery(_QUOTED.sub(lambda match: f"'{blind(_plain(match[1]))}'", clear))


def word_tokens(text: str) -> list[str]:
    """Blinded words of a short text, folded, for an exact search by word."""
    from jisr.core.identity.folding import fold

    blind = key_ring().blind
    return sorted({blind(word) for word in re.findall(r"\w+", fold(text))})


def _plain(quoted: str) -> str:
    return quoted.replace("''", "'").replace("\\\\", "\\")
