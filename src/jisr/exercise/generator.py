"""Any amount of fictional exercise data, the same for the same seed.

Values in, values out: `generate` makes reports in Arabic, French and English with portions of different handling, the
person's true identity behind each spelling, and the partner who ought to be told. Nothing is read or written here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from jisr.core.handling import Classification, Purpose
from jisr.exercise.vocabulary import (
    DEEDS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    GRADES,
    ORIGINS,
    PARTNERS,
    PLACES,
    SOURCES,
    Partner,
)

LANGUAGES = ("ar", "fr", "en")
EPOCH = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
MARK = {"ar": "تمرين", "fr": "EXERCICE", "en": "EXERCISE"}


@dataclass(frozen=True, slots=True)
class ExercisePerson:
    """Who is really meant, however a report spells it."""

    person_id: str
    arabic: str
    spellings: tuple[str, ...]
    birth_date: date

    def to_json(self) -> dict[str, object]:
        return {
            "person_id": self.person_id,
            "arabic": self.arabic,
            "spellings": list(self.spellings),
            "birth_date": self.birth_date.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class ExercisePortion:
    """One passage with its classification and the partner countries it may go to (empty: own station only)."""

    text: str
    classification: Classification
    releasable_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """One fictional report and what an exercise director knows about it."""

    number: int
    language: str
    title: str
    source: str
    grade: str
    purpose: Purpose
    received_at: datetime
    portions: tuple[ExercisePortion, ...]
    person_id: str
    place_country: str

    def to_json(self) -> dict[str, object]:
        return {
            "number": self.number,
            "language": self.language,
            "title": self.title,
            "source": self.source,
            "grade": self.grade,
            "purpose": self.purpose.value,
            "received_at": self.received_at.isoformat(),
            "portions": [
                {"text": p.text, "classification": p.classification.code, "releasable_to": list(p.releasable_to)}
                for p in self.portions
            ],
            "truth": {"person_id": self.person_id, "place_country": self.place_country},
        }


def exercise_partners(count: int, seed: int) -> list[Partner]:
    """`count` fictional partner stations: the named ones first, then numbered field stations of the same countries."""
    random = Random(f"partners-{seed}")
    chosen = list(PARTNERS[:count])
    for number in range(len(chosen), count):
        near = random.choice(PARTNERS)
        chosen.append(
            Partner(
                f"{near.station_id}-{number}",
                near.country,
                f"{near.ar} {number}",
                f"{near.fr} {number}",
                f"{near.en} {number}",
            )
        )
    return chosen


def exercise_people(count: int, seed: int) -> list[ExercisePerson]:
    """`count` fictional persons; names repeat as they do in life, birth dates tell them apart."""
    random = Random(f"people-{seed}")
    people = []
    for number in range(count):
        given, family = random.choice(GIVEN_NAMES), random.choice(FAMILY_NAMES)
        spellings = tuple(dict.fromkeys(f"{g} {f}" for g, f in zip(given.latin, family.latin, strict=True)))
        born = date(1965, 1, 1) + timedelta(days=random.randrange(40 * 365))
        people.append(
            ExercisePerson(f"exercise-person-{seed}-{number}", f"{given.arabic} {family.arabic}", spellings, born)
        )
    return people


def generate(reports: int, seed: int) -> Iterator[ExerciseReport]:
    """`reports` fictional reports in order of receipt; about one person for every three reports.

    Args:
        reports: how many, >= 0.
        seed: the same seed gives the same reports, byte for byte.
    """
    random = Random(f"reports-{seed}")
    people = exercise_people(max(1, reports // 3), seed)
    received_at = EPOCH
    for number in range(1, reports + 1):
        received_at += timedelta(minutes=random.randrange(20, 600))
        yield _report(number, random, random.choice(people), received_at)


def _report(number: int, random: Random, person: ExercisePerson, received_at: datetime) -> ExerciseReport:
    language = random.choices(LANGUAGES, weights=(4, 4, 2))[0]
    column = LANGUAGES.index(language)
    purpose = random.choice(list(DEEDS))
    place, origin = random.choice(PLACES), random.choice(ORIGINS)
    name = person.arabic if language == "ar" else random.choice(person.spellings)
    city, left = getattr(place, language), getattr(origin, language)
    deed = random.choice(DEEDS[purpose])[column].format(place=city)
    phone = f"+34 600 {random.randrange(1000):03d} {random.randrange(1000):03d}"
    sentences = {
        "ar": (
            f"أفاد مصدر بأن {name} غادر {left}، و{deed}.",
            f"استعمل رقم الهاتف {phone}.",
            "هذه الفقرة تكشف موقع المصدر ولا تُشارك.",
        ),
        "fr": (
            f"Selon une source, {name} a quitté {left} et {deed}.",
            f"Il utilise le numéro de téléphone {phone}.",
            "Cette portion révèle l’accès de la source et ne se communique pas.",
        ),
        "en": (
            f"According to a source, {name} left {left} and {deed}.",
            f"He uses the telephone number {phone}.",
            "This portion reveals the access of the source and is not to be released.",
        ),
    }[language]
    mark = MARK[language]
    shared = (place.country,)
    portions = (
        ExercisePortion(f"{mark}. {sentences[0]}", Classification.RESTRICTED, shared),
        ExercisePortion(sentences[1], Classification.RESTRICTED, shared),
        ExercisePortion(sentences[2], Classification.SECRET, ()),
    )
    return ExerciseReport(
        number,
        language,
        f"{mark} {number:04d}",
        random.choice(SOURCES),
        random.choice(GRADES),
        purpose,
        received_at,
        portions,
        person.person_id,
        place.country,
    )
