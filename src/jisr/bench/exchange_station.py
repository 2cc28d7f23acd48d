"""One station of the exchange benchmark, as a process of its own: `python -m jisr.bench.exchange_station COMMAND`.

JISR_HOME names its home. Each command reads one JSON object from standard input and prints one. The station is a real
one: its own embedded PostgreSQL with fsync on, its own keys, the services that the console uses.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import psutil

PORTION_CHARACTERS: Final = 1_050
BATCH: Final = 200


def main() -> None:
    """Run the command named on the command line."""
    command: Callable[[dict[str, Any]], dict[str, Any]] = {
        "found": _found,
        "befriend": _befriend,
        "drive": _drive,
        "fill": _fill,
        "limit": _limit,
        "count": _count,
    }[sys.argv[1]]
    given: dict[str, Any] = json.loads(sys.stdin.read() or "{}")
    print(json.dumps(command(given)))


def _found(given: dict[str, Any]) -> dict[str, Any]:
    """Make the home and the tables; the card."""
    from jisr.core.sealing import StationKeys
    from jisr.station.home import StationHome, StationIdentity, StationSettings

    name, port = given["station_id"], given["port"]
    identity = StationIdentity(
        station_id=name,
        names=dict.fromkeys(("ar", "fr", "en"), name),
        country=given["country"],
        kind="fusion_centre",
        endpoint=f"http://127.0.0.1:{port}/exchange/v1/dispatches",
    )
    settings = StationSettings(exercise=True, second_factor_required=False, https=False)
    StationHome.create(StationHome.locate(), identity, settings, StationKeys.generate(name, datetime.now(UTC)))
    _django()
    from jisr.station.partners.queries import own_station
    from jisr.station.preparation import prepare_database

    prepare_database()
    return {"card": own_station().card.signed_bytes.decode("ascii")}


def _befriend(given: dict[str, Any]) -> dict[str, Any]:
    """Take the partner's card in, by two officers, and open the channel."""
    _django()
    from jisr.core.sealing import verify_card
    from jisr.station.ledger.actor import Actor
    from jisr.station.partners import services
    from jisr.station.partners.cards import card_code

    card = given["card"].encode("ascii")
    officers = [Actor(f"officer-{number}", ("liaison",), number) for number in (1, 2)]
    partner = services.add_partner(officers[0], card)
    code = card_code(verify_card(card, datetime.now(UTC)))
    for officer in officers:
        services.confirm_code(officer, partner, code=code)
    services.activate(officers[0], partner)
    return {"partner": partner}


