"""The station under test: a temporary home with an embedded PostgreSQL, made before Django loads.

Runs that hold only pure tests (unit, property, vectors) set up nothing and close the network.
JISR_TEST_DATABASE_URL names a PostgreSQL server to test on instead of the embedded one.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# What everyone runs is the same every time; `make explore` looks further, another way each time.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", max_examples=2_000, deadline=None)
settings.load_profile("steady")

PURE_FOLDERS = ("unit", "property", "vectors")
LANGUAGE_OF_TEST = re.compile(r"\b(ar|fr|en)\b")
TESTS = Path(__file__).parent
EXERCISE_PASSWORD = "exercise-pass-1"


def is_pure(path: Path) -> bool:
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).parts[:1] in [(name,) for name in PURE_FOLDERS]


def pytest_configure(config: pytest.Config) -> None:
    paths = [Path(arg.split("::")[0]).resolve() for arg in config.args]
    if paths and all(is_pure(path) for path in paths):
        return
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # the controller of parallel workers runs no test; each worker makes a home of its own
    config.stash[_HOME] = make_station_home()
    os.environ["DJANGO_SETTINGS_MODULE"] = "jisr.station.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's sync API runs an event loop in the test's thread
    import django

    django.setup()
    if not os.environ.get("JISR_TEST_DATABASE_URL"):
        let_the_database_forget()


def let_the_database_forget() -> None:
    """The embedded server lives as long as the run: nothing in it needs to outlast a power cut."""
    import psycopg
    from django.conf import settings

    from jisr.station.database import embedded_url

    with psycopg.connect(embedded_url(settings.HOME.path / "postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def make_station_home() -> Path:
    """A throw-away exercise station "rabat" in a short path (unix socket names are limited to 107 bytes)."""
    from jisr.core.sealing import StationKeys
    from jisr.station.home import StationHome, StationIdentity, StationSettings

    folder = Path(tempfile.mkdtemp(prefix="jisr-test-"))
    identity = StationIdentity(
        station_id="rabat",
        names={"ar": "محطة الرباط", "fr": "Station de Rabat", "en": "Rabat station"},
        country="MA",
        kind="fusion_centre",
        endpoint="http://127.0.0.1:8701/exchange/v1/dispatches",
    )
    settings = StationSettings(
        exercise=True,
        second_factor_required=False,
        https=False,
        database_url=os.environ.get("JISR_TEST_DATABASE_URL", ""),
        allowed_hosts=["testserver", "127.0.0.1", "localhost"],
    )
    StationHome.create(folder, identity, settings, StationKeys.generate("rabat", datetime.now(UTC)))
    (folder / "static").mkdir()
    os.environ["JISR_HOME"] = str(folder)
    return folder


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(_HOME, None)
    if folder is not None:
        from jisr.station.database import stop_embedded

        stop_embedded()
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pure tests may open no socket, whatever else runs beside them."""
    for item in items:
        if is_pure(item.path):
            item.add_marker(pytest.mark.disable_socket)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share what is dear to make stay together and begin first; others go one by one."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatTestsShare(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, name = nodeid.partition("::")
            if file.startswith("tests/browser/"):
                language = LANGUAGE_OF_TEST.search(name)  # each language is walked through page by page
                return file + (language.group() if language else "")
            return file if file.startswith("tests/integration/station/") else nodeid

    return ByWhatTestsShare(config, log)


_HOME = pytest.StashKey[Path]()


@pytest.fixture(autouse=True)
def no_anchor_of_another_test(request: pytest.FixtureRequest) -> None:
    """A test's ledger is rolled back with its database; the anchor file outside the database must go too."""
    folder = request.config.stash.get(_HOME, None)
    if folder is not None:
        (folder / "ledger-anchor.txt").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def no_language_of_another_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages and commands leave their reader's language behind in the thread."""
    yield
    if request.config.stash.get(_HOME, None) is not None:
        from django.utils import translation

        translation.deactivate()


@pytest.fixture(autouse=True)
def no_reader_of_another_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A command reads for its person to the end of its process; here the process goes on."""
    yield
    if request.config.stash.get(_HOME, None) is not None:
        from jisr.station.compartments.reader import read_as
        from jisr.station.ledger.occasion import set_occasion

        read_as(None)
        set_occasion(None)


@pytest.fixture(autouse=True, scope="session")
def rows_swept_after_tests_that_commit(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's own flush truncates every table and makes all permissions anew: slow beside the few rows there are."""
    if request.config.stash.get(_HOME, None) is None:
        yield
        return
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: sweep_rows())
        yield


MADE_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission", "procrastinate_version"}


def sweep_rows() -> None:
    """Empty every table a test has written to, those of the job queue too; triggers and foreign keys stand aside."""
    from django.db import connection

    tables = [t for t in connection.introspection.table_names() if t not in MADE_BY_MIGRATE]
    filled = " UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(filled)
        deletes = "".join(f'DELETE FROM "{table}";' for (table,) in cursor.fetchall())
        if deletes:
            cursor.execute(f"SET session_replication_role = replica; {deletes} SET session_replication_role = DEFAULT")


@pytest.fixture
def station_home() -> Path:
    return Path(os.environ["JISR_HOME"])


@pytest.fixture(scope="session")
def exercise_password_hash() -> str:
    """Hashing is slow on purpose; once is enough for all accounts of a run."""
    from django.contrib.auth.hashers import make_password

    return make_password(EXERCISE_PASSWORD)


@pytest.fixture
def people(db: None, exercise_password_hash: str) -> dict[str, Any]:
    """One account per role, signing in as the role's name with the exercise password."""
    from jisr.station.accounts.models import User
    from jisr.station.accounts.roles import Role

    return {
        role.value: User.objects.create(
            username=role.value,
            password=exercise_password_hash,
            roles=[role.value],
            full_name=f"EXERCISE {role.value}",
        )
        for role in Role
    }


@pytest.fixture
def actor(people: dict[str, Any]) -> Callable[[str], Any]:
    """actor("analyst") -> the Actor that services and the ledger see."""
    from jisr.station.ledger.actor import Actor

    def make(role: str, **changes: Any) -> Actor:
        user = people[role]
        return Actor(**{"name": user.username, "roles": (role,), "user_id": user.pk, "channel": "console", **changes})

    return make


@pytest.fixture
def client_as(people: dict[str, Any]) -> Callable[[str], Any]:
    """client_as("releaser") -> a Django test client signed in as that person."""
    from django.test import Client

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(people[role])
        session = client.session  # for what this person reads, which tests of other things do not ask about
        session["jisr_purpose"] = {"code": "data_quality", "words": "EXERCISE test of a page", "until": 2**32}
        session.save()
        return client

    return sign_in


@pytest.fixture
def token_for(people: dict[str, Any]) -> Callable[[str], str]:
    """token_for("liaison") -> the secret of an API token with that role."""
    from datetime import timedelta

    from django.utils import timezone

    from jisr.station.accounts.models import ApiToken

    def issue(role: str) -> str:
        secret, now = ApiToken.new_secret(), timezone.now()
        ApiToken.objects.create(
            user=people[role],
            label="test",
            roles=[role],
            purpose="data_quality",
            secret_hash=ApiToken.hash_of(secret),
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )
        return secret

    return issue
