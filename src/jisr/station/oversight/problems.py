"""What can be wrong with a question to the ledger."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class NoSuchEntryProblem(Problem):
    def __init__(self) -> None:
        super().__init__("no_such_entry", _("The ledger has no entry with this number."), status=404)


class NoSuchSizeProblem(Problem):
    def __init__(self, field: str = "") -> None:
        super().__init__(
            "no_such_size", _("The ledger never had this size. Give sizes in order, up to the present one."), field
        )


class RangeProblem(Problem):
    def __init__(self) -> None:
        super().__init__("range_outside_ledger", _("This range is not inside the ledger."), "first")


class SelectionTooLargeProblem(Problem):
    def __init__(self, limit: int) -> None:
        message = _("More than %(limit)d entries match. Narrow the search, or export a range instead.")
        super().__init__("selection_too_large", message % {"limit": limit})
