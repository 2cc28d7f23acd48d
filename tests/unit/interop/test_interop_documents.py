"""Word, PDF and mail files made here and read back."""

import io
from email.message import EmailMessage

import docx
import pytest

from jisr.interop.docx import read_docx
from jisr.interop.eml import read_eml, words_of_html
from jisr.interop.kinds import FileKind, kind_of, read_document
from jisr.interop.pdf import read_pdf
from jisr.interop.problems import IntakeError

ARABIC = "تمرين: وصل المشتبه به إلى الرباط."


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "cellule", "خلية"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(*lines: str) -> bytes:
    """A PDF written by hand: one page, one line of text an entry."""
    content = "BT /F1 12 Tf 50 700 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def mail_file(*, html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "تمرين"
    if html:
        message.set_content(
            "<html><style>x{}</style><p>Bonjour</p><p>à <b>Nador</b></p><script>alert(1)</script></html>",
            subtype="html",
        )
    else:
        message.set_content(ARABIC)
    message.add_attachment(b"name\nx\n", maintype="text", subtype="csv", filename="../../liste.csv")
    return message.as_bytes()


def test_word_paragraphs_and_tables_in_order() -> None:
    document = read_docx(word_file("EXERCICE", ARABIC))
    assert document.text.splitlines() == ["EXERCICE", ARABIC, "cellule", "خلية"]


def test_deleted_words_of_a_revision_are_left_out() -> None:
    data = word_file("kept")
    source = io.BytesIO(data)
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "word/document.xml":
                body = body.replace(b"<w:t>kept</w:t>", b"<w:t>kept</w:t></w:r><w:r><w:delText>struck</w:delText>")
            new.writestr(part, body)
    assert "struck" not in read_docx(target.getvalue()).text


def test_pdf_text() -> None:
    document = read_pdf(pdf_file("EXERCISE report", "second line"))
    assert document.text.split("\n")[:2] == ["EXERCISE report", "second line"]
    assert document.details["pages"] == "1"


def test_pdf_without_text_is_named() -> None:
    with pytest.raises(IntakeError) as error:
        read_pdf(pdf_file())
    assert error.value.problem.code == "pdf_without_text"


def test_mail_headers_text_and_attachments() -> None:
    document = read_eml(mail_file())
    assert document.text.startswith("From: a@example.org\nTo: b@example.org\nSubject: تمرين\n\n" + ARABIC)
    assert [(one.name, one.media_type, one.content) for one in document.attachments] == [
        ("liste.csv", "text/csv", b"name\nx\n")
    ]


def test_mail_in_html_gives_its_words_only() -> None:
    text = read_eml(mail_file(html=True)).text
    assert text.endswith("Bonjour\n\nà Nador\n")
    assert "alert" not in text


def test_html_words() -> None:
    assert words_of_html("a &amp; b<br>c<style>no</style>") == "a & b\nc"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (word_file("x"), "report.docx", FileKind.DOCX),
        (word_file("x"), "renamed.txt", FileKind.DOCX),
        (pdf_file("x"), "scan.bin", FileKind.PDF),
        (b"name\nx", "list.CSV", FileKind.CSV),
        (b"hello", "note.txt", FileKind.TEXT),
        (b"hello", "note", FileKind.TEXT),
        (b'{"id":"x","schema":"Person"}', "x", FileKind.FTM),
        (b"<CONSOLIDATED_LIST/>", "x.xml", FileKind.UN_LIST),
        (mail_file(), "m.eml", FileKind.EML),
    ],
)
def test_kind_is_known_by_content_then_name(data: bytes, name: str, kind: FileKind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [(b"x", "virus.exe", "unknown_kind"), (b"x", "a.docx", "damaged_file"), (b"", "a.txt", "empty_file")],
)
def test_unknown_kinds_are_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(IntakeError) as error:
        kind_of(data, name)
    assert error.value.problem.code == code


def test_a_list_is_no_document() -> None:
    with pytest.raises(IntakeError):
        read_document(b"name\nx", FileKind.CSV)