def _drive(given: dict[str, Any]) -> dict[str, Any]:
    """Send dispatches and deliver them at the same time; seconds until the last receipt is stored."""
    _django()
    from django.db import connection
    from django.utils import timezone

    from jisr.station.exchange.models import Delivery, DeliveryState
    from jisr.station.exchange.services.delivery import deliver_due

    partner, wanted = given["partner"], given["dispatches"]
    _send(partner, BATCH)  # connections, plans and caches are warm before the clock starts
    deliver_due(partner, timezone.now())
    done = threading.Event()
    received = 0

    def deliver() -> None:
        nonlocal received
        while received < wanted:
            run = deliver_due(partner, timezone.now())
            received += run.received
            if run.stopped_by or run.refused:
                break
            if not run.received and done.is_set():
                break
        connection.close()

    start = time.perf_counter()
    deliverer = threading.Thread(target=deliver)
    deliverer.start()
    for _ in range(wanted // BATCH):
        _send(partner, BATCH)
    done.set()
    deliverer.join()
    seconds = time.perf_counter() - start
    pending = Delivery.objects.exclude(state=DeliveryState.RECEIVED).count()
    if received < wanted or pending:
        raise SystemExit(f"only {received} of {wanted} dispatches were receipted, {pending} pending")
    size = Delivery.objects.select_related("record").latest("queued_at").record
    return {
        "seconds": seconds,
        "received": received,
        "memory_mb": psutil.Process().memory_info().rss / 2**20,
        "signed_bytes": len(bytes(size.signed_bytes)),
    }


def _send(partner: str, count: int) -> None:
    from jisr.core.sealing import DispatchKind
    from jisr.station.exchange.services import Outgoing, own_handling, send_many
    from jisr.station.ledger.actor import Actor

    releaser = Actor("releaser-1", ("releaser",), 3)
    handling = own_handling()
    items = [
        Outgoing(kind=DispatchKind.INFORMATION, recipients=[partner], body=_body(handling.to_json()), handling=handling)
        for _ in range(count)
    ]
    send_many(releaser, items)


def _body(handling: dict[str, Any]) -> dict[str, Any]:
    """About 2 KB as JSON, with the payload around it: one portion of text with its own conditions."""
    from jisr.station.web.ids import new_id

    text = ("EXERCISE report about a vehicle seen at the border. " * 40)[:PORTION_CHARACTERS]
    portion = {"id": str(new_id()), "text": text, "lang": "en", "handling": handling}
    return {
        "title": "EXERCISE",
        "portions": [portion],
        "statements": [],
        "report": {"grade": "B2", "language": "en", "event_time": None},
    }


def _fill(given: dict[str, Any]) -> dict[str, Any]:
    """Bring the stored dispatches to a number, by copies of stored ones under new ids, and as many ledger entries."""
    _django()
    from django.db import connection

    from jisr.station.exchange.models import DispatchRecord
    from jisr.station.ledger.actor import system_actor
    from jisr.station.ledger.services import Act, prepare, record_many

    missing = max(0, given["dispatches"] - DispatchRecord.objects.count())
    with connection.cursor() as cursor:
        cursor.execute(_copies(), [missing])
        cursor.execute("ANALYZE")
    actor = system_actor("bench")
    for first in range(0, missing, 2_000):
        count = min(2_000, missing - first)
        record_many([prepare(actor, Act.COLLECTION, "bench", str(first + number)) for number in range(count)])
    return {"dispatches": DispatchRecord.objects.count()}


def _copies() -> str:
    """SQL for copies of a stored dispatch under new ids, with their deliveries; their sealed values open nowhere."""
    from jisr.station.exchange.models import Delivery, DispatchRecord

    changed = {
        **dict.fromkeys(("id", "dispatch_id", "thread"), "made.id"),
        "time": "model.time - n.number * interval '1 second'",
        "stored_at": "model.stored_at - n.number * interval '1 second'",
        "digest": "md5(n.number::text) || md5(n.number::text)",
    }
    of_delivery = {
        "id": "gen_random_uuid()",
        "record_id": "copies.id",
        **dict.fromkeys(("queued_at", "next_attempt_at", "received_at"), "copies.stored_at"),
    }
    names, values = _columns(DispatchRecord, changed)
    delivery_names, delivery_values = _columns(Delivery, of_delivery)
    return f"""
        WITH model AS (SELECT * FROM exchange_dispatch ORDER BY stored_at LIMIT 1),
        copies AS (
            INSERT INTO exchange_dispatch ({names})
            SELECT {values} FROM model, generate_series(1, %s) AS n (number),
                   LATERAL (SELECT gen_random_uuid() AS id WHERE n.number > 0) AS made
            RETURNING id, direction, stored_at
        )
        INSERT INTO exchange_delivery ({delivery_names})
        SELECT {delivery_values}
        FROM copies, (SELECT * FROM exchange_delivery WHERE state = 'received' LIMIT 1) AS model
        WHERE copies.direction = 'out'
    """


def _columns(table: Any, changed: dict[str, str]) -> tuple[str, str]:
    """The columns of a table, and what stands in each: as in the model row unless changed."""
    columns = [field.column for field in table._meta.local_concrete_fields]
    return ", ".join(columns), ", ".join(changed.get(column, f"model.{column}") for column in columns)


def _limit(given: dict[str, Any]) -> dict[str, Any]:
    """Seconds that the same cryptography, and COPY of the same bytes on both sides, take for one dispatch, alone."""
    _django()
    from jisr.bench.exchange_limit import seconds_for_one

    return seconds_for_one(given["dispatches"])


def _count(given: dict[str, Any]) -> dict[str, Any]:
    _django()
    from jisr.station.exchange.models import DispatchRecord
    from jisr.station.ledger.queries import size

    return {"dispatches": DispatchRecord.objects.count(), "ledger": size()}


def _django() -> None:
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "jisr.station.settings"
    django.setup()


if __name__ == "__main__":
    main()
