"""What can be wrong with intake, said to the person who can mend it."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jisr.interop.problems import LANGUAGES, IntakeError, IntakeProblem
from jisr.station.web.problems import Problem


def reader_language() -> str:
    """ "ar", "fr" or "en": the language sentences of `jisr.interop` are wanted in."""
    language = (get_language() or "en").partition("-")[0]
    return language if language in LANGUAGES else "en"


class FileRefusedError(Problem):
    """The file can't be taken in; its code is that of the intake problem."""

    def __init__(self, error: IntakeError) -> None:
        self.intake_problem: IntakeProblem = error.problem
        status = 413 if error.problem.code in {"file_too_large", "text_too_long"} else 422
        super().__init__(error.problem.code, error.problem.sentence(reader_language()), field="file", status=status)


class ReportNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("report_not_found", _("There is no such report."), status=404)


class FindingNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("finding_not_found", _("There is no such finding."), status=404)


class PortionNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("portion_not_found", _("There is no such portion."), status=404)


class ImportNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("import_not_found", _("There is no such import."), status=404)


class ReportEmptyError(Problem):
    def __init__(self) -> None:
        super().__init__("report_empty", _("Paste a text or choose a file."), field="text")


class TextTooLongError(Problem):
    def __init__(self, limit: int) -> None:
        message = _("The text is longer than %(limit)d characters.") % {"limit": limit}
        super().__init__("text_too_long", message, field="text", status=413)


class FindingDecidedError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "finding_decided", _("This finding was already decided. Undo that decision first."), status=409
        )


class ClaimNotPossibleError(Problem):
    """The finding can't become a statement of this kind."""

    def __init__(self) -> None:
        super().__init__("claim_not_possible", _("This finding can’t be recorded under that property."), field="claim")


class CategoryMissingError(Problem):
    """Personal data of somebody whose part in the matter nobody has stated."""

    def __init__(self) -> None:
        super().__init__(
            "category_missing",
            _("Say first what the persons are in this report: suspect, victim, witness or other."),
            field="category",
        )


class WordsNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("words_not_found", _("These words do not stand in the report as written."), field="words")


class DivisionError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "division_not_possible", _("The portion can’t be divided there: it would cut a finding or leave nothing.")
        )


class ImportActiveError(Problem):
    def __init__(self) -> None:
        super().__init__("import_active", _("This import is still running."), status=409)


class ImportNotActiveError(Problem):
    def __init__(self) -> None:
        super().__init__("import_not_active", _("This import is not running."), status=409)


class NotAListError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "not_a_list", _("This file holds a text, not a list. Take it in as a report."), field="file", status=422
        )


class NotAReportError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "not_a_report", _("This file holds a list, not a text. Import it as a list."), field="file", status=422
        )


class SourceNameError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "source_name", _("A code name has 2 to 80 letters, figures, spaces or hyphens."), field="source"
        )
