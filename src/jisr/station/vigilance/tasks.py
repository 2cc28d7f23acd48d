"""Jobs of the room: looking at what the ledger has grown by, and telling people once their day has come."""

from procrastinate.contrib.django import app

from jisr.station.vigilance.services import look as look_now
from jisr.station.vigilance.services import tell_those_due


@app.periodic(cron="*/10 * * * *")
@app.task(name="vigilance.look", queueing_lock="vigilance.look", lock="vigilance.look")
def look(timestamp: int = 0) -> int:
    """Look at what is new in the ledger; how many flags were raised."""
    return look_now()


@app.periodic(cron="20 5 * * *")
@app.task(name="vigilance.tell", queueing_lock="vigilance.tell")
def tell(timestamp: int = 0) -> int:
    """Tell those whose day has come; how many."""
    return tell_those_due()
