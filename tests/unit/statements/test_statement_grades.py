"""Grades are kept as given; a conversion exists only where the scales say the same."""

import pytest

from jisr.core.statements import Grade, GradeFormatError, GradeScheme

NATO, EUROPOL, UK = GradeScheme.NATO_6X6, GradeScheme.EUROPOL_4X4, GradeScheme.UK_3X5X2


@pytest.mark.parametrize("text", ["B2", "b2", " B 2 ", "B-2", "b/2"])
def test_a_grade_is_read_however_it_is_written(text: str) -> None:
    assert Grade.parse(text) == Grade(NATO, "B", "2")
    assert str(Grade.parse(text)) == "B2"


def test_without_a_scheme_only_x_means_4x4_and_only_a_digit_in_front_3x5x2() -> None:
    assert Grade.parse("2D").scheme is UK
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
        ("4B", None),
        ("2F", None),
        ("B2", UK),
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
    for text in ("X4", "2D"):
        assert not Grade.parse(text).is_source_judged
        assert not Grade.parse(text).is_information_judged
    assert Grade.parse("C3", EUROPOL).is_information_judged
    assert Grade.parse("3E").is_source_judged


def test_not_judged_is_all_that_the_british_scale_shares_with_the_others() -> None:
    assert str(Grade.parse("2D").converted(NATO)) == "F6"
    assert str(Grade.parse("X4").converted(UK)) == "2D"
    assert Grade.parse("1A").converted(NATO) is None


@pytest.mark.parametrize(("text", "is_confirmed"), [("B1", True), ("B2", False), ("1B", True), ("1A", False)])
def test_a_grade_may_claim_that_others_bear_it_out(text: str, is_confirmed: bool) -> None:
    assert Grade.parse(text).is_confirmed is is_confirmed


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_grade_has_words(language: str) -> None:
    for scheme, letters, digits in ((NATO, "ABCDEF", "123456"), (EUROPOL, "ABCX", "1234"), (UK, "123", "ABCDE")):
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
