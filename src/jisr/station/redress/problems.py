"""What can stand in the way of answering a data subject."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem, Text


class RedressProblem(Problem):
    """Of this room; see `code`."""


class CaseMissing(RedressProblem):
    def __init__(self) -> None:
        super().__init__("case_unknown", _("There is no such request."), status=404)


class CaseClosed(RedressProblem):
    def __init__(self) -> None:
        super().__init__("case_closed", _("This request is closed."), status=409)


class PieceMissing(RedressProblem):
    """A candidate, decision or letter that is not of this case."""

    def __init__(self) -> None:
        super().__init__("piece_unknown", _("That does not belong to this request."), status=404)


class IdentityUnchecked(RedressProblem):
    def __init__(self) -> None:
        message = _("Check first who is asking, and say how: nothing is disclosed or changed before.")
        super().__init__("identity_unchecked", message, status=409)


class OwnDecision(RedressProblem):
    def __init__(self) -> None:
        message = _("You proposed this decision: a second person signs it.")
        super().__init__("own_decision", message, status=409)


class RightMissing(RedressProblem):
    def __init__(self) -> None:
        super().__init__("not_permitted", _("Your roles do not allow this."), status=403)


class PersonNeeded(RedressProblem):
    def __init__(self) -> None:
        super().__init__("person_needed", _("A named person must do this."), status=403)


class ReasonMissing(RedressProblem):
    def __init__(self, field: str = "reasons") -> None:
        super().__init__("reason_needed", _("Give a reason."), field=field)


class ConsentMissing(RedressProblem):
    """Content of a partner is disclosed only with its consent. `partners`: whose is missing."""

    def __init__(self, partners: str, *, is_denied: bool) -> None:
        words = (
            _("%(partners)s has not consented to giving a copy: decide otherwise about what came from there.")
            if is_denied
            else _("The consent of %(partners)s is needed before a copy of what came from there is given.")
        )
        code = "consent_denied" if is_denied else "consent_needed"
        super().__init__(code, words % {"partners": partners}, status=409)


class NotDone(RedressProblem):
    """Something is still missing before the case can be closed as done."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(code, message, status=409)


class PrintingUnavailable(RedressProblem):
    def __init__(self) -> None:
        message = _("PDF can’t be made on this machine: the library Pango is missing. Print the page instead.")
        super().__init__("pdf_unavailable", message, status=409)
