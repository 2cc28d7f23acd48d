"""Kinds and states of the room, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.diplomacy.commitments import CommitmentState, Confirmation
from jisr.core.diplomacy.plans import PlanObject, WorkState


class EngagementKind(models.TextChoices):
    VISIT = "visit", _("Official visit")
    TOUR = "tour", _("Tour")
    BILATERAL = "bilateral", _("Bilateral meeting")
    MULTILATERAL = "multilateral", _("Multilateral meeting")
    WORKSHOP = "workshop", _("Expert workshop")
    VIDEO = "video", _("Video meeting")


class EngagementState(models.TextChoices):
    """States of US Marine Corps order MARADMIN 745/11, and cancelled."""

    PROPOSED = "proposed", pgettext_lazy("engagement", "Proposed")
    PLANNED = "planned", pgettext_lazy("engagement", "Planned")
    ONGOING = "ongoing", pgettext_lazy("engagement", "Ongoing")
    COMPLETED = "completed", pgettext_lazy("engagement", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("engagement", "Cancelled")


#: What may follow which state of an engagement.
NEXT_STATES = {
    "proposed": ("planned", "cancelled"),
    "planned": ("ongoing", "proposed", "cancelled"),
    "ongoing": ("completed", "cancelled"),
    "completed": ("ongoing",),
    "cancelled": ("proposed",),
}


class Side(models.TextChoices):
    OURS = "ours", _("Our delegation")
    THEIRS = "theirs", _("Partner’s delegation")


class AgendaKind(models.TextChoices):
    TECHNICAL = "technical", pgettext_lazy("agenda", "Technical")
    POLITICAL = "political", pgettext_lazy("agenda", "Political")


class ChecklistKind(models.TextChoices):
    INTERPRETERS = "interpreters", _("Languages and interpreters")
    PRECEDENCE = "precedence", _("Precedence and protocol")
    GIFTS = "gifts", _("Gifts")
    TRAVEL = "travel", _("Travel and lodging")
    SECURITY = "security", _("Security")
    ROOMS = "rooms", _("Rooms and equipment")
    OTHER = "other", pgettext_lazy("checklist", "Other")


class Direction(models.TextChoices):
    GIVEN = "given", pgettext_lazy("recognition", "Given")
    RECEIVED = "received", pgettext_lazy("recognition", "Received")


class RecognitionKind(models.TextChoices):
    DECORATION = "decoration", _("Decoration")
    THANKS = "thanks", _("Formal thanks")


class RecognitionState(models.TextChoices):
    """RECORDED: received from a partner. CONFERRED: handed over."""

    PROPOSED = "proposed", pgettext_lazy("recognition", "Proposed")
    APPROVED = "approved", pgettext_lazy("recognition", "Approved")
    REFUSED = "refused", pgettext_lazy("recognition", "Refused")
    CONFERRED = "conferred", pgettext_lazy("recognition", "Conferred")
    RECORDED = "recorded", pgettext_lazy("recognition", "Recorded")
    WITHDRAWN = "withdrawn", pgettext_lazy("recognition", "Withdrawn")


COMMITMENT_STATES = {
    CommitmentState.PROPOSED: pgettext_lazy("commitment", "Proposed"),
    CommitmentState.AGREED: pgettext_lazy("commitment", "Agreed"),
    CommitmentState.IN_PROGRESS: pgettext_lazy("commitment", "In progress"),
    CommitmentState.MET: pgettext_lazy("commitment", "Met"),
    CommitmentState.PARTLY_MET: pgettext_lazy("commitment", "Partly met"),
    CommitmentState.MISSED: pgettext_lazy("commitment", "Missed"),
    CommitmentState.WITHDRAWN: pgettext_lazy("commitment", "Withdrawn"),
    CommitmentState.SUPERSEDED: pgettext_lazy("commitment", "Superseded"),
}
CONFIRMATIONS = {
    Confirmation.NONE: pgettext_lazy("commitment", "Not confirmed yet"),
    Confirmation.CONFIRMED: pgettext_lazy("commitment", "Confirmed by the partner"),
    Confirmation.DISPUTED: pgettext_lazy("commitment", "Disputed"),
}
WORK_STATES = {
    WorkState.PROPOSED: pgettext_lazy("plan", "Proposed"),
    WorkState.PLANNED: pgettext_lazy("plan", "Planned"),
    WorkState.ONGOING: pgettext_lazy("plan", "Ongoing"),
    WorkState.DONE: pgettext_lazy("plan", "Done"),
    WorkState.LATE: pgettext_lazy("plan", "Late"),
    WorkState.CANCELLED: pgettext_lazy("plan", "Cancelled"),
}
TOPICS = {
    "human_trafficking": _("Trafficking in human beings"),
    "terrorist_financing": _("Terrorist financing"),
    "migrant_smuggling": _("Migrant smuggling"),
    "organised_crime": _("Organised crime"),
    "violent_extremism": _("Violent extremism"),
    "terrorism": _("Terrorism"),
    "cybercrime": _("Cybercrime"),
    "weapons": _("Weapons"),
    "drugs": _("Drugs"),
    "partnership": _("The partnership itself: a roadmap"),
    "capacity": _("Capacity building"),
    "exchange": _("Exchange of information"),
    "other": pgettext_lazy("topic", "Other"),
}
PLAN_OBJECTS = {
    PlanObject.PLAN: _("Joint plan"),
    PlanObject.OBJECTIVE: _("Objective"),
    PlanObject.LINE: _("Line of effort"),
    PlanObject.ACTIVITY: _("Activity"),
    PlanObject.MILESTONE: _("Milestone"),
    PlanObject.INDICATOR: _("Indicator"),
    PlanObject.RISK: _("Risk"),
    PlanObject.BUDGET: _("Budget line"),
    PlanObject.REVIEW: pgettext_lazy("plan", "Review"),
}
PLAN_GROUPS = {
    PlanObject.OBJECTIVE: _("Objectives"),
    PlanObject.LINE: _("Lines of effort"),
    PlanObject.ACTIVITY: _("Activities"),
    PlanObject.MILESTONE: _("Milestones"),
    PlanObject.INDICATOR: _("Indicators"),
    PlanObject.RISK: _("Risks"),
    PlanObject.BUDGET: _("Budget"),
    PlanObject.REVIEW: _("Reviews"),
}
LEVELS = {
    "low": pgettext_lazy("risk", "Low"),
    "medium": pgettext_lazy("risk", "Medium"),
    "high": pgettext_lazy("risk", "High"),
}
LANGUAGES = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
#: Names of fields of joint records, for history, conflicts and forms.
FIELDS = {
    "activity": _("Activity"),
    "after": _("Comes after"),
    "amount": _("Amount"),
    "authority": _("Authority of who promised"),
    "baseline": _("Baseline"),
    "confirmation": _("Confirmation"),
    "confirmation_note": _("Note on the confirmation"),
    "creditor": _("Owed to"),
    "currency": _("Currency"),
    "day": _("Day"),
    "debtor": _("Who owes it"),
    "decided": _("What was decided"),
    "depends_on": _("Depends on"),
    "done_percent": _("Done, in percent"),
    "due": _("Due"),
    "ends": _("Ends"),
    "harm": _("Harm"),
    "item": _("Agenda item"),
    "language": _("Language"),
    "likelihood": _("Likelihood"),
    "line": _("Line of effort"),
    "made_at": _("Made at"),
    "measure": _("How it is measured"),
    "measured": _("Measured on"),
    "mitigation": _("Mitigation"),
    "next_review": pgettext_lazy("plan", "Next review"),
    "objective": _("Objective"),
    "order": _("Order"),
    "place": _("Place"),
    "present": _("Present"),
    "problem": _("Problem"),
    "progress": _("Progress"),
    "reachable": _("Why it can be reached"),
    "reached": _("Reached on"),
    "reference": _("Reference"),
    "relevant": _("Why it matters"),
    "removed": _("Removed"),
    "responsible": _("Responsible"),
    "source": _("Source of the figure"),
    "spent": _("Spent"),
    "starts": _("Starts"),
    "state": _("State"),
    "subject": _("Subject"),
    "superseded_by": _("Superseded by"),
    "target": _("Target"),
    "text": _("Text"),
    "title": _("Title"),
    "topic": _("Topic"),
    "unit": _("Unit"),
    "value": _("Value now"),
    "words": _("Words"),
}
