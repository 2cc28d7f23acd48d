"""Text of a Word document (DOCX), paragraph by paragraph, tables and notes included, deleted passages left out.

Source: ECMA-376 part 1, section 17 (WordprocessingML). Only the parts that hold text are read; no link is followed.
"""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse

from jisr.interop.documents import Document, finished
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.packed import opened
from jisr.interop.problems import IntakeError

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_PARTS = ("word/header1.xml", "word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")


def read_docx(data: bytes, limits: Limits = DEFAULT) -> Document:
    """A Word document.

    Raises:
        IntakeError: file_too_large, damaged_file, inflates_too_much, too_many_parts, xml_declarations,
            nested_too_deep, empty_file, text_too_long.
    """
    if len(data) > limits.document_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.document_bytes // MEGABYTE)
    with opened(data, "DOCX", limits) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise IntakeError("damaged_file", kind="DOCX")
        paragraphs: list[str] = []
        length = 0
        for part in _PARTS:
            if part in names:
                for paragraph in _paragraphs(archive, part, limits):
                    length += len(paragraph) + 1
                    if length > limits.text_characters:
                        raise IntakeError("text_too_long", limit=limits.text_characters)
                    paragraphs.append(paragraph)
    return finished("\n".join(paragraphs).strip("\n"), "docx", limits)


def _paragraphs(archive: zipfile.ZipFile, part: str, limits: Limits) -> Iterator[str]:
    """Paragraphs of one part; a paragraph inside a text box stands before the paragraph it is anchored in."""
    open_paragraphs: list[list[str]] = []
    depth = skipped = 0
    with archive.open(part) as stream:
        try:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > limits.depth:
                    raise IntakeError("nested_too_deep", limit=limits.depth)
                name = element.tag.replace(_STRICT_WORD, _WORD)
                # The second copy of a text box, for old programs.
                if name.endswith("}Fallback"):
                    skipped += 1 if event == "start" else -1
                if skipped:
                    continue
                if name == _WORD + "p" and event == "start":
                    open_paragraphs.append([])
                elif name == _WORD + "p" and open_paragraphs:
                    yield "".join(open_paragraphs.pop())
                    element.clear()
                elif event == "end" and open_paragraphs:
                    open_paragraphs[-1].append(_run_text(name, element))
        except ParseError as error:
            line, column = error.position
            raise IntakeError("broken_xml", line=line, column=column + 1) from error


def _run_text(name: str, element: Element) -> str:
    if name == _WORD + "t":
        return element.text or ""
    if name == _WORD + "tab":
        return "\t"
    if name in {_WORD + "br", _WORD + "cr"}:
        return "\n"
    return "-" if name == _WORD + "noBreakHyphen" else ""
