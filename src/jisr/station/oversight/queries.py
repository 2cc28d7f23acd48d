"""Reads for the oversight room: entries with their words, alarms, partners' logs with their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from jisr.core.handling import PartnerState
from jisr.core.ledger import Entry, LedgerError, leaf_hash, verify_inclusion
from jisr.core.ledger.hashing import node_hash
from jisr.station.accounts.roles import ROLE_LABELS, Role
from jisr.station.ledger import queries as ledger
from jisr.station.oversight import labels
from jisr.station.oversight.codes import decision_word
from jisr.station.oversight.details import DETAILS
from jisr.station.oversight.problems import NoSuchEntryProblem
from jisr.station.partners import queries as partners

#: A check older than this is called overdue; it runs every quarter of an hour.
CHECK_OVERDUE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry for a page. `entry` is None when its bytes can't be read any more."""

    index: int
    entry: Entry | None
    data: bytes

    @property
    def act_label(self) -> str:
        return str(labels.ACTS.get(self.entry.act, self.entry.act)) if self.entry else ""

    @property
    def kind_label(self) -> str:
        return str(labels.RECORD_KINDS.get(self.entry.record_kind, self.entry.record_kind)) if self.entry else ""

    @property
    def channel_label(self) -> str:
        return str(labels.CHANNELS.get(self.entry.channel, self.entry.channel)) if self.entry else ""

    @property
    def decision_label(self) -> str:
        code = self.entry.decision if self.entry else ""
        return str(decision_word(code))

    @property
    def role_labels(self) -> list[str]:
        known = set(Role)
        held = self.entry.roles if self.entry else ()
        return [str(ROLE_LABELS[Role(role)]) if role in known else role for role in held]

    @property
    def detail(self) -> list[tuple[str, str, str | int]]:
        """(name, its words, value), by name."""
        held = sorted(self.entry.detail.items()) if self.entry else []
        return [(name, str(DETAILS.get(name, name)), value) for name, value in held]

    @property
    def text(self) -> str:
        """The exact bytes, for showing."""
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One step from an entry to the root: the neighbour's hash, and whether it stands to the left of ours."""

    digest: bytes
    is_left: bool
    result: bytes

    @property
    def digest_text(self) -> str:
        return self.digest.hex()

    @property
    def result_text(self) -> str:
        return self.result.hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """An entry with the way from its hash to the root, as computed now from the entry's bytes."""

    view: EntryView
    leaf: bytes
    size: int
    root: bytes
    steps: Sequence[ProofStep]
    holds: bool

    @property
    def leaf_text(self) -> str:
        return self.leaf.hex()

    @property
    def root_text(self) -> str:
        return self.root.hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLogView:
    """A partner's log with the partner's name in the reader's language."""

    station_id: str
    name: str
    state: str
    state_label: str
    tone: str
    log: ledger.PartnerLog


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityState:
    """What the integrity page says first.

    Attributes:
        state: "holds", "breach", "overdue" or "never".
    """

    state: str
    size: int
    latest: ledger.Check | None


def view_of(stored: ledger.StoredEntry) -> EntryView:
    """An entry as the page shows it: read out of its bytes, not out of the columns."""
    try:
        return EntryView(stored.index, stored.entry, stored.data)
    except LedgerError:
        return EntryView(stored.index, None, stored.data)


def entry_proof(index: int) -> EntryProof:
    """An entry with its inclusion proof.

    Raises:
        NoSuchEntryProblem: the ledger has no such entry.
        LedgerError: the stored tree is damaged.
    """
    evidence = ledger.evidence_for(index)
    if evidence is None:
        raise NoSuchEntryProblem
    stored = evidence.stored
    leaf = leaf_hash(stored.data)
    return EntryProof(
        view=view_of(stored),
        leaf=leaf,
        size=evidence.size,
        root=evidence.root,
        steps=_steps(leaf, index, evidence.size, evidence.proof),
        holds=verify_inclusion(stored.data, index, evidence.size, evidence.proof, evidence.root),
    )


def integrity_state() -> IntegrityState:
    """Whether the ledger was found whole, and how long ago."""
    latest = ledger.latest_check()
    if latest is None:
        state = "never"
    elif not latest.holds:
        state = "breach"
    else:
        state = "overdue" if timezone.now() - latest.finished_at > CHECK_OVERDUE else "holds"
    return IntegrityState(state=state, size=ledger.size(), latest=latest)


def partner_logs() -> list[PartnerLogView]:
    """Every partner that is or was in contact, worst first."""
    known = {
        partner.station_id: partner.name()
        for partner in partners.partners()
        if partner.state is not PartnerState.PROPOSED
    }
    worst_first = ("forked", "behind", "unknown", "consistent")
    stations = known.keys() | set(ledger.witnessed_partners())
    views = [_log_view(station_id, known.get(station_id, station_id)) for station_id in stations]
    return sorted(views, key=lambda view: (worst_first.index(view.state), view.name))


def partner_log(station_id: str) -> PartnerLogView:
    """One partner's log."""
    partner = partners.partner(station_id)
    return _log_view(station_id, partner.name() if partner else station_id)


def count_alarms(user: object) -> int:
    """Number of things that are wrong: an own ledger that does not hold, partners who rewrote theirs."""
    latest = ledger.latest_check()
    own = int(latest is not None and not latest.holds)
    return own + len({checkpoint.station_id for checkpoint in ledger.breaches()})


def _log_view(station_id: str, name: str) -> PartnerLogView:
    log = ledger.partner_log(station_id)
    return PartnerLogView(
        station_id=station_id,
        name=name,
        state=log.state,
        state_label=str(labels.PARTNER_STATES[log.state]),
        tone=labels.STATE_TONES[log.state],
        log=log,
    )


def _steps(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> list[ProofStep]:
    """The hashes on the way, in the order of RFC 9162 section 2.1.3.2."""
    steps: list[ProofStep] = []
    fn, sn, computed = index, size - 1, leaf
    for sibling in proof:
        is_left = bool(fn & 1) or fn == sn
        computed = node_hash(sibling, computed) if is_left else node_hash(computed, sibling)
        steps.append(ProofStep(sibling, is_left, computed))
        if is_left:
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return steps
