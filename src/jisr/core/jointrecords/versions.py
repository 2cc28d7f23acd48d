"""One version of a joint record as a text that stations sign."""

from typing import Any

import orjson

from jisr.core.jointrecords.merging import JointRecord
from jisr.core.sealing import digest_of


def version_text(record: JointRecord) -> bytes:
    """The record in one canonical form: the same operations always give the same bytes.

    JSON with sorted members and no spaces; `clock` says which operations are in it.
    """
    document: dict[str, Any] = {
        "record": str(record.identifier),
        "kind": record.schema.code,
        "schema": record.schema.version,
        "parties": sorted(record.parties),
        "clock": record.clock,
        "objects": {
            held.id: {"type": held.type.code, "owner": held.owner, "values": held.values()} for held in record.living()
        },
        "unsettled": [
            {"object": each.object, "field": each.field, "values": [written.value for written in each.values]}
            for each in record.conflicts()
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def digest_of_version(record: JointRecord) -> str:
    """Digest of `version_text`, in the form in which digests are written everywhere."""
    return digest_of(version_text(record))
