"""Conditions of a consent as a machine keeps them: what may go, until when, in which words, under which marking.

docs/protocol.md, section "Consent", is the specification of their form in a body.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from jisr.core.handling import Handling, OnwardRule, Tlp
from jisr.core.sealing import MalformedError

_LONGEST_TEXT: Final = 200_000
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Words:
    """A text that stands for a portion. lang: "ar", "fr", "en" or ""."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTerms:
    """What an originator allows, beyond yes.

    Attributes:
        items: ids, as they travelled, of what may be used; empty = everything that was asked for.
        until: last day on which the consent may be used; None = until it is withdrawn.
        paraphrase: text goes on only in words of the one who passes it on, never as it came.
        texts: sanitised text in the place of a portion, by its id.
        values: sanitised value in the place of a statement's, by its id.
        handling: conditions under which it goes on, in the place of those it came with; None = as it came.
        note: for people.
    """

    items: frozenset[str] = frozenset()
    until: date | None = None
    paraphrase: bool = False
    texts: Mapping[str, Words] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    handling: Handling | None = None
    note: str = ""

    @property
    def changes_content(self) -> bool:
        """Whether what goes on differs from what came, or is less of it."""
        return bool(self.items or self.paraphrase or self.texts or self.values or self.handling)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the conditions that are set, in one order; for words on screen and for the ledger."""
        present = {
            "some_items": bool(self.items),
            "until": self.until is not None,
            "sanitised": bool(self.texts or self.values),
            "paraphrase": self.paraphrase,
            "downgrade": self.handling is not None,
            "note": bool(self.note),
        }
        return tuple(name for name, is_set in present.items() if is_set)

    def covers(self, item: str, asked: Collection[str] = ()) -> bool:
        """Whether an item, by the id under which it travelled, may be used. asked: what was asked for; () = all."""
        return item in self.items if self.items else (not asked or item in asked)

    def contradiction(self, today: date) -> str:
        """Reason code of what cannot stand together; "" when all can."""
        named = {*self.texts, *self.values}
        if self.until is not None and self.until < today:
            return "consent_until_past"
        if self.items and not named <= self.items:
            return "consent_item_unknown"
        if self.handling is not None and (self.handling.onward is OnwardRule.NEVER or self.handling.tlp is Tlp.RED):
            return "consent_terms_contradict"
        return ""

    def to_body(self) -> dict[str, Any]:
        """Members of a decision's body; those that say nothing are left out."""
        body: dict[str, Any] = {"conditions": self.note}
        if self.items:
            body["items"] = sorted(self.items)
        if self.until:
            body["until"] = self.until.isoformat()
        if self.paraphrase:
            body["paraphrase"] = True
        if self.texts:
            body["texts"] = [{"id": i, "text": w.text, "lang": w.lang} for i, w in sorted(self.texts.items())]
        if self.values:
            body["values"] = [{"id": i, "value": value} for i, value in sorted(self.values.items())]
        if self.handling:
            body["handling"] = self.handling.to_json()
        return body

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "ConsentTerms":
        """Conditions from the body of a decision.

        Raises:
            MalformedError: a member has not its form; names the member.
            HandlingError: as `Handling.from_json`.
        """
        texts = {
            _id(item, "texts"): Words(_text(item, "text"), _text(item, "lang", may_be_empty=True))
            for item in _objects(body, "texts")
        }
        return cls(
            items=frozenset(_ids(body)),
            until=_day(body.get("until")),
            paraphrase=_claim(body.get("paraphrase", False)),
            texts=texts,
            values={_id(item, "values"): _text(item, "value") for item in _objects(body, "values")},
            handling=Handling.from_json(body["handling"]) if body.get("handling") is not None else None,
            note=_text(body, "conditions", may_be_empty=True),
        )

    def with_note(self, note: str) -> "ConsentTerms":
        return replace(self, note=note.strip())


def _ids(body: Mapping[str, Any]) -> list[str]:
    items = body.get("items", [])
    if not isinstance(items, list) or len(items) > _MOST:
        raise MalformedError("body.items: a list of ids is needed")
    return [_uuid(item, "items") for item in items]


def _objects(body: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = body.get(name, [])
    if not isinstance(items, list) or len(items) > _MOST or not all(isinstance(item, dict) for item in items):
        raise MalformedError(f"body.{name}: a list of objects is needed")
    return items


def _id(item: Mapping[str, Any], name: str) -> str:
    return _uuid(item.get("id"), name)


def _uuid(value: object, name: str) -> str:
    if isinstance(value, str):
        try:
            return str(UUID(value))
        except ValueError:
            pass
    raise MalformedError(f"body.{name}: an id is needed")


def _text(values: Mapping[str, Any], name: str, *, may_be_empty: bool = False) -> str:
    value = values.get(name, "" if may_be_empty else None)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\x00" in value or not (value or may_be_empty):
        raise MalformedError(f"body.{name}: a text is needed")
    return value


def _claim(value: object) -> bool:
    if not isinstance(value, bool):
        raise MalformedError("body.paraphrase: true or false is needed")
    return value


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise MalformedError("body.until: a day is needed")
