"""Kinds of entities and properties that people record by hand, with their words in the interface's languages.

Source: the FollowTheMoney model; names of schemata and properties are its own. Statements of any other schema or
property (from lists and partners) are kept as they are and shown under the words of `model_words`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.identity.folding import fold_digits
from jisr.core.identity.identifiers import iban, passport, phone
from jisr.station.knowledge.model_words import property_words, schema_words
from jisr.station.web.localtime import country_name
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
    Property("name", pgettext_lazy("property", "Name"), "name"),
    Property("alias", pgettext_lazy("property", "Other name"), "name"),
    Property("weakAlias", pgettext_lazy("property", "Loose alias"), "name"),
    Property("previousName", pgettext_lazy("property", "Former name"), "name"),
)
_CONTACT = (
    Property("country", pgettext_lazy("property", "Country"), "country"),
    Property("address", pgettext_lazy("property", "Address")),
    Property("phone", pgettext_lazy("property", "Telephone"), "phone"),
    Property("email", pgettext_lazy("property", "E-mail"), "email"),
    Property("website", pgettext_lazy("property", "Website")),
)
_NOTES = (
    Property("summary", pgettext_lazy("property", "Summary")),
    Property("notes", pgettext_lazy("property", "Notes")),
    Property("topics", pgettext_lazy("property", "Topics")),
)
_REGISTERED = (
    Property("idNumber", pgettext_lazy("property", "Identity number"), "identifier"),
    Property("registrationNumber", pgettext_lazy("property", "Registration number"), "identifier"),
    Property("taxNumber", pgettext_lazy("property", "Tax number"), "identifier"),
)
_PERSON = (
    Property("firstName", pgettext_lazy("property", "Given name"), "name"),
    Property("lastName", pgettext_lazy("property", "Family name"), "name"),
    Property("fatherName", pgettext_lazy("property", "Father’s name"), "name"),
    Property("motherName", pgettext_lazy("property", "Mother’s name"), "name"),
    Property("gender", pgettext_lazy("property", "Gender")),
    Property("birthDate", pgettext_lazy("property", "Date of birth"), "date"),
    Property("birthPlace", pgettext_lazy("property", "Place of birth")),
    Property("deathDate", pgettext_lazy("property", "Date of death"), "date"),
    Property("nationality", pgettext_lazy("property", "Nationality"), "country"),
    Property("passportNumber", pgettext_lazy("property", "Passport number"), "passport"),
    Property("position", pgettext_lazy("property", "Position")),
    Property("profession", pgettext_lazy("property", "Profession")),
)
_ACCOUNT = (
    Property("iban", pgettext_lazy("property", "IBAN"), "iban"),
    Property("accountNumber", pgettext_lazy("property", "Account number"), "identifier"),
    Property("bankName", pgettext_lazy("property", "Bank")),
    Property("currency", pgettext_lazy("property", "Currency")),
)
_CRAFT = (
    Property("registrationNumber", pgettext_lazy("property", "Registration number"), "identifier"),
    Property("type", pgettext_lazy("property", "Type")),
    Property("model", pgettext_lazy("property", "Model")),
    Property("country", pgettext_lazy("property", "Country"), "country"),
)
_PLACE = (
    Property("full", pgettext_lazy("property", "Address")),
    Property("city", pgettext_lazy("property", "City")),
    Property("region", pgettext_lazy("property", "Region")),
    Property("country", pgettext_lazy("property", "Country"), "country"),
)
_EVENT = (
    Property("date", pgettext_lazy("property", "Date"), "date"),
    Property("startDate", pgettext_lazy("property", "Begins"), "date"),
    Property("endDate", pgettext_lazy("property", "Ends"), "date"),
    Property("location", pgettext_lazy("property", "Place")),
    Property("country", pgettext_lazy("property", "Country"), "country"),
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
    "Person": (
        *_NAMES,
        *_PERSON,
        Property("idNumber", pgettext_lazy("property", "Identity number"), "identifier"),
        *_CONTACT,
        *_NOTES,
    ),
    "Organization": _BODY,
    "Company": _BODY,
    "PublicBody": _BODY,
    "LegalEntity": _BODY,
    "BankAccount": (*_NAMES, *_ACCOUNT, *_NOTES),
    "CryptoWallet": (*_NAMES, Property("publicKey", pgettext_lazy("property", "Public key"), "identifier"), *_NOTES),
    "Vehicle": (*_NAMES, *_CRAFT, *_NOTES),
    "Vessel": (*_NAMES, *_CRAFT, Property("imoNumber", pgettext_lazy("property", "IMO number"), "identifier"), *_NOTES),
    "Airplane": (*_NAMES, *_CRAFT, *_NOTES),
    "Address": (*_NAMES, *_PLACE, *_NOTES),
    "Event": (*_NAMES, *_EVENT, *_NOTES),
}
_LABELS = {prop.name: prop.label for props in SCHEMA_PROPERTIES.values() for prop in props}
_KINDS = {prop.name: prop.kind for props in SCHEMA_PROPERTIES.values() for prop in props}

#: Properties whose values name a person or thing; they feed the name keys.
NAME_PROPERTIES = ("name", "alias", "weakAlias", "previousName")
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country", "birthCountry", "jurisdiction", "mainCountry")
_COUNTRY_VALUES = frozenset(
    {
        *COUNTRY_PROPERTIES,
        "flag",
        "pastFlags",
        "originCountry",
        "departureCountry",
        "destinationCountry",
        "tradingCountry",
    }
)
GENDER_LABELS: dict[str, Text] = {
    "male": pgettext_lazy("gender", "Male"),
    "female": pgettext_lazy("gender", "Female"),
    "other": pgettext_lazy("gender", "Other"),
}


def schema_label(schema: str) -> Text:
    """A kind of entity in the reader's language."""
    return SCHEMA_LABELS.get(schema) or schema_words(schema)


def property_label(prop: str) -> Text:
    """A property in the reader's language."""
    return _LABELS.get(prop) or property_words(prop)


def claim_label(schema: str, prop: str) -> str:
    """What a statement says of what kind of entity: "Person · Name"."""
    return f"{schema_label(schema)} · {property_label(prop)}"


def value_label(prop: str, value: str) -> str:
    """A value as people read it: a country by its name, a gender in words, anything else as it is."""
    if len(value) == 2 and prop in _COUNTRY_VALUES:
        return country_name(value)
    return str(GENDER_LABELS.get(value, value)) if prop == "gender" else value


def property_kind(prop: str) -> str:
    """How values of a property are written; see `Property`."""
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
