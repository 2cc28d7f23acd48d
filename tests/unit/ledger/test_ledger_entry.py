"""The form of an entry: exact bytes there and back, and what is refused."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from jisr.core.ledger import Act, Entry, EntryFormatError

TIME = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def entry(**changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "time": TIME,
        "actor": "amina",
        "act": Act.DISCLOSURE,
        "record_kind": "dispatch",
        "record_id": "0192",
        "salt": "00" * 16,
        "roles": ("releaser",),
        "channel": "console",
        "recipient": "madrid",
        "justification": "تهديد وشيك",
        "decision": "permit",
        "detail": {"portions": 2},
    }
    return Entry(**fields | changes)


def test_entry_reads_back() -> None:
    assert Entry.from_bytes(entry().to_bytes()) == entry()


def test_bytes_are_one_line_in_a_fixed_order() -> None:
    data = entry().to_bytes()
    assert b"\n" not in entry(justification="two\nlines").to_bytes()
    assert list(orjson.loads(data)) == [
        *("v", "time", "actor", "roles", "channel", "act", "record"),
        *("recipient", "justification", "decision", "detail", "salt"),
    ]
    assert orjson.loads(data)["time"] == "2026-03-04T05:06:07.000089+00:00"


def test_time_is_kept_in_utc() -> None:
    noon_in_rabat = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    read = Entry.from_bytes(entry(time=noon_in_rabat).to_bytes())
    assert read.time == noon_in_rabat
    assert read.time.tzinfo is UTC


def test_salt_keeps_equal_acts_apart() -> None:
    assert entry(salt="01" * 16).to_bytes() != entry(salt="02" * 16).to_bytes()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("time", {"time": datetime(2026, 1, 1)}),  # noqa: DTZ001 - the fault under test
        ("actor", {"actor": ""}),
        ("record.kind", {"record_kind": ""}),
        ("salt", {"salt": "short"}),
        ("whole", {"justification": "x" * 20_000}),
    ],
)
def test_faulty_entries_are_not_written(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(EntryFormatError) as caught:
        entry(**changes).to_bytes()
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("surplus", {"surplus": 1}),
        ("salt", {"salt": None}),
        ("v", {"v": 2}),
        ("time", {"time": "yesterday"}),
        ("time", {"time": "2026-01-01T00:00:00"}),
        ("time", {"time": 5}),
        ("act", {"act": "reading"}),
        ("actor", {"actor": 5}),
        ("record", {"record": "dispatch"}),
        ("id", {"record": {"kind": "dispatch"}}),
        ("record.kind", {"record": {"kind": 1, "id": "x"}}),
        ("record.kind", {"record": {"kind": "", "id": "x"}}),
        ("roles", {"roles": "releaser"}),
        ("detail[...]", {"detail": {"nested": {}}}),
        ("detail[...]", {"detail": {"truth": True}}),
        ("detail[...]", {"detail": {"share": 0.5}}),
        ("detail", {"detail": []}),
        ("salt", {"salt": "zz" * 16}),
    ],
)
def test_faulty_bytes_are_refused_by_field(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(EntryFormatError) as caught:
        Entry.from_bytes(orjson.dumps(orjson.loads(entry().to_bytes()) | change))
    assert caught.value.field == field


def test_a_missing_field_is_named() -> None:
    document = orjson.loads(entry().to_bytes())
    del document["salt"]
    with pytest.raises(EntryFormatError) as caught:
        Entry.from_bytes(orjson.dumps(document))
    assert caught.value.field == "salt"


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"null", b"x" * 20_000])
def test_bytes_that_are_no_entry_are_refused(data: bytes) -> None:
    with pytest.raises(EntryFormatError):
        Entry.from_bytes(data)
