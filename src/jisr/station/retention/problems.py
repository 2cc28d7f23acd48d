"""What the room refuses, each with its stable code."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class RetentionProblem(Problem):
    """A hold or an extension that cannot be."""


class UnknownRecordProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("record_unknown", _("There is no such record here, or it is erased."), "record_id", status=404)


class UnknownHoldProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("hold_unknown", _("There is no such hold, or it has ended."), status=404)


class ReasonNeededProblem(RetentionProblem):
    def __init__(self, field: str = "reason") -> None:
        message = _("Name the law or the file.") if field == "legal_reference" else _("Give a reason.")
        super().__init__(f"{field}_needed", message, field)


class PastDayProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("day_in_the_past", _("Choose a day that is still to come."), "until")


class HoldTooLongProblem(RetentionProblem):
    def __init__(self, days: int) -> None:
        message = _("A hold lasts at most %(days)s days; it can be renewed.") % {"days": days}
        super().__init__("hold_too_long", message, "until")


class HeldAlreadyProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("held_already", _("This is under a hold already: renew that one."), status=409)


class NoLastDayProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("no_last_day", _("This has no last day: nothing is to be extended."), status=409)


class LimitProblem(RetentionProblem):
    """Longer than the originator or an agreement allows."""

    def __init__(self, code: str) -> None:
        sentences = {
            "originator_limit": _("The last day was set by the originator: only the originator can move it."),
            "agreement_limit": _("This is longer than an agreement with a recipient allows."),
            "not_longer": _("Choose a day after the last day it has now."),
        }
        super().__init__(code, sentences[code], "until", status=409)


class ExtendedAlreadyProblem(RetentionProblem):
    def __init__(self) -> None:
        super().__init__("extended_already", _("This was extended already: undo that first."), status=409)


class TooLateProblem(RetentionProblem):
    def __init__(self) -> None:
        message = _("This extension is undone or over; it cannot be undone any more.")
        super().__init__("extension_over", message, status=409)


class ExerciseOnlyProblem(RetentionProblem):
    def __init__(self) -> None:
        message = _("Another day than today can be given only at an exercise station.")
        super().__init__("exercise_only", message, "as_of", status=403)
