"""What can be wrong with an act on partners, in words for the officer."""

from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import SealingError
from jisr.station.partners.vocabulary import reader_language
from jisr.station.web.problems import Problem


class PartnerProblem(Problem):
    """The act on a partner, card, agreement or interest was refused."""


class UnknownPartnerProblem(PartnerProblem):
    def __init__(self) -> None:
        super().__init__("partner_unknown", _("There is no such partner."), status=404)


class CardProblem(PartnerProblem):
    """The card was refused; `code` is the protocol's answer, e.g. "bad_card" or "stale_card"."""

    def __init__(self, error: SealingError) -> None:
        sentence = error.sentence(reader_language())
        cause = error.__cause__
        if isinstance(cause, SealingError):
            sentence = f"{sentence} {cause.sentence(reader_language())}"
        super().__init__(error.code, sentence, field="card")


class WordsDifferProblem(PartnerProblem):
    """The words that were heard are not the words of these two cards; the comparison is recorded as failed."""

    def __init__(self) -> None:
        super().__init__(
            "words_differ",
            _(
                "The words do not match: one of the two stations holds another card than the partner made. The "
                "comparison is recorded as failed. Do not use this card; get it again by another way and compare again."
            ),
            status=409,
        )
