"""The two search projections, kept in step with what they are drawn from, inside the same transaction."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from jisr.core.handling import Handling, strictest
from jisr.core.identity import name_key
from jisr.core.identity.folding import fold
from jisr.station.compartments.reader import as_station
from jisr.station.knowledge.models import EntityProfile, SearchableText, StatementRecord, StatementState
from jisr.station.knowledge.resolution.name_changes import drawn_version, note_all_drawn, note_changes
from jisr.station.knowledge.resolution.name_version import names_version
from jisr.station.knowledge.resolution.schemata import dominant_schema
from jisr.station.knowledge.rows import handling_of
from jisr.station.knowledge.vocabulary import COUNTRY_PROPERTIES, NAME_PROPERTIES
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.vault.blinding import blind_vectors
from jisr.station.web.visible import HIDDEN_CHARACTERS

LANGUAGES = ("ar", "fr", "en")
# A text search vector holds at most 1 MB of words, so a longer portion is indexed in pieces.
_PIECE_CHARACTERS = 100_000
_PROFILE_CHARACTERS = 100_000
_REBUILT_AT_ONCE = 500
_PROFILE_FIELDS = [
    "compartments", "schema", "caption", "names", "keys", "countries", "categories", "originators", "handling",
    "statement_count", "changed_at", "text_ar", "text_fr", "text_en", "text_plain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextPortion:
    """One portion of a report or a dispatch, to be found by search."""

    id: UUID
    text: str
    lang: str
    handling: Handling


def refresh_profiles(canonical_ids: Iterable[UUID]) -> None:
    """Draw the profiles of these entities afresh; one without standing statements disappears."""
    wanted = set(canonical_ids)
    if wanted:
        _draw(wanted)
        note_changes(wanted)


def _draw(wanted: set[UUID]) -> None:
    rows: dict[UUID, list[StatementRecord]] = defaultdict(list)
    with as_station():
        standing = StatementRecord.objects.filter(canonical_id__in=wanted, state=StatementState.STANDING)
        for row in standing.order_by("first_seen", "id"):
            rows[row.canonical_id].append(row)
        profiles = [profile for entity, held in rows.items() for profile in _profiles(entity, held)]
    kept = [profile.id for profile in profiles]
    EntityProfile._base_manager.filter(canonical_id__in=wanted).exclude(id__in=kept).delete()
    EntityProfile._base_manager.bulk_create(
        profiles, update_conflicts=True, unique_fields=["id"], update_fields=_PROFILE_FIELDS, batch_size=500
    )


def _profiles(canonical_id: UUID, rows: Sequence[StatementRecord]) -> Iterator[EntityProfile]:
    """The profile of what is in no compartment, and one for each set of compartments that hides something of it."""
    hiding = sorted({tuple(sorted(row.compartments)) for row in rows})
    for inside in hiding:
        seen = [row for row in rows if set(row.compartments) <= set(inside)]
        profile = _profile(canonical_id, seen)
        profile.id = uuid5(canonical_id, ",".join(map(str, inside))) if inside else canonical_id
        profile.compartments = list(inside)
        yield profile


def rebuild_profiles(actor: Actor) -> int:
    """Draw every profile afresh, as after an upgrade that changes the name keys; how many there are.

    Every process of the station then reads the names into its memory anew, in the background.
    """
    entities = StatementRecord._base_manager.filter(state=StatementState.STANDING).order_by("canonical_id")
    wanted = list(entities.values_list("canonical_id", flat=True).distinct())
    EntityProfile._base_manager.exclude(canonical_id__in=entities.values("canonical_id")).delete()
    for start in range(0, len(wanted), _REBUILT_AT_ONCE):
        with transaction.atomic():
            _draw(set(wanted[start : start + _REBUILT_AT_ONCE]))
    note_all_drawn(names_version())
    record(actor, Act.ADMINISTRATION, "profiles", "all", decision="rebuilt", detail={"entities": len(wanted)})
    return len(wanted)


def profiles_are_current() -> bool:
    """Whether the name keys of the profiles are those of the names' model and rules that run here."""
    if drawn_version() == names_version():
        return True
    if EntityProfile._base_manager.exists():
        return False
    note_all_drawn(names_version())
    return True


