"""Kinds, ways, states and outcomes of a data subject's request, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(models.TextChoices):
    """What a data subject asks for (LED Art. 14, 16; GDPR Art. 21)."""

    ACCESS = "access", pgettext_lazy("data subject", "Access")
    CORRECTION = "correction", pgettext_lazy("data subject", "Correction")
    ERASURE = "erasure", pgettext_lazy("data subject", "Erasure")
    OBJECTION = "objection", pgettext_lazy("data subject", "Objection")


class Via(models.TextChoices):
    """Through whom it came. AUTHORITY: the national supervisory authority asks for the person (LED Art. 17)."""

    DIRECT = "direct", _("From the person")
    REPRESENTATIVE = "representative", _("Through a representative")
    AUTHORITY = "authority", _("Through a national authority")


class Channel(models.TextChoices):
    """By what it came, and by what answers go."""

    LETTER = "letter", pgettext_lazy("channel", "Letter")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    IN_PERSON = "in_person", pgettext_lazy("channel", "In person")
    FORM = "form", pgettext_lazy("channel", "Form on paper or online")
    AUTHORITY = "authority", pgettext_lazy("channel", "Post of the authority")


class IdentityCheck(models.TextChoices):
    """How the requester's identity was checked. The proof itself is not kept."""

    NONE = "", _("Not checked yet")
    DOCUMENT = "document", _("Identity document seen")
    CERTIFIED_COPY = "certified_copy", _("Certified copy seen")
    ELECTRONIC = "electronic", _("Electronic identification")
    AUTHORITY = "authority", _("Vouched for by the authority")
    CONSULATE = "consulate", _("Checked by a consulate")


class CaseState(models.TextChoices):
    """OPEN until it is answered and everything that follows is done, or it ends otherwise."""

    OPEN = "open", pgettext_lazy("data subject", "Open")
    DONE = "done", pgettext_lazy("data subject", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("data subject", "Withdrawn")


class Subject(models.TextChoices):
    """What a candidate is."""

    ENTITY = "entity", _("Entity")
    TEXT = "text", _("Text")


class Mark(models.TextChoices):
    IS = "is", _("Is the person")
    IS_NOT = "is_not", _("Is somebody else")


class Outcome(models.TextChoices):
    """What is decided about some statements or texts, or (NEITHER, REFUSED) about the whole."""

    COPY = "copy", _("Give a copy")
    CORRECT = "correct", _("Correct")
    ERASE = "erase", pgettext_lazy("data subject", "Erase")
    RESTRICT = "restrict", _("Restrict processing")
    REFUSE = "refuse", pgettext_lazy("data subject", "Refuse")
    NEITHER = "neither", _("Neither confirm nor deny")
    NOTHING_HELD = "nothing_held", _("Nothing is held")


#: Outcomes in which something is done with each statement or text.
GRANTING = frozenset({Outcome.COPY, Outcome.CORRECT, Outcome.ERASE, Outcome.RESTRICT})
#: Answered with one and the same letter, so that the letter tells neither from the other.
NEUTRAL = frozenset({Outcome.NEITHER, Outcome.NOTHING_HELD})


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", _("Awaits a second person")
    SIGNED = "signed", pgettext_lazy("decision", "Signed")
    RETURNED = "returned", pgettext_lazy("decision", "Returned")


class FollowKind(models.TextChoices):
    """What went to a partner because of a decision, and what it must come back with."""

    RECALL = "recall", _("Asked to erase its copy")
    CORRECTION = "correction", _("Sent the correction")
    RESTRICTION = "restriction", _("Asked to restrict processing")
    TOLD = "told", _("Originator told")
    ASKED = "asked", _("Originator asked to correct")
    TEXT = "text", _("To be done by hand in the text")


class FollowState(models.TextChoices):
    """TRAVELLING: no receipt yet. RECEIVED: receipted. UNDER_WAY: use has stopped, not yet done. DONE: certified."""

    TRAVELLING = "travelling", _("On its way")
    RECEIVED = "received", pgettext_lazy("delivery", "Received")
    UNDER_WAY = "under_way", _("Use stopped, certificate awaited")
    DONE = "done", pgettext_lazy("propagation", "Done")
    FAILED = "failed", _("Not delivered")
    BY_HAND = "by_hand", _("Settled by hand")
    TO_DO = "to_do", _("To be done")


class LetterKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement of the request")
    IDENTITY = "identity", _("Request for proof of identity")
    EXTENSION = "extension", _("Extension of the time")
    ANSWER = "answer", pgettext_lazy("letter", "Answer")
    AUTHORITY = "authority", _("Answer to the authority")


SUBJECT_TONE = {CaseState.OPEN: "info", CaseState.DONE: "", CaseState.WITHDRAWN: "plain"}
DECISION_TONE = {DecisionState.PROPOSED: "warn", DecisionState.SIGNED: "", DecisionState.RETURNED: "danger"}
FOLLOW_TONE = {
    FollowState.TRAVELLING: "warn",
    FollowState.RECEIVED: "info",
    FollowState.UNDER_WAY: "warn",
    FollowState.DONE: "",
    FollowState.FAILED: "danger",
    FollowState.BY_HAND: "plain",
    FollowState.TO_DO: "warn",
}
