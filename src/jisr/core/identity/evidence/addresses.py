"""What two addresses say: words that agree across scripts, and the figures between them.

Words for "street", "quarter" and the like are left out: every address has them.
"""

import re

from jisr.core.identity import score_pairs
from jisr.core.identity.evidence.claims import Evidence, claim, strongest
from jisr.core.identity.evidence.values import ADDRESS_PROPERTIES, Properties, values_of
from jisr.core.identity.folding import fold, fold_digits

_WORD = re.compile(r"[^\W_]+")
_GENERIC = frozenset(
    fold(
        """
rue avenue av boulevard bd blvd route quartier hay lot lotissement immeuble imm appartement appt apt etage no n bp
residence résidence street st road rd lane district block building floor house flat po box calle avenida
شارع زنقة حي طريق عمارة شقة رقم الطابق طابق درب حارة ساحة جادة ص ب صندوق بريد
"""
    ).split()
)
_LONGEST, _MOST_VALUES = 200, 8
# A chance: "hassan" and "حسين" stay far below it, "sala" and "سلا" above.
_ALIKE_WORD = 0.8
_SAME_SHARE, _NEAR_SHARE = 0.75, 0.5


def addresses(left: Properties, right: Properties) -> list[Evidence]:
    """The best that can be said of any two addresses; addresses that differ say nothing, as people move."""
    ours, theirs = (values_of(side, ADDRESS_PROPERTIES) for side in (left, right))
    shared = [address for address in ours if address in theirs]
    ours, theirs = ([*shared, *(a for a in side if a not in shared)][:_MOST_VALUES] for side in (ours, theirs))
    found = [(_code(a, b), a, b) for a in ours for b in theirs]
    return strongest(claim(code, left=a, right=b) for code, a, b in found if code)


def _code(left: str, right: str) -> str:
    (words, figures), (other_words, other_figures) = _parts(left), _parts(right)
    if not words or not other_words:
        return ""
    alike = _alike(words, other_words)
    share = alike / min(len(words), len(other_words))
    agree, is_contradicted = figures & other_figures, bool(figures and other_figures and not figures & other_figures)
    if share >= _SAME_SHARE and alike + len(agree) >= 3 and not is_contradicted:
        return "same_address"
    return "address_near" if share >= _NEAR_SHARE and alike >= 2 else ""


def _alike(words: list[str], others: list[str]) -> int:
    """How many words of the one stand in the other, each taken once, the most alike first; the same both ways round."""
    pairs = [(word, other) for word in words for other in others]
    near = sorted(
        (-score, *sorted(pair), pair)
        for score, pair in zip(score_pairs(pairs), pairs, strict=True)
        if score >= _ALIKE_WORD
    )
    used: tuple[set[str], set[str]] = (set(), set())
    count = 0
    for *_, (word, other) in near:
        if word not in used[0] and other not in used[1]:
            used[0].add(word)
            used[1].add(other)
            count += 1
    return count


def _parts(text: str) -> tuple[list[str], set[str]]:
    """Words that tell and figures, each once."""
    words = _WORD.findall(fold(fold_digits(text[:_LONGEST])))
    figures = {word.lstrip("0") or "0" for word in words if word[0].isdigit()}
    return [word for word in dict.fromkeys(words) if not word[0].isdigit() and word not in _GENERIC], figures
