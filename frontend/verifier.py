"""The ledger verifier: one HTML file that checks a bundle in a browser without any network.

Its own modules and the audited cryptography of `@noble` are put into one script by esbuild; the page's policy names the
hash of that script and of its style and forbids everything else, so that it can reach nothing. The words for codes are
the station's own: read out of `oversight` and its catalogues, not typed again.
"""

import ast
import base64
import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent / "verifier"
LANGUAGES = ("ar", "fr", "en")
#: group of codes: the room, the file and the dictionary in it whose values are words
CODES = {
    "acts": ("oversight", "labels.py", "ACTS"),
    "kinds": ("oversight", "labels.py", "RECORD_KINDS"),
    "decisions": ("oversight", "decisions.py", "DECISIONS"),
    "roles": ("accounts", "roles.py", "ROLE_LABELS"),
}
PACKAGES = ("@noble/curves", "@noble/hashes", "@noble/post-quantum")


def build(packages: Path, station: Path, target: Path) -> None:
    """Write the verifier to `target`.

    Args:
        packages: node_modules.
        station: folder of the rooms, `jisr/station`.
    """
    script = bundle(packages, SOURCE / "page.js", codes(station), "iife")
    if "</script" in script.lower():
        sys.exit("the verifier's script cannot stand in a page: it holds an end of script")
    style = (station / "web" / "static" / "web" / "tokens.css").read_text("utf-8") + (SOURCE / "style.css").read_text()
    parts = {
        "policy": f"default-src 'none'; script-src '{fingerprint(script)}'; style-src '{fingerprint(style)}'; "
        "base-uri 'none'; form-action 'none'",
        "style": style,
        "script": script,
        "credits": " · ".join(_credit(packages / name) for name in PACKAGES),
    }
    page = (SOURCE / "page.html").read_text("utf-8")
    for name, text in parts.items():
        page = page.replace(f"{{{{{name}}}}}", text)
    target.write_text(page, encoding="utf-8")


def bundle(packages: Path, entry: Path, words: dict[str, object], form: str) -> str:
    """One script of a module and everything it imports ("iife" for a page, "esm" for Node)."""
    aside = packages / ".jisr-codes.json"
    aside.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    command = [
        str(_esbuild(packages)),
        str(entry),
        "--bundle",
        "--minify-whitespace",
        "--charset=utf8",
        "--legal-comments=inline",
        "--log-level=warning",
        f"--format={form}",
        f"--platform={'browser' if form == 'iife' else 'node'}",
        f"--alias:jisr:codes={aside}",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout  # noqa: S603


def codes(station: Path) -> dict[str, object]:
    """{group: {code: [Arabic, French, English]}}"""
    return {group: dict(_words(station / room, file, name)) for group, (room, file, name) in CODES.items()}


def fingerprint(text: str) -> str:
    """How a content security policy names a script or style. Source: CSP Level 3, section 2.3.1."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words(room: Path, file: str, name: str) -> Iterator[tuple[str, list[str]]]:
    catalogues = [_catalogue(room, language) for language in LANGUAGES[:2]]
    for key, context, message in _dictionary(room / file, name):
        said = [found.string if (found := held.get(message, context)) else "" for held in catalogues]
        yield key, [str(words or message) for words in said] + [message]


def _catalogue(room: Path, language: str) -> Catalog:
    with (room / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def _dictionary(file: Path, name: str) -> Iterator[tuple[str, str | None, str]]:
    """Code, context and message of each item `code: _("message")` or `code: pgettext_lazy("context", "message")`."""
    for node in ast.parse(file.read_text("utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if not (isinstance(value, ast.Dict) and any(isinstance(t, ast.Name) and t.id == name for t in targets)):
            continue
        for key, call in zip(value.keys, value.values, strict=True):
            code = (
                key.value
                if isinstance(key, ast.Constant)
                else key.attr.lower()
                if isinstance(key, ast.Attribute)
                else ""
            )
            if code and isinstance(call, ast.Call):
                *context, message = [ast.literal_eval(argument) for argument in call.args]
                yield str(code), context[0] if context else None, message


def _credit(package: Path) -> str:
    document = json.loads((package / "package.json").read_text("utf-8"))
    return f"{document['name']} {document['version']} ({document['license']})"


def _esbuild(packages: Path) -> Path:
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(
        platform.system(), platform.system().lower()
    )
    machine = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    folder = packages / "@esbuild" / f"{system}-{machine}"
    return folder / ("esbuild.exe" if system == "win32" else "bin/esbuild")
