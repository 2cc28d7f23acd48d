"""What can be wrong with a question to the ledger, a review or a publication."""

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


class NoSuchPlaceProblem(Problem):
    def __init__(self) -> None:
        super().__init__("no_such_place", _("This place in the list does not exist. Begin at its first page."), "after")


class RangeProblem(Problem):
    def __init__(self) -> None:
        super().__init__("range_outside_ledger", _("This range is not inside the ledger."), "first")


class SelectionTooLargeProblem(Problem):
    def __init__(self, limit: int) -> None:
        message = _("More than %(limit)d entries match. Narrow the search, or export a range instead.")
        super().__init__("selection_too_large", message % {"limit": limit})


class VerifierMissingProblem(Problem):
    def __init__(self) -> None:
        message = _("The verifier’s page was not built with this station. Run: make frontend")
        super().__init__("verifier_missing", message, status=404)


class ReadingProblem(Problem):
    """Own readings, what is no reading, and what was seen before: `code` says which."""

    def __init__(self, code: str) -> None:
        messages = {
            "own_reading": _("Nobody marks own readings as seen. Another oversight officer does."),
            "no_such_reading": _("This entry is not a reading of content by an oversight officer."),
            "already_seen": _("Another oversight officer has marked this reading as seen."),
            "remark_required": _("Say in a remark what is in question."),
        }
        status = {"no_such_reading": 404, "already_seen": 409, "own_reading": 403}.get(code, 400)
        super().__init__(code, messages[code], "remark" if code == "remark_required" else "", status)


class SampleProblem(Problem):
    """What is wrong with a sample or one item of it: `code` says which."""

    def __init__(self, code: str, field: str = "") -> None:
        messages = {
            "no_such_sample": _("There is no such sample."),
            "no_such_item": _("This entry is not in the sample."),
            "nothing_to_draw": _("Nothing of this kind happened in these days."),
            "days_reversed": _("The last day comes before the first."),
            "remark_required": _("Say in a remark what is in question."),
            "answer_missing": _("Answer every question."),
            "own_act": _("Nobody reviews own acts. Another oversight officer does."),
            "name_taken": _("You have kept a search under this name. Choose another name."),
            "no_such_search": _("There is no such search."),
        }
        status = 404 if code.startswith("no_such") else {"own_act": 403, "name_taken": 409}.get(code, 400)
        super().__init__(code, messages[code], field, status)


class PeriodProblem(Problem):
    """Why a period is not published: `code` says which rule forbids it."""

    def __init__(self, code: str, other: str = "") -> None:
        messages = {
            "no_such_period": _("Statistics exist for whole months (2026-07), quarters (2026-Q3) and years (2026)."),
            "period_not_over": _("This period is not over yet; its figures can still change."),
            "already_published": _("Statistics of this period have been published. They are never changed."),
            "period_overlaps": _(
                "It overlaps %(other)s, which has been published: one could be subtracted from the other."
            ),
            "not_published": _("Statistics of this period have not been published."),
        }
        message = messages[code] % {"other": other} if other else messages[code]
        status = {"not_published": 404, "already_published": 409, "period_overlaps": 409}.get(code, 400)
        super().__init__(code, message, "period", status)
