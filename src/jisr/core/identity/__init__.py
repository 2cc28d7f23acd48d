"""Names across scripts, identifiers, keys, pair scores, evidence about a pair, and the lookup index."""

from jisr.core.identity.index import NameIndex
from jisr.core.identity.scoring import NameExplanation, TokenMatch, explain_names, score_names
from jisr.core.identity.skeleton import name_key, name_skeleton

__all__ = ["NameExplanation", "NameIndex", "TokenMatch", "explain_names", "name_key", "name_skeleton", "score_names"]
