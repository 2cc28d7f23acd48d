"""Bytes to text: which encoding, and whether it is a text at all.

UTF-8 and UTF-16 are recognised by their mark or their form. Otherwise the single-byte encodings of the three languages
are tried, and the one whose reading looks most like words is taken, with a warning.
"""

import re
from typing import NamedTuple

from jisr.interop.documents import Document, finished
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError, IntakeProblem

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6", "cp1252")
_SAMPLE_BYTES = 65_536
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC_WORD = re.compile(r"(?<!\w)(?:ال[\u0621-\u064a]{2,}|في|من|إلى|على|أن|عن|مع|هذا|التي|الذي|بين)(?!\w)")
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
_FRENCH_ACCENT = re.compile(r"[A-Za-z][éèêëàâîïôöùûüçœÉÈÀÇ]|[éèàçêôîûâÉÀ][A-Za-z]|(?<!\w)à(?!\w)")
# Signs that stand inside words only when bytes were read in the wrong encoding.
_UNLIKELY = re.compile(r"(?<=\w)[¡-¿×÷](?=\w)|[À-ÿ]{3,}|[\u0621-\u064a][A-Za-z]|[A-Za-z][\u0621-\u064a]")


class DecodedText(NamedTuple):
    """A text, its encoding, and whether the encoding had to be guessed."""

    text: str
    encoding: str
    is_guess: bool


def decode(data: bytes) -> DecodedText:
    """The text of bytes; a byte-order mark is taken off.

    Raises:
        IntakeError: not_text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_try(data[len(mark) :], encoding) or _lossy(data[len(mark) :], encoding), data)
    wide = _unmarked_utf16(data)
    if wide is not None:
        return _checked(wide, data)
    utf8 = _try(data, "utf-8")
    if utf8 is not None:
        return _checked(utf8, data)
    candidates = [read for encoding in _SINGLE_BYTE if (read := _try(data, encoding)) is not None]
    if not candidates:
        raise IntakeError("not_text", position=1)
    best = max(candidates, key=lambda read: _likeness(read.text[:_SAMPLE_BYTES]))
    return _checked(best._replace(is_guess=True), data)


def _try(data: bytes, encoding: str) -> DecodedText | None:
    try:
        return DecodedText(data.decode(encoding), encoding, False)
    except UnicodeDecodeError:
        return None


def _lossy(data: bytes, encoding: str) -> DecodedText:
    return DecodedText(data.decode(encoding, "replace"), encoding, True)


def _unmarked_utf16(data: bytes) -> DecodedText | None:
    """UTF-16 without its mark: Latin letters have a zero in every other byte, Arabic ones a six."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < 4:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(byte in {0x00, 0x06} for byte in high) > 0.8 * len(high):
            read = _try(data[: len(data) // 2 * 2], encoding)
            if read is not None and read.text.count("\x00") * 20 < len(read.text):
                return read._replace(is_guess=True)
    return None


def _likeness(text: str) -> float:
    """How much a reading looks like words; higher is more alike, comparable between readings of the same bytes."""
    words = (
        12 * len(_ARABIC_WORD.findall(text)) + len(_ARABIC_LETTER.findall(text)) + 6 * len(_FRENCH_ACCENT.findall(text))
    )
    return words - 10 * len(_UNLIKELY.findall(text))


def _checked(read: DecodedText, data: bytes) -> DecodedText:
    sample = read.text[:_SAMPLE_BYTES]
    controls = len(_CONTROL.findall(sample)) + sample.count("\x00")
    if controls * 50 > max(len(sample), 1) and controls > 2:
        first = next((position for position, byte in enumerate(data) if byte < 9), 0)
        raise IntakeError("not_text", position=first + 1)
    return read


def read_text(data: bytes, limits: Limits = DEFAULT) -> Document:
    """A plain-text file.

    Raises:
        IntakeError: file_too_large, not_text, empty_file, text_too_long.
    """
    if len(data) > limits.document_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.document_bytes // MEGABYTE)
    read = decode(data)
    problems = (encoding_problem(read),) if read.is_guess else ()
    return finished(read.text, "text", limits, details={"encoding": read.encoding}, problems=problems)


def encoding_problem(read: DecodedText) -> IntakeProblem:
    """The warning that goes with a guess."""
    return IntakeProblem(None, "", "encoding_guessed", {"encoding": read.encoding}, is_warning=True)
