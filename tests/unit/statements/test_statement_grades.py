"""Grades are kept as given; a conversion exists only where the scales say the same."""

import pytest

from jisr.core.statements import Grade, GradeFormatError, GradeScheme

NATO, EUROPOL = GradeScheme.NATO_6X6, GradeScheme.EUROPOL_4X4


@pytest.mark.parametrize("text", ["B2", "b2", " B 2 ", "B-2", "b/2"])
def test_a_grade_is_read_however_it_is_written(text: str) -> None:
    assert Grade.parse(text) == Grade(NATO, "B", "2")
    assert str(Grade.parse(text)) == "B2"


def test_without_a_scheme_only_x_means_4x4() -> None:
    assert Grade.parse("X4").scheme is EUROPOL
    assert Grade.parse("A1").scheme is NATO
    assert Grade.parse("A1", EUROPOL).scheme is EUROPOL


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("", None),
        ("B", None),
        ("G1", None),
        ("B7", None),
        ("B0", None),
        ("B22", None),
        ("2B", None),
        ("ب٢", None),
        ("D1", EUROPOL),
        ("A5", EUROPOL),
        ("X1", NATO),
    ],
)
def test_what_is_no_grade_is_refused(text: str, scheme: GradeScheme | None) -> None:
    with pytest.raises(GradeFormatError):
        Grade.parse(text, scheme)


@pytest.mark.parametrize(("given", "mapped"), [("A1", "A1"), ("B1", "B1"), ("D6", "C4"), ("E6", "C4"), ("F6", "X4")])
def test_conversion_to_europol(given: str, mapped: str) -> None:
    assert str(Grade.parse(given).converted(EUROPOL)) == mapped


@pytest.mark.parametrize("given", ["C1", "B2", "B3", "A4", "A5"])
def test_no_conversion_where_the_scales_differ(given: str) -> None:
    assert Grade.parse(given).converted(EUROPOL) is None


def test_conversion_to_nato_and_to_itself() -> None:
    assert str(Grade.parse("X4").converted(NATO)) == "F6"
    assert str(Grade.parse("C1", EUROPOL).converted(NATO)) == "D1"
    assert Grade.parse("B2", EUROPOL).converted(NATO) is None
    assert Grade.parse("B3").converted(NATO) == Grade.parse("B3")


def test_cannot_be_judged_is_no_middle_value() -> None:
    assert not Grade.parse("F6").is_source_judged
    assert not Grade.parse("F6").is_information_judged
    assert Grade.parse("E5").is_source_judged
    assert Grade.parse("X4").is_information_judged


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_grade_has_words(language: str) -> None:
    for scheme, letters, digits in ((NATO, "ABCDEF", "123456"), (EUROPOL, "ABCX", "1234")):
        said = [Grade(scheme, letter, digit).wording(language) for letter in letters for digit in digits]
        assert all(source and information for source, information in said)
        assert len(set(said)) == len(letters) * len(digits)


def test_json_form_keeps_the_scheme() -> None:
    grade = Grade.parse("B2", EUROPOL)
    assert grade.to_json() == {"scheme": "4x4", "value": "B2"}
    assert Grade.from_json(grade.to_json()) == grade


@pytest.mark.parametrize("untrusted", ["B2", None, {}, {"scheme": "5x5", "value": "B2"}, {"scheme": "6x6", "value": 2}])
def test_malformed_json_is_refused(untrusted: object) -> None:
    with pytest.raises(GradeFormatError):
        Grade.from_json(untrusted)
