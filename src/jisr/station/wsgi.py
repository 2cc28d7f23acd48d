"""The WSGI application granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jisr.station.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Load what takes seconds the first time, so that no reader waits for it."""
    from jisr.interop.entities import model
    from jisr.interop.gazetteers import places
    from jisr.station.knowledge.services import hold_names

    try:
        hold_names()
    finally:
        connection.close()
    places()
    model()


Thread(target=_warm_up, name="warm-up", daemon=True).start()
