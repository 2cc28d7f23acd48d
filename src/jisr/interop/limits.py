"""Upper bounds of what is brought in. They protect the station; a real report or list stays far below them."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file.

    Attributes:
        document_bytes: largest text, DOCX, PDF or EML file.
        list_bytes: largest list.
        text_characters: longest text taken out of a document.
        inflated_bytes: most that a packed file (DOCX, XLSX) may unpack to, counted while unpacking.
        parts: most files in a packed file, attachments in a mail, or pages in a PDF.
        rows: most rows of a list.
        line_characters: longest line or cell.
        depth: deepest nesting of XML elements, of JSON and of mails in mails.
    """

    document_bytes: int = 25 * MEGABYTE
    list_bytes: int = 60 * MEGABYTE
    text_characters: int = 2_000_000
    inflated_bytes: int = 200 * MEGABYTE
    parts: int = 2_000
    rows: int = 1_000_000
    line_characters: int = 200_000
    depth: int = 60


DEFAULT = Limits()
