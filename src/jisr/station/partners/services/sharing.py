"""Standing interests between stations: partners are told of ours, and we keep what they ask to be told."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState, Purpose
from jisr.station.ledger.actor import Actor, partner_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.models import PartnerStation, StandingInterest
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services.interests import KIND, InterestTerms, counts, fill, locked_interest, tell


@transaction.atomic
def share_interest(actor: Actor, interest_id: UUID, recipients: Collection[str]) -> None:
    """Tell partners what this station asks to be told about: topics and countries, never names or words.

    Later changes and the withdrawal are told to the same partners.

    Raises:
        PartnerProblem: not an open interest of this station, nothing in it that may go, or a partner not active.
    """
    row = locked_interest(interest_id)
    if row.owner != settings.IDENTITY.station_id or row.withdrawn_at is not None or row.valid_until <= timezone.now():
        raise PartnerProblem("not_own_interest", _("Only an open interest of this station can be shared."), status=409)
    if not (row.topics or row.countries):
        raise PartnerProblem("nothing_to_share", _("Only topics and countries are shared, and this interest has none."))
    chosen = set(recipients)
    active = PartnerStation.objects.filter(pk__in=chosen, state=PartnerState.ACTIVE.value).count()
    if not chosen or active != len(chosen):
        raise PartnerProblem("partner_not_active", _("Choose partners that are active."), field="recipients")
    row.shared_with = sorted({*row.shared_with, *chosen})
    row.save(update_fields=["shared_with"])
    tell(actor, row, chosen)
    detail = {"partners": ",".join(sorted(chosen))[:200]}
    record(actor, Act.DISCLOSURE, KIND, str(row.pk), decision="shared", detail=detail)


@transaction.atomic
def receive_interest(station_id: str, untrusted: Mapping[str, Any], dispatch_id: UUID) -> UUID:
    """Keep what a partner asks to be told about; the same interest told again takes the place of the one before.

    Raises:
        PartnerProblem: malformed, or not a partner.
    """
    origin_id, terms = _read(untrusted)
    now = timezone.now()
    row = StandingInterest.objects.select_for_update().filter(owner=station_id, origin_id=origin_id).first()
    if row is None:
        row = StandingInterest(owner=station_id, origin_id=origin_id, recorded_at=now, recorded_by="")
    actor = partner_actor(station_id)
    if terms.valid_until <= terms.valid_from or terms.valid_until <= now:
        return _end(actor, row, dispatch_id)
    fill(row, terms)
    row.dispatch_id, row.recorded_by, row.changed_at, row.withdrawn_at = dispatch_id, actor.name, now, None
    row.save()
    record(actor, Act.COLLECTION, KIND, str(row.pk), decision="received", detail={"owner": station_id, **counts(row)})
    return row.pk


def _end(actor: Actor, row: StandingInterest, dispatch_id: UUID) -> UUID:
    """A partner says that an interest is over; one that was never known is not kept."""
    if not row._state.adding and row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by, row.dispatch_id = timezone.now(), actor.name, dispatch_id
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "dispatch_id"])
        record(actor, Act.ALTERATION, KIND, str(row.pk), decision="withdrawn", detail={"owner": row.owner})
    return row.pk


def _read(untrusted: Mapping[str, Any]) -> tuple[UUID, InterestTerms]:
    try:
        terms = InterestTerms(
            title=_text(untrusted.get("title")),
            topics=[Purpose(topic) for topic in _texts(untrusted.get("topics", []))],
            countries=_texts(untrusted.get("countries", [])),
            names=_texts(untrusted.get("names", [])),
            patterns=_texts(untrusted.get("patterns", [])),
            valid_from=_instant(untrusted.get("valid_from")),
            valid_until=_instant(untrusted.get("valid_until")),
        )
        return UUID(_text(untrusted.get("id"))), terms
    except (TypeError, ValueError) as error:
        raise PartnerProblem("interest_malformed", _("The interest does not have the form it must have.")) from error


def _text(untrusted: Any) -> str:
    if not isinstance(untrusted, str) or len(untrusted) > 1_000:
        raise ValueError("a text is needed")
    return untrusted


def _texts(untrusted: Any) -> list[str]:
    if not isinstance(untrusted, list):
        raise ValueError("a list is needed")
    return [_text(item) for item in untrusted]


def _instant(untrusted: Any) -> datetime:
    instant = datetime.fromisoformat(_text(untrusted))
    if instant.tzinfo is None:
        raise ValueError("a time zone is needed")
    return instant.astimezone(UTC)
