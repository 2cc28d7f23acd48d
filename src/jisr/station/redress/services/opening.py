"""A request comes in: who asks, through whom, how they were checked, and the clocks that begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.identity import score_pairs
from jisr.core.identity.evidence import read_date
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.keeping import Person, keep_person, person_of
from jisr.station.redress.models import Case, Requester
from jisr.station.redress.problems import IdentityUnchecked, ReasonMissing, RedressProblem
from jisr.station.redress.rules import LANGUAGES, rules
from jisr.station.redress.services.people import open_case, require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import Channel, IdentityCheck, RequestKind, Via

# Two names as alike as this, and no other date of birth, are taken for the same person asking again; it is shown.
_SAME_REQUESTER = 0.85
_NUMBER_LOCK = 0x52444E
_LONGEST = 10_000
_REQUESTERS_AT_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A request as it came. `mandate` says how a representative's power was checked, `authority` who asks for whom."""

    kind: str
    via: str
    channel: str
    language: str
    received_at: datetime
    person: Person
    authority: str = ""
    authority_reference: str = ""
    mandate: str = ""
    identity_check: str = ""


@whole_or_refused
def open_request(actor: Actor, draft: Draft) -> UUID:
    """Take a request in; the id of its case. An earlier one of the same person is linked.

    Raises:
        RedressProblem: `received_in_future`, `mandate_missing`, `authority_missing`, `name_missing`, `value_unknown`.
    """
    user = require_person(actor)
    now = timezone.now()
    _check(draft, now)
    terms = rules().terms
    case = Case(
        number=_next_number(now),
        kind=draft.kind,
        via=draft.via,
        channel=draft.channel,
        language=draft.language,
        received_at=draft.received_at,
        authority=draft.authority.strip(),
        authority_reference=draft.authority_reference.strip(),
        mandate=draft.mandate.strip(),
        acknowledge_by=terms.acknowledge_by(draft.received_at),
        answer_by=terms.answer_by(draft.received_at),
        opened_by=actor.name,
        opened_by_id=user,
        opened_at=now,
        related=_earlier(draft.person),
    )
    if draft.identity_check:
        case.identity_check, case.identity_by, case.identity_at = draft.identity_check, actor.name, now
    case.save(force_insert=True)
    keep_person(case.id, draft.person)
    record(actor, Act.COLLECTION, "redress", str(case.id), decision="received", detail={"kind": draft.kind})
    return case.id


@whole_or_refused
def check_identity(actor: Actor, case_id: UUID, how: str) -> None:
    """Note how the requester's identity was checked, and by whom; the proof is not kept."""
    require_person(actor)
    case = open_case(case_id)
    if how not in IdentityCheck.values or not how:
        raise _unknown("identity_check")
    case.identity_check, case.identity_by, case.identity_at = how, actor.name, timezone.now()
    case.save(update_fields=["identity_check", "identity_by", "identity_at"])
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="identity_checked", detail={"method": how})


@whole_or_refused
def extend(actor: Actor, case_id: UUID, reason: str) -> datetime:
    """Give the answer more time, once, with a reason that the person is told; the new end.

    Raises:
        RedressProblem: `extended_already`, `time_over`.
    """
    require_person(actor)
    case, now = open_case(case_id), timezone.now()
    if not reason.strip():
        raise ReasonMissing("reason")
    if case.extended_at is not None:
        raise RedressProblem("extended_already", _("The time was extended before: it can be done once."), status=409)
    if case.answer_by < now:
        raise RedressProblem("time_over", _("The time is over: it can no longer be extended."), status=409)
    case.extended_at, case.extension_reason = now, reason.strip()
    case.answer_by = rules().terms.extended(case.received_at)
    case.save(update_fields=["extended_at", "extension_reason", "answer_by"])
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="extended")
    return case.answer_by


def require_identity(case: Case) -> None:
    """That somebody has checked who is asking.

    Raises:
        IdentityUnchecked.
    """
    if not case.identity_check:
        raise IdentityUnchecked


def _check(draft: Draft, now: datetime) -> None:
    for value, known, field in (
        (draft.kind, RequestKind.values, "kind"),
        (draft.via, Via.values, "via"),
        (draft.channel, Channel.values, "channel"),
        (draft.language, LANGUAGES, "language"),
        (draft.identity_check, IdentityCheck.values, "identity_check"),
    ):
        if value not in known:
            raise _unknown(field)
    if draft.received_at > now:
        raise RedressProblem("received_in_future", _("A request can’t come in the future."), "received_at")
    if not any(name.strip() for name in draft.person.names):
        raise RedressProblem("name_missing", _("Give the person’s name, in every spelling known."), "names")
    if draft.person.birth_date and read_date(draft.person.birth_date) is None:
        raise RedressProblem(
            "birth_date_malformed", _("Give a date as year, year-month or year-month-day."), "birth_date"
        )
    if draft.via == Via.REPRESENTATIVE and not (draft.person.representative.strip() and draft.mandate.strip()):
        raise RedressProblem(
            "mandate_missing", _("Name the representative, and say how the mandate was checked."), "mandate"
        )
    if draft.via == Via.AUTHORITY and not (draft.authority.strip() and draft.authority_reference.strip()):
        raise RedressProblem("authority_missing", _("Name the authority and its reference."), "authority")
    texts = (*draft.person.names, *draft.person.identifiers, draft.person.asked, draft.person.contact)
    if any("\x00" in text or len(text) > _LONGEST for text in texts):
        raise RedressProblem("text_too_long", _("A text is too long or holds characters that can’t be kept."), "asked")


def _unknown(field: str) -> RedressProblem:
    return RedressProblem("value_unknown", _("Choose one of the values offered."), field)


def _earlier(person: Person) -> Case | None:
    """The newest earlier case of a requester of like name whose date of birth is no other."""
    kept = [(row, held) for row in _requesters() if (held := person_of(row))]
    pairs = [(number, ours, theirs) for number, (_row, held) in enumerate(kept) for ours in person.names
             for theirs in held.names]  # fmt: skip
    scores = score_pairs([(ours, theirs) for _number, ours, theirs in pairs]) if pairs else ()
    best = {number for (number, _ours, _theirs), score in zip(pairs, scores, strict=True) if score >= _SAME_REQUESTER}
    same = [kept[number][0].case for number in best if _dates_agree(person.birth_date, kept[number][1].birth_date)]
    return max(same, key=lambda case: (case.received_at, case.opened_at), default=None)


def _requesters() -> Iterable[Requester]:
    rows = Requester.objects.select_related("case").filter(case__erased_at__isnull=True)
    return rows.order_by("-case__received_at")[:_REQUESTERS_AT_MOST]


def _dates_agree(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(shorter)


def _next_number(now: datetime) -> str:
    """ "D-2026-0001", counted within the year."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBER_LOCK])
    prefix = f"D-{timezone.localtime(now).year}-"
    last = Case.objects.filter(number__startswith=prefix).order_by("-number").values_list("number", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
