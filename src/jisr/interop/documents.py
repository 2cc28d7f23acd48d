"""A document taken apart: its text with what is worth saying about it, and what was attached to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jisr.interop.bidi import bidi_problem
from jisr.interop.limits import Limits
from jisr.interop.problems import IntakeError, IntakeProblem


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a mail, as it came."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """Text of a document.

    Attributes:
        text: lines divided by "\\n"; no NUL. Offsets of findings are counted in this text.
        kind: "text", "docx", "pdf" or "eml".
        details: what the document says about itself (encoding, subject, sender, date, pages).
        attachments: files inside it.
        problems: warnings only; what can't be taken in at all is an `IntakeError`.
    """

    text: str
    kind: str
    details: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[IntakeProblem, ...] = ()


def finished(
    text: str,
    kind: str,
    limits: Limits,
    *,
    details: Mapping[str, str] | None = None,
    attachments: tuple[Attachment, ...] = (),
    problems: tuple[IntakeProblem, ...] = (),
) -> Document:
    """The checks that every document goes through.

    Raises:
        IntakeError: empty_file, text_too_long.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    found = list(problems)
    if "\x00" in lines:
        found.append(IntakeProblem(None, "", "nul_characters", {"count": lines.count("\x00")}, is_warning=True))
        lines = lines.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    # Lone surrogates can't be stored as UTF-8.
    lines = lines.encode("utf-8", "replace").decode("utf-8")
    if not lines.strip() and not attachments:
        raise IntakeError("empty_file")
    if len(lines) > limits.text_characters:
        raise IntakeError("text_too_long", limit=limits.text_characters)
    bidi = bidi_problem(lines)
    if bidi is not None:
        found.append(bidi)
    return Document(lines, kind, details or {}, attachments, tuple(found))
