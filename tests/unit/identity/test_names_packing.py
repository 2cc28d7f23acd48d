"""Packed names stay within what the compiled part has room for, whatever is offered."""

import numpy as np
import pytest

from jisr.core.identity import score_packed, score_pairs
from jisr.core.identity.names.packing import pack, pack_all, pack_parts
from jisr.core.identity.names.structure import LONGEST_PART, MOST_PARTS, Part, Role, parts_of

# MOST_PARTS and LONGEST of kernel.c: the nasab, the prefix and the own letters of a part.
ROOM = 53

HOSTILE = [
    "x" * 10_000,
    "abu " * 3_000 + "x",
    "al " * 500 + "x" * 100,
    "bin abdal " * 300 + "y" * 90,
    "ibn abu abdal al al al al al " + "z" * 60,
    " ".join("ab" + "c" * n for n in range(60)),
    "nur " + "al " * 20 + "din",
    "عبد ال" * 100,
]


def unpacked(packed: bytes) -> list[tuple[int, bytes, bytes, bytes]]:
    found, at = [], 1
    for _ in range(packed[0]):
        role, son, prefix, own = packed[at : at + 4]
        at += 4
        found.append(
            (role, packed[at : at + son], packed[at + son : at + son + prefix], packed[at + son + prefix :][:own])
        )
        at += son + prefix + own
    assert at == len(packed)
    return found


@pytest.mark.parametrize("name", ["", " -- ", "\ud800", "😀"])
def test_a_name_without_a_letter_is_one_byte(name: str) -> None:
    assert pack(name) == b"\0"


def test_packed_names_score_as_written_ones() -> None:
    firsts, seconds = ("Karim Tazi", "محمد بن عبد الله", " -- "), ("كريم التازي", "Mohamed Salah", "Ali")
    scores = score_packed(*pack_all(firsts), *pack_all(seconds))
    assert scores.tolist() == score_pairs(zip(firsts, seconds, strict=True)).tolist()


@pytest.mark.parametrize("name", HOSTILE)
def test_lengths_stay_within_the_room(name: str) -> None:
    parts = unpacked(pack(name))
    assert len(parts) <= MOST_PARTS
    for _, son, prefix, own in parts:
        assert 0 < len(own) <= LONGEST_PART
        assert len(son) + len(prefix) + len(own) <= ROOM


def test_parts_are_laid_one_after_the_other() -> None:
    (ali, salem) = unpacked(pack("Ali ben Abd al-Salem"))
    assert ali == (Role.NONE, b"", b"", b"ali")
    assert salem == (Role.SON | Role.SERVANT, b"ben", b"abdal", b"salem")


def test_long_particles_are_cut() -> None:
    ((_, son, prefix, _),) = unpacked(pack_parts((Part("x", "p" * 30, Role.FATHER, "s" * 30),)))
    assert (len(son), len(prefix)) == (5, 8)


def test_many_names_know_where_each_begins() -> None:
    names = ["Ali", "", "Omar ben Haddad", "خالد"]
    packed, at = pack_all(names)
    assert at.dtype == np.int64
    assert [packed[a:b] for a, b in zip(at, [*at[1:], len(packed)], strict=True)] == [
        pack_parts(parts_of(n)) for n in names
    ]


def test_no_names_are_no_bytes() -> None:
    packed, at = pack_all([])
    assert (packed, len(at)) == (b"", 0)
