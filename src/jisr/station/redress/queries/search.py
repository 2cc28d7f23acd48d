"""Everything held that may be about the person who asks: entities, and reports and dispatches whose text names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.queries import Asked, SubjectCandidate, TextHit
from jisr.station.redress.keeping import Person
from jisr.station.redress.models import Case, SubjectMark
from jisr.station.redress.vocabulary import Mark, Subject

# Spellings of found entities as alike as this are looked for in texts as well, so that no script is left out.
_SPELLING = 0.7
_MOST_TEXTS = 50


@dataclass(frozen=True, slots=True)
class EntityFound:
    """A candidate and what a person said of it, if anybody did."""

    candidate: SubjectCandidate
    mark: SubjectMark | None

    @property
    def is_person(self) -> bool:
        return self.mark is not None and self.mark.mark == Mark.IS


@dataclass(frozen=True, slots=True)
class TextFound:
    """A report or dispatch whose text holds one of the spellings."""

    hit: TextHit
    spelling: str
    mark: SubjectMark | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    entities: list[EntityFound]
    texts: list[TextFound]

    @property
    def count(self) -> int:
        return len(self.entities) + len(self.texts)


def search(case: Case, person: Person) -> SearchPage:
    """All candidates of a case, the likeliest first."""
    held = SubjectMark.objects.filter(case=case, undone_at__isnull=True)
    marks = {(mark.subject, mark.ref): mark for mark in held}
    candidates = knowledge.subject_candidates(Asked(person.names, person.birth_date, person.identifiers))
    entities = [EntityFound(each, marks.get((Subject.ENTITY, str(each.entity_id)))) for each in candidates]
    texts: dict[str, TextFound] = {}
    for spelling in _spellings(person, entities):
        for hit in knowledge.search_texts(f'"{spelling}"', limit=_MOST_TEXTS).hits:
            texts.setdefault(hit.subject, TextFound(hit, spelling, marks.get((Subject.TEXT, hit.subject))))
    return SearchPage(entities, list(texts.values()))


def _spellings(person: Person, entities: Iterable[EntityFound]) -> list[str]:
    near = [
        name
        for found in entities
        if found.is_person or (found.candidate.likeness or 0) >= _SPELLING
        for name in (*found.candidate.properties.get("name", ()), *found.candidate.properties.get("alias", ()))
    ]
    asked = [*person.names, *near, *(number for number in person.identifiers)]
    return list(dict.fromkeys(spelling.replace('"', " ").strip() for spelling in asked if spelling.strip()))
