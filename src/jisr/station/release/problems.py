"""What can stand in the way of proposing and deciding, said to people."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class ReleaseProblem(Problem):
    """Something about a proposal cannot be done."""


class ProposalMissing(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("proposal_missing", _("There is no such proposal."), status=404)


class SourceMissing(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("source_missing", _("There is nothing here that could be released."), status=404)


class NotAwaiting(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("proposal_not_awaiting", _("This proposal no longer awaits a decision."), status=409)


class OwnWork(ReleaseProblem):
    def __init__(self) -> None:
        message = _("You proposed this release: another person must decide on it.")
        super().__init__("own_work", message, status=403)


class NotTheAuthor(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("not_the_author", _("Only the person who proposed it can withdraw it."), status=403)


class NamedPersonNeeded(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("named_person_needed", _("Only a named person can do this."), status=403)


class RightMissing(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("right_missing", _("Your role does not allow this."), status=403)


class ReasonNeeded(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("reason_needed", _("Give a reason."), field="reason")


class Stopped(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("stopped", _("An oversight officer has stopped this release."), status=409)


class NotStopped(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("not_stopped", _("This release is not stopped."), status=409)


class NothingMayGo(ReleaseProblem):
    def __init__(self) -> None:
        message = _("Nothing of this may go to any of the recipients; the page says why.")
        super().__init__("nothing_may_go", message, status=409)


class NothingToAsk(ReleaseProblem):
    def __init__(self) -> None:
        message = _("Nothing of this is withheld for want of an originator's consent alone.")
        super().__init__("nothing_to_ask", message, status=409)


class NotWaiting(ReleaseProblem):
    def __init__(self) -> None:
        super().__init__("not_waiting", _("This proposal does not wait for a consent."), status=409)


class NoParaphraseNeeded(ReleaseProblem):
    def __init__(self) -> None:
        message = _("This portion does not belong to the proposal, or is not to be paraphrased.")
        super().__init__("no_paraphrase_needed", message, "item_id")


class ViewChanged(ReleaseProblem):
    def __init__(self) -> None:
        message = _("What the partner would see has changed since you looked. Look again, then decide.")
        super().__init__("view_changed", message, status=409)


class SourceChanged(ReleaseProblem):
    def __init__(self) -> None:
        message = _("The report or its statements have changed since this was proposed. Propose it again.")
        super().__init__("source_changed", message, status=409)
