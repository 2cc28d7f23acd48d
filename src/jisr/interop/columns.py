"""Column names of lists in three languages, and the FollowTheMoney properties they mean."""

from collections.abc import Mapping, Sequence

from jisr.core.extraction.text import fold_words

# property: names of columns. "id", "schema", "line" and "reason" are handled apart.
_NAMES: dict[str, str] = {
    "id": "id, identifier, reference, ref, identifiant, référence, المعرف, المرجع",
    "schema": "schema, type, kind, entity type, type d'entité, النوع, نوع الكيان",
    "name": "name, full name, nom, nom complet, nom et prénom, nom et prénoms, الاسم, الاسم "
    "الكامل, الاسم الشخصي والعائلي",
    "firstName": "first name, given name, given names, prénom, prénoms, الاسم الشخصي, الاسم الأول",
    "lastName": "last name, surname, family name, nom de famille, الاسم العائلي, اسم العائلة",
    "fatherName": "father name, father's name, nom du père, اسم الأب",
    "alias": "alias, aliases, aka, also known as, surnom, dit, الكنية, الاسم المستعار, الملقب",
    "birthDate": "birth date, date of birth, dob, born, date de naissance, né le, تاريخ الميلاد, تاريخ الازدياد",
    "birthPlace": "birth place, place of birth, pob, lieu de naissance, مكان الميلاد, مكان الازدياد",
    "nationality": "nationality, nationalities, nationalité, nationalités, الجنسية",
    "country": "country, countries, pays, البلد, الدولة",
    "gender": "gender, sex, sexe, genre, الجنس",
    "passportNumber": "passport, passport number, passport no, passeport, numéro de passeport, n° de "
    "passeport, رقم جواز السفر, جواز السفر, رقم الجواز",
    "idNumber": "id number, identity number, national id, cin, cnie, carte d'identité, numéro "
    "d'identité, رقم البطاقة, رقم بطاقة التعريف, رقم الهوية",
    "phone": "phone, phone number, telephone, tel, mobile, téléphone, numéro de téléphone, الهاتف, رقم الهاتف",
    "email": "email, e-mail, mail, courriel, adresse électronique, البريد الإلكتروني",
    "address": "address, adresse, العنوان",
    "position": "position, function, role, fonction, الوظيفة, الصفة",
    "registrationNumber": "registration number, plate, plate number, immatriculation, plaque, numéro "
    "d'immatriculation, رقم التسجيل, رقم اللوحة",
    "notes": "notes, note, comment, comments, remarks, remarques, observations, commentaire, "
    "commentaires, ملاحظات, ملاحظة",
}
LINE_COLUMN, REASON_COLUMN = "jisr:line", "jisr:reason"
_OWN = {("jisr", "line"), ("jisr", "reason")}
_SCHEMAS: dict[str, str] = {
    "Person": "person, individual, personne, individu, شخص, فرد",
    "Organization": "organization, organisation, entity, entité, association, منظمة, جمعية, كيان",
    "Company": "company, société, entreprise, شركة",
    "Vehicle": "vehicle, car, véhicule, voiture, سيارة, مركبة",
    "LegalEntity": "legal entity, personne morale",
}


def _folded(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(fold_words(name)): meaning for meaning, names in table.items() for name in names.split(", ")}


_PROPERTY_OF = _folded(_NAMES)
_SCHEMA_OF = _folded(_SCHEMAS)


def property_of(column: str) -> str | None:
    """The property a column name means; None when it is not known. FollowTheMoney's own names are known too."""
    words = tuple(fold_words(column))
    if words in _OWN:
        return ""
    own = column.strip()
    return _PROPERTY_OF.get(words) or (own if own in _NAMES else None)


def schema_of(value: str) -> str | None:
    """The schema a word in the type column means; Person for an empty one, None when it is not known."""
    if not value.strip():
        return "Person"
    return _SCHEMA_OF.get(tuple(fold_words(value))) or (value.strip() if value.strip() in _SCHEMAS else None)


def is_header(cells: Sequence[str]) -> bool:
    """A first row that names a column for the name."""
    known = {property_of(cell) for cell in cells}
    return "name" in known or {"firstName", "lastName"} <= known
