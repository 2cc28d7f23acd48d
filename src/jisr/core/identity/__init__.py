"""Names across scripts, identifiers, pair scores, evidence about a pair, and the lookup index."""

from jisr.core.identity.names.index import NameIndex
from jisr.core.identity.names.keys import name_key, name_skeleton
from jisr.core.identity.names.packing import pack as pack_name
from jisr.core.identity.names.scoring import (
    LetterMatch,
    NameExplanation,
    TokenMatch,
    explain_names,
    score_names,
    score_packed,
    score_pairs,
)

__all__ = [
    "LetterMatch", "NameExplanation", "NameIndex", "TokenMatch", "explain_names", "name_key", "name_skeleton",
    "pack_name", "score_names", "score_packed", "score_pairs",
]  # fmt: skip
