"""Kinds of entities and properties that people record by hand, with their words in the interface's languages.

Source: the FollowTheMoney model; names of schemata and properties are its own. Statements of any other schema or
property (from lists and partners) are kept and shown under the model's own names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.identity.folding import fold_digits
from jisr.core.identity.identifiers import iban, passport, phone
from jisr.station.web.problems import Problem, Text


class ValueFormatError(Problem):
    """The value of a property can't be what it says; nothing was stored."""

    def __init__(self, message: Text, field: str = "value") -> None:
        super().__init__("value_format", message, field=field)


@dataclass(frozen=True, slots=True)
class Property:
    """kind: "name", "text", "date", "country", "phone", "email", "iban", "passport" or "identifier"."""

    name: str
    label: Text
    kind: str = "text"


_NAMES = (
    Property("name", _("Name"), "name"),
    Property("alias", _("Other name"), "name"),
    Property("weakAlias", _("Loose alias"), "name"),
    Property("previousName", _("Former name"), "name"),
)
_CONTACT = (
    Property("country", _("Country"), "country"),
    Property("address", pgettext_lazy("where somebody lives", "Address")),
    Property("phone", _("Telephone"), "phone"),
    Property("email", _("E-mail"), "email"),
    Property("website", _("Website")),
)
_NOTES = (Property("summary", _("Summary")), Property("notes", _("Notes")), Property("topics", _("Topics")))
_REGISTERED = (
    Property("idNumber", _("Identity number"), "identifier"),
    Property("registrationNumber", _("Registration number"), "identifier"),
    Property("taxNumber", _("Tax number"), "identifier"),
)
_PERSON = (
    Property("firstName", _("Given name"), "name"),
    Property("lastName", _("Family name"), "name"),
    Property("fatherName", _("Father’s name"), "name"),
    Property("motherName", _("Mother’s name"), "name"),
    Property("gender", _("Gender")),
    Property("birthDate", _("Date of birth"), "date"),
    Property("birthPlace", _("Place of birth")),
    Property("deathDate", _("Date of death"), "date"),
    Property("nationality", _("Nationality"), "country"),
    Property("passportNumber", _("Passport number"), "passport"),
    Property("position", _("Position")),
    Property("profession", _("Profession")),
)
_ACCOUNT = (
    Property("iban", _("IBAN"), "iban"),
    Property("accountNumber", _("Account number"), "identifier"),
    Property("bankName", _("Bank")),
    Property("currency", _("Currency")),
)
_CRAFT = (
    Property("registrationNumber", _("Registration number"), "identifier"),
    Property("type", _("Type")),
    Property("model", _("Model")),
    Property("country", _("Country"), "country"),
)
_PLACE = (
    Property("full", pgettext_lazy("where somebody lives", "Address")),
    Property("city", _("City")),
    Property("region", _("Region")),
    Property("country", _("Country"), "country"),
)
_EVENT = (
    Property("date", _("Date"), "date"),
    Property("startDate", _("Begins"), "date"),
    Property("endDate", _("Ends"), "date"),
    Property("location", _("Place")),
    Property("country", _("Country"), "country"),
)
_BODY = (*_NAMES, *_REGISTERED, *_CONTACT, *_NOTES)

