"""What happens when a request for consent or its answer arrives. See `receivers` for the rules of a handler."""

from datetime import datetime

from django.utils import timezone

from jisr.core.sealing import BadConsentError, DispatchKind, UnknownReferenceError
from jisr.station.exchange.models import Consent, ConsentState, Direction
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.exchange.services.answers import CONTENT_KINDS
from jisr.station.exchange.services.cascades import changed_parts, is_active, recall_onward
from jisr.station.exchange.services.certificates import certify, referred_to
from jisr.station.exchange.services.consent_following import announce, relay_decision
from jisr.station.exchange.services.reviews import flag
from jisr.station.exchange.terms import ConsentTerms


def note_consent_request(received: ReceivedDispatch) -> None:
    """A partner asks for a permission about something this station sent it.

    Raises:
        UnknownReferenceError: this station never sent it that.
        BadConsentError: there is nothing in it that a consent could be about, or it is no active partner.
    """
    about = referred_to(received.record)
    if about is None or about.direction != Direction.OUT:
        raise UnknownReferenceError("a consent to something that was not sent")
    if DispatchKind(about.kind) not in CONTENT_KINDS or not is_active(received.sender):
        raise BadConsentError("nothing that needs a consent")
    answer_by = received.values.get("answer_by")
    Consent.objects.create(
        record=about,
        request=received.record_id,
        direction=Direction.IN,
        partner=received.sender,
        permission=received.values["permission"],
        to_whom=list(received.values.get("to", [])),
        items=list(received.values.get("items", [])),
        asked_at=received.dispatch.time,
        answer_by=datetime.fromisoformat(answer_by) if answer_by else None,
    )


def note_consent_decision(received: ReceivedDispatch) -> None:
    """The originator has decided on what this station asked, or takes back what it had granted.

    Raises:
        BadConsentError: not asked, decided before, or from somebody who is no active partner now.
    """
    rows = Consent.objects.select_for_update(of=("self",)).select_related("record")
    rows = rows.filter(direction=Direction.OUT, partner=received.sender)
    consent = rows.filter(request=received.about).first() if received.about else None
    if consent is None:
        raise BadConsentError("a decision that was not asked for")
    if not is_active(received.sender):
        raise BadConsentError("its sender is no active partner now")
    if received.values.get("withdrawn") is True:
        _withdraw(consent, received)
        return
    if consent.state not in (ConsentState.ASKED, ConsentState.LAPSED):
        raise BadConsentError("decided before")
    if received.values["permission"] != consent.permission:
        raise BadConsentError("a decision on another permission than was asked for")
    terms = ConsentTerms.from_body(received.values)
    if consent.items and not terms.items <= set(consent.items):
        raise BadConsentError("conditions about something that was not asked about")
    consent.state = ConsentState.GRANTED if received.values["granted"] else ConsentState.REFUSED
    consent.decided_at, consent.decided_by = received.dispatch.time, f"partner:{received.sender}"
    consent.decision, consent.until, consent.conditions = received.record_id, terms.until, list(terms.kinds)
    consent.originators = list(received.values.get("originators", []))
    consent.save()
    if consent.on_behalf_of is not None:
        relay_decision(consent)
    announce(consent, received.record.stored_at)


def _withdraw(consent: Consent, received: ReceivedDispatch) -> None:
    """Stop relying on it, and recall what was passed on under it."""
    if consent.state != ConsentState.GRANTED:
        raise BadConsentError("nothing was granted that could be taken back")
    consent.state, consent.withdrawal = ConsentState.WITHDRAWN, received.record_id
    consent.save(update_fields=["state", "withdrawal"])
    flag(consent.record, changed_parts(received.record), received.record)
    recall_onward(consent.record, received.record)
    certify(consent.record, "withdrawn", [], timezone.now(), cause=received.record_id)
    announce(consent, received.record.stored_at)
