"""Which properties of a record are evidence of identity, and how their values are read.

Records are given as FollowTheMoney properties: property name to values, as strings. What a person believes, their
religion, ethnicity, tribe, politics, health or appearance is no evidence of identity and is never read: `READ` is all
that this package looks at.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

type Properties = Mapping[str, Sequence[str]]

#: Properties whose values identify; a loose alias ("the tall one") does not.
NAME_PROPERTIES = ("name", "alias", "previousName")
DOCUMENT_PROPERTIES = ("passportNumber", "idNumber")
#: Numbers of registers and things: one number, one bearer.
REGISTER_PROPERTIES = (
    "taxNumber", "registrationNumber", "socialSecurityNumber", "imoNumber", "publicKey", "number",
)  # fmt: skip
ACCOUNT_PROPERTIES = ("iban", "accountNumber")
CONTACT_PROPERTIES = ("phone", "email")
IDENTIFIER_PROPERTIES = (*DOCUMENT_PROPERTIES, *CONTACT_PROPERTIES, *ACCOUNT_PROPERTIES, *REGISTER_PROPERTIES)
#: Properties of which a new value is new evidence about who somebody is.
IDENTIFYING_PROPERTIES = (*IDENTIFIER_PROPERTIES, "birthDate")
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country")
ADDRESS_PROPERTIES = ("address", "full")
FATHER, MOTHER = "fatherName", "motherName"
#: Links to other known entities, drawn from the knowledge base by the caller; values are made by `Linked.written`.
LINKED_RELATIVE, LINKED_ASSOCIATE = "linkedRelative", "linkedAssociate"
LINKED_EMPLOYER, LINKED_MENTION = "linkedEmployer", "linkedMention"
LINK_PROPERTIES = (LINKED_RELATIVE, LINKED_ASSOCIATE, LINKED_EMPLOYER, LINKED_MENTION)
READ = frozenset(
    {
        "schema", "birthDate", "birthPlace", "birthCountry", "gender", FATHER, MOTHER, *NAME_PROPERTIES,
        *IDENTIFIER_PROPERTIES, *COUNTRY_PROPERTIES, *ADDRESS_PROPERTIES, *LINK_PROPERTIES,
    }
)  # fmt: skip

_PEOPLE = frozenset({"Person", "LegalEntity"})
_BETWEEN = "\x1f"


def values_of(record: Properties, properties: Iterable[str]) -> list[str]:
    """Values of the properties in their order, each once."""
    return list(dict.fromkeys(value for prop in properties for value in record.get(prop, ())))


def countries_of(record: Properties) -> set[str]:
    """Countries a record is tied to, as ISO 3166-1 alpha-2 in lower case where they were given so."""
    return {value.strip().casefold() for value in values_of(record, COUNTRY_PROPERTIES) if value.strip()}


def may_be_person(record: Properties) -> bool:
    """Whether what is asked of a person makes sense; a record that does not say its schema may be one."""
    schemata = record.get("schema", ())
    return not schemata or not _PEOPLE.isdisjoint(schemata)


@dataclass(frozen=True, slots=True)
class Linked:
    """Another entity that a record is linked to.

    Attributes:
        id: stable id in the knowledge base; "" where only the name is known.
        name: how it is called.
        occasion: the report or dispatch that mentions both; "" for a link that was stated.
    """

    id: str
    name: str
    occasion: str = ""

    def written(self) -> str:
        """As a value of a record; `read` is the way back."""
        return _BETWEEN.join((self.id, self.name.replace(_BETWEEN, " "), self.occasion))

    @classmethod
    def read(cls, value: str) -> "Linked":
        """The link a value holds; a value of another form is taken as a name."""
        parts = value.split(_BETWEEN)
        return cls(*parts) if len(parts) == 3 else cls("", value)


@dataclass(frozen=True, slots=True)
class Place:
    """A place a gazetteer knows. key: one for all its spellings; country: ISO 3166-1 alpha-2, lower case."""

    key: str
    country: str
    is_country: bool = False


#: Reads the name of a place in any script: all places it may be, () for a name that is not known.
type PlaceReader = Callable[[str], Sequence[Place]]


def no_gazetteer(name: str) -> Sequence[Place]:
    """A `PlaceReader` that knows no place, so that names of places are compared as they are written."""
    return ()
