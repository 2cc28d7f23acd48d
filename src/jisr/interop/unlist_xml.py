"""The UN Security Council consolidated list, read element by element with its line numbers, whatever its length.

No entity, no document type and no outside reference is ever read. Source: https://www.un.org/sc/resources/sc-sanctions.xsd.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from jisr.interop.limits import Limits
from jisr.interop.problems import IntakeError

_CHUNK_BYTES = 65_536
_RECORDS = {"INDIVIDUAL", "ENTITY"}
_ROOT = "CONSOLIDATED_LIST"


@dataclass(slots=True)
class Node:
    """An element with its text and its children."""

    name: str
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, name: str) -> list["Node"]:
        """Children of a name."""
        return [child for child in self.children if child.name == name]

    def value(self, name: str) -> str:
        """Text of the first child of a name, blanks made single; "" when there is none."""
        for child in self.children:
            if child.name == name and child.text.strip():
                return " ".join(child.text.split())
        return ""

    def values(self, name: str) -> list[str]:
        """Texts of the VALUE elements under the children of a name."""
        texts = (" ".join(value.text.split()) for child in self.all(name) for value in child.all("VALUE"))
        return [text for text in texts if text]


class _Records(ContentHandler):
    """Builds one record at a time and hands it over."""

    def __init__(self, limits: Limits, place: Locator) -> None:
        super().__init__()
        self.ready: list[Node] = []
        self._limits = limits
        self._place = place
        self._depth = 0
        self._open: list[Node] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._depth += 1
        if self._depth == 1 and name != _ROOT:
            raise IntakeError("not_un_list")
        if self._depth > self._limits.depth:
            raise IntakeError("nested_too_deep", limit=self._limits.depth)
        if self._open or name in _RECORDS:
            node = Node(name, self._place.getLineNumber() or 0)
            if self._open:
                self._open[-1].children.append(node)
            self._open.append(node)

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].text += content
            if len(self._open[-1].text) > self._limits.line_characters:
                raise IntakeError("text_too_long", limit=self._limits.line_characters)

    def endElement(self, name: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self.ready.append(node)


def records(data: bytes, limits: Limits) -> Iterator[Node]:
    """INDIVIDUAL and ENTITY elements in order.

    Raises:
        IntakeError: xml_declarations, broken_xml, not_un_list, nested_too_deep, text_too_long.
    """
    parser = make_parser()
    handler = _Records(limits, parser)
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.feed(data[start : start + _CHUNK_BYTES])
            yield from handler.ready
            handler.ready.clear()
        parser.close()
        yield from handler.ready
    except DefusedXmlException as error:
        yield from handler.ready
        raise IntakeError("xml_declarations") from error
    except SAXParseException as error:
        yield from handler.ready
        raise IntakeError(
            "broken_xml", line=error.getLineNumber() or 0, column=(error.getColumnNumber() or 0) + 1
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        raise IntakeError("damaged_file", kind="XML") from error
