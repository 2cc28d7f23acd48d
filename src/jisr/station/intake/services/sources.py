"""Sources, known by their code names only."""

import re
import unicodedata

from django.utils import timezone

from jisr.station.intake.models import Source, SourceKind
from jisr.station.intake.problems import SourceNameError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

_CODE_NAME = re.compile(r"[\w][\w .'’/-]{1,79}")


def one_line(text: str) -> str:
    """Text for a field of one line: single blanks, no NUL, which PostgreSQL can't hold."""
    return " ".join(text.replace("\x00", " ").split())


def source_named(actor: Actor, code_name: str, kind: SourceKind = SourceKind.OTHER) -> Source:
    """The source of a code name, made if it is new; in the caller's transaction.

    Raises:
        SourceNameError: not a code name.
    """
    name = one_line(unicodedata.normalize("NFC", code_name))
    if not _CODE_NAME.fullmatch(name):
        raise SourceNameError
    held = Source._base_manager.filter(code_name__iexact=name).first()
    if held is not None:
        return held
    source = Source.objects.create(code_name=name, kind=kind, created_at=timezone.now(), created_by=actor.name)
    record(actor, Act.COLLECTION, "source", str(source.id), detail={"kind": kind.value})
    return source
