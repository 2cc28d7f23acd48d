"""Searches that an overseer keeps under a name, for that overseer alone."""

from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.oversight.models import SavedSearch
from jisr.station.oversight.problems import SampleProblem

#: What a kept search may hold: the fields of the search, no page of it.
FIELDS = ("actor", "act", "record_kind", "record_id", "recipient", "decision", "purpose", "words", "since", "until")


def searches_of(username: str) -> QuerySet[SavedSearch]:
    """By name."""
    return SavedSearch.objects.filter(owner=username)


def keep_search(actor: Actor, name: str, query: str) -> SavedSearch:
    """Keep a search.

    Args:
        query: as in an address; what is no field of the search is left out.

    Raises:
        SampleProblem: the name is taken.
    """
    held = urlencode([(field, value) for field, value in parse_qsl(query) if field in FIELDS and value])
    try:
        with transaction.atomic():
            kept = SavedSearch.objects.create(owner=actor.name, name=name.strip(), query=held, made_at=timezone.now())
            record(actor, Act.ADMINISTRATION, "ledger_search", str(kept.pk), decision="recorded")
    except IntegrityError:
        raise SampleProblem("name_taken", "name") from None
    return kept


def forget_search(actor: Actor, search_id: UUID) -> None:
    """Forget an own search.

    Raises:
        SampleProblem: there is none of this person's.
    """
    with transaction.atomic():
        gone, _by_model = searches_of(actor.name).filter(pk=search_id).delete()
        if not gone:
            raise SampleProblem("no_such_search")
        record(actor, Act.ADMINISTRATION, "ledger_search", str(search_id), decision="discarded")
