"""Every write of this room, each one transaction with its ledger entry."""

from jisr.station.knowledge.services.confirmation import NotIndependentError
from jisr.station.knowledge.services.contradictions import ContradictoryJudgementError
from jisr.station.knowledge.services.identities import (
    EntityNotFoundError,
    propose_for_entities,
    propose_identities,
    propose_pair,
)
from jisr.station.knowledge.services.judgements import JudgementNotFoundError, decide_identity, undo_judgement
from jisr.station.knowledge.services.lineages import author_of, lineage_of, trace_report
from jisr.station.knowledge.services.matching_consent import let_match, stop_matching
from jisr.station.knowledge.services.names import hold_names
from jisr.station.knowledge.services.projections import (
    IndexedText,
    TextPortion,
    forget_text,
    index_text,
    index_texts,
    rebuild_profiles,
    refresh_profiles,
    seal_texts_anew,
)
from jisr.station.knowledge.services.received import (
    ReceivedStatements,
    amend_received,
    erase_received,
    quarantine_received,
    store_received,
    store_received_many,
)
from jisr.station.knowledge.services.special import SaidByPersonsOnlyError, say_special, unsay_special
from jisr.station.knowledge.services.statements import (
    ReasonMissingError,
    StatementEndedError,
    StatementNotFoundError,
    StatementNotOwnError,
    ValueFormatError,
    accept_finding,
    add_statements,
    edit_statement,
    record_statement,
    restore_statement,
    retract_statements,
)
from jisr.station.knowledge.services.subject_rights import erase_own, restrict_statements

__all__ = [
    "ContradictoryJudgementError",
    "EntityNotFoundError",
    "IndexedText",
    "JudgementNotFoundError",
    "NotIndependentError",
    "ReasonMissingError",
    "ReceivedStatements",
    "SaidByPersonsOnlyError",
    "StatementEndedError",
    "StatementNotFoundError",
    "StatementNotOwnError",
    "TextPortion",
    "ValueFormatError",
    "accept_finding",
    "add_statements",
    "amend_received",
    "author_of",
    "decide_identity",
    "edit_statement",
    "erase_own",
    "erase_received",
    "forget_text",
    "hold_names",
    "index_text",
    "index_texts",
    "let_match",
    "lineage_of",
    "propose_for_entities",
    "propose_identities",
    "propose_pair",
    "quarantine_received",
    "rebuild_profiles",
    "record_statement",
    "refresh_profiles",
    "restore_statement",
    "restrict_statements",
    "retract_statements",
    "say_special",
    "seal_texts_anew",
    "stop_matching",
    "store_received",
    "store_received_many",
    "trace_report",
    "undo_judgement",
    "unsay_special",
]
