"""Words for what stands in the ledger as codes. A code without a word is shown as it is."""

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from jisr.core.ledger import Act

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Label = "str | _StrPromise"

ACTS: "dict[str, Label]" = {
    Act.COLLECTION: _("Collection"),
    Act.ALTERATION: _("Alteration"),
    Act.CONSULTATION: _("Consultation"),
    Act.DISCLOSURE: _("Disclosure"),
    Act.COMBINATION: _("Combination"),
    Act.ERASURE: _("Erasure"),
    Act.REFUSAL: _("Refusal"),
    Act.ADMINISTRATION: _("Administration"),
}

RECORD_KINDS: "dict[str, Label]" = {
    "account": _("account"),
    "agreement": _("agreement"),
    "card": _("station card"),
    "dispatch": _("dispatch"),
    "entity": _("entity"),
    "finding": _("finding"),
    "interest": _("standing interest"),
    "ledger": _("ledger"),
    "ledger_check": _("integrity check"),
    "obligation": _("obligation"),
    "partner": _("partner"),
    "release": _("release"),
    "report": _("report"),
    "request": _("request for information"),
    "session": _("session"),
    "statement": _("statement"),
    "station": _("station"),
    "token": _("API token"),
    "warning": _("early warning"),
}

CHANNELS: "dict[str, Label]" = {
    "console": _("console"),
    "api": _("API"),
    "command": _("command"),
    "worker": _("background job"),
    "exchange": _("exchange with partners"),
}

FINDINGS: "dict[str, Label]" = {
    "entry_missing": _("An entry is missing from the numbering: it was dropped."),
    "entry_changed": _("An entry’s bytes are not the ones that were hashed when it was written."),
    "copy_changed": _("A column for searching says something else than the entry itself."),
    "node_changed": _("A stored node of the tree is missing, superfluous or different."),
    "head_changed": _("The stored size or edge of the ledger does not fit its entries."),
    "checkpoint_disagrees": _(
        "The entries do not lead to a root this station signed: entries were rewritten or moved."
    ),
    "checkpoint_signature": _("A checkpoint is not what this station signed."),
    "log_shorter": _("The ledger is shorter than one this station signed: its end was cut off."),
    "anchor_unreadable": _("The anchor outside the database is not a checkpoint signed by this station."),
}

PARTNER_STATES: "dict[str, Label]" = {
    "consistent": _("consistent"),
    "behind": _("proof outstanding"),
    "forked": _("rewritten"),
    "unknown": _("no checkpoint yet"),
}
STATE_TONES = {"consistent": "", "behind": "warn", "forked": "danger", "unknown": "info"}

VERDICTS: "dict[str, Label]" = {
    "consistent": _("consistent"),
    "late": _("older, consistent"),
    "unproven": _("proof outstanding"),
    "forked": _("contradicts an earlier one"),
    "rolled_back": _("shorter than before"),
}

#: Pages of the records that entries are about: URL name and the name of its argument.
RECORD_PAGES = {
    "report": ("intake:report", "report_id"),
    "entity": ("knowledge:entity", "entity_id"),
    "dispatch": ("exchange:dispatch", "dispatch_id"),
    "release": ("release:proposal", "proposal_id"),
    "warning": ("warnings:warning", "warning_id"),
    "partner": ("partners:partner", "station_id"),
    "agreement": ("partners:agreement", "agreement_id"),
    "account": ("accounts:person", "username"),
}


def record_url(record_kind: str, record_id: str) -> str:
    """Address of the record's own page, which asks for a reason where the table of rights says so; "" for none."""
    if record_kind not in RECORD_PAGES:
        return ""
    name, argument = RECORD_PAGES[record_kind]
    try:
        return reverse(name, kwargs={argument: record_id})
    except NoReverseMatch:
        return ""
