"""The trained model of name likeness, as shipped: edits for each two scripts, rarity of parts, attested pairs, network.

How it was trained, on what, and what it is not for: MODEL_CARD.md beside this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.letters import Script

#: Edits are kept in sixteenths.
WEIGHT_STEP = 16.0
ABSENT = np.float32(-1e9)
#: Tables of edits, named by the two scripts, the smaller first.
TABLES = tuple(f"{first}{second}" for first in Script for second in Script if first <= second)


@dataclass(frozen=True)
class EditTable:
    """Edits between two scripts.

    Attributes:
        first, second: stretches of one to three letters, numbered from 1 in their order.
        weights: (first + 1, second + 1) float32; row and column 0 stand for nothing written; ABSENT is no edit.
        bias: added to every sum of edits.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: float


@dataclass(frozen=True)
class Network:
    """Two hidden layers over the features of a pairing.

    Shapes: mean and scale (features,), hidden (h, features), (h,), hidden2 (k, h), (k,), out (k,).
    """

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    hidden2: NDArray[np.float32]
    hidden2_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: float


@dataclass(frozen=True)
class NameModel:
    """All that scoring reads.

    Attributes:
        edits: by table name, see TABLES.
        known, known_rarity: sorted hashes of parts (uint32) and 12 times the natural logarithm of one over the share
            of bearers (uint8).
        attested: sorted hashes of pairs of parts seen as one name (uint32).
        unknown_rarity: the same for a part that is not known, in natural logarithms.
        calibration: by kind of pair (see calibration.py) log-odds and the probabilities they stand for, both rising.
    """

    edits: Mapping[str, EditTable]
    known: NDArray[np.uint32]
    known_rarity: NDArray[np.uint8]
    attested: NDArray[np.uint32]
    unknown_rarity: float
    network: Network | None
    calibration: Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


_NETWORK_ARRAYS = ("mean", "scale", "hidden", "hidden_bias", "hidden2", "hidden2_bias", "out")


def dump(model: NameModel) -> bytes:
    """The model as one compressed archive of arrays."""
    arrays: dict[str, NDArray[Any]] = {
        "known": model.known, "known_rarity": model.known_rarity,
        "attested": np.diff(model.attested, prepend=np.uint32(0)),
        "unknown_rarity": np.array(model.unknown_rarity, dtype=np.float32),
    }  # fmt: skip
    for name, table in model.edits.items():
        rows, columns = np.nonzero(table.weights > ABSENT / 2)
        arrays[f"edits/{name}/first"] = np.array("\n".join(table.first))
        arrays[f"edits/{name}/second"] = np.array("\n".join(table.second))
        arrays[f"edits/{name}/rows"] = rows.astype(np.uint16)
        arrays[f"edits/{name}/columns"] = columns.astype(np.uint16)
        arrays[f"edits/{name}/weights"] = np.round(table.weights[rows, columns] * WEIGHT_STEP).astype(np.int16)
        arrays[f"edits/{name}/bias"] = np.array(table.bias, dtype=np.float32)
    if model.network:
        for part in _NETWORK_ARRAYS:
            arrays[f"network/{part}"] = getattr(model.network, part)
        arrays["network/out_bias"] = np.array(model.network.out_bias, dtype=np.float32)
    for kind, (odds, chance) in model.calibration.items():
        arrays[f"calibration/{kind}/odds"], arrays[f"calibration/{kind}/chance"] = odds, chance
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def load(archive: bytes) -> NameModel:
    """What `dump` wrote.

    Raises:
        KeyError, ValueError: the archive is not a model.
    """
    try:
        with np.load(BytesIO(archive), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
    except (BadZipFile, EOFError, OSError) as error:
        raise ValueError(f"no archive of a model: {error}") from error
    network = None
    if "network/out" in arrays:
        parts = {part: arrays[f"network/{part}"] for part in _NETWORK_ARRAYS}
        network = Network(**parts, out_bias=float(arrays["network/out_bias"]))
    kinds = sorted({name.split("/")[1] for name in arrays if name.startswith("calibration/")})
    return NameModel(
        edits={name: _table(arrays, name) for name in TABLES},
        known=arrays["known"],
        known_rarity=arrays["known_rarity"],
        attested=np.cumsum(arrays["attested"], dtype=np.uint32),
        unknown_rarity=float(arrays["unknown_rarity"]),
        network=network,
        calibration={
            kind: (arrays[f"calibration/{kind}/odds"], arrays[f"calibration/{kind}/chance"]) for kind in kinds
        },
    )


def _table(arrays: Mapping[str, NDArray[Any]], name: str) -> EditTable:
    first, second = (tuple(str(arrays[f"edits/{name}/{side}"]).split("\n")) for side in ("first", "second"))
    weights = np.full((len(first) + 1, len(second) + 1), ABSENT, dtype=np.float32)
    rows, columns = arrays[f"edits/{name}/rows"], arrays[f"edits/{name}/columns"]
    weights[rows.astype(np.int64), columns.astype(np.int64)] = (
        arrays[f"edits/{name}/weights"].astype(np.float32) / WEIGHT_STEP
    )
    return EditTable(first, second, weights, float(arrays[f"edits/{name}/bias"]))


@cache
def shipped_model() -> NameModel:
    """The model in this package."""
    return load(files(__package__).joinpath("names.npz").read_bytes())
