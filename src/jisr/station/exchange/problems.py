"""What can be wrong with an act on dispatches, in words for the officer."""

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


class CannotSealProblem(ExchangeProblem):
    """Sealing refused; `code` is the protocol's answer."""

    def __init__(self, error: SealingError) -> None:
        super().__init__(error.code, error.sentence((get_language() or "en")[:2]), status=409)
