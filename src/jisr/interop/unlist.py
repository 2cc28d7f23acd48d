"""Persons and organisations of the UN Security Council consolidated list, in FollowTheMoney's terms.

Each record gives an entity and, beside it, a Sanction that says under which list and since when it stands there.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from jisr.interop.entities import EntityRow, Row, WrongRow, clean_value, expected_value
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.interop.unlist_xml import Node, records

DATASET = "un_sc_sanctions"
_AUTHORITY = "United Nations Security Council"
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PASSPORT_WORDS = ("passport", "passeport", "pasaporte")
_FORMER = {"f.k.a.", "fka"}


class _Gathered:
    """Properties of one record with what was wrong on the way."""

    def __init__(self, schema: str, line: int) -> None:
        self.schema = schema
        self.properties: dict[str, tuple[str, ...]] = {}
        self.problems: list[IntakeProblem] = []
        self._line = line

    def add(self, prop: str, value: str, element: str, line: int | None = None) -> None:
        """A value that is cleaned; one that is not valid becomes a warning and is kept in the notes."""
        text = " ".join(value.split())
        if not text:
            return
        clean = clean_value(self.schema, prop, text)
        if clean is None:
            detail = {"value": text[:80], "expected": expected_value(self.schema, prop)}
            self.problems.append(IntakeProblem(line or self._line, element, "invalid_value", detail, is_warning=True))
            prop, clean = "notes", f"{element}: {text}"
        if clean not in self.properties.get(prop, ()):
            self.properties[prop] = (*self.properties.get(prop, ()), clean)


def read_un_list(data: bytes, limits: Limits = DEFAULT) -> Iterator[Row]:
    """Rows in order of the list; wrong ones beside right ones.

    Raises:
        IntakeError: file_too_large at once; while reading: xml_declarations, broken_xml, not_un_list, nested_too_deep.
    """
    if len(data) > limits.list_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.list_bytes // MEGABYTE)
    return _rows(data, limits)


def _rows(data: bytes, limits: Limits) -> Iterator[Row]:
    for number, record in enumerate(records(data, limits), 1):
        if number > limits.rows:
            yield WrongRow(record.line, (), (IntakeProblem(record.line, "", "too_many_rows", {"limit": limits.rows}),))
            return
        yield from _read_record(record)


def _read_record(record: Node) -> Iterator[Row]:
    identifier = record.value("DATAID")
    name = " ".join(part for element in _NAME_PARTS if (part := record.value(element)))
    problems = []
    if not identifier:
        problems.append(IntakeProblem(record.line, "DATAID", "missing_id"))
    if not name:
        problems.append(IntakeProblem(record.line, "FIRST_NAME", "missing_name"))
    if problems:
        yield WrongRow(record.line, (as_xml(record),), tuple(problems))
        return
    is_person = record.name == "INDIVIDUAL"
    gathered = _Gathered("Person" if is_person else "Organization", record.line)
    _add_names(gathered, record, name)
    _add_births(gathered, record)
    _add_documents(gathered, record)
    _add_places(gathered, record)
    for comment in record.all("COMMENTS1"):
        gathered.add("notes", comment.text, "COMMENTS1", comment.line)
    gathered.add("program", record.value("UN_LIST_TYPE"), "UN_LIST_TYPE")
    gathered.add("topics", "sanction", "LIST_TYPE")
    for day in record.values("LAST_DAY_UPDATED"):
        gathered.add("modifiedAt", day, "LAST_DAY_UPDATED")
    key = f"id:un-sc-{identifier}"
    yield EntityRow(record.line, key, gathered.schema, gathered.properties, DATASET, tuple(gathered.problems))
    yield _sanction(record, f"un-sc-{identifier}")


def _add_names(gathered: _Gathered, record: Node, name: str) -> None:
    gathered.add("name", name, "FIRST_NAME")
    gathered.add("name", record.value("NAME_ORIGINAL_SCRIPT"), "NAME_ORIGINAL_SCRIPT")
    for alias in record.all(f"{record.name}_ALIAS"):
        written, quality = alias.value("ALIAS_NAME"), alias.value("QUALITY").lower()
        prop = "weakAlias" if quality == "low" else "previousName" if quality in _FORMER else "alias"
        gathered.add(prop, written, "ALIAS_NAME", alias.line)
        gathered.add("notes", alias.value("NOTE"), "NOTE", alias.line)
    if gathered.schema == "Person":
        for title in record.values("TITLE"):
            gathered.add("title", title, "TITLE")
        for position in record.values("DESIGNATION"):
            gathered.add("position", position, "DESIGNATION")
        gathered.add("gender", record.value("GENDER"), "GENDER")


def _add_births(gathered: _Gathered, record: Node) -> None:
    """Exact days, years, and both ends of a span; what is only near is said in the notes."""
    for birth in record.all("INDIVIDUAL_DATE_OF_BIRTH"):
        kind = birth.value("TYPE_OF_DATE")
        first, last = birth.value("FROM_YEAR"), birth.value("TO_YEAR")
        for value in (birth.value("DATE")[:10], birth.value("YEAR"), first, last):
            gathered.add("birthDate", value, "INDIVIDUAL_DATE_OF_BIRTH", birth.line)
        if kind == "BETWEEN" and first and last:
            gathered.add("notes", f"Born between {first} and {last}", "TYPE_OF_DATE", birth.line)
        elif kind == "APPROXIMATELY":
            gathered.add(
                "notes",
                f"Born approximately {birth.value('DATE')[:10] or birth.value('YEAR')}",
                "TYPE_OF_DATE",
                birth.line,
            )
        gathered.add("notes", birth.value("NOTE"), "NOTE", birth.line)
    for place in record.all("INDIVIDUAL_PLACE_OF_BIRTH"):
        written = ", ".join(part for element in ("CITY", "STATE_PROVINCE", "COUNTRY") if (part := place.value(element)))
        gathered.add("birthPlace", written, "INDIVIDUAL_PLACE_OF_BIRTH", place.line)
        gathered.add("birthCountry", place.value("COUNTRY"), "COUNTRY", place.line)


def _add_documents(gathered: _Gathered, record: Node) -> None:
    for document in record.all("INDIVIDUAL_DOCUMENT"):
        kind = f"{document.value('TYPE_OF_DOCUMENT')} {document.value('TYPE_OF_DOCUMENT2')}".lower()
        prop = "passportNumber" if any(word in kind for word in _PASSPORT_WORDS) else "idNumber"
        gathered.add(prop, document.value("NUMBER"), "NUMBER", document.line)
        about = [
            document.value(element) for element in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE", "NOTE")
        ]
        if document.value("NUMBER") and any(about):
            said = ", ".join(part for part in about if part)
            gathered.add("notes", f"{document.value('NUMBER')}: {said}", "INDIVIDUAL_DOCUMENT", document.line)


def _add_places(gathered: _Gathered, record: Node) -> None:
    if gathered.schema == "Person":
        for nationality in record.values("NATIONALITY"):
            gathered.add("nationality", nationality, "NATIONALITY")
    for address in record.all(f"{record.name}_ADDRESS"):
        parts = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
        gathered.add(
            "address", ", ".join(part for element in parts if (part := address.value(element))), "ADDRESS", address.line
        )
        gathered.add("country", address.value("COUNTRY"), "COUNTRY", address.line)
        gathered.add("notes", address.value("NOTE"), "NOTE", address.line)


def _sanction(record: Node, entity: str) -> EntityRow:
    gathered = _Gathered("Sanction", record.line)
    gathered.add("entity", entity, "DATAID")
    gathered.add("authority", _AUTHORITY, "LIST_TYPE")
    gathered.add("program", record.value("UN_LIST_TYPE"), "UN_LIST_TYPE")
    gathered.add("unscId", record.value("REFERENCE_NUMBER"), "REFERENCE_NUMBER")
    gathered.add("listingDate", record.value("LISTED_ON")[:10], "LISTED_ON")
    properties = {prop: values for prop, values in gathered.properties.items() if prop != "notes"}
    return EntityRow(record.line, f"id:{entity}-listing", "Sanction", properties, DATASET, tuple(gathered.problems))


def as_xml(node: Node) -> str:
    """An element written out again, to be mended."""
    inner = escape(node.text.strip()) + "".join(as_xml(child) for child in node.children)
    return f"<{node.name}>{inner}</{node.name}>"
