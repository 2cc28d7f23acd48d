"""The names in this process's memory, and the keys that answer until they are there."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from jisr.station.knowledge.resolution.name_index import station_names
from jisr.station.knowledge.services.projections import profiles_are_current


def hold_names() -> None:
    """Begin to read all names into this process's memory, as at the start of a server or a worker.

    Where the names' model has changed since the profiles were drawn, the worker is asked to draw them afresh.
    """
    station_names.build_in_background()
    if not profiles_are_current():
        try:
            app.configure_task("knowledge.redraw_profiles", queueing_lock="knowledge.redraw_profiles").defer()
        except AlreadyEnqueued:
            pass
