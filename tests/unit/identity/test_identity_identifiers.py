"""Each identifier scheme reads what people write and refuses what can't be."""

import pytest

from jisr.core.identity.identifiers import document, email, iban, passport, phone


def test_an_iban_is_read_with_spaces_and_in_arabic_digits() -> None:
    assert iban.normalize("fr14 2004 1010 0505 0001 3M02 606") == "FR1420041010050500013M02606"
    assert iban.normalize("GB٨٢ WEST ١٢٣٤ ٥٦٩٨ ٧٦٥٤ ٣٢") == "GB82WEST12345698765432"
    assert iban.format("GB82WEST12345698765432") == "GB82 WEST 1234 5698 7654 32"


@pytest.mark.parametrize("text", ["FR1420041010050500013M02607", "GB82WEST1234569876543", "XX82WEST12345698765432", ""])
def test_a_wrong_iban_is_refused(text: str) -> None:
    assert not iban.is_valid(text)
    assert iban.format(text) == text


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("+212 5 37 12 34 56", None, "+212537123456"),
        ("00212537123456", None, "+212537123456"),
        ("٠٥٣٧١٢٣٤٥٦", "ma", "+212537123456"),
        ("91 234 56", "ES", None),
        ("912 345 678", "ES", "+34912345678"),
        ("0537123456", None, None),
        ("call me", "MA", None),
    ],
)
def test_telephone_numbers_become_e164(text: str, region: str | None, expected: str | None) -> None:
    assert phone.normalize(text, region) == expected
    assert phone.is_valid(text, region) is (expected is not None)


def test_a_telephone_number_names_its_country() -> None:
    assert phone.country("+212537123456") == "ma"
    assert phone.country("no number") is None
    assert phone.format("+34912345678") == "+34 912 34 56 78"
    assert phone.format("no number") == "no number"


def test_passport_numbers_have_their_shape() -> None:
    assert passport.normalize("ab 123-4567") == "AB1234567"
    assert passport.normalize("AB١٢٣٤٥٦٧") == "AB1234567"
    assert not passport.is_valid("ABCDEFG")
    assert not passport.is_valid("AB12345678")
    assert passport.format("hello") == "hello"


def test_the_check_digit_is_that_of_the_standard() -> None:
    # Doc 9303 part 4 appendix B, the specimen passport of Utopia.
    assert passport.check_digit("L898902C3") == 6
    assert passport.check_digit("740812") == 2
    assert passport.check_digit("ZE184226B<<<<<") == 1
    with pytest.raises(ValueError, match="machine-readable"):
        passport.check_digit("l89")


@pytest.mark.parametrize(
    ("text", "normal", "issuer"),
    [
        ("ab 123-456", "AB123456", None),
        ("AB123456 (ma)", "AB123456", "ma"),
        ("MA: AB123456", "AB123456", "ma"),
        ("AB/١٢٣٤٥٦", "AB123456", None),
        ("9074729", "9074729", None),
    ],
)
def test_a_document_number_is_read_with_its_issuer(text: str, normal: str, issuer: str | None) -> None:
    assert document.normalize(text) == normal
    assert document.issuer(text) == issuer
    assert document.is_valid(document.format(text))


@pytest.mark.parametrize("text", ["", "n/a", "unknown", "000000", "XXXX", "123456", "A1", "1" + "A2" * 60, "()", "🛂"])
def test_what_is_no_document_number_is_refused(text: str) -> None:
    assert document.normalize(text) is None
    assert document.format(text) == text


@pytest.mark.parametrize(
    ("first", "second", "is_slip"),
    [
        ("AB123456", "AB123457", True),
        ("AB123456", "AB123465", True),
        ("AB123456", "AB123456", False),
        ("AB123456", "AB12345", False),
        ("AB123456", "AB124365", False),
        ("AB123456", "BA123465", False),
    ],
)
def test_a_slip_is_one_character_or_two_neighbours(first: str, second: str, is_slip: bool) -> None:
    assert document.differ_by_a_slip(first, second) is is_slip
    assert document.differ_by_a_slip(second, first) is is_slip


def test_an_address_of_mail_is_read_without_case_and_scheme() -> None:
    assert email.normalize(" mailto:K.Tazi@Example.ORG ") == "k.tazi@example.org"
    assert email.format("no address") == "no address"
    for text in ("", "@", "a@b", "a b@c.org", "a@@c.org", "a@c.", "x" * 500 + "@c.org"):
        assert not email.is_valid(text), text
