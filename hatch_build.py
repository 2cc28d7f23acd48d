"""Builds the compiled part of name scoring with the package: one shared library, without Python's headers.

A C compiler of the machine is used where there is one; else the one that the `ziglang` package carries.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = Path("src/jisr/core/identity/names")
_SOURCES = ("kernel.c", "gather.c")
_LIBRARY = _FOLDER / "_kernel.so"


def _compiler() -> list[str] | None:
    if given := os.environ.get("CC"):
        return given.split()
    found = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    return [found] if found else None


class CompiledNames(BuildHookInterface[Any]):
    """`hatchling` calls this before it makes a wheel or an editable installation."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if _compiler() else ["ziglang>=0.14"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        command = [
            *(_compiler() or [sys.executable, "-m", "ziglang", "cc"]),
            "-O3", "-std=c11", "-shared", "-fPIC", "-o", str(root / _LIBRARY),
            *(str(root / _FOLDER / source) for source in _SOURCES), "-lm",
        ]  # fmt: skip
        self.app.display_info(" ".join(command))
        try:
            subprocess.run(command, check=True)  # noqa: S603 - a compiler of the machine, on our own sources
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.abort(f"The compiled part of name scoring could not be built ({error}). Is a C compiler there?")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"].append(str(_LIBRARY))
