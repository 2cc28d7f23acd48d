"""What the room refuses, each with its stable code."""

from django.utils.translation import gettext_lazy as _

from jisr.core.jointrecords import JointRecordError
from jisr.station.web.problems import Problem

_SENTENCES = {
    "not_the_owner": _("Only the station that owns it changes this."),
    "not_for_the_owner": _("Only the partner says this."),
    "value_malformed": _("This does not have the form it needs."),
    "value_unknown": _("Choose one of the values."),
    "value_too_long": _("This is too long."),
    "object_unknown": _("There is no such part in this record."),
    "owner_unknown": _("The owner must be one of the stations that keep this record."),
    "field_unknown": _("There is no such field."),
    "type_unknown": _("There is no such kind of part."),
}


class DiplomacyProblem(Problem):
    """Something of this room that cannot be."""


class RefusedChangeProblem(DiplomacyProblem):
    """A change that breaks a rule of the joint record."""

    def __init__(self, error: JointRecordError) -> None:
        message = _SENTENCES.get(error.code, _("This change does not have the form it needs."))
        super().__init__(error.code, message, error.field, status=409 if error.code.startswith("not_") else 400)


class UnknownProblem(DiplomacyProblem):
    """Not here, or not to be seen by this person."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind}_unknown", _("There is no such record here."), status=404)


_PROBLEMS = {
    "words_needed": (_("Write down the words of the commitment."), "words", 400),
    "debtor_needed": (_("Say who owes it."), "debtor", 400),
    "creditor_needed": (_("Say to whom it is owed."), "creditor", 400),
    "same_party": (_("Nobody owes something to itself alone: choose two stations."), "creditor", 400),
    "own_station_needed": (_("This station must be one of the parties."), "debtor", 400),
    "partner_not_active": (_("The channel to this partner is not open."), "partners", 409),
    "classification_above_agreement": (
        _("No agreement in force with this partner allows this classification."), "classification", 409,
    ),
    "no_agreement": (_("No agreement is in force with this partner: record one first."), "partners", 409),
    "parties_needed": (_("Choose at least one partner."), "parties", 400),
    "shared_already": (_("This is shared already."), "", 409),
    "not_shared": (_("Share it with the partner first."), "", 409),
    "step_not_possible": (_("This cannot follow the present state."), "state", 409),
    "nothing_to_confirm": (_("The debtor has not said yet what came of it."), "confirmation", 409),
    "not_the_debtor": (_("Only the debtor says how far it is."), "state", 409),
    "not_the_creditor": (_("Only the creditor confirms."), "confirmation", 409),
    "evidence_needed": (_("Add what shows it."), "evidence", 400),
    "reason_needed": (_("Give a reason."), "why", 400),
    "title_needed": (_("Give it a title."), "title", 400),
    "nothing_changed": (_("Nothing was changed."), "", 400),
    "nothing_to_undo": (_("There is nothing of this station’s to undo here."), "", 409),
    "ends_before_it_starts": (_("It ends before it starts."), "ends", 400),
    "dependency_circle": (_("An activity would have to come after itself."), "after", 400),
    "legs_overlap": (_("This leg overlaps another one."), "starts", 400),
    "time_zone_unknown": (_("There is no such time zone."), "time_zone", 400),
    "time_does_not_exist": (_("The clocks there are put forward over this time: it does not exist."), "starts", 400),
    "outside_the_engagement": (_("This lies outside the days of the engagement."), "starts", 400),
    "partner_unknown": (_("There is no such partner."), "partners", 400),
    "text_changed": (
        _("The text has changed since you read it. Read it again before you sign."), "digest", 409,
    ),
    "signed_already": (_("This station has signed this version."), "", 409),
    "unsettled": (_("The stations wrote differently about something: settle that first."), "", 409),
    "own_operations_missing": (
        _("A partner has seen changes of this station that are not here. Begin a new record."),
        "", 409,
    ),
    "operations_missing": (_("Something that the partner wrote has not arrived yet."), "", 409),
    "nothing_written": (_("Nothing is written down yet."), "", 409),
    "promise_without_debtor": (_("Of a commitment in the text it is not said who owes it."), "", 409),
    "version_unknown": (_("There is no such version to sign."), "digest", 404),
    "minutes_signed": (_("Signed minutes are not changed. Write new ones that refer to them."), "", 409),
    "own_work": (_("Somebody else than its author decides on this."), "", 409),
    "not_open": (_("This has been decided."), "", 409),
    "rights_concern": (
        _("A human-rights concern is open for this outcome: nobody can be proposed for it."), "outcomes", 409,
    ),
    "outcome_unknown": (_("There is no warning of ours with a known outcome under this number."), "outcomes", 400),
    "recipient_needed": (_("Say who is honoured."), "recipient", 400),
    "day_needed": (_("Give the day."), "day", 400),
    "label_needed": (_("Say where you use it."), "label", 400),
}  # fmt: skip


def problem(code: str, field: str | None = None) -> DiplomacyProblem:
    """The problem of this code, at its usual field or at another."""
    message, usual, status = _PROBLEMS[code]
    return DiplomacyProblem(code, message, usual if field is None else field, status)
