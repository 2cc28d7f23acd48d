"""The rules, as data: what each looks for, with the numbers it starts from. A station changes numbers, not code.

A flag asks a person to look; it says nothing about anybody. Hours are those of the station's clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Numbers = dict[str, int]

#: Version of the rules as shipped; changes of a station are kept beside it.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        label: a few words. about: what it looks for, for the overseer.
        numbers: what it counts against; integers, with their least and greatest value.
    """

    code: str
    label: "str | _StrPromise"
    about: "str | _StrPromise"
    numbers: Mapping[str, tuple[int, int, int]]

    def defaults(self) -> Numbers:
        return {name: value for name, (value, _least, _most) in self.numbers.items()}


NUMBER_LABELS = {
    "limit": _("records in an hour, whoever reads"),
    "least": _("records in an hour below which nothing is flagged"),
    "times_own": _("times the person's usual busy hour"),
    "times_role": _("times the usual busy hour of the role"),
    "history_hours": _("hours of history needed for comparing"),
    "from_hour": _("duty begins at (hour)"),
    "until_hour": _("duty ends at (hour)"),
    "openings": _("openings outside these hours in one night"),
    "attempts": _("attempts in a day"),
    "refusals": _("refusals in an hour"),
    "searches": _("searches in an hour"),
    "opened_percent": _("at most so many openings for each hundred searches"),
    "entities": _("exported entities in a day"),
    "days": _("days of the ledger that count as before"),
    "hours_late": _("hours after the review was due"),
}

RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "bulk_reading",
            _("Many records in a short time"),
            _("Different records opened in one hour: above a limit, or far above the person's and the role's usual."),
            {
                "limit": (120, 10, 10_000),
                "least": (30, 5, 5_000),
                "times_own": (4, 2, 50),
                "times_role": (3, 2, 50),
                "history_hours": (20, 5, 500),
            },
        ),
        Rule(
            "odd_hours",
            _("Reading at odd hours"),
            _("Records opened outside the hours of duty, without saying beforehand why."),
            {"from_hour": (6, 0, 23), "until_hour": (22, 1, 24), "openings": (5, 1, 500)},
        ),
        Rule(
            "outside_compartment",
            _("Attempts at what a compartment hides"),
            _("Addresses of hidden records asked for, or glass struck where nothing was found."),
            {"attempts": (1, 1, 100)},
        ),
        Rule(
            "repeated_refusals",
            _("One refusal after the other"),
            _("What the role does not allow, tried again and again."),
            {"refusals": (10, 2, 1_000)},
        ),
        Rule(
            "searching_only",
            _("Name after name"),
            _("Many searches in one hour of which hardly any leads to a record."),
            {"searches": (40, 5, 5_000), "opened_percent": (10, 0, 100)},
        ),
        Rule(
            "export_volume",
            _("Large exports"),
            _("More entities written into files in one day than usual work needs."),
            {"entities": (5_000, 10, 10_000_000)},
        ),
        Rule(
            "first_disclosure",
            _("First disclosure to a partner"),
            _("Something went to a partner to whom nothing had gone before. Not suspicious; worth a look."),
            {"days": (3_650, 30, 36_500)},
        ),
        Rule(
            "late_review",
            _("Broken glass not reviewed"),
            _("An opening of something hidden whose review is overdue."),
            {"hours_late": (0, 0, 720)},
        ),
    )
}
