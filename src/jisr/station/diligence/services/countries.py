"""Country assessments: about states and their services, from public sources, good for twelve months."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from jisr.core.diligence import Harm, Likelihood
from jisr.core.diligence.approvals import COUNTRY_VALID_DAYS
from jisr.station.accounts.roles import Right
from jisr.station.diligence.models import CountryAssessment
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.services.refusals import person, whole_or_refused
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


@whole_or_refused
def record_country(
    actor: Actor,
    country: str,
    *,
    stability: str,
    attitude: str,
    sources: Sequence[str],
    levels: Mapping[Harm, Likelihood],
    services: str = "",
    assessed_on: date | None = None,
) -> UUID:
    """Record an assessment; the newest one of a country counts.

    Args:
        country: ISO 3166-1 alpha-2.
        stability, attitude: political stability; attitude to human rights and international humanitarian law.
        sources: public ones, as people cite them.
        services: what is known of the services one would work with.

    Raises:
        DiligenceProblem: country_malformed, country_date, named_person_needed, right_missing.
    """
    by = person(actor, Right.DILIGENCE_WRITE)
    now = timezone.now()
    day = assessed_on or now.date()
    cited = [source.strip()[:500] for source in sources if source.strip()]
    for field, is_there in (
        ("country", len(country) == 2 and country.isalpha()),
        ("stability", stability.strip()),
        ("attitude", attitude.strip()),
        ("sources", cited),
        ("levels", set(levels) == set(Harm)),
    ):
        if not is_there:
            raise DiligenceProblem("country_malformed", field)
    if not now.date() - timedelta(days=COUNTRY_VALID_DAYS) <= day <= now.date():
        raise DiligenceProblem("country_date", "assessed_on")
    made = CountryAssessment.objects.create(
        country=country.upper(),
        assessed_on=day,
        stability=stability.strip(),
        attitude=attitude.strip(),
        services=services.strip(),
        sources=cited,
        levels={harm.value: level.name.lower() for harm, level in levels.items()},
        author=actor.name,
        author_id=by,
        recorded_at=now,
    )
    record(actor, Act.COLLECTION, "country_assessment", str(made.pk), detail={"country": made.country})
    return made.pk
