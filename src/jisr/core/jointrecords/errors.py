"""What is refused, with a stable code and the place."""


class JointRecordError(ValueError):
    """An operation that cannot stand.

    Attributes:
        code: stable, lower_snake_case.
        field: name of the field it is about, or "".
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code}: {field}" if field else code)
        self.code = code
        self.field = field
