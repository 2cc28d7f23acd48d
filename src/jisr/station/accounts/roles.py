"""Roles, rights, and the one table that joins them.

The table is the whole truth about who may do what: pages, API routes and commands all ask it, the
documentation is printed from it, and tests try every cell. Two rules are not in it because they are about
one record, not a role: an author never releases own work, and a card is verified by two different officers.
Source: design section 1 (roles and separation of duties).
"""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    ANALYST = "analyst"
    RELEASER = "releaser"
    LIAISON = "liaison"
    COOPERATION = "cooperation"
    PROGRAMME = "programme"
    SENIOR = "senior"
    LEGAL = "legal"
    DATA_PROTECTION = "data_protection"
    OVERSIGHT = "oversight"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    Role.ANALYST: _("Analyst"),
    Role.RELEASER: _("Releaser"),
    Role.LIAISON: _("Liaison officer"),
    Role.COOPERATION: _("Cooperation officer"),
    Role.PROGRAMME: _("Programme manager"),
    Role.SENIOR: _("Senior official"),
    Role.LEGAL: _("Legal adviser"),
    Role.DATA_PROTECTION: _("Data-protection officer"),
    Role.OVERSIGHT: _("Oversight officer"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class Right(StrEnum):
    """One thing that a page, route or command lets a person do."""

    OWN_ACCOUNT = "own_account"  # the start page, own language, password, second factor
    ACCOUNT_MANAGE = "account_manage"
    STATION_MANAGE = "station_manage"  # own keys, own card, settings, health
    REPORT_READ = "report_read"
    REPORT_WRITE = "report_write"  # intake, findings, portions
    KNOWLEDGE_READ = "knowledge_read"
    KNOWLEDGE_WRITE = "knowledge_write"  # statements, identity judgements
    RELEASE_READ = "release_read"
    RELEASE_PROPOSE = "release_propose"
    RELEASE_DECIDE = "release_decide"
    RELEASE_STOP = "release_stop"
    EXCHANGE_READ = "exchange_read"  # inbox, threads, content of dispatches
    EXCHANGE_ANSWER = "exchange_answer"  # acknowledge, ask, feedback
    RECALL = "recall"  # recall and correction of what was sent
    REQUEST_READ = "request_read"
    REQUEST_WRITE = "request_write"
    INTEREST_READ = "interest_read"
    INTEREST_WRITE = "interest_write"
    WARNING_READ = "warning_read"
    WARNING_WRITE = "warning_write"
    PARTNER_READ = "partner_read"
    PARTNER_WRITE = "partner_write"
    PARTNER_VERIFY = "partner_verify"
    AGREEMENT_WRITE = "agreement_write"
    DILIGENCE_READ = "diligence_read"
    DILIGENCE_WRITE = "diligence_write"  # assessments, countries, assurances, tainted origin
    DILIGENCE_CONCERN = "diligence_concern"  # a concern suspends at once
    DILIGENCE_APPROVE = "diligence_approve"  # level 1: the desk
    DILIGENCE_APPROVE_SENIOR = "diligence_approve_senior"  # level 2, with the legal adviser
    DILIGENCE_APPROVE_LEGAL = "diligence_approve_legal"
    DILIGENCE_APPROVE_RESIDUAL = "diligence_approve_residual"  # level 3: the minister's delegate
    LIFE_AT_RISK_ASK = "life_at_risk_ask"
    LIFE_AT_RISK_CONFIRM = "life_at_risk_confirm"
    LIFE_AT_RISK_REVIEW = "life_at_risk_review"
    REDRESS_READ = "redress_read"  # requests of data subjects; with what is held about them
    REDRESS_WRITE = "redress_write"  # take in, search, propose a decision, write letters
    REDRESS_SIGN = "redress_sign"  # the second person
    REDRESS_RULES = "redress_rules"  # terms, grounds and letter texts
    RETENTION_READ = "retention_read"
    RETENTION_DECIDE = "retention_decide"  # keep longer, within what was agreed
    RETENTION_RUN = "retention_run"
    HOLD_DECIDE = "hold_decide"  # place, renew and lift legal holds; read what is held against a recall
    LEDGER_READ = "ledger_read"
    LEDGER_VERIFY = "ledger_verify"
    LEDGER_EXPORT = "ledger_export"
    OVERSEE = "oversee"  # readings of other overseers, samples, saved searches, publishing statistics
    STATISTICS_READ = "statistics_read"
    COMPARTMENT_READ = "compartment_read"  # the compartments one is in
    COMPARTMENT_WRITE = "compartment_write"  # make one, and as its owner put in, take out, let in
    GLASS_BREAK = "glass_break"  # open a hidden record by its reference, or read off duty, to be reviewed
    OPENING_REVIEW = "opening_review"
    DIPLOMACY_READ = "diplomacy_read"  # visits, commitments, joint plans, minutes
    DIPLOMACY_WRITE = "diplomacy_write"  # write, share and follow them
    DIPLOMACY_SIGN = "diplomacy_sign"  # sign minutes and plans for the service
    RECOGNITION_APPROVE = "recognition_approve"
    VIGILANCE_READ = "vigilance_read"
    VIGILANCE_HANDLE = "vigilance_handle"


RIGHT_LABELS = {
    Right.OWN_ACCOUNT: _("Start page and own account"),
    Right.ACCOUNT_MANAGE: _("Make and change accounts"),
    Right.STATION_MANAGE: _("Run the station: keys, card, settings, health"),
    Right.REPORT_READ: _("Read reports"),
    Right.REPORT_WRITE: _("Take reports in, confirm findings, mark portions"),
    Right.KNOWLEDGE_READ: _("Read entities and statements"),
    Right.KNOWLEDGE_WRITE: _("Write statements, decide on identities"),
    Right.RELEASE_READ: _("Read release proposals"),
    Right.RELEASE_PROPOSE: _("Propose a release"),
    Right.RELEASE_DECIDE: _("Release or refuse"),
    Right.RELEASE_STOP: _("Stop a release"),
    Right.EXCHANGE_READ: _("Read dispatches"),
    Right.EXCHANGE_ANSWER: _("Acknowledge, ask, give feedback"),
    Right.RECALL: _("Recall and correct what was sent"),
    Right.REQUEST_READ: _("Read requests for information"),
    Right.REQUEST_WRITE: _("Make and answer requests for information"),
    Right.INTEREST_READ: _("Read standing interests"),
    Right.INTEREST_WRITE: _("Record standing interests"),
    Right.WARNING_READ: _("Read warnings"),
    Right.WARNING_WRITE: _("Draft and follow warnings"),
    Right.PARTNER_READ: _("See partners and agreements"),
    Right.PARTNER_WRITE: _("Add, suspend and revoke partners"),
    Right.PARTNER_VERIFY: _("Verify a partner's card"),
    Right.AGREEMENT_WRITE: _("Record agreements"),
    Right.DILIGENCE_READ: _("Read human-rights assessments"),
    Right.DILIGENCE_WRITE: _("Assess human-rights risks, mark tainted origin"),
    Right.DILIGENCE_CONCERN: _("Report a human-rights concern, which suspends"),
    Right.DILIGENCE_APPROVE: _("Approve assessments below real risk"),
    Right.DILIGENCE_APPROVE_SENIOR: _("Approve mitigated risks as senior official"),
    Right.DILIGENCE_APPROVE_LEGAL: _("Approve mitigated risks as legal adviser"),
    Right.DILIGENCE_APPROVE_RESIDUAL: _("Decide on a remaining real risk for the minister"),
    Right.LIFE_AT_RISK_ASK: _("Ask for the life-at-risk override"),
    Right.LIFE_AT_RISK_CONFIRM: _("Confirm the life-at-risk override as second person"),
    Right.LIFE_AT_RISK_REVIEW: _("Examine reports on life-at-risk overrides"),
    Right.REDRESS_READ: _("Read requests of data subjects"),
    Right.REDRESS_WRITE: _("Handle requests of data subjects"),
    Right.REDRESS_SIGN: _("Sign decisions on requests of data subjects"),
    Right.REDRESS_RULES: _("Change terms, grounds and letters of redress"),
    Right.RETENTION_READ: _("See what is kept until when"),
    Right.RETENTION_DECIDE: _("Keep longer, within what was agreed"),
    Right.RETENTION_RUN: _("Erase now what has reached its last day"),
    Right.HOLD_DECIDE: _("Place and lift legal holds"),
    Right.LEDGER_READ: _("Read the ledger"),
    Right.LEDGER_VERIFY: _("Verify the ledger"),
    Right.LEDGER_EXPORT: _("Export the ledger"),
    Right.OVERSEE: _("Review samples and other overseers’ readings, publish statistics"),
    Right.STATISTICS_READ: _("Read published statistics"),
    Right.COMPARTMENT_READ: _("See the compartments one is in"),
    Right.COMPARTMENT_WRITE: _("Make compartments and decide who and what is in them"),
    Right.GLASS_BREAK: _("Break the glass: open what is hidden, to be reviewed"),
    Right.OPENING_REVIEW: _("Review broken glass"),
    Right.DIPLOMACY_READ: _("Read visits, commitments, joint plans and minutes"),
    Right.DIPLOMACY_WRITE: _("Plan visits, write and share commitments, joint plans and minutes"),
    Right.DIPLOMACY_SIGN: _("Sign minutes and joint plans for the service"),
    Right.RECOGNITION_APPROVE: _("Approve proposals of recognition"),
    Right.VIGILANCE_READ: _("See what watches over reading has flagged"),
    Right.VIGILANCE_HANDLE: _("Handle what was flagged"),
}


class Access(StrEnum):
    """How a role holds a right."""

    FULL = "full"
    WITH_REASON = "with_reason"  # only after giving a reason, which is recorded


A, R, L, C, P, S, J, D, V, M = (
    Role.ANALYST,
    Role.RELEASER,
    Role.LIAISON,
    Role.COOPERATION,
    Role.PROGRAMME,
    Role.SENIOR,
    Role.LEGAL,
    Role.DATA_PROTECTION,
    Role.OVERSIGHT,
    Role.ADMINISTRATOR,
)


def _full(*roles: Role) -> dict[Role, Access]:
    return dict.fromkeys(roles, Access.FULL)


def _content(*roles: Role) -> dict[Role, Access]:
    return {**_full(*roles), Role.OVERSIGHT: Access.WITH_REASON}


TABLE: dict[Right, dict[Role, Access]] = {
    Right.OWN_ACCOUNT: _full(*Role),
    Right.ACCOUNT_MANAGE: _full(M),
    Right.STATION_MANAGE: _full(M),
    Right.REPORT_READ: _content(A, R),
    Right.REPORT_WRITE: _full(A),
    Right.KNOWLEDGE_READ: _content(A, R, L),
    Right.KNOWLEDGE_WRITE: _full(A),
    Right.RELEASE_READ: _content(A, R, L, S, J),
    Right.RELEASE_PROPOSE: _full(A, L),
    Right.RELEASE_DECIDE: _full(R),
    Right.RELEASE_STOP: _full(V),
    Right.EXCHANGE_READ: _content(A, R, L),
    Right.EXCHANGE_ANSWER: _full(A, L),
    Right.RECALL: _full(R, L),
    Right.REQUEST_READ: _content(A, R, L),
    Right.REQUEST_WRITE: _full(A, L),
    Right.INTEREST_READ: _full(A, R, L, V),
    Right.INTEREST_WRITE: _full(A, L),
    Right.WARNING_READ: _content(A, R, L),
    Right.WARNING_WRITE: _full(A, L),
    Right.PARTNER_READ: _full(A, R, L, C, P, S, J, D, V, M),
    Right.PARTNER_WRITE: _full(L),
    Right.PARTNER_VERIFY: _full(L, C),
    Right.AGREEMENT_WRITE: _full(L),
    Right.DILIGENCE_READ: _full(A, R, L, C, P, S, J, V),
    Right.DILIGENCE_WRITE: _full(A, L, C, P, J),
    Right.DILIGENCE_CONCERN: _full(A, R, L, C, P, S, J, V),
    Right.DILIGENCE_APPROVE: _full(R, S),
    Right.DILIGENCE_APPROVE_SENIOR: _full(S),
    Right.DILIGENCE_APPROVE_LEGAL: _full(J),
    Right.DILIGENCE_APPROVE_RESIDUAL: _full(S),
    Right.LIFE_AT_RISK_ASK: _full(A, R, L, S),
    Right.LIFE_AT_RISK_CONFIRM: _full(R, S),
    Right.LIFE_AT_RISK_REVIEW: _full(V),
    Right.REDRESS_READ: _full(D, V),
    Right.REDRESS_WRITE: _full(D),
    Right.REDRESS_SIGN: _full(D, V),
    Right.REDRESS_RULES: _full(D),
    Right.RETENTION_READ: _full(A, R, L, V, M),
    Right.RETENTION_DECIDE: _full(R),
    Right.RETENTION_RUN: _full(M),
    Right.HOLD_DECIDE: _full(R),
    Right.LEDGER_READ: _full(V),
    Right.LEDGER_VERIFY: _full(V, M),
    Right.LEDGER_EXPORT: _full(V),
    Right.OVERSEE: _full(V),
    Right.STATISTICS_READ: _full(*Role),
    Right.COMPARTMENT_READ: _full(A, R, L, C, S, V),
    Right.COMPARTMENT_WRITE: _full(A, R, L, C),
    Right.GLASS_BREAK: _full(A, R, L),
    Right.OPENING_REVIEW: _full(V),
    Right.DIPLOMACY_READ: _content(R, L, C, P, S, J),
    Right.DIPLOMACY_WRITE: _full(L, C),
    Right.DIPLOMACY_SIGN: _full(S),
    Right.RECOGNITION_APPROVE: _full(S),
    Right.VIGILANCE_READ: _full(V),
    Right.VIGILANCE_HANDLE: _full(V),
}

#: Roles that one person must not hold together: who runs the machine or watches the watch reads nothing as a colleague.
EXCLUSIVE_ROLES = frozenset({Role.ADMINISTRATOR, Role.OVERSIGHT})


def access_of(roles: Iterable[str], right: Right) -> Access | None:
    """The widest access that any of the roles gives; None when none does."""
    held = {TABLE[right].get(Role(role)) for role in roles}
    if Access.FULL in held:
        return Access.FULL
    return Access.WITH_REASON if Access.WITH_REASON in held else None


def roles_conflict(roles: Iterable[str]) -> bool:
    """Whether a person holding these roles would break the separation of duties."""
    chosen = {Role(role) for role in roles}
    return len(chosen) > 1 and bool(chosen & EXCLUSIVE_ROLES)


def labels_of(roles: Iterable[str]) -> list[str]:
    """The roles' names in the reader's language."""
    return [str(ROLE_LABELS[Role(role)]) for role in roles]


def exercise_name(role: Role, language: str, *, number: int = 1) -> str:
    """Display name of a fictional person at an exercise station, in its language and marked as an exercise."""
    with override(language):
        name = gettext("EXERCISE %(role)s") % {"role": ROLE_LABELS[role]}
    return name if number == 1 else f"{name} {number}"


def exercise_deputy_name(language: str) -> str:
    """Display name of the one who is analyst and releaser at an exercise station."""
    with override(language):
        return gettext("EXERCISE %(role)s") % {"role": gettext("Analyst and releaser")}
