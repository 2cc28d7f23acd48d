"""Words for what stands in the ledger as codes. A code without a word is shown as it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.ledger import Act
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Access, Right

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
    "attachment": _("attachment"),
    "card": _("station card"),
    "dispatch": _("dispatch"),
    "dispatches": _("list of dispatches"),
    "entities": _("list of entities"),
    "entity": _("entity"),
    "export": _("export"),
    "file": _("file"),
    "finding": _("finding"),
    "identities": _("list of identities"),
    "identity": _("identity"),
    "import": _("import of a list"),
    "imports": _("list of imports"),
    "inbox": _("inbox"),
    "interest": _("standing interest"),
    "ledger": _("ledger"),
    "ledger_check": _("integrity check"),
    "message": _("message from outside"),
    "obligation": _("obligation"),
    "partner": _("partner"),
    "portion": _("portion"),
    "profiles": _("search keys"),
    "redress": _("request of a data subject"),
    "redress_rules": _("rules of redress"),
    "release": _("release"),
    "report": _("report"),
    "reports": _("list of reports"),
    "request": _("request for information"),
    "revocation": _("revocation"),
    "right": _("right"),
    "session": _("session"),
    "source": _("source"),
    "sources": _("list of sources"),
    "start_page": _("start page"),
    "statement": _("statement"),
    "statements": _("list of statements"),
    "station": _("station"),
    "texts": _("texts searched"),
    "token": _("API token"),
    "warning": _("early warning"),
    "warning_board": _("board of early warnings"),
    "calendar": pgettext_lazy("record", "calendar feed"),
    "engagement": pgettext_lazy("record", "engagement"),
    "joint": pgettext_lazy("record", "joint record"),
    "partnership": pgettext_lazy("record", "partnership"),
    "recognition": pgettext_lazy("record", "recognition"),
    "sitting": pgettext_lazy("record", "session of an engagement"),
    "ledger_search": _("kept search"),
    "reading": _("overseer’s reading"),
    "sample": _("sample"),
    "statistics": _("statistics"),
    "compartment": _("compartment"),
    "flag": _("flag"),
    "opening": _("broken glass"),
    "vigilance_rule": _("rule of watching"),
    "erasure": _("certificate of erasure"),
    "record_keys": _("keys of records"),
    "retention": _("retention"),
    "assessment": _("due-diligence assessment"),
    "consent": _("consent"),
    "country_assessment": _("country assessment"),
    "diligence": _("due diligence"),
    "override": _("life-at-risk override"),
    "review": _("look again"),
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

#: Pages of the records that entries are about: URL name, name of its argument, and the right that opens it.
RECORD_PAGES = {
    "report": ("intake:report", "report_id", Right.REPORT_READ),
    "entity": ("knowledge:entity", "entity_id", Right.KNOWLEDGE_READ),
    "dispatch": ("exchange:dispatch", "record_id", Right.EXCHANGE_READ),
    "release": ("release:proposal", "proposal_id", Right.RELEASE_READ),
    "redress": ("redress:case", "case_id", Right.REDRESS_READ),
    "warning": ("warnings:warning", "warning_id", Right.WARNING_READ),
    "partner": ("partners:station", "station_id", Right.PARTNER_READ),
    "agreement": ("partners:agreement", "thread", Right.PARTNER_READ),
    "interest": ("partners:interest", "interest_id", Right.INTEREST_WRITE),
    "account": ("accounts:person", "username", Right.ACCOUNT_MANAGE),
}


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Where a record is shown, and whether this reader is asked for a reason first."""

    url: str
    needs_reason: bool


def record_page(user: User, record_kind: str, record_id: str) -> RecordPage | None:
    """The record's own page, if it has one that this reader may open."""
    if record_kind not in RECORD_PAGES:
        return None
    name, argument, right = RECORD_PAGES[record_kind]
    access = user.access(right)
    if access is None:
        return None
    try:
        url = reverse(name, kwargs={argument: record_id})
    except NoReverseMatch:
        return None
    return RecordPage(url, access is Access.WITH_REASON)
