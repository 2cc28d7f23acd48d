"""The commands of `jisr`: where each lives, in the order the help shows them."""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """One command: the module and the click object in it, loaded only when it is asked for."""

    module: str
    attribute: str
    summary: str


COMMANDS: dict[str, CommandEntry] = {
    "demo": CommandEntry("jisr.cli.demo", "demo", "The whole story between three stations on this machine."),
    "init": CommandEntry("jisr.cli.init", "init", "Make a station."),
    "serve": CommandEntry("jisr.cli.serve", "serve", "Serve the console, the API and the exchange endpoint."),
    "worker": CommandEntry("jisr.cli.worker", "worker", "Run the background jobs: delivery, clocks, checks."),
    "doctor": CommandEntry("jisr.cli.doctor", "doctor", "Say what is wrong with this station, and what to do."),
    "backup": CommandEntry("jisr.cli.backup", "backup", "Write the whole station into one file."),
    "restore": CommandEntry("jisr.cli.restore", "restore", "Make a station again from a backup file."),
    "accounts": CommandEntry("jisr.cli.accounts", "accounts", "People, roles, passwords and tokens."),
    "intake": CommandEntry("jisr.cli.intake", "intake", "Take reports and lists in."),
    "findings": CommandEntry("jisr.cli.findings", "findings", "What was found in a report; accept or reject it."),
    "mark": CommandEntry("jisr.cli.mark", "mark", "Conditions of portions, neutrality, and persons of special care."),
    "partner": CommandEntry("jisr.cli.partner", "partner", "Cards and states of partner stations."),
    "inbox": CommandEntry("jisr.cli.exchange", "inbox", "What partners sent, with its clocks."),
    "send": CommandEntry("jisr.cli.exchange", "send", "Propose a dispatch for release to partners."),
    "request": CommandEntry("jisr.cli.exchange", "request", "Ask a partner for information."),
    "recall": CommandEntry("jisr.cli.exchange", "recall", "Recall a dispatch or part of it."),
    "consent": CommandEntry("jisr.cli.consent", "consent", "Ask originators, and answer partners that ask."),
    "review": CommandEntry("jisr.cli.consent", "review", "Own work that rests on what has changed."),
    "warning": CommandEntry("jisr.cli.warning", "warning", "Warn partners of a danger, and answer their warnings."),
    "engagement": CommandEntry("jisr.cli.engagement", "engagement", "Visits, tours, meetings and workshops."),
    "commitment": CommandEntry("jisr.cli.commitment", "commitment", "What was promised, and whether it was kept."),
    "plan": CommandEntry("jisr.cli.joint", "plan", "Joint plans with partners."),
    "minutes": CommandEntry("jisr.cli.joint", "minutes", "Minutes of meetings."),
    "joint": CommandEntry("jisr.cli.joint", "joint", "Share, sign and settle what is kept together with partners."),
    "recognition": CommandEntry("jisr.cli.engagement", "recognition", "Decorations and formal thanks."),
    "briefing": CommandEntry("jisr.cli.engagement", "briefing", "The briefing book before a meeting."),
    "desk": CommandEntry("jisr.cli.engagement", "desk", "Everything open, in one place."),
    "redress": CommandEntry("jisr.cli.redress", "redress", "Requests of people about what is held on them."),
    "retention": CommandEntry("jisr.cli.retention", "retention", "What is kept until when; holds, and erasing."),
    "diligence": CommandEntry("jisr.cli.diligence", "diligence", "Assess human-rights risks, and decide on them."),
    "compartment": CommandEntry("jisr.cli.compartment", "compartment", "What only some need to know; broken glass."),
    "vigilance": CommandEntry("jisr.cli.vigilance", "vigilance", "What rules flagged in the ledger."),
    "names": CommandEntry("jisr.cli.names", "names", "Compare and look up names across scripts."),
    "link": CommandEntry("jisr.cli.link", "link", "Link two lists, or one with what the station knows."),
    "ledger": CommandEntry("jisr.cli.ledger", "ledger", "Verify, export and prove the ledger."),
    "oversight": CommandEntry("jisr.cli.oversight", "oversight", "Search the ledger, review, publish statistics."),
    "exercise": CommandEntry("jisr.cli.exercise", "exercise", "Fictional data for training, in any amount."),
    "bench": CommandEntry("jisr.cli.bench", "bench", "Measure, with the peer and the limit beside it."),
}
