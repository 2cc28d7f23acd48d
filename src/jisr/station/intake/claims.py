"""What a finding can become: for each kind, the FollowTheMoney properties under which it can be recorded."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jisr.core.extraction import FindingKind
from jisr.station.web.problems import Text

_BODIES = frozenset({"Organization", "Company", "PublicBody"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A property of a kind of entity.

    Attributes:
        needs_entity: it says something about an entity that must be named; others begin an entity themselves.
    """

    schema: str
    prop: str
    needs_entity: bool = True

    @property
    def is_about_person(self) -> bool:
        """Personal data of somebody: it needs a category of data subject."""
        return self.schema == "Person"

    @property
    def may_be_personal(self) -> bool:
        """Not of a body: an account or a vehicle leads to somebody, whose category goes with it."""
        return self.schema not in _BODIES

    @property
    def code(self) -> str:
        """ "Person.name": how forms and the API name it."""
        return f"{self.schema}.{self.prop}"


CLAIMS: dict[FindingKind, tuple[Claim, ...]] = {
    FindingKind.PERSON: (Claim("Person", "name", needs_entity=False), Claim("Person", "alias")),
    FindingKind.ORGANISATION: (
        Claim("Organization", "name", needs_entity=False),
        Claim("Company", "name", needs_entity=False),
        Claim("PublicBody", "name", needs_entity=False),
    ),
    FindingKind.NATIONALITY: (Claim("Person", "nationality"),),
    FindingKind.COUNTRY: (Claim("Person", "country"), Claim("Organization", "country")),
    FindingKind.CITY: (Claim("Person", "address"), Claim("Person", "birthPlace"), Claim("Organization", "address")),
    FindingKind.DATE: (Claim("Person", "birthDate"),),
    FindingKind.PHONE: (Claim("Person", "phone"), Claim("Organization", "phone")),
    FindingKind.EMAIL: (Claim("Person", "email"), Claim("Organization", "email")),
    FindingKind.IBAN: (Claim("BankAccount", "iban", needs_entity=False),),
    FindingKind.DOCUMENT_NUMBER: (Claim("Person", "passportNumber"), Claim("Person", "idNumber")),
    FindingKind.PLATE: (Claim("Vehicle", "registrationNumber", needs_entity=False),),
    FindingKind.MONEY: (),
    FindingKind.TOPIC: (),
}
#: Findings that may be taken in as personal data.
PERSONAL_KINDS = frozenset(kind for kind, claims in CLAIMS.items() if any(claim.may_be_personal for claim in claims))
KIND_LABELS: dict[FindingKind, Text] = {
    FindingKind.PERSON: _("Person"),
    FindingKind.ORGANISATION: _("Organisation"),
    FindingKind.COUNTRY: _("Country"),
    FindingKind.NATIONALITY: _("Nationality"),
    FindingKind.CITY: _("City"),
    FindingKind.DATE: _("Date"),
    FindingKind.PHONE: _("Telephone"),
    FindingKind.EMAIL: _("E-mail"),
    FindingKind.IBAN: _("IBAN"),
    FindingKind.DOCUMENT_NUMBER: _("Document number"),
    FindingKind.PLATE: _("Number plate"),
    FindingKind.MONEY: _("Sum of money"),
    FindingKind.TOPIC: _("Topic"),
}
#: How each kind is marked in the text.
MARK_CLASSES = {
    FindingKind.PERSON: "person",
    FindingKind.ORGANISATION: "organisation",
    FindingKind.COUNTRY: "place",
    FindingKind.NATIONALITY: "place",
    FindingKind.CITY: "place",
    FindingKind.DATE: "date",
    FindingKind.PHONE: "contact",
    FindingKind.EMAIL: "contact",
    FindingKind.IBAN: "contact",
    FindingKind.DOCUMENT_NUMBER: "contact",
    FindingKind.PLATE: "contact",
    FindingKind.MONEY: "money",
    FindingKind.TOPIC: "topic",
}


def claim_of(kind: FindingKind, code: str, *, has_entity: bool = False) -> Claim | None:
    """The claim that a code ("Person.name") names for a kind of finding; None when it is not possible.

    Without a code: the usual one about a given entity, or else the one that begins an entity.
    """
    for claim in CLAIMS[kind]:
        if claim.code == code or (not code and (has_entity or not claim.needs_entity)):
            return claim
    return None
