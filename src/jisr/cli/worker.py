"""`jisr worker`: background jobs — delivery to partners, clocks, integrity checks — from the queue in PostgreSQL."""

import os
import socket
from gettext import gettext as _

import click

from jisr.cli.console import open_station

#: Seconds a job in hand may take after the worker was asked to stop.
GRACE_SECONDS = 20
POLL_SECONDS = 1.0


@click.command()
@click.option(
    "--concurrency", default=4, show_default=True, type=click.IntRange(1, 64), help="Jobs done at the same time."
)
@click.option("--queue", "queues", multiple=True, help="Only jobs of this queue; may be repeated (default: all).")
@click.option("--once", is_flag=True, help="Do what is waiting, then stop.")
def worker(concurrency: int, queues: tuple[str, ...], once: bool) -> None:
    """Run the background jobs: delivery, clocks, checks.

    Stops at Ctrl-C or SIGTERM after the jobs in hand are done. Several workers may run, on several machines.
    """
    os.environ.setdefault("JISR_LOG", "info")
    home = open_station(as_itself=True)
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from jisr.station.knowledge.services import hold_names

    if not once:
        hold_names()
    click.echo(_("Worker of station {id} is running (Ctrl-C stops it).").format(id=home.identity.station_id))
    # A second app with the same tasks: it fetches jobs over its own connections, while what a job queues in turn goes
    # through Django's connection, so it is queued only if the job's own transaction is kept.
    assert isinstance(app.connector, DjangoConnector)
    fetching = app.with_connector(app.connector.get_worker_connector())
    fetching.run_worker(
        name=f"{home.identity.station_id}@{socket.gethostname()}",
        queues=list(queues) or None,
        concurrency=concurrency,
        # Of a job that had to wait for another with the same lock nobody is notified when that one ends.
        fetch_job_polling_interval=POLL_SECONDS,
        wait=not once,
        shutdown_graceful_timeout=GRACE_SECONDS,
        delete_jobs="successful",
    )
