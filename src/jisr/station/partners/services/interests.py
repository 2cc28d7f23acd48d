"""Standing interests: what a partner, or this station, asks to be told about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState, Purpose
from jisr.core.interests import InterestFormatError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.models import PartnerStation, StandingInterest
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.queries.interests import interest_of
from jisr.station.partners.signals import interest_shared
from jisr.station.web.forms import country_choices

KIND = "interest"
MAX_WORDS = 200
LONGEST_WORD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestTerms:
    """What the interest is about; at least one of topics, countries, names and patterns holds something.

    Attributes:
        countries: ISO 3166-1 alpha-2.
        patterns: words or phrases; "*" stands for any ending.
        valid_from, valid_until: instants, the second not included.
    """

    title: str
    valid_from: datetime
    valid_until: datetime
    topics: Collection[Purpose] = ()
    countries: Collection[str] = ()
    names: Collection[str] = ()
    patterns: Collection[str] = ()


@transaction.atomic
def record_interest(actor: Actor, owner: str, terms: InterestTerms, *, dispatch_id: UUID | None = None) -> UUID:
    """Record an interest.

    Args:
        owner: station id of whose interest it is, this station's own included.
        dispatch_id: the dispatch in which the partner stated it.

    Raises:
        PartnerProblem: naming the field that cannot stand.
    """
    if owner != settings.IDENTITY.station_id and not PartnerStation.objects.filter(pk=owner).exists():
        raise PartnerProblem("partner_unknown", _("There is no such partner."), field="owner")
    now = timezone.now()
    row = StandingInterest(
        owner=owner, dispatch_id=dispatch_id, recorded_at=now, recorded_by=actor.name, changed_at=now
    )
    fill(row, terms)
    row.save(force_insert=True)
    record(actor, Act.COLLECTION, KIND, str(row.pk), decision="recorded", detail={"owner": owner, **counts(row)})
    return row.pk


@transaction.atomic
def change_interest(actor: Actor, interest_id: UUID, terms: InterestTerms) -> None:
    """Say the interest otherwise, or give it another validity."""
    row = locked_interest(interest_id)
    if row.withdrawn_at is not None:
        raise PartnerProblem("interest_withdrawn", _("This interest has been withdrawn."), status=409)
    fill(row, terms)
    row.changed_at = timezone.now()
    row.save()
    tell(actor, row, row.shared_with)
    record(actor, Act.ALTERATION, KIND, str(row.pk), decision="changed", detail={"owner": row.owner, **counts(row)})


@transaction.atomic
def withdraw_interest(actor: Actor, interest_id: UUID) -> None:
    """End an interest now."""
    row = locked_interest(interest_id)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), actor.name
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        tell(actor, row, row.shared_with)
        record(actor, Act.ALTERATION, KIND, str(row.pk), decision="withdrawn", detail={"owner": row.owner})


def locked_interest(interest_id: UUID) -> StandingInterest:
    row = StandingInterest.objects.select_for_update().filter(pk=interest_id).first()
    if row is None:
        raise PartnerProblem("interest_unknown", _("There is no such interest."), status=404)
    return row


def tell(actor: Actor, row: StandingInterest, stations: Collection[str]) -> None:
    """Have those partners told, as far as they are active, what of the interest may go (see `shareable`)."""
    active = PartnerStation.objects.filter(pk__in=stations, state=PartnerState.ACTIVE.value)
    recipients = sorted(active.values_list("pk", flat=True))
    if recipients:
        interest_shared.send(None, actor=actor, recipients=recipients, interest=shareable(row, timezone.now()))


def shareable(row: StandingInterest, now: datetime) -> dict[str, Any]:
    """What a partner is told: topics and countries. Names and words may be about persons, and stay here.

    An interest that is withdrawn, or has nothing left that may go, is told as ended.
    """
    is_open = row.withdrawn_at is None and bool(row.topics or row.countries)
    return {
        "id": str(row.pk),
        "title": row.title,
        "topics": list(row.topics),
        "countries": list(row.countries),
        "valid_from": row.valid_from.isoformat(),
        "valid_until": (row.valid_until if is_open else min(row.valid_until, now)).isoformat(),
    }


def fill(row: StandingInterest, terms: InterestTerms) -> None:
    row.title = terms.title.strip()[:200]
    row.topics = sorted({Purpose(topic).value for topic in terms.topics})
    row.countries = sorted(set(terms.countries))
    row.names, row.patterns = _words(terms.names, "names"), _words(terms.patterns, "patterns")
    row.valid_from, row.valid_until = terms.valid_from, terms.valid_until
    if not row.title:
        raise PartnerProblem("field_missing", _("This field is needed."), field="title")
    if not (row.topics or row.countries or row.names or row.patterns):
        raise PartnerProblem(
            "interest_empty", _("Name at least one topic, country, name or word to look for."), field="topics"
        )
    if set(row.countries) - {code for code, _name in country_choices()}:
        raise PartnerProblem("country_unknown", _("This country is not known."), field="countries")
    if terms.valid_from >= terms.valid_until:
        raise PartnerProblem("dates_reversed", _("It ends before it begins."), field="valid_until")
    try:
        interest_of(row)
    except InterestFormatError as error:
        raise PartnerProblem(
            "pattern_malformed", _("A word or phrase must begin with two letters or digits."), field="patterns"
        ) from error


def _words(words: Collection[str], field: str) -> list[str]:
    kept = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(kept) > MAX_WORDS or any(len(word) > LONGEST_WORD for word in kept):
        raise PartnerProblem("words_too_many", _("At most 200 entries, each of at most 200 characters."), field=field)
    if any(len(word.strip("* ")) < 2 for word in kept):
        raise PartnerProblem("word_too_short", _("An entry of one letter would match everything."), field=field)
    return kept


def counts(row: StandingInterest) -> dict[str, str | int]:
    return {
        "topics": len(row.topics),
        "countries": len(row.countries),
        "names": len(row.names),
        "patterns": len(row.patterns),
    }
