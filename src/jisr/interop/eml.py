"""Text of a mail (EML) with its headers, and the files attached to it.

Source: RFC 5322, RFC 2045-2049. HTML is reduced to its words; nothing it points at is fetched.
"""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

from jisr.interop.documents import Attachment, Document, finished
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError
from jisr.interop.text import decode

_SHOWN_HEADERS = ("from", "to", "cc", "date", "subject")
_BREAKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"}
_HIDDEN = {"script", "style", "head", "title", "template"}


def read_eml(data: bytes, limits: Limits = DEFAULT) -> Document:
    """A mail: its headers, a blank line, its text.

    Raises:
        IntakeError: file_too_large, too_many_parts, nested_too_deep, empty_file, text_too_long.
    """
    if len(data) > limits.document_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.document_bytes // MEGABYTE)
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    except (RecursionError, ValueError, LookupError) as error:
        raise IntakeError("damaged_file", kind="EML") from error
    headers = {name: value for name in _SHOWN_HEADERS if (value := _header(message, name))}
    if not headers:
        raise IntakeError("damaged_file", kind="EML")
    plain, html, attachments = _parts(message, limits)
    body = "\n".join(plain) if any(part.strip() for part in plain) else "\n".join(map(words_of_html, html))
    head = "\n".join(f"{name.capitalize()}: {value}" for name, value in headers.items())
    return finished(f"{head}\n\n{body.strip()}\n", "eml", limits, details=headers, attachments=tuple(attachments))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, IndexError, TypeError):
        return ""  # a header that the standard library can't read is not shown; the mail is


def _parts(message: EmailMessage, limits: Limits) -> tuple[list[str], list[str], list[Attachment]]:
    plain: list[str] = []
    html: list[str] = []
    attachments: list[Attachment] = []
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop(0)
        count += 1
        if depth > limits.depth:
            raise IntakeError("nested_too_deep", limit=limits.depth)
        if count > limits.parts:
            raise IntakeError("too_many_parts", kind="EML", limit=limits.parts)
        media_type = part.get_content_type()
        name = _file_name(part)
        if part.is_multipart() and media_type != "message/rfc822":
            waiting += [(inner, depth + 1) for inner in part.get_payload() if isinstance(inner, EmailMessage)]
        elif name or part.get_content_disposition() == "attachment" or not media_type.startswith("text/"):
            attachments.append(Attachment(name or f"part-{count}", media_type, _content(part)))
        elif media_type == "text/html":
            html.append(_text(part))
        else:
            plain.append(_text(part))
    return plain, html, attachments


def _file_name(part: EmailMessage) -> str:
    try:
        return (part.get_filename() or "").replace("\\", "/").rpartition("/")[2][:200]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return b"\n".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, EmailMessage))


def _text(part: EmailMessage) -> str:
    content = _content(part)
    charset = part.get_content_charset()
    if charset:
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content).text


class _Words(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def words_of_html(html: str) -> str:
    """The words of an HTML text, blocks on lines of their own."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).splitlines())
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)
