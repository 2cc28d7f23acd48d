"""Two lists, or a list and what a station knows, linked by splink with Jisr's names. A link proposes; people decide."""

from jisr.linking.links import Band, Bounds, Link, Reason, Row
from jisr.linking.records import Record, record_of
from jisr.linking.run import Linking, LinkingProgress, link_records

__all__ = [
    "Band", "Bounds", "Link", "Linking", "LinkingProgress", "Reason", "Record", "Row", "link_records", "record_of",
]  # fmt: skip
