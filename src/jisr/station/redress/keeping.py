"""What says who asks, kept apart and sealed under the key of the case."""

from dataclasses import asdict, dataclass
from uuid import UUID

from jisr.station.redress.models import Requester


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, and what for.

    Attributes:
        names: every spelling given; the first heads the letter.
        birth_date: year, year-month or year-month-day; "" where not given.
        identifiers: numbers of documents, telephones, accounts, as given.
        asked: in the person's own words.
        contact: where the answer goes.
        representative: who acts for the person; "" for nobody.
    """

    names: tuple[str, ...]
    birth_date: str = ""
    identifiers: tuple[str, ...] = ()
    asked: str = ""
    contact: str = ""
    representative: str = ""


def keep_person(case_id: UUID, person: Person) -> None:
    Requester(case_id=case_id, held=asdict(person)).save(force_insert=True)


def person_of(requester: Requester) -> Person | None:
    """None once it is erased."""
    held = requester.held
    if not held:
        return None
    return Person(**{**held, "names": tuple(held["names"]), "identifiers": tuple(held["identifiers"])})
