"""What the rules of due diligence refuse, said to people."""

from django.utils.translation import gettext_lazy as _

from jisr.core.diligence import DiligenceError
from jisr.station.web.problems import Problem

MESSAGES = {
    "wrong_state": _("The assessment is not where this can be done with it. Look at it again."),
    "screening_incomplete": _("Answer every question of the screening."),
    "standing_needs_trigger": _("A standing assessment is for releases with personal data: answer yes to it."),
    "country_missing": _("There is no assessment of this country. Make one first."),
    "country_expired": _("The assessment of this country is older than twelve months. Make it anew first."),
    "risks_incomplete": _("Judge every harm."),
    "basis_needed": _("Give the grounds on which this harm is judged so."),
    "measures_needed": _("Say what lowers the risk."),
    "assurance_incomplete": _("An assurance needs its giver, authority, text and scope."),
    "lowered_without_assurance": _(
        "This risk is lowered only by an assurance that is specific, monitored and of a giver who kept the last."
    ),
    "own_work": _("You wrote in this assessment: another person must decide on it."),
    "approved_already": _("You, or somebody in this capacity, approved it already."),
    "capacity_not_asked": _("At this level an approval in this capacity is not asked for."),
    "reason_needed": _("Give a reason."),
    "approval_without_end": _("Every approval ends: choose a last day within a year."),
    "presumed_refused": _(
        "A real risk of torture or death remains. The presumption is not to proceed; to set it aside, say so in words."
    ),
    "withholding_not_weighed": _("Say what not helping puts at risk; that is weighed too."),
    "approval_over": _("The approval has ended. Assess it again."),
    "review_not_due": _("Its review is not due yet."),
    "review_date": _("Choose the day of the next review, within a year."),
    "override_tainted": _("What is of tainted origin never leaves, not even where a life is at risk."),
    "override_torture": _("What is known to lead to torture never leaves, not even where a life is at risk."),
    "override_too_long": _("An override lasts at most 24 hours."),
    "override_same_person": _("You asked for this override: another person must confirm it."),
    "override_confirmed": _("This override is confirmed already."),
    "override_time_over": _("The time for the second person is over. Ask again."),
    "no_recipients": _("Choose at least one recipient."),
    "assessment_unknown": _("There is no such assessment."),
    "override_unknown": _("There is no such override."),
    "subject_unknown": _("There is nothing here that could be assessed."),
    "recipient_unknown": _("There is no such partner."),
    "prohibited_stands": _("This was prohibited for this partner, and that stands."),
    "already_open": _("There is an assessment of this for this partner already; go on with that one."),
    "country_malformed": _("A country assessment needs its country, sources, and a judgement of every harm."),
    "country_date": _("The day of the assessment lies in the future or more than a year back."),
    "already_tainted": _("It is marked as of tainted origin already."),
    "not_tainted": _("It is not marked as of tainted origin."),
    "lift_own_mark": _("You marked it: another person must lift the mark."),
    "examined_already": _("Oversight has examined this override already."),
    "named_person_needed": _("Only a named person can do this."),
    "right_missing": _("Your role does not allow this."),
}
_STATUS = {
    **dict.fromkeys(("own_work", "override_same_person", "lift_own_mark", "right_missing", "named_person_needed"), 403),
    **dict.fromkeys(("assessment_unknown", "override_unknown", "subject_unknown", "recipient_unknown"), 404),
    **dict.fromkeys(
        (
            "wrong_state",
            "approved_already",
            "prohibited_stands",
            "already_open",
            "override_confirmed",
            "override_time_over",
            "already_tainted",
            "not_tainted",
            "examined_already",
            "approval_over",
            "review_not_due",
        ),
        409,
    ),
}

#: Refusals that the ledger remembers: somebody tried what must never be.
REMEMBERED = frozenset(
    {
        "own_work",
        "override_same_person",
        "override_tainted",
        "override_torture",
        "override_time_over",
        "presumed_refused",
        "lowered_without_assurance",
        "approval_without_end",
        "lift_own_mark",
        "prohibited_stands",
        "right_missing",
        "named_person_needed",
    }
)


class DiligenceProblem(Problem):
    """A move that is refused; `code` is that of the rule."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code, MESSAGES[code], field, _STATUS.get(code, 400))

    @classmethod
    def of(cls, error: DiligenceError) -> "DiligenceProblem":
        return cls(error.code, error.field)
