"""Compile every message catalogue of the package, with Babel (no system gettext is needed).

Run as a module by the build; also imported by the test that no message is left untranslated.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[2]


def catalogue_files(root: Path = PACKAGE) -> list[Path]:
    """All .po files below the package, sorted."""
    return sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """Message ids without a translation, with an empty plural form, or marked fuzzy."""
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.fuzzy or not all(forms):
            yield str(message.id)


def compile_all(root: Path = PACKAGE) -> int:
    """Write a .mo beside each .po; the number of catalogues compiled."""
    files = catalogue_files(root)
    for file in files:
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parent.parent.name)
        with file.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(files)


if __name__ == "__main__":
    print(f"{compile_all()} catalogues compiled", file=sys.stderr)
