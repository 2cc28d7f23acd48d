"""What went wrong, said to the person who can mend it.

Services raise a `Problem` (or a subclass) for everything a person or program did that cannot be done; the console
shows its message, the API answers `{"code", "message", "field"}`. Programming errors are not Problems.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.utils.functional import _StrPromise

type Text = "str | _StrPromise"


class Problem(Exception):
    """A refusal with a stable code.

    Args:
        code: stable, lower_snake_case; part of the API.
        message: translated sentence that says what to do next.
        field: the form or JSON field concerned; "" for the whole.
        status: HTTP status, 400..499.
    """

    def __init__(self, code: str, message: Text, field: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.status = status

    def __str__(self) -> str:
        return str(self.message)

    def attach_to(self, form: "BaseForm") -> None:
        """Show this problem at its field of the form, or above the form when it has no such field."""
        form.add_error(self.field if self.field in form.fields else None, str(self.message))

    def to_json(self) -> dict[str, str]:
        return {"code": self.code, "message": str(self.message), "field": self.field}
