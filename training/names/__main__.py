"""Train the model of name likeness and write it into the package: `make names-model`."""

import argparse
import dataclasses
import json
import pickle
from pathlib import Path

from jisr.core.identity.names import model as shipped
from jisr.core.identity.names.kernel import Kernel
from jisr.core.identity.names.letters import Script
from names.calibrate import calibrate
from names.combine import combine
from names.compose import Composer
from names.corpus import Corpus, read_corpus
from names.frequencies import attested_pairs, rarities
from names.tables import HeldOut, train_table

_PACKAGE = Path(shipped.__file__).parent
# While the network is trained, so much of what was attested counts as never seen.
_SEEN_IN_TRAINING = 0.6


def main() -> None:
    """Train on DATA/train, fit the calibration on DATA/dev, write names.npz and training.json."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("data", type=Path, help="folder with train/ and dev/")
    options.add_argument("--persons", type=Path, help="persons.txt of rigour 1.3.2")
    options.add_argument("--out", type=Path, default=_PACKAGE, help="where names.npz goes")
    options.add_argument("--keep", type=Path, help="folder in which finished tables of edits are kept, and taken from")
    given = options.parse_args()
    corpus = read_corpus(given.data / "train", given.persons)
    print(f"{len(corpus.pairs)} pairs of parts, {len(corpus.counts)} parts", flush=True)
    tables, report = {}, {}
    for name in shipped.TABLES:
        table, held_out = _table(name, corpus, given.keep)
        tables[name], report[name] = table, dataclasses.asdict(held_out)
        _say(f"  held out: {held_out}")
    known, rarity, unknown = rarities(corpus)
    model = shipped.NameModel(tables, known, rarity, attested_pairs(corpus, _SEEN_IN_TRAINING, 0), unknown, None, {})
    model = shipped.load(shipped.dump(model))
    network = combine(model, Composer(corpus, seed=11), _say)
    model = dataclasses.replace(model, attested=attested_pairs(corpus, 1.0, 0), network=network)
    maps = calibrate(Kernel(model), given.data / "dev" / "pairs.tsv", Composer(corpus, seed=12))
    model = dataclasses.replace(model, calibration={kind: held.map for kind, held in maps.items()})
    archive = shipped.dump(model)
    (given.out / "names.npz").write_bytes(archive)
    facts = {
        "edits_held_out": report,
        "calibration_error": {kind: round(held.error, 4) for kind, held in maps.items()},
        "known_parts": len(known), "attested_pairs": len(model.attested), "bytes": len(archive),
    }  # fmt: skip
    (given.out / "training.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    _say(json.dumps(facts))


def _table(name: str, corpus: Corpus, keep: Path | None) -> tuple[shipped.EditTable, HeldOut]:
    file = keep / f"edits-{name}.pickle" if keep else None
    if file and file.exists():
        found: tuple[shipped.EditTable, HeldOut] = pickle.loads(file.read_bytes())  # noqa: S301 - what this program wrote
        return found
    found = train_table(corpus, Script(int(name[0])), Script(int(name[1])), seed=1, say=_say)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(found))
    return found


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
