"""What can be wrong with an act on dispatches, in words for the officer."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import SealingError
from jisr.station.web.problems import Problem


class ExchangeProblem(Problem):
    """The act on a dispatch, request, obligation or consent was refused."""


class UnknownDispatchProblem(ExchangeProblem):
    def __init__(self) -> None:
        super().__init__("dispatch_unknown", _("There is no such dispatch."), status=404)


class PartnerNotActiveProblem(ExchangeProblem):
    def __init__(self, station_id: str) -> None:
        message = _("%(station)s is not an active partner; nothing can be sent to it.") % {"station": station_id}
        super().__init__("partner_not_active", message, field="recipients", status=409)
        self.station_id = station_id


class WrongKindProblem(ExchangeProblem):
    """The dispatch is not of a kind, direction or state that allows this."""

    def __init__(self) -> None:
        super().__init__("not_possible_here", _("This cannot be done with this dispatch."), status=409)


class UnknownReviewProblem(ExchangeProblem):
    def __init__(self) -> None:
        super().__init__("review_unknown", _("There is no such review."), status=404)


class UnknownConsentProblem(ExchangeProblem):
    def __init__(self) -> None:
        super().__init__("consent_unknown", _("There is no such request for consent."), status=404)


class ConsentProblem(ExchangeProblem):
    """An act on a consent was refused; the refusal is entered in the ledger with its code."""

    def __init__(self, code: str, consent_id: UUID | None = None, field: str = "") -> None:
        super().__init__(code, CONSENT_REFUSALS[code], field=field, status=_STATUS.get(code, 400))
        self.record_id = str(consent_id) if consent_id else ""


CONSENT_REFUSALS = {
    "consent_until_past": _("The consent would have ended before it began. Choose a day that has not passed."),
    "consent_item_unknown": _("The conditions name something that was not asked about."),
    "consent_terms_contradict": _("These conditions forbid what the consent allows."),
    "consent_not_prepared": _("Somebody must prepare the answer first; another person then grants it."),
    "consent_changed": _("The answer has changed since you looked. Look again, then decide."),
    "consent_own_work": _("You prepared this answer: another person must grant it."),
    "consent_named_person": _("Only a named person can do this."),
    "consent_right_missing": _("Your role does not allow this."),
    "consent_never": _("Its originator does not allow this to anybody; asking is no use."),
    "consent_not_needed": _("Its originator allows this already; no consent is needed."),
    "consent_asked_already": _("This has been asked and not answered yet."),
    "consent_answer_by_past": _("The time to answer would be over already."),
    "originator_not_asked": _("This came from another originator, who must consent first. Ask it, then answer."),
}
_STATUS = {
    "consent_changed": 409,
    "consent_own_work": 403,
    "consent_named_person": 403,
    "consent_right_missing": 403,
    "consent_not_prepared": 409,
    "consent_asked_already": 409,
    "consent_never": 409,
    "consent_not_needed": 409,
    "originator_not_asked": 409,
}


class CannotSealProblem(ExchangeProblem):
    """Sealing refused; `code` is the protocol's answer."""

    def __init__(self, error: SealingError) -> None:
        super().__init__(error.code, error.sentence((get_language() or "en")[:2]), status=409)
