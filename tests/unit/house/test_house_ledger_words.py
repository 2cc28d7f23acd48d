"""Whoever reads the ledger reads words: every name under which an entry keeps a detail is translated.

The names are collected from the source of everything that writes an entry. A detail whose names can't be told from the
source fails the test, so that none goes unseen.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import jisr
from jisr.station.oversight.details import DETAILS

SOURCE = Path(jisr.__file__).parent
#: Hand on what others give them.
PLUMBING = {SOURCE / "station/ledger/services.py", SOURCE / "core/ledger/entry.py"}
WRITERS = {"record", "prepare", "Entry"}


class UnknownNamesError(Exception):
    """The names of a detail can't be told from the source."""


class Module:
    """One source file: what its names are assigned, what its functions return and are called with."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.functions = {n.name: n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)}

    def details(self) -> Iterator[ast.expr]:
        """What is given as `detail` to whatever writes entries."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and called(node) in WRITERS:
                yield from (keyword.value for keyword in node.keywords if keyword.arg == "detail")

    def assigned(self, name: str) -> Iterator[ast.expr]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
                yield node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
                yield node.value or ast.Constant(None)
        yield from self.given(name)

    def given(self, parameter: str) -> Iterator[ast.expr]:
        """What the functions of this module that have this parameter are called with for it."""
        for function in self.functions.values():
            parameters = [each.arg for each in function.args.args]
            if parameter not in parameters:
                continue
            position = parameters.index(parameter)
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Call) and called(node) == function.name and len(node.args) > position:
                    yield node.args[position]


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


MODULES = [Module(file) for file in sorted(SOURCE.rglob("*.py")) if file not in PLUMBING]


def names_in(value: ast.expr | None, module: Module) -> set[str]:
    if value is None or isinstance(value, ast.Constant):
        return set()
    if isinstance(value, ast.Dict):
        return {
            name for key, held in zip(value.keys, value.values, strict=True) for name in _names_of(key, held, module)
        }
    if isinstance(value, ast.IfExp):
        return names_in(value.body, module) | names_in(value.orelse, module)
    if isinstance(value, ast.Name):
        found = list(module.assigned(value.id))
        if found:
            return set().union(*(names_in(each, module) for each in found))
    if isinstance(value, ast.Call):
        return names_returned(called(value))
    raise UnknownNamesError(f"{module.file}:{value.lineno}: {ast.unparse(value)}")


def _names_of(key: ast.expr | None, held: ast.expr, module: Module) -> set[str]:
    if key is None:
        return names_in(held, module)
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return {key.value}
    raise UnknownNamesError(f"{module.file}:{key.lineno}: {ast.unparse(key)}")


def names_returned(function: str) -> set[str]:
    """Names in the dictionaries that functions of this name return, in whatever module they stand."""
    found = [(module, module.functions[function]) for module in MODULES if function in module.functions]
    returned = [
        names_in(node.value, module)
        for module, definition in found
        for node in ast.walk(definition)
        if isinstance(node, ast.Return)
    ]
    if not returned:
        raise UnknownNamesError(function)
    return set().union(*returned)


#: What every entry of a request says beside its own detail (`jisr.station.ledger.occasion`).
OCCASION = {"purpose", "purpose_basis", "session", "address", "glass"}


def names_in_use() -> set[str]:
    return OCCASION | {name for module in MODULES for value in module.details() for name in names_in(value, module)}


def test_every_detail_of_an_entry_has_a_word() -> None:
    used = names_in_use()
    assert {"count", "superseded_by", "purposes", "left_out", "portions", "filters", "owner"} <= used
    assert sorted(used - set(DETAILS)) == []


def test_no_word_is_left_over() -> None:
    assert sorted(set(DETAILS) - names_in_use()) == []
