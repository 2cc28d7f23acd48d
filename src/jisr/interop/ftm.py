"""FollowTheMoney entities, one JSON object a line, checked against the model. Source: followthemoney.tech."""

from collections.abc import Iterator
from typing import Any

import orjson

from jisr.interop.entities import EntityRow, Row, WrongRow, clean_value, expected_value, model
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.interop.text import decode


def read_ftm(data: bytes, limits: Limits = DEFAULT) -> Iterator[Row]:
    """Entities and wrong lines, in order. Lines that begin with "#" and empty lines are passed over.

    Raises:
        IntakeError: file_too_large, not_text.
    """
    if len(data) > limits.list_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.list_bytes // MEGABYTE)
    return _lines(decode(data).text, limits)


def _lines(text: str, limits: Limits) -> Iterator[Row]:
    rows = 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        rows += 1
        if rows > limits.rows:
            yield _wrong(number, "", "", "too_many_rows", limit=limits.rows)
            return
        if len(stripped) > limits.line_characters:
            yield _wrong(number, stripped[:200], "", "line_too_long", limit=limits.line_characters)
            continue
        yield _entity(number, stripped)


def _wrong(line: int, raw: str, field: str, code: str, **parameters: str | int) -> WrongRow:
    return WrongRow(line, (raw,), (IntakeProblem(line, field, code, parameters),))


def _entity(line: int, raw: str) -> Row:
    try:
        read = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return _wrong(line, raw, "", "invalid_json", position=error.pos + 1)
    if not isinstance(read, dict):
        return _wrong(line, raw, "", "invalid_json", position=1)
    identifier = read.get("id")
    if not isinstance(identifier, str) or not identifier.strip():
        return _wrong(line, raw, "id", "missing_id")
    schema = model().get(read["schema"]) if isinstance(read.get("schema"), str) else None
    if schema is None or schema.abstract:
        return _wrong(line, raw, "schema", "unknown_schema", value=str(read.get("schema"))[:80])
    properties, problems = _properties(line, schema.name, read.get("properties"))
    if problems:
        return WrongRow(line, (raw,), tuple(problems))
    if "name" in schema.required and not properties.get("name"):
        return _wrong(line, raw, "properties.name", "missing_name")
    datasets = read.get("datasets")
    dataset = datasets[0] if isinstance(datasets, list) and datasets and isinstance(datasets[0], str) else ""
    return EntityRow(line, f"id:{identifier.strip()}", schema.name, properties, dataset)


def _properties(line: int, schema: str, read: Any) -> tuple[dict[str, tuple[str, ...]], list[IntakeProblem]]:
    if not isinstance(read, dict):
        detail = {"value": str(read)[:80], "expected": "object"}
        return {}, [IntakeProblem(line, "properties", "invalid_value", detail)]
    known = model().get(schema).properties
    cleaned: dict[str, tuple[str, ...]] = {}
    problems: list[IntakeProblem] = []
    for prop, values in read.items():
        field = f"properties.{prop}"
        if prop not in known or known[prop].stub:
            problems.append(IntakeProblem(line, field, "unknown_property", {"schema": schema, "value": prop[:80]}))
            continue
        for value in values if isinstance(values, list) else [values]:
            clean = clean_value(schema, prop, value) if isinstance(value, str) else None
            if clean is None:
                detail = {"value": str(value)[:80], "expected": expected_value(schema, prop)}
                problems.append(IntakeProblem(line, field, "invalid_value", detail))
            elif clean not in cleaned.get(prop, ()):
                cleaned[prop] = (*cleaned.get(prop, ()), clean.replace("\x00", "\N{REPLACEMENT CHARACTER}"))
    return cleaned, problems
