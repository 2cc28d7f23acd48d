"""The shipped model survives being written and read, and a broken file says so."""

import zlib
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
import pytest

from jisr.core.identity import NameIndex
from jisr.core.identity.names.calibration import CERTAIN, chances, kind_of
from jisr.core.identity.names.index import IndexFormatError
from jisr.core.identity.names.kernel import Kernel
from jisr.core.identity.names.letters import Script
from jisr.core.identity.names.model import TABLES, dump, load, shipped_model
from jisr.core.identity.names.packing import pack_all


def test_what_is_written_is_read_the_same() -> None:
    model = shipped_model()
    again = load(dump(model))
    assert dump(again) == dump(load(dump(again)))
    firsts, first_at = pack_all(["Khaled Cherif", "Omar Haddad", "علي"])
    seconds, second_at = pack_all(["خالد الشريف", "Umar Hadad", "Али"])
    scores = [Kernel(held).score_pairs(firsts, first_at, seconds, second_at)[0].tolist() for held in (model, again)]
    assert scores[0] == scores[1]


def test_the_shipped_model_is_whole() -> None:
    model = shipped_model()
    assert set(model.edits) == set(TABLES)
    assert model.network is not None
    assert (np.diff(model.known.astype(np.int64)) > 0).all()
    assert (np.diff(model.attested.astype(np.int64)) > 0).all()
    assert len(model.known) == len(model.known_rarity) > 50_000


@pytest.mark.parametrize("first", list(Script))
@pytest.mark.parametrize("second", list(Script))
def test_every_kind_of_pair_has_a_map_that_rises(first: Script, second: Script) -> None:
    kind = kind_of(first, second)
    assert kind == kind_of(second, first)
    odds = np.linspace(-25, 25, 400, dtype=np.float32)
    given = chances(odds, kind, shipped_model().calibration)
    assert (np.diff(given[np.abs(odds) < CERTAIN]) > 0).all()
    assert given[0] == 0
    assert given[-1] == 1


@pytest.mark.parametrize("whole", [b"", b"not an archive"])
def test_what_is_no_archive_is_no_model(whole: bytes) -> None:
    with pytest.raises((ValueError, EOFError)):
        load(whole)


def test_a_model_cut_short_or_changed_is_refused() -> None:
    archive = dump(shipped_model())
    changed = bytearray(archive)
    changed[len(changed) // 2] ^= 0xFF
    for broken in (archive[: len(archive) // 2], bytes(changed)):
        with pytest.raises((BadZipFile, zlib.error, ValueError)):
            load(broken)


def test_an_archive_of_something_else_is_no_model() -> None:
    other = BytesIO()
    np.savez(other, something=np.zeros(3))
    with pytest.raises((ValueError, KeyError)):
        load(other.getvalue())


def saved() -> bytes:
    file = BytesIO()
    NameIndex.build(["Khaled Cherif", "خالد الشريف", "Omar Haddad"]).save(file)
    return file.getvalue()


@pytest.mark.parametrize("whole", [b"", b"not an archive"])
def test_what_is_no_archive_is_no_index(whole: bytes) -> None:
    with pytest.raises(IndexFormatError):
        NameIndex.load(BytesIO(whole))


def test_an_index_cut_short_is_refused_by_name() -> None:
    with pytest.raises(IndexFormatError):
        NameIndex.load(BytesIO(saved()[:-40]))


def test_an_index_of_another_version_is_refused() -> None:
    with np.load(BytesIO(saved())) as held:
        arrays = dict(held)
    arrays["format"] = np.int64(99)
    other = BytesIO()
    np.savez(other, **arrays)
    with pytest.raises(IndexFormatError, match="version 99"):
        NameIndex.load(BytesIO(other.getvalue()))


def test_an_archive_of_something_else_is_no_index() -> None:
    other = BytesIO()
    np.savez(other, something=np.zeros(3))
    with pytest.raises(IndexFormatError):
        NameIndex.load(BytesIO(other.getvalue()))
