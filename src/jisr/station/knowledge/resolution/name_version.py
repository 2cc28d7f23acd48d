"""Which version of the names' model and rules is running."""

from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def names_version() -> str:
    """16 hexadecimal digits that change with the shipped model and with the rules beside it."""
    digest = sha256()
    folder = files("jisr.core.identity.names")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".py", ".c", ".npz")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
