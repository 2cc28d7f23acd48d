"""`jisr consent`: what originators let others do with their information; `jisr review`: what rests on what changed."""

from datetime import UTC, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.exchange.queries import ConsentView, ReviewView

PERMISSIONS = ("pass_on", "act_on", "use_in_court", "match")
STATES = ("asked", "granted", "refused", "withdrawn", "lapsed")


@click.group()
def consent() -> None:
    """Ask originators, and answer partners that ask."""


@consent.command()
@click.argument("dispatch", type=click.UUID)
@click.option("--permission", required=True, type=click.Choice(PERMISSIONS), help="What to ask for.")
@click.option("--to", "to_whom", multiple=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--because", required=True, help="Reason that the originator reads.")
@click.option("--item", "items", multiple=True, type=click.UUID, help="Only this part, by its id; may be repeated.")
@click.option("--answer-by", type=click.DateTime(), help="Without an answer by then (UTC) it counts as refused.")
@token_options
@json_option
def ask(
    dispatch: UUID,
    permission: str,
    to_whom: tuple[str, ...],
    because: str,
    items: tuple[UUID, ...],
    answer_by: datetime | None,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Ask the originator of a received dispatch for a permission."""
    actor = actor_for("exchange_answer", token, reason)
    from jisr.station.exchange.services import ask_consent

    until = answer_by.replace(tzinfo=UTC) if answer_by else None
    made = ask_consent(actor, dispatch, permission, because, to_whom, items=items, answer_by=until)
    show({"consent": str(made)}, as_json, _("Asked: {id}").format(id=made))


@consent.command("list")
@click.option("--direction", type=click.Choice(("in", "out")), help="Asked of us (in) or by us (out).")
@click.option("--state", type=click.Choice(STATES), help="Only in this state.")
@token_options
@json_option
def list_(direction: str | None, state: str | None, token: str, reason: str, as_json: bool) -> None:
    """List consents, the newest first."""
    actor = actor_for("exchange_read", token, reason)
    from jisr.station.exchange.queries import consents
    from jisr.station.ledger.services import Act, record

    found = consents(direction=direction or "", state=state or "")
    record(actor, Act.CONSULTATION, "dispatches", "consents", detail={"shown": len(found)})
    lines = [f"{view.id}  {view.direction:<3} {view.shown_state:<10} {view.partner:<12} {view.title}" for view in found]
    show([_consent(view) for view in found], as_json, "\n".join(lines) or _("No consent here."))


@consent.command()
@click.argument("consent_id", metavar="CONSENT", type=click.UUID)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the consent.")
@click.option("--item", "items", multiple=True, type=click.UUID, help="Only this part, by its id; may be repeated.")
@click.option("--words", multiple=True, metavar="ID=TEXT", help="Sanitised words in the place of a part; repeat.")
@click.option("--paraphrase", is_flag=True, help="Text goes on only in words of the one who passes it on.")
@click.option("--note", default="", help="A word to the partner.")
@token_options
@json_option
def prepare(
    consent_id: UUID,
    until: datetime | None,
    items: tuple[UUID, ...],
    words: tuple[str, ...],
    paraphrase: bool,
    note: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Prepare the answer that would grant what a partner asks, with its conditions.

    Another person, who may release, then grants it.
    """
    actor = actor_for("release_propose", token, reason)
    from jisr.station.exchange.services import prepare_consent
    from jisr.station.exchange.terms import ConsentTerms, Words

    view = _known(consent_id)
    portions, statements = _parts(view)
    said = dict(_pair(each) for each in words)
    if unknown := set(said) - portions.keys() - statements:
        raise CommandError(_("There is no part {id} in it.").format(id=min(unknown)), "consent_item_unknown")
    terms = ConsentTerms(
        items=frozenset(str(item) for item in items),
        until=until.date() if until else None,
        paraphrase=paraphrase,
        texts={item: Words(text, portions[item]) for item, text in said.items() if item in portions},
        values={item: text for item, text in said.items() if item in statements},
        note=note.strip(),
    )
    made = prepare_consent(actor, consent_id, terms)
    text = _("Prepared. Another person grants it: jisr consent grant {id} --seen {seen}")
    document = {"consent": str(consent_id), "seen": made.seen, "conditions": list(terms.kinds)}
    show(document, as_json, text.format(id=consent_id, seen=made.seen))


@consent.command()
@click.argument("consent_id", metavar="CONSENT", type=click.UUID)
@click.option("--seen", required=True, help="Mark of the prepared answer, as `jisr consent list` shows it.")
@click.option("--note", default="", help="A word to the partner.")
@token_options
@json_option
def grant(consent_id: UUID, seen: str, note: str, token: str, reason: str, as_json: bool) -> None:
    """Grant what another person has prepared."""
    actor = actor_for("release_decide", token, reason)
    from jisr.station.exchange.services import decide_consent

    told = decide_consent(actor, consent_id, granted=True, seen=seen, conditions=note)
    show({"consent": str(consent_id), "dispatch": str(told)}, as_json, _("Granted; the partner is told."))


@consent.command()
@click.argument("consent_id", metavar="CONSENT", type=click.UUID)
@click.option("--because", default="", help="Reason that the partner reads.")
@token_options
@json_option
def deny(consent_id: UUID, because: str, token: str, reason: str, as_json: bool) -> None:
    """Refuse what a partner asks."""
    actor = actor_for("release_decide", token, reason)
    from jisr.station.exchange.services import decide_consent

    told = decide_consent(actor, consent_id, granted=False, conditions=because)
    show({"consent": str(consent_id), "dispatch": str(told)}, as_json, _("Refused; the partner is told."))


@consent.command()
@click.argument("consent_id", metavar="CONSENT", type=click.UUID)
@click.option("--because", required=True, help="Reason that the partner reads.")
@token_options
@json_option
def withdraw(consent_id: UUID, because: str, token: str, reason: str, as_json: bool) -> None:
    """Take a granted consent back; the partner recalls what it passed on under it."""
    actor = actor_for("recall", token, reason)
    from jisr.station.exchange.services import withdraw_consent

    told = withdraw_consent(actor, consent_id, because)
    show({"consent": str(consent_id), "dispatch": str(told)}, as_json, _("Taken back; the partner is told."))


@consent.command()
@click.argument("dispatch", type=click.UUID)
@token_options
@json_option
def where(dispatch: UUID, token: str, reason: str, as_json: bool) -> None:
    """Show where the information of a dispatch of ours is: who holds it, through whom, and what they have certified."""
    actor = actor_for("exchange_read", token, reason)
    from jisr.station.exchange.queries import whereabouts
    from jisr.station.ledger.services import Act, record

    found = whereabouts(dispatch)
    if found is None:
        raise CommandError(_("There is no such dispatch."), "dispatch_unknown")
    record(actor, Act.CONSULTATION, "dispatch", str(dispatch), decision="whereabouts")
    holders = [
        {
            "station": holder.station,
            "via": list(holder.via),
            "state": holder.state,
            "act": holder.act,
            "is_complete": holder.is_complete,
        }
        for holder in found.holders
    ]
    lines = [f"{'  ' * holder.depth}{holder.station or '?':<16} {holder.act or '-'}" for holder in found.holders]
    document = {"dispatch": str(dispatch), "is_complete": found.is_complete, "holders": holders}
    show(document, as_json, "\n".join(lines))


@click.group()
def review() -> None:
    """Own work that rests on what its originator has recalled or corrected."""


@review.command("list")
@click.option("--done", "is_done", is_flag=True, help="What has been looked at.")
@token_options
@json_option
def list_reviews(is_done: bool, token: str, reason: str, as_json: bool) -> None:
    """List what is to be looked at again."""
    actor = actor_for("exchange_read", token, reason)
    from jisr.station.exchange.queries import reviews
    from jisr.station.ledger.services import Act, record

    found = reviews(is_open=not is_done)
    record(actor, Act.CONSULTATION, "dispatches", "reviews", detail={"shown": len(found)})
    lines = [f"{view.id}  {view.label:<24} {view.reason:<18} {view.why}" for view in found]
    show([_review(view) for view in found], as_json, "\n".join(lines) or _("Nothing to look at again."))


@review.command()
@click.argument("review_id", metavar="REVIEW", type=click.UUID)
@click.option("--note", default="", help="What was found.")
@token_options
@json_option
def done(review_id: UUID, note: str, token: str, reason: str, as_json: bool) -> None:
    """Say that it has been looked at."""
    actor = actor_for("exchange_answer", token, reason)
    from jisr.station.exchange.services import finish_review

    finish_review(actor, review_id, note)
    show({"review": str(review_id), "done": True}, as_json, _("Noted."))


@review.command()
@click.argument("review_id", metavar="REVIEW", type=click.UUID)
@token_options
@json_option
def undo(review_id: UUID, token: str, reason: str, as_json: bool) -> None:
    """Put it back on the list."""
    actor = actor_for("exchange_answer", token, reason)
    from jisr.station.exchange.services import reopen_review

    reopen_review(actor, review_id)
    show({"review": str(review_id), "done": False}, as_json, _("It is on the list again."))


def _known(consent_id: UUID) -> "ConsentView":
    from jisr.station.exchange.problems import UnknownConsentProblem
    from jisr.station.exchange.queries import consent as find

    found = find(consent_id)
    if found is None:
        raise UnknownConsentProblem
    return found


def _parts(view: "ConsentView") -> tuple[dict[str, str], set[str]]:
    """Language by id of the portions, and ids of the statements, that a consent is about."""
    from jisr.station.exchange.queries import asked_parts

    portions, statements = asked_parts(view)
    return {part.id: part.lang for part in portions}, {part.id for part in statements}


def _pair(given: str) -> tuple[str, str]:
    identifier, sign, text = given.partition("=")
    if not (sign and text.strip()):
        raise click.BadParameter(_("write ID=TEXT"), param_hint="--words")
    return identifier.strip(), text.strip()


def _consent(view: "ConsentView") -> dict[str, Any]:
    return {
        "id": str(view.id),
        "direction": view.direction,
        "dispatch": str(view.record_id),
        "title": view.title,
        "partner": view.partner,
        "permission": view.permission,
        "to": list(view.to_whom),
        "items": list(view.items),
        "state": view.shown_state,
        "reason": view.reason,
        "asked_at": view.asked_at,
        "answer_by": view.answer_by,
        "conditions": list(view.terms.kinds) if view.terms else [],
        "until": view.until.isoformat() if view.until else None,
        "seen": view.seen,
        "prepared_by": view.prepared_by,
        "decided_by": view.decided_by,
    }


def _review(view: "ReviewView") -> dict[str, Any]:
    return {
        "id": str(view.id),
        "kind": view.kind,
        "ref": view.ref,
        "label": view.label,
        "reason": view.reason,
        "why": view.why,
        "originator": view.originator,
        "dispatch": str(view.record_id),
        "created_at": view.created_at,
        "done_at": view.done_at,
        "done_by": view.done_by,
    }
