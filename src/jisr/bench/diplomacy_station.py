"""The station of `jisr bench diplomacy`, as a process of its own: `python -m jisr.bench.diplomacy_station COUNT`.

JISR_HOME names an empty home. One partner, and so many items with it over ten years, written through the services of
the room: commitments, engagements, minutes, plans. Prints one JSON object.
"""

import json
import sys
import time
from datetime import timedelta
from io import BytesIO
from statistics import median
from typing import Any

from jisr.bench.own_station import found_station


def main() -> None:
    """Found a station, fill it, time the pages."""
    count = int(sys.argv[1])
    found_station()
    officer = _people_and_partner()
    _fill(officer, count)
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from pypdf import PdfReader

    from jisr.station.accounts.models import User
    from jisr.station.diplomacy.briefing_sheet import pdf
    from jisr.station.diplomacy.queries.briefing import compose
    from jisr.station.diplomacy.queries.partnerships import partnership

    user = User.objects.get(username="cooperation")
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(user)

    def timed(address: str) -> float:
        began = time.perf_counter()
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        return time.perf_counter() - began

    page = [timed(reverse("diplomacy:partnership", args=["madrid"])) for _each in range(11)][1:]
    book = [timed(reverse("diplomacy:briefing", args=["madrid"])) for _each in range(3)]
    began = time.perf_counter()
    made = compose(user, "madrid")
    assert made is not None
    data = pdf(made, "bench")
    found = partnership("madrid")
    assert found is not None
    document = {
        "items": len(found.events),
        "page": median(page),
        "book": median(book),
        "pdf": time.perf_counter() - began,
        "facts": sum(len(chapter.facts) for chapter in made.chapters),
        "pages": len(PdfReader(BytesIO(data)).pages),
    }
    print(json.dumps(document))


def _people_and_partner() -> Any:
    from jisr.station.accounts.models import User
    from jisr.station.exchange.testing import InMemoryPartner
    from jisr.station.ledger.actor import Actor

    made = [
        User.objects.create(username=name, roles=roles)
        for name, roles in (("liaison", ["liaison"]), ("cooperation", ["cooperation"]))
    ]
    first, second = (Actor(user.username, tuple(user.roles), user.pk) for user in made)
    InMemoryPartner("madrid", "ES").become_active(first, second)
    return second


def _fill(officer: Any, count: int) -> None:
    """Three fifths commitments, a quarter engagements, the rest minutes; two plans of some activities."""
    from django.db import transaction
    from django.utils import timezone

    from jisr.core.diplomacy.commitments import CommitmentState
    from jisr.core.diplomacy.plans import PlanObject
    from jisr.station.diplomacy.models import Joint
    from jisr.station.diplomacy.services import commitments, minutes, plans
    from jisr.station.diplomacy.services import engagements as visits

    today, now = timezone.localdate(), timezone.now().replace(tzinfo=None, microsecond=0)
    for start in range(0, count, 250):
        with transaction.atomic():
            for number in range(start, min(start + 250, count)):
                ago = number * 3650 // count
                if number % 20 < 12:
                    ours = number % 2 == 0
                    draft = commitments.Draft(
                        words=f"EXERCISE promise {number}",
                        language="en",
                        debtor="bench" if ours else "madrid",
                        creditor="madrid" if ours else "bench",
                        due=today - timedelta(days=ago) + timedelta(days=60),
                        topic="capacity",
                    )
                    made = commitments.write_down(officer, draft)
                    if ours and number % 10:
                        for state in (CommitmentState.AGREED, CommitmentState.MET):
                            commitments.say_state(officer, made, state)
                elif number % 20 < 17:
                    when = now - timedelta(days=ago)
                    visit = visits.Plan(
                        kind="bilateral",
                        title=f"EXERCISE meeting {number}",
                        partners=["madrid"],
                        starts=when,
                        ends=when + timedelta(hours=3),
                        time_zone="UTC",
                    )
                    visits.propose(officer, visit)
                else:
                    items = [f"EXERCISE item {n}" for n in range(3)]
                    minutes.begin(officer, f"EXERCISE minutes {number}", ["madrid"], language="en", items=items)
    for number in range(2):
        plan = plans.begin(officer, f"EXERCISE plan {number}", ["madrid"], {"subject": "drugs"})
        for each in range(50):
            plans.add(officer, plan, PlanObject.ACTIVITY, "bench", {"title": f"EXERCISE activity {each}"})
    for number, row in enumerate(Joint.objects.order_by("created_at").only("pk")):
        Joint.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=number * 3650 // count))


if __name__ == "__main__":
    main()
