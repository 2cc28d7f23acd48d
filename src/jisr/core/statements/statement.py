"""One claim: entity, property, value, and everything needed to judge, correct, recall and expire it."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from jisr.core.handling import DataCategory, Handling, SpecialCategory
from jisr.core.statements.errors import GradeFormatError, StatementFormatError
from jisr.core.statements.grades import Grade


class Basis(StrEnum):
    """Directive (EU) 2016/680 Art. 7: facts are kept apart from personal assessments."""

    FACT = "fact"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim about one entity. In this form statements travel inside dispatches.

    Attributes:
        id: UUID of the statement, as text.
        entity_id: UUID of the entity, as text.
        schema: FollowTheMoney schema, such as "Person".
        prop: FollowTheMoney property, such as "name".
        value: normal form, never empty.
        original_value: as written in the source; "" where the same as value.
        lang: "ar", "fr", "en" or another ISO 639 code; "" where it has no language.
        source: code name of the source; "" where it is not told (it does not travel).
        report_id: UUID of the report it was taken from; "" without.
        dispatch_id: UUID of the dispatch it came in; "" where it is the station's own.
        grade: of source and information; None = ungraded.
        handling: the originator's conditions.
        category: category of data subject; None where the entity is no person or it is not known.
        basis: fact or assessment.
        special: of the person it is about, as far as a person has said so; never inferred.
        lineage: id of the origin it goes back to, minted by its originator and telling nothing; "" where it is not
            known. What bears one lineage is one origin, however many partners relay it.
        author: who answers for an assessment: a person's name at home, the station outside; "" of a fact.
        first_seen: UTC, when it was first held.
        last_confirmed: UTC, at or after first_seen.
        expires: last day on which it may be held; None = no limit.
    """

    id: str
    entity_id: str
    schema: str
    prop: str
    value: str
    original_value: str
    lang: str
    source: str
    report_id: str
    dispatch_id: str
    grade: Grade | None
    handling: Handling
    category: DataCategory | None
    basis: Basis
    first_seen: datetime
    last_confirmed: datetime
    expires: date | None
    special: frozenset[SpecialCategory] = frozenset()
    lineage: str = ""
    author: str = ""

    @property
    def origin(self) -> str:
        """What it goes back to: its lineage, or where none is known its originator."""
        return self.lineage or self.handling.originator

    @property
    def lacks_author(self) -> bool:
        """Whether it is an assessment for which nobody answers."""
        return self.basis is Basis.ASSESSMENT and not self.author

    def for_partner(self) -> "Statement":
        """The form that may leave the station: no code name of the source, no report's id, no officer's name."""
        author = self.handling.originator if self.author else ""
        return replace(self, source="", report_id="", dispatch_id="", author=author)

    def is_expired(self, on: date) -> bool:
        """Whether its last day, or that of its handling, lies before this day."""
        ends = [day for day in (self.expires, self.handling.retain_until) if day is not None]
        return bool(ends) and min(ends) < on

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, keys always the same."""
        return {
            **{name: getattr(self, name) for name in _TEXTS},
            "grade": None if self.grade is None else self.grade.to_json(),
            "handling": self.handling.to_json(),
            "category": None if self.category is None else self.category.value,
            "basis": self.basis.value,
            "special": sorted(self.special),
            "lineage": self.lineage,
            "author": self.author,
            "first_seen": self.first_seen.isoformat(),
            "last_confirmed": self.last_confirmed.isoformat(),
            "expires": None if self.expires is None else self.expires.isoformat(),
        }

    @classmethod
    def from_json(cls, untrusted: object) -> "Statement":
        """The statement of its JSON form.

        Raises:
            StatementFormatError: a field is missing or has no allowed value.
            HandlingFormatError: its handling is malformed.
        """
        if not isinstance(untrusted, dict):
            raise StatementFormatError("", "must be an object")
        if wrong := (set(untrusted) ^ _FIELDS) - _LATER:
            field = str(min(wrong, key=str))[:60]
            raise StatementFormatError(field, "is missing" if field in _FIELDS else "is not a known field")
        texts = {name: _text(untrusted, name) for name in _TEXTS}
        first, last = _instant(untrusted, "first_seen"), _instant(untrusted, "last_confirmed")
        if last < first:
            raise StatementFormatError("last_confirmed", "must not lie before first_seen")
        return cls(
            **texts,
            grade=_grade(untrusted["grade"]),
            handling=Handling.from_json(untrusted["handling"]),
            category=_category(untrusted["category"]),
            basis=_basis(untrusted["basis"]),
            first_seen=first,
            last_confirmed=last,
            expires=_day(untrusted, "expires"),
            special=_special(untrusted.get("special", [])),
            lineage=_short(untrusted, "lineage"),
            author=_short(untrusted, "author"),
        )


_IDS_REQUIRED = ("id", "entity_id")
_IDS_OPTIONAL = ("report_id", "dispatch_id")
_TEXTS = (*_IDS_REQUIRED, "schema", "prop", "value", "original_value", "lang", "source", *_IDS_OPTIONAL)
_FIELDS = {*_TEXTS, "grade", "handling", "category", "basis", "first_seen", "last_confirmed", "expires"}
# Came after the first version of the protocol; absent, they say nothing.
_LATER = {"special", "lineage", "author"}
_LONGEST_NAME = 200
_NOT_EMPTY = {"schema", "prop", "value"}
_LONGEST_VALUE = 65_000
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{0,63}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE or "\x00" in value:
        raise StatementFormatError(name, f"must be text of at most {_LONGEST_VALUE} characters")
    if not value and (name in _NOT_EMPTY or name in _IDS_REQUIRED):
        raise StatementFormatError(name, "must not be empty")
    if name in ("schema", "prop") and not _WORD.match(value):
        raise StatementFormatError(name, "must be a FollowTheMoney name")
    if name == "lang" and value and not _LANGUAGE.match(value):
        raise StatementFormatError(name, "must be an ISO 639 code")
    if name in (*_IDS_REQUIRED, *_IDS_OPTIONAL) and value:
        return _uuid(value, name)
    return value


def _uuid(value: str, name: str) -> str:
    try:
        return str(UUID(value))
    except ValueError as error:
        raise StatementFormatError(name, "must be a UUID") from error


def _instant(fields: dict[str, Any], name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(fields[name])
    except (TypeError, ValueError) as error:
        raise StatementFormatError(name, "must be an ISO 8601 instant") from error
    if instant.tzinfo is None:
        raise StatementFormatError(name, "must name its time zone")
    return instant


def _day(fields: dict[str, Any], name: str) -> date | None:
    value = fields[name]
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise StatementFormatError(name, "must be a date YYYY-MM-DD") from error


def _grade(value: object) -> Grade | None:
    try:
        return None if value is None else Grade.from_json(value)
    except GradeFormatError as error:
        raise StatementFormatError("grade", str(error)) from error


def _category(value: Any) -> DataCategory | None:
    try:
        return None if value is None else DataCategory(value)
    except ValueError as error:
        raise StatementFormatError("category", "is not a category of data subject") from error


def _basis(value: Any) -> Basis:
    try:
        return Basis(value)
    except ValueError as error:
        raise StatementFormatError("basis", 'must be "fact" or "assessment"') from error


def _special(value: Any) -> frozenset[SpecialCategory]:
    try:
        if not isinstance(value, list):
            raise ValueError
        return frozenset(SpecialCategory(word) for word in value)
    except (TypeError, ValueError) as error:
        raise StatementFormatError("special", "must be a list of special categories of persons") from error


def _short(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or "\x00" in value:
        raise StatementFormatError(name, f"must be text of at most {_LONGEST_NAME} characters")
    return value