def _profile(canonical_id: UUID, rows: Sequence[StatementRecord]) -> EntityProfile:
    names = list(dict.fromkeys(row.value for prop in NAME_PROPERTIES for row in rows if row.prop == prop))
    texts: dict[str, list[str]] = {language: [] for language in (*LANGUAGES, "plain")}
    for row in rows:
        texts[row.lang if row.lang in LANGUAGES else "plain"].append(row.value)
        texts["plain"].append(fold(row.value))
    joined = {language: "\n".join(parts)[:_PROFILE_CHARACTERS] for language, parts in texts.items()}
    return EntityProfile(
        canonical_id=canonical_id,
        schema=dominant_schema(rows),
        caption=names[0] if names else rows[0].value,
        names=names,
        keys=sorted({key for name in names for key in name_key(name)}),
        countries=sorted({row.value for row in rows if row.prop in COUNTRY_PROPERTIES and len(row.value) <= 8}),
        categories=sorted({row.category for row in rows}),
        originators=sorted({row.originator for row in rows}),
        handling=strictest(handling_of(row) for row in rows).to_json(),
        statement_count=len(rows),
        changed_at=timezone.now(),
        text_ar=joined["ar"],
        text_fr=joined["fr"],
        text_en=joined["en"],
        text_plain=joined["plain"],
    )


#: PostgreSQL's text search configuration of each language.
CONFIGURATIONS = {"ar": "arabic", "fr": "french", "en": "english"}


@dataclass(frozen=True, slots=True)
class IndexedText:
    """One report or dispatch for `index_texts`; fields as the arguments of `index_text`."""

    subject: str
    title: str
    dated: datetime
    portions: Sequence[TextPortion]


def index_text(subject: str, title: str, dated: datetime, portions: Iterable[TextPortion]) -> None:
    """Make the portions of a report or dispatch searchable, in place of those indexed before.

    Args:
        subject: "report:<uuid>" or "dispatch:<uuid>".
        title: shown with the hit and searched with it.
        dated: when it was received.
    """
    index_texts([IndexedText(subject, title, dated, tuple(portions))])


def index_texts(items: Sequence[IndexedText]) -> None:
    """`index_text` for many at once, with two statements."""
    rows = [row for item in items for row in _text_rows(item)]
    texts = [(CONFIGURATIONS[row.lang], f"{row.title} {row.text}") for row in rows]
    for row, words in zip(rows, blind_vectors(texts), strict=True):
        row.words = words
    with transaction.atomic():
        SearchableText._base_manager.filter(subject__in=[item.subject for item in items]).delete()
        SearchableText._base_manager.bulk_create(rows, batch_size=1000)


def _text_rows(item: IndexedText) -> list[SearchableText]:
    return [
        SearchableText(
            id=portion.id if start == 0 else uuid5(portion.id, str(start)),
            subject=item.subject,
            title=item.title.replace("\x00", ""),
            lang=portion.lang if portion.lang in LANGUAGES else "en",
            text=HIDDEN_CHARACTERS.sub(_apart, portion.text[start : start + _PIECE_CHARACTERS]),
            handling=portion.handling.to_json(),
            originator=portion.handling.originator,
            dated=item.dated,
        )
        for portion in item.portions
        for start in range(0, max(1, len(portion.text)), _PIECE_CHARACTERS)
    ]


def _apart(hidden: re.Match[str]) -> str:
    """A hidden character between blanks, so that it neither hides a word from the search nor is lost from view."""
    return " " if hidden[0] == "\x00" else f" {hidden[0]} "


def seal_texts_anew(subject: str) -> None:
    """Seal the searchable texts of a report or dispatch under its newest key, in the caller's transaction."""
    for row in SearchableText.objects.filter(subject=subject):
        row.title, row.text = row.title, row.text
        row.save(update_fields=["title", "text"])


def forget_text(subject: str) -> None:
    """Take a report or dispatch out of the search, as when it is recalled or erased."""
    SearchableText._base_manager.filter(subject=subject).delete()
