"""Errors of grades and statements."""


class GradeFormatError(ValueError):
    """A grade is not of its scheme. `text` is what was given, cut to 20 characters."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"{text[:20]!r} is not a grade: expected {expected}")
        self.text = text[:20]


class StatementFormatError(ValueError):
    """A statement as JSON is malformed. `field` is the field at fault."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"statement.{field}: {problem}")
        self.field = field
        self.problem = problem
