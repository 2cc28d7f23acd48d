"""What can stand in the way of a warning."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class WarningProblem(Problem):
    """Of this room; see `code`."""


class UnknownWarningProblem(WarningProblem):
    def __init__(self) -> None:
        super().__init__("warning_unknown", _("There is no such warning."), status=404)


class WrongStateProblem(WarningProblem):
    """The warning is no longer, or not yet, where this can be done with it."""

    def __init__(self) -> None:
        super().__init__("warning_state", _("This warning has moved on in the meantime. Look at it again."), status=409)


class ClockOverProblem(WarningProblem):
    """It was proposed too long ago: the partners' time would be over on arrival."""

    def __init__(self) -> None:
        message = _(
            "The time the partners were to have is over. "
            "Refuse this proposal; the author proposes it again with a new hour."
        )
        super().__init__("warning_clock_over", message, status=409)


class DraftProblem(WarningProblem):
    """A field of the draft cannot be as it is."""
