"""Errors of handling."""


class HandlingError(ValueError):
    """Something about markings or conditions cannot be used."""


class HandlingFormatError(HandlingError):
    """Handling conditions as JSON are malformed.

    Attributes:
        field: the field at fault, as written in the JSON.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"handling.{field}: {problem}")
        self.field = field
        self.problem = problem
