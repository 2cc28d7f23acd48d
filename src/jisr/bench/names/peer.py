"""A peer's scores or look-ups, in a process of its own: `python -I peer.py NAME`; it knows nothing of Jisr.

Reads {"pairs": [[name, name]...]} or {"gallery": [...], "queries": [...], "most": n} from standard input and prints one
JSON object: seconds without loading, and scores or positions. NAME: logic-v2, name-based, icu-rapidfuzz,
romanizer-rapidfuzz, or trigrams.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any

type Scorer = Callable[[str, str], float]


def nomenklatura(algorithm: str) -> Scorer:
    """One of its algorithms on two persons who have nothing but a name."""
    from followthemoney import model  # type: ignore[import-untyped,unused-ignore]
    from nomenklatura.matching import get_algorithm

    matcher = get_algorithm(algorithm)
    if matcher is None:
        raise SystemExit(f"nomenklatura has no algorithm {algorithm}")
    config = matcher.default_config()
    # It remembers what it read of an entity by its identifier.
    numbers = count()

    def person(name: str) -> Any:
        return model.get_proxy({"id": f"p{next(numbers)}", "schema": "Person", "properties": {"name": [name]}})

    return lambda a, b: matcher.compare(person(a), person(b), config).score


def transliterated() -> Callable[[str], str]:
    """ICU's Any-Latin, without marks."""
    from icu import Transliterator

    icu = Transliterator.createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower")
    return lambda text: str(icu.transliterate(text))


def sorted_tokens(romanise: Callable[[str], str]) -> Scorer:
    """rapidfuzz's token_sort_ratio after romanisation."""
    from rapidfuzz.fuzz import token_sort_ratio

    return lambda a, b: token_sort_ratio(romanise(a), romanise(b)) / 100


def romanizer() -> Callable[[str], str]:
    """arabic-name-romanizer's first answer for Arabic script; ICU for the rest."""
    from arabic_name_romanizer import Transliterator

    arabic, icu = Transliterator(), transliterated()

    def romanise(text: str) -> str:
        if any("\u0600" <= c <= "\u06ff" for c in text):
            text = arabic.transliterate(text, top_k=1) or text
        return icu(text)

    return romanise


def look_up(gallery: list[str], queries: list[str], most: int) -> dict[str, Any]:
    """Character trigrams after ICU, weighed by rarity, cosine: every gallery name that shares one is compared."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    romanise = transliterated()
    start = time.perf_counter()
    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype="float32")
    columns = words.fit_transform(map(romanise, gallery)).T.tocsr()
    built = time.perf_counter() - start
    positions, seconds = [], []
    for query in queries:
        start = time.perf_counter()
        row = (words.transform([romanise(query)]) @ columns).tocoo()
        best = sorted(zip(-row.data, row.col, strict=True))[:most]
        seconds.append(time.perf_counter() - start)
        positions.append([int(at) for _, at in best])
    return {"positions": positions, "seconds_each": seconds, "build_seconds": built}


SCORERS: dict[str, Callable[[], Scorer]] = {
    "logic-v2": lambda: nomenklatura("logic-v2"),
    "name-based": lambda: nomenklatura("name-based"),
    "icu-rapidfuzz": lambda: sorted_tokens(transliterated()),
    "romanizer-rapidfuzz": lambda: sorted_tokens(romanizer()),
}


def main() -> None:
    given = json.load(sys.stdin)
    if sys.argv[1] == "trigrams":
        print(json.dumps(look_up(given["gallery"], given["queries"], given["most"])))
        return
    score = SCORERS[sys.argv[1]]()
    # Models and tables are read before the clock starts; no name of the run has been met.
    score("Zzyzx Qqaa", "ظظ ضض")
    start = time.perf_counter()
    scores = [score(a, b) for a, b in given["pairs"]]
    print(json.dumps({"seconds": time.perf_counter() - start, "scores": scores}))


if __name__ == "__main__":
    main()
