"""`jisr serve`: the console, the API and the exchange endpoint, under granian's WSGI server."""

import os
import socket
from gettext import gettext as _
from pathlib import Path

import click

from jisr.cli.console import CommandError, open_station

#: Threads of one worker process; each holds at most one database connection.
THREADS_PER_WORKER = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8700, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes (default: one per processor, at most 4).")
@click.option(
    "--tls-certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Certificate chain (PEM)."
)
@click.option(
    "--tls-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Private key of the certificate (PEM).",
)
def serve(host: str, port: int, workers: int | None, tls_certificate: Path | None, tls_key: Path | None) -> None:
    """Serve the console, the API and the exchange endpoint.

    Stops at Ctrl-C or SIGTERM after the requests in hand are answered.
    """
    if bool(tls_certificate) != bool(tls_key):
        raise click.UsageError(_("--tls-certificate and --tls-key go together."))
    os.environ.setdefault("JISR_LOG", "info")
    refuse_taken_port(host, port)
    home = open_station(as_itself=True)
    from granian.constants import Interfaces
    from granian.errors import ConfigurationError
    from granian.server import Server

    from jisr.station.observability.metrics import forget_ended_processes
    from jisr.station.preparation import pending_migrations

    are_missing = pending_migrations()
    close_connections()
    if are_missing:
        raise CommandError(
            _("The database is not prepared for this version of Jisr. Run: jisr init --upgrade"), "not_migrated"
        )
    forget_ended_processes()
    os.environ["JISR_HOME"] = str(home.path)
    (home.path / "static").mkdir(exist_ok=True)
    count = workers or min(4, os.cpu_count() or 1)
    scheme = "https" if tls_certificate else "http"
    click.echo(
        _("Station {id} is served at {url} (Ctrl-C stops it).").format(
            id=home.identity.station_id, url=f"{scheme}://{host}:{port}/"
        )
    )
    try:
        Server(
            "jisr.station.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=count,
            blocking_threads=THREADS_PER_WORKER,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=20,
            ssl_cert=tls_certificate,
            ssl_key=tls_key,
            log_enabled=False,
        ).serve()
    except (ConfigurationError, OSError) as error:
        raise CommandError(
            _("Cannot listen on {host}:{port}: {reason}").format(host=host, port=port, reason=error), "listen"
        ) from error


def refuse_taken_port(host: str, port: int) -> None:
    """The server itself would share a port with another one, and requests would go to either.

    Raises:
        CommandError: something listens there already, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            said = _("Cannot listen on {host}:{port}: {reason}")
            raise CommandError(said.format(host=host, port=port, reason=error.strerror), "listen") from error


def close_connections() -> None:
    """Close this process's database pool: worker processes are forked from it and open connections of their own."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    database = connections[DEFAULT_DB_ALIAS]
    assert isinstance(database, DatabaseWrapper)
    database.close_pool()
