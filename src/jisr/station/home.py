"""A station's home: the folder that holds its identity, keys and settings.

    station.toml   who the station is, how it is served, where its database is
    keys.json      private keys (mode 0600; encrypted when JISR_KEY_PASSPHRASE is set)
    vault.json     master key of the records' keys (likewise)
    record-keys.db the records' keys, unless another database holds them (JISR_KEYS_URL)
    postgres/      the embedded database, when no server is given
    backups/       what `jisr backup` writes by default

The folder is named by JISR_HOME (default: ~/.jisr). Nothing here touches the database.
"""

import os
import secrets
import tomllib
from dataclasses import asdict, dataclass, field
from gettext import gettext as _
from pathlib import Path
from typing import Any

import tomli_w

from jisr.core.sealing import StationKeys

HOME_VARIABLE = "JISR_HOME"
DATABASE_VARIABLE = "JISR_DATABASE_URL"
PASSPHRASE_VARIABLE = "JISR_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable


#: Hours within which a request is to be answered, by urgency. Source: Directive (EU) 2023/977, Article 5.
REQUEST_HOURS = {"urgent": 8, "priority": 72, "ordinary": 168}


class StationHomeError(Exception):
    """The station's home is missing or cannot be read; the message says what to do next."""

    def __init__(self, message: str, code: str = "station_home") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class StationIdentity:
    """Who this station is, as its card will say.

    `station_id` is lower-case ASCII (a-z, 0-9, '-'), unique among partners, e.g. "rabat-fusion".
    `country` is ISO 3166-1 alpha-2. `endpoint` is the URL partners post dispatches to.
    """

    station_id: str
    names: dict[str, str]
    country: str
    kind: str
    endpoint: str
    region: str = ""
    languages: list[str] = field(default_factory=lambda: ["ar", "fr", "en"])


@dataclass(frozen=True)
class StationSettings:
    """What an administrator may set in station.toml, with safe defaults.

    `https` says that people and partners reach the station over TLS; `behind_proxy` that a reverse proxy in front ends
    it and sets X-Forwarded-For and X-Forwarded-Proto (which are believed only then). Counts below `statistics_minimum`
    are withheld from published statistics.
    """

    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    database_url: str = ""
    keys_url: str = ""
    default_language: str = "en"
    exercise: bool = False
    second_factor_required: bool = True
    session_minutes: int = 30
    allowed_hosts: list[str] = field(default_factory=lambda: ["127.0.0.1", "localhost", "[::1]"])
    time_zone: str = "UTC"
    https: bool = True
    behind_proxy: bool = False
    human_rights_assessment_required: bool = False
    human_rights_assessment_of_personal_data: bool = False
    request_hours: dict[str, int] = field(default_factory=lambda: dict(REQUEST_HOURS))
    statistics_minimum: int = 5


@dataclass(frozen=True)
class StationHome:
    """The home folder, read once."""

    path: Path
    identity: StationIdentity
    settings: StationSettings

    @classmethod
    def locate(cls) -> Path:
        """The folder named by JISR_HOME, or ~/.jisr; it may not exist yet."""
        return Path(os.environ.get(HOME_VARIABLE) or Path.home() / ".jisr").expanduser()

    @classmethod
    def create(
        cls, path: Path, identity: StationIdentity, settings: StationSettings, keys: StationKeys
    ) -> "StationHome":
        """Write a new home; refuses to overwrite one.

        Raises:
            StationHomeError: the folder already holds a station.
        """
        if (path / "station.toml").exists():
            raise StationHomeError(
                _("{folder} already holds a station; choose another folder with JISR_HOME.").format(folder=path),
                "home_exists",
            )
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        home = cls(path, identity, settings)
        home.save_settings(settings)
        home.save_keys(keys)
        return home

    @classmethod
    def load(cls, path: Path | None = None) -> "StationHome":
        """Read the home.

        Raises:
            StationHomeError: no station there, or station.toml is malformed.
        """
        folder = path or cls.locate()
        file = folder / "station.toml"
        try:
            document: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
            return cls(folder, StationIdentity(**document["station"]), StationSettings(**document["settings"]))
        except FileNotFoundError as error:
            raise StationHomeError(
                _("There is no station in {folder}; make one with: jisr init").format(folder=folder), "no_station"
            ) from error
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise StationHomeError(
                _("{file} cannot be read: {reason}").format(file=file, reason=error), "settings_malformed"
            ) from error

    def save_settings(self, settings: StationSettings) -> None:
        document = {"station": asdict(self.identity), "settings": asdict(settings)}
        _write_private(self.path / "station.toml", tomli_w.dumps(document).encode())

    def save_keys(self, keys: StationKeys) -> None:
        """Replace the private keys in one step (write aside, then rename)."""
        _write_private(self.path / "keys.json", keys.to_bytes(_passphrase()))
        self.__dict__.pop("_opened_keys", None)

    @property
    def keys(self) -> StationKeys:
        """The private keys, opened with JISR_KEY_PASSPHRASE when they are encrypted.

        Opened once, and again when another process has replaced the file: after a rotation nobody signs with old keys.
        """
        file = self.path / "keys.json"
        status = file.stat()
        stamp = (status.st_ino, status.st_mtime_ns)
        opened: tuple[tuple[int, int], StationKeys] | None = self.__dict__.get("_opened_keys")
        if opened is None or opened[0] != stamp:
            opened = (stamp, StationKeys.from_bytes(file.read_bytes(), _passphrase()))
            self.__dict__["_opened_keys"] = opened
        return opened[1]

    @property
    def database_url(self) -> str:
        """The server's URL, or "" for the embedded database."""
        return os.environ.get(DATABASE_VARIABLE) or self.settings.database_url


def _passphrase() -> str | None:
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def _write_private(file: Path, content: bytes) -> None:
    aside = file.with_suffix(".new")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    aside.replace(file)
