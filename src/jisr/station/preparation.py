"""Bring a station's database to the shape this version of Jisr needs. Safe to repeat."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def prepare_database() -> None:
    """Create or migrate the tables, and the cache table that limits of attempts are counted in."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def pending_migrations() -> list[str]:
    """Migrations that this version knows and the database has not seen, as "app.name"."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


class NewerBackupError(Exception):
    """The migrations asked for are not known to this version of Jisr."""

    code = "too_new"


def migrate_to(applied: list[tuple[str, str]]) -> None:
    """Bring an empty database to the shape it had when exactly these migrations were applied.

    Raises:
        NewerBackupError: some of them are not known here.
    """
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    unknown = [f"{app}.{name}" for app, name in applied if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise NewerBackupError(", ".join(unknown))
    executor.migrate(applied)
