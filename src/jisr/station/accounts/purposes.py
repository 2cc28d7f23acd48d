"""For what a person reads: stated, or inferred from the work at hand. Every opening of content has one.

Stated: chosen from a short list with a few words, kept for a session and a stated time. Inferred: from the record that
is opened (the purpose of a report, a dispatch, a request, a warning), from the one opened before it, or from the
desk's own list. Where nothing is at hand the person is asked once. Source: Directive (EU) 2016/680 Art. 4(1)(b), 25.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Purpose
from jisr.station.accounts.roles import Right
from jisr.station.web.context import Notice

STATED_KEY, AT_HAND_KEY = "jisr_purpose", "jisr_at_hand"
#: A stated purpose is asked again after this many minutes; what was at hand counts for less.
STATED_MINUTES, AT_HAND_MINUTES = 240, 30
PURPOSE_HEADER = "X-Jisr-Purpose"
MAXIMUM_WORDS = 300

PURPOSE_LABELS = {
    Purpose.TERRORISM.value: _("Terrorism"),
    Purpose.TERRORIST_FINANCING.value: _("Terrorist financing"),
    Purpose.HUMAN_TRAFFICKING.value: _("Trafficking in human beings"),
    Purpose.MIGRANT_SMUGGLING.value: _("Migrant smuggling"),
    Purpose.ORGANISED_CRIME.value: _("Organised crime"),
    Purpose.VIOLENT_EXTREMISM.value: _("Violent extremism"),
    Purpose.CYBERCRIME.value: _("Cybercrime"),
    Purpose.WEAPONS.value: _("Weapons"),
    Purpose.DRUGS.value: _("Drugs"),
    "partner_request": _("Answer to a partner"),
    "data_subject": _("Request of a data subject"),
    "data_quality": _("Quality of the data"),
}
#: What is inferred and cannot be stated.
INFERRED_LABELS = {"desk": _("Own desk"), "oversight": _("Oversight")}

#: Rights whose pages show content: each opening of one has a purpose.
CONTENT_RIGHTS = frozenset(
    {
        Right.REPORT_READ, Right.REPORT_WRITE, Right.KNOWLEDGE_READ, Right.KNOWLEDGE_WRITE, Right.RELEASE_READ,
        Right.RELEASE_PROPOSE, Right.RELEASE_DECIDE, Right.EXCHANGE_READ, Right.EXCHANGE_ANSWER, Right.RECALL,
        Right.REQUEST_READ, Right.REQUEST_WRITE, Right.INTEREST_READ, Right.INTEREST_WRITE, Right.WARNING_READ,
        Right.WARNING_WRITE, Right.DIPLOMACY_READ, Right.DIPLOMACY_WRITE, Right.DIPLOMACY_SIGN,
    }
)  # fmt: skip
#: Of these, the pages that look for persons: no list of the desk's own, so the purpose is asked.
SEARCHING_RIGHTS = frozenset({Right.KNOWLEDGE_READ, Right.KNOWLEDGE_WRITE})


@dataclass(frozen=True, slots=True)
class Known:
    """A purpose and how it is known (see `jisr.station.ledger.occasion.Occasion`)."""

    purpose: str
    basis: str
    words: str = ""

    @property
    def label(self) -> str:
        return str(PURPOSE_LABELS.get(self.purpose) or INFERRED_LABELS.get(self.purpose) or self.purpose)


type PurposeOf = Callable[[str], str]
_of_records: dict[str, PurposeOf] = {}


def purpose_from(name: str, purpose_of: PurposeOf) -> None:
    """Let the purpose be read off a record of a room above.

    Args:
        name: of the argument in the address that holds the record's id, e.g. "report_id".
        purpose_of: (id) -> code of its purpose; "" where it has none or there is no such record for this reader.
    """
    _of_records[name] = purpose_of


def known_purpose(request: HttpRequest, right: Right, arguments: Mapping[str, Any]) -> Known | None:
    """For what this page is opened; None where the person has to be asked."""
    held = stated_purpose(request)
    if held is not None:
        return held
    if of_record := purpose_of_record(arguments):
        keep_at_hand(request, of_record)
        return Known(of_record, "record")
    at_hand = _fresh(request, AT_HAND_KEY)
    if at_hand is not None:
        return Known(at_hand["code"], "at_hand")
    is_about_one = any(name in _of_records for name in arguments)
    return None if right in SEARCHING_RIGHTS or is_about_one else Known("desk", "desk")


def purpose_of_record(arguments: Mapping[str, Any]) -> str:
    """The purpose of the record that an address names; "" where it has none."""
    return next((found for name, value in arguments.items() if (found := _purpose_of(name, str(value)))), "")


def _purpose_of(name: str, value: str) -> str:
    try:
        return _of_records[name](str(UUID(value))) if name in _of_records else ""
    except ValueError:
        return ""


def stated_purpose(request: HttpRequest) -> Known | None:
    """What this person said, while it counts."""
    held = _fresh(request, STATED_KEY)
    return Known(held["code"], "stated", held["words"]) if held else None


def stated_until(request: HttpRequest) -> float | None:
    """POSIX time at which it will be asked again."""
    held = _fresh(request, STATED_KEY)
    return float(held["until"]) if held else None


def purpose_notice(request: HttpRequest) -> Notice | None:
    """The line above every page that says for what the reader said to read."""
    held, until = stated_purpose(request), stated_until(request)
    if held is None or until is None:
        return None
    ends = datetime.fromtimestamp(until, UTC)
    return Notice(str(_("Purpose")), f"{held.label} · {held.words}", reverse("accounts:purpose"), ends, "p")


def keep_at_hand(request: HttpRequest, purpose: str) -> None:
    until = timezone.now().timestamp() + AT_HAND_MINUTES * 60
    request.session[AT_HAND_KEY] = {"code": purpose, "words": "", "until": until}


def header_purpose(request: HttpRequest) -> Known | None:
    """What a program says: a code, or a code and words ("drugs; case 12"); None without the header.

    Raises:
        ValueError: the code is not on the list.
    """
    return purpose_in(request.headers.get(PURPOSE_HEADER, ""))


def purpose_in(said: str) -> Known | None:
    """A code, or a code and words, as a program or a command says it; None for nothing.

    Raises:
        ValueError: the code is not on the list.
    """
    text = " ".join(said.split())[:MAXIMUM_WORDS]
    if not text:
        return None
    code, _sign, words = text.partition(";")
    if code.strip() not in PURPOSE_LABELS:
        raise ValueError(code)
    return Known(code.strip(), "stated", words.strip())


def pseudonym(text: str) -> str:
    """A name for a session or address that only this station can lead back; "" for nothing. 16 hex digits."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"ledger:{text}".encode(), hashlib.sha256).hexdigest()[:16] if text else ""


def _fresh(request: HttpRequest, key: str) -> dict[str, Any] | None:
    held = request.session.get(key) if hasattr(request, "session") else None
    return held if held and held["until"] > timezone.now().timestamp() else None
