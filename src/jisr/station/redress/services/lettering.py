"""Letters are made, seen before, and handed over by people; the software mails nothing."""

import hashlib
from uuid import UUID

import orjson
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.keeping import person_of
from jisr.station.redress.letters.composing import LetterText, compose
from jisr.station.redress.models import Case, Letter, Requester
from jisr.station.redress.problems import CaseMissing, PieceMissing, RedressProblem
from jisr.station.redress.rules import LANGUAGES, Rules, rules
from jisr.station.redress.services.opening import require_identity
from jisr.station.redress.services.people import open_case, require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import Channel, LetterKind

#: Letters that say nothing about what is held, and may go before it is known who asks.
_BEFORE_IDENTITY = (LetterKind.ACKNOWLEDGEMENT, LetterKind.IDENTITY, LetterKind.EXTENSION)


def preview(case_id: UUID, kind: str, language: str = "") -> LetterText:
    """The letter as it would be made now; nothing is kept.

    Raises:
        CaseMissing, IdentityUnchecked; RedressProblem: `value_unknown`, `requester_erased`, as `compose`.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return _composed(case, kind, language, rules())


@whole_or_refused
def make_letter(actor: Actor, case_id: UUID, kind: str, language: str = "") -> UUID:
    """Make the letter and keep it as it is; its id."""
    require_person(actor)
    case, held, now = open_case(case_id), rules(), timezone.now()
    text = _composed(case, kind, language, held)
    last = Letter.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    kept = text.to_json()
    letter = Letter(
        case=case,
        number=last + 1,
        kind=kind,
        language=text.language,
        rules_version=held.version,
        held=kept,
        digest=hashlib.sha256(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        made_at=now,
        made_by=actor.name,
    )
    letter.save(force_insert=True)
    record(actor, Act.COLLECTION, "redress", str(case_id), decision="letter_made", detail={"kind": kind})
    return letter.id


@whole_or_refused
def hand_over(actor: Actor, case_id: UUID, letter_id: UUID, how: str, note: str = "") -> None:
    """Note how and when a letter was handed over; an answer or acknowledgement stops its clock."""
    require_person(actor)
    case, now = open_case(case_id), timezone.now()
    letter = Letter.objects.select_for_update().filter(pk=letter_id, case=case).first()
    if letter is None:
        raise PieceMissing
    if how not in Channel.values:
        raise RedressProblem("value_unknown", _("Choose one of the values offered."), "how")
    if letter.handed_at is not None:
        raise RedressProblem("handed_already", _("This letter was handed over before."), status=409)
    letter.handed_at, letter.handed_by = now, actor.name
    letter.handed_how, letter.handed_note = how, note.strip()[:300]
    letter.save(update_fields=["handed_at", "handed_by", "handed_how", "handed_note"])
    if letter.kind == LetterKind.ACKNOWLEDGEMENT and case.acknowledged_at is None:
        case.acknowledged_at = now
    if letter.kind in (LetterKind.ANSWER, LetterKind.AUTHORITY) and case.answered_at is None:
        case.answered_at = now
    case.save(update_fields=["acknowledged_at", "answered_at"])
    detail = {"kind": letter.kind, "method": how}
    record(
        actor, Act.DISCLOSURE, "redress", str(case_id), recipient="data_subject", decision="handed_over", detail=detail
    )


def letter_text(letter: Letter) -> LetterText | None:
    """A letter as it was made; None once it is erased."""
    held = letter.held
    return LetterText.from_json(held) if held else None


def _composed(case: Case, kind: str, language: str, held: Rules) -> LetterText:
    if kind not in LetterKind.values or (language and language not in LANGUAGES):
        raise RedressProblem("value_unknown", _("Choose one of the values offered."), "kind")
    if kind not in _BEFORE_IDENTITY:
        require_identity(case)
    requester = Requester.objects.filter(case=case).first()
    person = person_of(requester) if requester else None
    if person is None:
        raise RedressProblem("requester_erased", _("Who asked is no longer held."), status=409)
    return compose(case, person, kind, language or case.language, held, timezone.now())
