"""Words for reviews: what is drawn, by what, the questions, the answers and the findings."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from jisr.station.oversight.labels import Label

POPULATION_LABELS: "dict[str, Label]" = {
    "releases": _("disclosures to partners"),
    "openings": _("openings of content"),
    "refusals": _("refusals"),
    "overrides": _("overrides of a rule"),
}
STRATA_LABELS: "dict[str, Label]" = {
    "none": _("no distinction"),
    "partner": _("partner"),
    "purpose": _("purpose"),
    "act": _("act"),
    "person": _("person"),
}
QUESTION_LABELS: "dict[str, Label]" = {
    "lawful_basis": _("Does the purpose fit what the agreement with the partner allows?"),
    "two_people": _("Did two different people prepare and decide it?"),
    "no_more_than_needed": _("Was no more opened or disclosed than the purpose needed?"),
    "own_work": _("Did the person need it for their own work?"),
    "purpose_fits": _("Does the stated purpose or reason fit the record?"),
    "rule_applies": _("Does the rule that refused really apply here?"),
    "person_was_told": _("Was the person told what to do next?"),
    "no_pattern": _("Is it a single case, not one of many attempts?"),
    "danger_was_real": _("Was the danger real and near, as far as could be known?"),
    "reported_in_time": _("Was it reported to those who must know, in time?"),
}
ANSWER_LABELS: "dict[str, Label]" = {
    "yes": pgettext_lazy("answer", "yes"),
    "no": pgettext_lazy("answer", "no"),
    "unclear": pgettext_lazy("answer", "unclear"),
}
FINDING_LABELS: "dict[str, Label]" = {
    "in_order": _("in order"),
    "remark": _("in order, with a remark"),
    "concern": _("concern"),
}
FINDING_TONES = {"in_order": "", "remark": "info", "concern": "danger", "": "plain"}
VERDICT_LABELS: "dict[str, Label]" = {"fine": _("nothing to say against it"), "question": _("question")}
