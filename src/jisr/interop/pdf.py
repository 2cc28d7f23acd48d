"""Text of a PDF, page by page. Pictures of text are not read; scripts, links and attachments are not touched."""

import io
import logging
import re
import unicodedata

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from jisr.interop.documents import Document, finished
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError, IntakeProblem

# Letters in the forms of their place in the word, which PDF writers leave behind; as text they are plain letters.
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(data: bytes, limits: Limits = DEFAULT) -> Document:
    """A PDF document.

    Raises:
        IntakeError: file_too_large, damaged_file, encrypted_file, too_many_parts, pdf_without_text, text_too_long.
    """
    if len(data) > limits.document_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.document_bytes // MEGABYTE)
    reader, page_count = _open(data)
    if page_count > limits.parts:
        raise IntakeError("too_many_parts", kind="PDF", limit=limits.parts)
    pages: list[str] = []
    problems: list[IntakeProblem] = []
    length = 0
    for number in range(page_count):
        try:
            text = _PRESENTATION.sub(
                lambda match: unicodedata.normalize("NFKC", match.group()), reader.pages[number].extract_text()
            )
        except Exception:  # pypdf meets hostile bytes with errors of every class; one bad page is not the document
            problems.append(IntakeProblem(number + 1, "", "page_unreadable", {"page": number + 1}, is_warning=True))
            continue
        length += len(text)
        if length > limits.text_characters:
            raise IntakeError("text_too_long", limit=limits.text_characters)
        pages.append(text.strip("\n"))
    if not any(page.strip() for page in pages):
        raise IntakeError("damaged_file", kind="PDF") if problems else IntakeError("pdf_without_text")
    return finished("\n\n".join(pages), "pdf", limits, details={"pages": str(page_count)}, problems=tuple(problems))


def _open(data: bytes) -> tuple[PdfReader, int]:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IntakeError("encrypted_file", kind="PDF")
        return reader, len(reader.pages)
    except IntakeError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise IntakeError("damaged_file", kind="PDF") from error
