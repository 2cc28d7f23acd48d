"""What somebody who owns a station's database might try, for the exercise to show that it is found.

Works on the database alone, behind the station's back, with plain SQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from jisr.core.ledger import Frontier, leaf_hash

_READ = "SELECT data FROM ledger_entry WHERE index = %s"
_WRITE = "UPDATE ledger_entry SET data = %s WHERE index = %s"
_WRITE_WITH_LEAF = "UPDATE ledger_entry SET data = %s, leaf = %s WHERE index = %s"
_LEAVES = "SELECT leaf FROM ledger_entry ORDER BY index"
_CLEAR_NODES = "DELETE FROM ledger_node"
_NODE = "INSERT INTO ledger_node (level, position, digest) VALUES (%s, %s, %s)"
_HEAD = "UPDATE ledger_head SET size = %s, peaks = %s WHERE id = 1"


@contextmanager
def rewritten_entry(database_url: str, index: int, old: bytes, new: bytes) -> Iterator[None]:
    """Within the block one entry says something else; afterwards it is as it was."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute(_READ, [index]).fetchone()
        if row is None or old not in bytes(row[0]):
            raise ValueError(f"entry {index} does not hold {old!r}")
        original = bytes(row[0])
        connection.execute(_WRITE, [original.replace(old, new), index])
        try:
            yield
        finally:
            connection.execute(_WRITE, [original, index])


def forge_history(database_url: str, index: int, old: bytes, new: bytes) -> None:
    """Rewrite one entry and compute the whole tree anew to fit it, as a thorough forger would. Not undone."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute(_READ, [index]).fetchone()
        if row is None or old not in bytes(row[0]):
            raise ValueError(f"entry {index} does not hold {old!r}")
        connection.execute("SELECT 1 FROM ledger_head WHERE id = 1 FOR UPDATE")
        forged = bytes(row[0]).replace(old, new)
        connection.execute(_WRITE_WITH_LEAF, [forged, leaf_hash(forged), index])
        leaves = b"".join(bytes(leaf) for (leaf,) in connection.execute(_LEAVES))
        frontier, rows = Frontier().append_leaves(leaves)
        connection.execute(_CLEAR_NODES)
        nodes = [(node.level, node.position, digest) for level in rows if level.level for node, digest in level.nodes()]
        with connection.cursor() as cursor:
            cursor.executemany(_NODE, nodes)
        connection.execute(_HEAD, [frontier.size, b"".join(frontier.peaks)])
