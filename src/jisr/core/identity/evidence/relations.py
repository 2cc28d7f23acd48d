"""What the people and organisations around somebody say: parents, relatives, employer, associates, mentions.

Links come from the knowledge base (see `values.Linked`). An organisation named beside both counts only where the two
texts differ: that one text names all three says nothing about the two being one.
"""

from collections.abc import Iterable

from jisr.core.identity import score_names
from jisr.core.identity.evidence.claims import Evidence, claim
from jisr.core.identity.evidence.values import (
    FATHER,
    LINKED_ASSOCIATE,
    LINKED_EMPLOYER,
    LINKED_MENTION,
    LINKED_RELATIVE,
    MOTHER,
    Linked,
    Properties,
)

# A likeness is a chance. Between these the parents' names say nothing; different names score near 0.2, so lower
# bounds would leave most of them unsaid.
_ALIKE, _UNALIKE = 0.85, 0.35
# Nine in ten and more: a link is taken for the same by its name alone.
_SAME_NAME = 0.92
_SEVERAL = 3
_MOST_LINKS = 60


def fathers(left: Properties, right: Properties) -> list[Evidence]:
    """The father's names; between alike and unalike they say nothing."""
    return _parents(left, right, FATHER, "same_father", "father_differs")


def mothers(left: Properties, right: Properties) -> list[Evidence]:
    """The mother's names; between alike and unalike they say nothing."""
    return _parents(left, right, MOTHER, "same_mother", "mother_differs")


def relatives(left: Properties, right: Properties) -> list[Evidence]:
    """A relative of both, other than a parent's name."""
    return [claim("same_relative", value=name) for name in _shared(left, right, LINKED_RELATIVE)[:1]]


def employers(left: Properties, right: Properties) -> list[Evidence]:
    """An employer, or an organisation both direct or belong to."""
    return [claim("same_employer", value=name) for name in _shared(left, right, LINKED_EMPLOYER)[:1]]


def associates(left: Properties, right: Properties) -> list[Evidence]:
    """Associates of both; several say more than one."""
    shared = _shared(left, right, LINKED_ASSOCIATE)
    if len(shared) >= _SEVERAL:
        return [claim("shared_associates", value=" · ".join(shared[:_SEVERAL]), count=str(len(shared)))]
    return [claim("shared_associate", value=name) for name in shared[:1]]


def mentions(left: Properties, right: Properties) -> list[Evidence]:
    """An organisation that different texts name beside each."""
    ours, theirs = _links(left, LINKED_MENTION), _links(right, LINKED_MENTION)
    shared = [a.name for a in ours for b in theirs if a.id and a.id == b.id and a.occasion != b.occasion]
    return [claim("same_mention", value=name) for name in sorted(shared)[:1]]


def _parents(left: Properties, right: Properties, prop: str, alike: str, unalike: str) -> list[Evidence]:
    scored = [(score_names(a, b), a, b) for a in left.get(prop, ()) for b in right.get(prop, ())]
    best = max(scored, default=None, key=lambda found: found[0])
    if best is None or _UNALIKE < best[0] < _ALIKE:
        return []
    return [claim(alike if best[0] >= _ALIKE else unalike, left=best[1], right=best[2])]


def _shared(left: Properties, right: Properties, prop: str) -> list[str]:
    """Names of what both are linked to: one entity, or one full name where the entity is not known."""
    ours, theirs = _links(left, prop), _links(right, prop)
    ids = {link.id for link in theirs if link.id}
    known = [link.name for link in ours if link.id in ids]
    named = [a.name for a in ours for b in theirs if not (a.id and b.id) and _is_one_name(a.name, b.name)]
    return sorted({*known, *named})


def _is_one_name(first: str, second: str) -> bool:
    return min(len(first.split()), len(second.split())) > 1 and score_names(first, second) >= _SAME_NAME


def _links(record: Properties, prop: str) -> list[Linked]:
    return _unique(map(Linked.read, record.get(prop, ())))[:_MOST_LINKS]


def _unique(links: Iterable[Linked]) -> list[Linked]:
    return sorted(set(links), key=lambda link: (link.id, link.name, link.occasion))
