"""Errors of handling. Each has a stable `code`."""


class HandlingError(ValueError):
    """Something about markings or conditions cannot be used."""

    code = "handling_error"


class HandlingFormatError(HandlingError):
    """Handling conditions as JSON are malformed.

    Attributes:
        field: the field at fault, as written in the JSON.
    """

    code = "handling_format"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"handling.{field}: {problem}")
        self.field = field
        self.problem = problem


class UnknownScaleError(HandlingFormatError):
    """A classification scale, or a version of one, that is not on record here."""

    code = "scale_unknown"

    def __init__(self, scale: str) -> None:
        super().__init__("marked_as", f"{scale[:40]!r} is not a known scale")


class UnknownLevelError(HandlingFormatError):
    """A level that its scale does not have."""

    code = "level_unknown"

    def __init__(self, scale: str, level: str) -> None:
        super().__init__("marked_as", f"the scale {scale} has no level {level[:40]!r}")


class ContradictoryMarkingError(HandlingFormatError):
    """A marking contradicts itself.

    Attributes:
        contradiction: code of `contradictions.Contradiction`.
    """

    code = "marking_contradictory"

    def __init__(self, contradiction: str, field: str) -> None:
        super().__init__(field, contradiction)
        self.contradiction = contradiction


class NotEquivalentError(HandlingError):
    """A level for which the agreement names no equal. `marking` is the level as written on paper."""

    code = "classification_not_equivalent"

    def __init__(self, marking: str) -> None:
        super().__init__(f"no agreement names an equal of {marking}")
        self.marking = marking
