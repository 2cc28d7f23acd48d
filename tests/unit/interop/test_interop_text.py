"""Encodings, invisible characters and languages of plain text."""

import pytest

from jisr.interop.bidi import find_bidi_controls
from jisr.interop.language import detect_language
from jisr.interop.limits import Limits
from jisr.interop.problems import LANGUAGES, SENTENCES, IntakeError, IntakeProblem
from jisr.interop.text import decode, read_text

ARABIC = "تمرين: أفاد المصدر بأن المشتبه به وصل إلى الرباط في الأسبوع الماضي وهو ينوي السفر إلى إسبانيا."
FRENCH = "EXERCICE : le suspect a été aperçu à Nador ; il aurait déjà quitté le territoire grâce à un complice."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ARABIC),
        ("utf-8-sig", FRENCH),
        ("utf-16", ARABIC),
        ("utf-16-le", ARABIC),
        ("utf-16-be", FRENCH),
        ("windows-1256", ARABIC),
        ("iso-8859-6", ARABIC),
        ("cp1252", FRENCH),
    ],
)
def test_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_guess_is_reported_and_a_mark_is_not() -> None:
    assert [problem.code for problem in read_text(ARABIC.encode("windows-1256")).problems] == ["encoding_guessed"]
    assert read_text(ARABIC.encode("utf-16")).problems == ()


def test_line_ends_become_one_kind() -> None:
    assert read_text(b"one\r\ntwo\rthree").text == "one\ntwo\nthree"


def test_nul_characters_are_replaced_and_counted() -> None:
    document = read_text(b"before\x00after and a longer text around it")
    assert document.text.startswith("before\N{REPLACEMENT CHARACTER}after")
    assert [(problem.code, problem.parameters["count"]) for problem in document.problems] == [("nul_characters", 1)]


def test_bidi_controls_are_kept_and_reported_with_their_place() -> None:
    document = read_text("line one\nname \u202eevil\u202c".encode())
    assert "\u202e" in document.text
    [problem] = document.problems
    assert (problem.code, problem.line, problem.parameters) == ("bidi_controls", 2, {"count": 2, "position": 15})
    assert [control.name for control in find_bidi_controls(document.text)] == ["RLO", "PDF"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF" + b"\x01\x02\x03" * 400, b"\x00" * 900])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(IntakeError) as error:
        read_text(data)
    assert error.value.problem.code in {"not_text", "empty_file"}


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b" \n\t ", "empty_file"), (b"x" * 101, "file_too_large")]
)
def test_empty_and_oversized(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as error:
        read_text(data, Limits(document_bytes=100))
    assert error.value.problem.code == code


def test_text_longer_than_the_limit() -> None:
    with pytest.raises(IntakeError, match="longer than 10"):
        read_text(b"eleven chars", Limits(text_characters=10))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        (FRENCH, "fr"),
        ("EXERCISE: the suspect left town on Monday.", "en"),
        ("هاتف +34 600 000 000 Abdel", "ar"),
    ],
)
def test_language_is_detected(text: str, language: str) -> None:
    assert detect_language(text).language == language


def test_language_of_no_letters_is_no_claim() -> None:
    assert detect_language("123 456").confidence == 0.0


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_problem_has_a_sentence_in_each_language(code: str) -> None:
    class Any(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "7"

    sentences = [SENTENCES[code][language].format_map(Any()) for language in LANGUAGES]
    assert len(set(sentences)) == 3
    parameters = {language: SENTENCES[code][language].count("{") for language in LANGUAGES}
    assert len(set(parameters.values())) == 1, "a language leaves a parameter out"


def test_problem_as_json() -> None:
    problem = IntakeProblem(3, "nationality", "invalid_value", {"value": "Atlantis", "expected": "country"})
    read = problem.to_json()
    assert (read["line"], read["field"], read["code"]) == (3, "nationality", "invalid_value")
    assert "Atlantis" in problem.sentence("ar")
