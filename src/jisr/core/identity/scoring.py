"""How alike two spellings of a name are, and why. A likeness proposes an identity; it never decides one."""

from dataclasses import dataclass

from rapidfuzz.distance import Indel, JaroWinkler

from jisr.core.identity.folding import Token, tokenize
from jisr.core.identity.skeleton import joined_skeleton, skeleton, sound

# A pair of tokens below this is two different words.
_TOKEN_FLOOR = 0.55
# The shorter name may leave out parts (a grandfather, a tribe); each costs less than a part that contradicts.
_OMITTED_WEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """Two parts taken as the same word. score: 0..1, higher is more alike."""

    first: str
    second: str
    score: float


@dataclass(frozen=True, slots=True)
class NameExplanation:
    """Why two names score as they do.

    Attributes:
        score: 0..1, higher is more alike.
        matches: parts taken together, in the first name's order.
        only_first: parts of the first name without a counterpart.
        only_second: parts of the second name without a counterpart.
    """

    score: float
    matches: tuple[TokenMatch, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def score_names(first: str, second: str) -> float:
    """Likeness of two names in any of the scripts: 0..1, higher is more alike, the same both ways round."""
    return explain_names(first, second).score


def explain_names(first: str, second: str) -> NameExplanation:
    """The score of `score_names` with the parts that agree and those that stand alone."""
    left, right = tokenize(first), tokenize(second)
    pairs = _align(left, right)
    taken_left, taken_right = {i for _, i, _ in pairs}, {j for _, _, j in pairs}
    matches = tuple(
        TokenMatch(left[i].text, right[j].text, round(score, 4)) for score, i, j in sorted(pairs, key=lambda p: p[1])
    )
    only_left = [token for i, token in enumerate(left) if i not in taken_left]
    only_right = [token for j, token in enumerate(right) if j not in taken_right]
    score = max(_aligned_score(left, right, pairs, only_left, only_right), _run_together(left, right))
    return NameExplanation(
        round(score, 4), matches, tuple(t.text for t in only_left), tuple(t.text for t in only_right)
    )


def _align(left: tuple[Token, ...], right: tuple[Token, ...]) -> list[tuple[float, int, int]]:
    candidates = sorted(
        (-score, i + j, abs(i - j), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (score := _token_score(a, b)) >= _TOKEN_FLOOR
    )
    pairs: list[tuple[float, int, int]] = []
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for negative, _, _, i, j in candidates:
        if i in free_left and j in free_right:
            pairs.append((-negative, i, j))
            free_left.discard(i)
            free_right.discard(j)
    return pairs


def _token_score(a: Token, b: Token) -> float:
    if a.text == b.text:
        return 1.0 if a.particle is b.particle else 0.95
    heard = Indel.normalized_similarity(sound(a.text), sound(b.text))
    consonants = Indel.normalized_similarity(skeleton(a), skeleton(b))
    score = 0.65 * consonants + 0.35 * heard
    if a.text.isascii() and b.text.isascii():
        score = 0.5 * score + 0.5 * JaroWinkler.similarity(a.text, b.text)
    return score if a.particle is b.particle else 0.95 * score


def _weight(token: Token) -> float:
    return 1.0 + min(len(skeleton(token)), 4)


def _aligned_score(
    left: tuple[Token, ...],
    right: tuple[Token, ...],
    pairs: list[tuple[float, int, int]],
    only_left: list[Token],
    only_right: list[Token],
) -> float:
    if not pairs:
        return 0.0
    weights = [(_weight(left[i]) + _weight(right[j])) / 2 for _, i, j in pairs]
    agreed = sum(weight * score for weight, (score, _, _) in zip(weights, pairs, strict=True))
    loose = [sum(map(_weight, only)) for only in (only_left, only_right)]
    # Parts alone on both sides contradict each other; the rest on one side was merely left out.
    against = min(loose) + _OMITTED_WEIGHT * (max(loose) - min(loose))
    return agreed / (sum(weights) + against)


def _run_together(left: tuple[Token, ...], right: tuple[Token, ...]) -> float:
    """Likeness of the consonants without word boundaries, for parts written joined in one spelling only."""
    whole = ["".join(map(joined_skeleton, tokens)) for tokens in (left, right)]
    if len(left) == len(right) or min(map(len, whole)) < 5:
        return 0.0
    return max(0.0, 0.9 * Indel.normalized_similarity(*whole, score_cutoff=0.8))
