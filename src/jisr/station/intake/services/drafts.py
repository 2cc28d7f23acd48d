"""A report before it is taken in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from jisr.core.handling import Classification, DataCategory, Handling, NeutralityFlag, OnwardRule, Purpose, Tlp
from jisr.core.statements import Grade
from jisr.interop.documents import Document
from jisr.interop.problems import IntakeProblem


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file to be kept with a report, byte for byte."""

    name: str
    media_type: str
    content: bytes
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What is known of a report when it comes in.

    Attributes:
        text: as received; it is divided into portions at paragraphs.
        source: code name.
        title: "" = the first words of the text.
        language: "ar", "fr", "en" or "" = detected.
        category: of the persons in it, where nobody says otherwise of one of them; None = not known.
        received_at, event_at, observed_at: UTC-aware; received_at None = now.
        lineage: shared by reports that go back to one origin.
        is_verbal: it was told, not written.
        neutrality: characters of the matter in which cooperation is forbidden.
        kind: kind of file, or "form" or "api".
    """

    text: str
    source: str
    handling: Handling
    title: str = ""
    grade: Grade | None = None
    language: str = ""
    purpose: Purpose | None = None
    category: DataCategory | None = None
    received_at: datetime | None = None
    event_at: datetime | None = None
    observed_at: datetime | None = None
    lineage: str = ""
    is_verbal: bool = False
    neutrality: Collection[NeutralityFlag] = ()
    kind: str = "form"
    details: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[IntakeProblem] = ()
    attachments: Sequence[AttachmentDraft] = ()


def default_handling() -> Handling:
    """Conditions of a report for which nobody has said otherwise: confidential, nothing without asking."""
    return Handling(
        originator=settings.IDENTITY.station_id,
        classification=Classification.CONFIDENTIAL,
        tlp=Tlp.AMBER,
        onward=OnwardRule.ASK,
        action_on=OnwardRule.ASK,
        court_use=OnwardRule.ASK,
    )


def draft_of_document(
    document: Document, name: str, data: bytes, media_type: str, source: str, handling: Handling, **known: Any
) -> ReportDraft:
    """A draft from a file that was read: its text, the file itself and what was attached to it."""
    files = [AttachmentDraft(name, media_type, data, is_original=True)]
    files += [AttachmentDraft(one.name, one.media_type, one.content) for one in document.attachments]
    known.setdefault("title", document.details.get("subject", ""))
    return ReportDraft(
        text=document.text,
        source=source,
        handling=handling,
        kind=document.kind,
        details=dict(document.details),
        problems=document.problems,
        attachments=files,
        **known,
    )
