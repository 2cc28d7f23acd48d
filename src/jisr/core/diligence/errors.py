"""Why a move is refused."""


class DiligenceError(Exception):
    """A move that the rules of due diligence do not allow.

    Attributes:
        code: stable, lower_snake_case.
        field: which value is wrong; "" for the whole.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
