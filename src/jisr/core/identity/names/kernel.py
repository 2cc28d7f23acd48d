"""The compiled part of name scoring, reached through ctypes; kernel.c says what it computes.

It is built when the package is built (hatch_build.py), from one C file without Python's headers.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.letters import Script
from jisr.core.identity.names.model import EditTable, NameModel, shipped_model

FEATURES = 44
_MOST_PAIRS = 16
_MOST_EDITS = 200
_THREE_SLOTS = 1 << 13
_LIBRARY = Path(__file__).with_name("_kernel.so")


class KernelMissingError(ImportError):
    """The compiled part was not built."""


class _Grams(ctypes.Structure):
    _fields_ = [
        ("one", ctypes.c_void_p), ("two", ctypes.c_void_p), ("three", ctypes.c_void_p),
        ("three_value", ctypes.c_void_p), ("three_mask", ctypes.c_uint32),
    ]  # fmt: skip


class _Edits(ctypes.Structure):
    _fields_ = [
        ("first", _Grams), ("second", _Grams), ("weights", ctypes.c_void_p), ("columns", ctypes.c_int32),
        ("bias", ctypes.c_float),
    ]  # fmt: skip


class _Model(ctypes.Structure):
    _fields_ = [
        ("edits", _Edits * (len(Script) ** 2)),
        ("known", ctypes.c_void_p), ("known_rarity", ctypes.c_void_p), ("known_count", ctypes.c_int64),
        ("attested", ctypes.c_void_p), ("attested_count", ctypes.c_int64),
        ("mean", ctypes.c_void_p), ("scale", ctypes.c_void_p), ("hidden", ctypes.c_void_p),
        ("hidden_bias", ctypes.c_void_p), ("hidden2", ctypes.c_void_p), ("hidden2_bias", ctypes.c_void_p),
        ("out", ctypes.c_void_p), ("out_bias", ctypes.c_float),
        ("hidden_count", ctypes.c_int32), ("hidden2_count", ctypes.c_int32), ("unknown_rarity", ctypes.c_float),
    ]  # fmt: skip


class Kernel:
    """One model, ready to score packed names. Reading only: threads may share it."""

    def __init__(self, model: NameModel) -> None:
        self._library = _load_library()
        self._kept: list[NDArray[Any]] = []
        self._model = self._build(model)
        self._at = ctypes.byref(self._model)

    def score_pairs(
        self, first: bytes, first_at: NDArray[np.int64], second: bytes, second_at: NDArray[np.int64],
        with_features: bool = False,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:  # fmt: skip
        """Log-odds of pairs of packed names, (n,); and what the pairings say, (n, FEATURES), if asked for."""
        n = len(first_at)
        scores = np.empty(n, dtype=np.float32)
        features = np.empty((n, FEATURES), dtype=np.float32) if with_features else None
        self._library.jisr_score_pairs(
            self._at, first, _pointer(first_at), second, _pointer(second_at), ctypes.c_int64(n), _pointer(scores),
            _pointer(features) if features is not None else None,
        )  # fmt: skip
        return scores, features

    def score_one(self, query: bytes, packed: bytes, at: NDArray[np.int64]) -> NDArray[np.float32]:
        """Log-odds of one packed name against the packed names at these offsets, (n,)."""
        scores = np.empty(len(at), dtype=np.float32)
        self._library.jisr_score_one(
            self._at, query, packed, _pointer(at), ctypes.c_int64(len(at)), _pointer(scores)
        )  # fmt: skip
        return scores

    def pairing(self, first: bytes, second: bytes) -> list[tuple[int, int, int, int, float]]:
        """Which parts were taken together: (first part, how many, second part, how many, log-odds)."""
        out = np.empty((_MOST_PAIRS, 5), dtype=np.float32)
        count = self._library.jisr_pairing(self._at, first, second, _pointer(out))
        return [(int(a), int(m), int(b), int(n), float(e)) for a, m, b, n, e in out[:count]]

    def edits(self, first: bytes, second: bytes) -> list[tuple[int, int, float]]:
        """How the letters of one part become those of the other: (letters, letters, weight), edges included."""
        out = np.empty((_MOST_EDITS, 3), dtype=np.float32)
        count = self._library.jisr_edits(self._at, first, len(first), second, len(second), _pointer(out))
        return [(int(u), int(v), float(w)) for u, v, w in out[:count][::-1]]

    def _build(self, model: NameModel) -> _Model:
        built = _Model()
        for name, table in model.edits.items():
            first, second = int(name[0]), int(name[1])
            built.edits[first * len(Script) + second] = self._table(table)
        built.known, built.known_count = self._keep(model.known, np.uint32), len(model.known)
        built.known_rarity = self._keep(model.known_rarity, np.uint8)
        built.attested, built.attested_count = self._keep(model.attested, np.uint32), len(model.attested)
        built.unknown_rarity = model.unknown_rarity
        if network := model.network:
            for part in ("mean", "scale", "hidden", "hidden_bias", "hidden2", "hidden2_bias", "out"):
                setattr(built, part, self._keep(getattr(network, part), np.float32))
            built.out_bias = network.out_bias
            built.hidden_count, built.hidden2_count = len(network.hidden), len(network.hidden2)
        return built

    def _table(self, table: EditTable) -> _Edits:
        return _Edits(
            self._grams(table.first), self._grams(table.second), self._keep(table.weights, np.float32),
            table.weights.shape[1], table.bias,
        )  # fmt: skip

    def _grams(self, stretches: Sequence[str]) -> _Grams:
        one, two = np.zeros(256, dtype=np.uint16), np.zeros(65536, dtype=np.uint16)
        three, value = np.zeros(_THREE_SLOTS, dtype=np.uint32), np.zeros(_THREE_SLOTS, dtype=np.uint16)
        for number, stretch in enumerate(stretches, start=1):
            codes = stretch.encode("latin-1")
            key = int.from_bytes(codes, "big")
            if len(codes) == 1:
                one[key] = number
            elif len(codes) == 2:
                two[key] = number
            else:
                slot = ((key * 2654435761 & 0xFFFFFFFF) >> 7) & (_THREE_SLOTS - 1)
                while three[slot]:
                    slot = (slot + 1) & (_THREE_SLOTS - 1)
                three[slot], value[slot] = key, number
        return _Grams(
            self._keep(one, np.uint16), self._keep(two, np.uint16), self._keep(three, np.uint32),
            self._keep(value, np.uint16), _THREE_SLOTS - 1,
        )  # fmt: skip

    def _keep(self, array: NDArray[Any], kind: type[np.generic]) -> int:
        kept = np.ascontiguousarray(array, dtype=kind)
        self._kept.append(kept)
        return int(kept.ctypes.data)


@cache
def shipped_kernel() -> Kernel:
    """The kernel with the model in this package."""
    return Kernel(shipped_model())


@cache
def _load_library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(str(_LIBRARY))
    except OSError as error:
        raise KernelMissingError(f"{_LIBRARY.name} was not built; install the package again: {error}") from error
    for function in ("jisr_score_pairs", "jisr_score_one"):
        getattr(library, function).restype = None
    for function in ("jisr_pairing", "jisr_edits", "jisr_feature_count"):
        getattr(library, function).restype = ctypes.c_int32
    library.jisr_gather.restype = ctypes.c_int64
    library.jisr_model_size.restype = ctypes.c_int64
    for function in ("jisr_hash", "jisr_pair_hash"):
        getattr(library, function).restype = ctypes.c_uint32
    if library.jisr_model_size() != ctypes.sizeof(_Model) or library.jisr_feature_count() != FEATURES:
        raise KernelMissingError(f"{_LIBRARY.name} is of another version; install the package again")
    return library


class _Found(ctypes.Structure):
    _fields_ = [("score", ctypes.c_float), ("at", ctypes.c_int32)]


def gather(
    postings: NDArray[np.int32], starts: NDArray[np.int64], ends: NDArray[np.int64], weights: NDArray[np.float32],
    own: float, wholes: NDArray[np.float32], removed: NDArray[np.uint8], sums: NDArray[np.float32], most: int,
) -> NDArray[np.int64]:  # fmt: skip
    """Positions of the names that share most keys by weight, at most so many; gather.c says how.

    sums: (names,), all zero before and after.
    """
    out = (_Found * most)()
    starts, ends = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
    weights = np.ascontiguousarray(weights)
    count = _load_library().jisr_gather(
        _pointer(postings), _pointer(starts), _pointer(ends), _pointer(weights), ctypes.c_int64(len(starts)),
        ctypes.c_float(own), _pointer(wholes), _pointer(np.ascontiguousarray(removed)), _pointer(sums),
        ctypes.c_int64(most), out,
    )  # fmt: skip
    return np.frombuffer(out, dtype=[("score", np.float32), ("at", np.int32)], count=count)["at"].astype(np.int64)


def part_hash(text: str) -> int:
    """32-bit hash of a part's letters, as the model's tables are sorted by."""
    letters = text.encode("latin-1")
    return int(_load_library().jisr_hash(letters, len(letters)))


def pair_hash(first: int, second: int) -> int:
    """32-bit hash of two parts' hashes, the same whichever comes first."""
    return int(_load_library().jisr_pair_hash(ctypes.c_uint32(first), ctypes.c_uint32(second)))


def _pointer(array: NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
