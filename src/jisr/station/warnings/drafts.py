"""What a person writes when drafting a warning, checked before anything is stored."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.credibility import Yardstick
from jisr.core.handling import Handling, PartnerState, Purpose
from jisr.station.partners import queries as partners
from jisr.station.warnings.problems import DraftProblem
from jisr.station.web.localtime import reader_locale

SHORTEST_CLOCK_MINUTES = 5
LONGEST_CLOCK_MINUTES = 14 * 24 * 60
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The author's part of a warning; `probability` is 0..1, `country` ISO 3166-1 alpha-2 of the place in danger."""

    title: str
    threat: str
    language: str
    place: str
    country: str
    window_from: datetime | None
    window_until: datetime | None
    probability: float
    yardstick: str
    recommended_action: str
    purpose: Purpose
    handling: Handling
    recipients: tuple[str, ...]
    acknowledge_within_minutes: int
    report_id: UUID | None = None
    portion_ids: tuple[UUID, ...] = ()
    statement_ids: tuple[UUID, ...] = ()


def check(draft: Draft) -> None:
    """Refuse a draft that could not be sent or understood.

    Raises:
        DraftProblem: names the field.
    """
    _check_texts(draft)
    if not 0 <= draft.probability <= 1:
        raise DraftProblem("probability", _("Give a probability from 0 to 100 %."), "probability")
    if draft.yardstick not in list(Yardstick):
        raise DraftProblem("yardstick", _("Choose a yardstick."), "yardstick")
    if draft.window_from and draft.window_until and draft.window_until < draft.window_from:
        raise DraftProblem("window", _("The window ends before it begins."), "window_until")
    if not SHORTEST_CLOCK_MINUTES <= draft.acknowledge_within_minutes <= LONGEST_CLOCK_MINUTES:
        raise DraftProblem("clock", _("Give the partners between 5 minutes and 14 days."), "acknowledge_within_minutes")
    if draft.language not in dict(settings.LANGUAGES):
        raise DraftProblem("language", _("Choose Arabic, French or English."), "language")
    if draft.country and draft.country not in reader_locale().territories:
        raise DraftProblem("country", _("There is no such country."), "country")
    _check_recipients(draft)


def _check_texts(draft: Draft) -> None:
    for name in ("title", "threat", "place", "recommended_action"):
        text = getattr(draft, name)
        if not text.strip():
            raise DraftProblem("required", _("This must be filled in."), name)
        if len(text) > LONGEST_TEXT or "\x00" in text:
            raise DraftProblem("text", _("This text is too long or holds characters that cannot be kept."), name)


def _check_recipients(draft: Draft) -> None:
    if not draft.recipients:
        raise DraftProblem("recipients", _("Choose who is to be warned."), "recipients")
    for station_id in draft.recipients:
        partner = partners.partner(station_id)
        if partner is None or partner.state is not PartnerState.ACTIVE:
            raise DraftProblem("recipients", _("Only active partners can be warned."), "recipients")
