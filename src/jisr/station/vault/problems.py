"""What a reader is told when content cannot be opened."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class ContentUnreadableProblem(Problem):
    """The key is missing or does not fit: something is wrong with the key store, and the doctor says what."""

    def __init__(self, code: str) -> None:
        message = _("This content cannot be opened: its key is missing or does not fit. The administrator is needed.")
        super().__init__(code, message, status=409)


class HeldProblem(Problem):
    """A legal hold stands against an erasure."""

    def __init__(self) -> None:
        super().__init__("under_hold", _("This is under a legal hold and cannot be erased before it ends."), status=409)