SCHEMA_LABELS: dict[str, Text] = {
    "Person": _("Person"),
    "Organization": _("Organisation"),
    "Company": _("Company"),
    "PublicBody": _("Public body"),
    "LegalEntity": _("Person or organisation"),
    "BankAccount": _("Bank account"),
    "CryptoWallet": _("Crypto wallet"),
    "Vehicle": _("Vehicle"),
    "Vessel": _("Vessel"),
    "Airplane": _("Aircraft"),
    "Address": _("Place"),
    "Event": _("Event"),
    "Thing": _("Thing"),
}
SCHEMA_PROPERTIES: dict[str, tuple[Property, ...]] = {
    "Person": (*_NAMES, *_PERSON, Property("idNumber", _("Identity number"), "identifier"), *_CONTACT, *_NOTES),
    "Organization": _BODY,
    "Company": _BODY,
    "PublicBody": _BODY,
    "LegalEntity": _BODY,
    "BankAccount": (*_NAMES, *_ACCOUNT, *_NOTES),
    "CryptoWallet": (*_NAMES, Property("publicKey", _("Public key"), "identifier"), *_NOTES),
    "Vehicle": (*_NAMES, *_CRAFT, *_NOTES),
    "Vessel": (*_NAMES, *_CRAFT, Property("imoNumber", _("IMO number"), "identifier"), *_NOTES),
    "Airplane": (*_NAMES, *_CRAFT, *_NOTES),
    "Address": (*_NAMES, *_PLACE, *_NOTES),
    "Event": (*_NAMES, *_EVENT, *_NOTES),
}
_LABELS = {prop.name: prop.label for props in SCHEMA_PROPERTIES.values() for prop in props}
_KINDS = {prop.name: prop.kind for props in SCHEMA_PROPERTIES.values() for prop in props}

#: Properties whose values name a person or thing; they feed the name keys.
NAME_PROPERTIES = ("name", "alias", "weakAlias", "previousName")
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country", "birthCountry", "jurisdiction", "mainCountry")


def schema_label(schema: str) -> Text:
    return SCHEMA_LABELS.get(schema, schema)


def property_label(prop: str) -> Text:
    return _LABELS.get(prop, prop)


def property_kind(prop: str) -> str:
    return _KINDS.get(prop, "text")


def normalize_value(schema: str, prop: str, value: str) -> str:
    """The normal form in which a value is stored and compared.

    Raises:
        ValueFormatError: the schema has no such property, the value is empty, too long, or of the wrong form.
    """
    if schema not in SCHEMA_PROPERTIES:
        raise ValueFormatError(_("This kind of entity is not known."), "schema")
    if prop not in {known.name for known in SCHEMA_PROPERTIES[schema]}:
        raise ValueFormatError(_("This kind of entity has no such property."), "prop")
    text = " ".join(value.replace("\x00", "").split())
    if not text:
        raise ValueFormatError(_("A value is needed."))
    if len(text) > 10_000:
        raise ValueFormatError(_("A value has at most 10,000 characters."))
    normal = _NORMAL_FORMS.get(property_kind(prop), str)(text)
    if normal is None:
        raise ValueFormatError(_WRONG_FORM[property_kind(prop)])
    return normal


def _date(text: str) -> str | None:
    digits = fold_digits(text).replace("/", "-")
    for length, whole in ((4, "{}-01-01"), (7, "{}-01"), (10, "{}")):
        if len(digits) == length:
            try:
                date.fromisoformat(whole.format(digits))
            except ValueError:
                return None
            return digits
    return None


def _country(text: str) -> str | None:
    import countrynames

    code = text if len(text) == 2 and text.isascii() and text.isalpha() else countrynames.to_code(text)
    return code.lower() if code else None


def _email(text: str) -> str | None:
    name, at, host = text.casefold().rpartition("@")
    return f"{name}@{host}" if at and name and "." in host and " " not in text else None


_NORMAL_FORMS: dict[str, Callable[[str], str | None]] = {
    "date": _date,
    "country": _country,
    "phone": phone.normalize,
    "email": _email,
    "iban": iban.normalize,
    "passport": passport.normalize,
    "identifier": lambda text: fold_digits(text).upper(),
}
_WRONG_FORM = {
    "date": _("Give a date as year, year-month or year-month-day."),
    "country": _("This country is not known; give its name or its two-letter code."),
    "phone": _("This is no telephone number; begin with + and the country code."),
    "email": _("This is no e-mail address."),
    "iban": _("This is no IBAN: its length or its check digits are wrong."),
    "passport": _("A passport number has six to nine letters and digits."),
}
