"""What cannot be done with flags and rules."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class FlagUnknownError(Problem):
    def __init__(self) -> None:
        super().__init__("flag_unknown", _("There is no such flag."), status=404)


class FlagHandledError(Problem):
    def __init__(self) -> None:
        super().__init__("flag_handled", _("Somebody has handled this flag already."), status=409)


class OwnFlagError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "flag_own", _("Nobody handles a flag about their own reading: another overseer does."), status=403
        )


class ReasonShortError(Problem):
    def __init__(self, field: str = "reason") -> None:
        super().__init__("reason_too_short", _("Give the reason in a few words (at least 10 letters)."), field)


class RuleUnknownError(Problem):
    def __init__(self) -> None:
        super().__init__("rule_unknown", _("There is no such rule."), status=404)


class NumberError(Problem):
    def __init__(self, name: str) -> None:
        super().__init__("rule_number", _("This number is outside what the rule allows."), name, status=422)


class TellError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "tell_or_say_why",
            _("Tell the person, or say why not yet and from which day they may be told (at most a year ahead)."),
            "tell_from",
        )
