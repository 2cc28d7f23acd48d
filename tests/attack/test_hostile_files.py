"""Files made to hurt: each ends in a clear refusal, quickly and without filling the memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from jisr.interop.docx import read_docx
from jisr.interop.eml import read_eml
from jisr.interop.entities import EntityRow
from jisr.interop.kinds import FileKind, kind_of, read_document
from jisr.interop.limits import Limits
from jisr.interop.lists import read_list
from jisr.interop.pdf import read_pdf
from jisr.interop.problems import IntakeError
from jisr.interop.text import read_text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return stream.getvalue()


def word(body: str, prolog: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(word__document_xml=document.encode())


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(IntakeError) as error:
        read()
    return error.value.problem.code


def read_all(data: bytes, kind: FileKind, limits: Limits | None = None) -> list[object]:
    return list(read_list(data, kind, limits or Limits()).rows)


def test_entity_bomb_in_a_list() -> None:
    data = f'<?xml version="1.0"?>{BOMB}<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>'.encode()
    assert code_of(lambda: read_all(data, FileKind.UN_LIST)) == "xml_declarations"


def test_outside_entity_in_a_list_reads_no_file() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>'
    assert code_of(lambda: read_all(data, FileKind.UN_LIST)) == "xml_declarations"


def test_entity_bomb_in_a_word_file() -> None:
    assert code_of(lambda: read_docx(word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", BOMB))) == "xml_declarations"


def test_entity_bomb_in_utf16_in_a_workbook() -> None:
    part = ('<?xml version="1.0" encoding="utf-16"?>' + BOMB + "<x>&b;</x>").encode("utf-16")
    data = packed(xl__workbook_xml=part)
    assert code_of(lambda: read_list(data, FileKind.XLSX)) == "xml_declarations"


def test_zip_bomb_that_declares_its_size() -> None:
    data = packed(word__document_xml=b"<x/>", word__media=b"\0" * 3_000_000)
    assert code_of(lambda: read_docx(data, Limits(inflated_bytes=1_000_000))) == "inflates_too_much"


def test_zip_bomb_that_lies_about_its_size() -> None:
    data = bytearray(packed(word__document_xml=b"<x/>", word__media=b"\0" * 3_000_000))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    assert code_of(lambda: read_docx(bytes(data), Limits(inflated_bytes=1_000_000))) in {
        "damaged_file",
        "inflates_too_much",
    }


def test_zip_bomb_is_not_unpacked_into_memory() -> None:
    data = packed(word__document_xml=b"<x/>", word__media=b"\0" * 60_000_000)
    tracemalloc.start()
    assert code_of(lambda: read_docx(data, Limits(inflated_bytes=50_000_000))) == "inflates_too_much"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_thousands_of_parts() -> None:
    data = packed(**{f"word__{number}": b"" for number in range(60)}, word__document_xml=b"<x/>")
    assert code_of(lambda: read_docx(data, Limits(parts=50))) == "too_many_parts"


def test_nesting_without_end() -> None:
    deep = "<a>" * 5_000 + "</a>" * 5_000
    assert code_of(lambda: read_docx(word(deep))) == "nested_too_deep"
    listed = f"<CONSOLIDATED_LIST><INDIVIDUAL>{deep}</INDIVIDUAL></CONSOLIDATED_LIST>".encode()
    assert code_of(lambda: read_all(listed, FileKind.UN_LIST)) == "nested_too_deep"
    line = b'{"id":"x","schema":"Person","properties":' + b"[" * 100_000
    assert read_all(line, FileKind.FTM)[0].problems[0].code == "invalid_json"  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [FileKind.TEXT, FileKind.DOCX, FileKind.PDF, FileKind.EML])
def test_a_file_of_200_megabytes_is_refused_unread(kind: FileKind) -> None:
    assert code_of(lambda: read_document(b"a" * 200_000_000, kind)) == "file_too_large"


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX, FileKind.FTM, FileKind.UN_LIST])
def test_a_list_of_200_megabytes_is_refused_unread(kind: FileKind) -> None:
    assert code_of(lambda: read_all(b"a" * 200_000_000, kind)) == "file_too_large"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + b"\xff" * 200, word("")[:-30], packed(word__document_xml=b"<broken"), packed(nothing=b"")],
)
def test_broken_word_files(data: bytes) -> None:
    assert code_of(lambda: read_docx(data)) in {"damaged_file", "broken_xml"}


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\ngarbage",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
    ],
)
def test_broken_and_circular_pdf(data: bytes) -> None:
    assert code_of(lambda: read_pdf(data)) in {"damaged_file", "pdf_without_text"}


def test_mails_in_mails_and_thousands_of_parts() -> None:
    message = EmailMessage()
    message["Subject"] = "EXERCISE"
    message.set_content("x")
    for _ in range(60):
        message.add_attachment(b"y", maintype="application", subtype="octet-stream")
    assert code_of(lambda: read_eml(message.as_bytes(), Limits(parts=50))) == "too_many_parts"
    nested = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(
        b"--b\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    )
    assert code_of(lambda: read_eml(nested)) in {"too_many_parts", "nested_too_deep"}


def test_attachment_names_hold_no_path() -> None:
    message = EmailMessage()
    message["Subject"] = "EXERCISE"
    message.set_content("text")
    message.add_attachment(b"y", maintype="text", subtype="plain", filename="..\\..\\etc/passwd")
    assert [one.name for one in read_eml(message.as_bytes()).attachments] == ["passwd"]


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE reports; --", "<script>alert(1)</script>", "\u202eexe.fdp", "{{7*7}}", "%s%n"]
)
def test_names_made_to_be_executed_stay_words(name: str) -> None:
    [row] = read_all(f"name\n{name}\n".encode(), FileKind.CSV)
    assert isinstance(row, EntityRow)
    assert row.caption == name


def test_nul_bytes_in_lists_do_not_reach_the_store() -> None:
    [row] = read_all(b"name,notes\nEXERCISE\x00One,long enough to be a text\n", FileKind.CSV)
    assert isinstance(row, EntityRow)
    assert "\x00" not in row.caption
    [entity] = read_all(b'{"id":"x","schema":"Person","properties":{"name":["a\\u0000b"]}}', FileKind.FTM)
    assert isinstance(entity, EntityRow)
    assert "\x00" not in entity.caption


def test_a_program_renamed_to_text() -> None:
    data = b"MZ\x90\x00\x03" + bytes(range(32)) * 50
    assert kind_of(data, "report.txt") is FileKind.TEXT
    assert code_of(lambda: read_text(data)) == "not_text"


def test_text_between_encodings_is_read_with_a_warning() -> None:
    document = read_text(b"valid start \xff\xfe\x80 and more words follow here")
    assert "encoding_guessed" in {problem.code for problem in document.problems}
