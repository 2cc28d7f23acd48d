"""`jisr redress`: requests of data subjects, from the letter that comes in to the one that goes out."""

from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import LANGUAGES, CommandError, json_option, language_of_locale, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.redress.models import Case

KINDS = ("access", "correction", "erasure", "objection")
WAYS = ("direct", "representative", "authority")
CHANNELS = ("letter", "email", "in_person", "form", "authority")
CHECKS = ("document", "certified_copy", "electronic", "authority", "consulate")
OUTCOMES = ("copy", "correct", "erase", "restrict", "refuse", "neither", "nothing_held")
LETTERS = ("acknowledgement", "identity", "extension", "answer", "authority")


@click.group()
def redress() -> None:
    """Requests of people about what is held on them."""


@redress.command("open")
@click.option("--name", "names", multiple=True, required=True, help="Name of the person; repeat for each spelling.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What is asked for.")
@click.option("--via", type=click.Choice(WAYS), default="direct", show_default=True, help="Through whom it came.")
@click.option("--channel", type=click.Choice(CHANNELS), default="letter", show_default=True, help="By what it came.")
@click.option("--received", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
              help="When it came (UTC; default: now).")  # fmt: skip
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Language of the person.")
@click.option("--born", "birth_date", default="", metavar="DATE", help="Date of birth, as far as known.")
@click.option("--number", "identifiers", multiple=True, help="Number of a document, telephone or account.")
@click.option("--asked", default="", help="What is asked, in the person's words.")
@click.option("--contact", default="", help="Where the answer goes.")
@click.option("--representative", default="", help="Who acts for the person.")
@click.option("--mandate", default="", help="How the mandate of the representative was checked.")
@click.option("--authority", default="", help="The authority that asks.")
@click.option("--authority-reference", default="", help="Reference of the authority.")
@click.option("--identity", "identity_check", type=click.Choice(CHECKS), default=None,
              help="How it was checked who is asking.")  # fmt: skip
@token_options
@json_option
def open_(received: datetime | None, token: str, reason: str, as_json: bool, **given: Any) -> None:
    """Take a request in; its clocks begin."""
    actor = actor_for("redress_write", token, reason)
    from jisr.station.redress import services
    from jisr.station.redress.keeping import Person
    from jisr.station.redress.queries import cases

    about = ("names", "birth_date", "identifiers", "asked", "contact", "representative")
    person = Person(**{name: given.pop(name) for name in about})
    given["language"] = given["language"] or language_of_locale()
    given["identity_check"] = given["identity_check"] or ""
    moment = received.replace(tzinfo=UTC) if received else datetime.now(UTC)
    made = services.open_request(actor, services.Draft(**given, received_at=moment, person=person))
    case = cases.find(made)
    assert case is not None
    text = _("Request {number} is open; answer by {day}.")
    show(_document(case), as_json, text.format(number=case.number, day=f"{case.answer_by:%Y-%m-%d}"))


@redress.command("list")
@click.option("--state", type=click.Choice(["open", "done", "withdrawn"]), help="Only requests in this state.")
@click.option("--kind", type=click.Choice(KINDS), help="What is asked for.")
@click.option("--late", "is_late", is_flag=True, help="Only those with a clock that has run out.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@token_options
@json_option
def list_(
    state: str | None, kind: str | None, is_late: bool, limit: int, token: str, reason: str, as_json: bool
) -> None:
    """The register, without who asks."""
    actor = actor_for("redress_read", token, reason)
    from jisr.station.ledger.services import Act, record
    from jisr.station.redress.queries import cases

    found = list(cases.cases(cases.CaseFilter(state=state or "", kind=kind or "", is_late=is_late))[:limit])
    record(actor, Act.CONSULTATION, "redress", "list", detail={"shown": len(found)})
    lines = [f"{case.number}  {case.kind:<12} {case.state:<10} {case.answer_by:%Y-%m-%d}" for case in found]
    show([_document(case) for case in found], as_json, "\n".join(lines) or _("There is no request."))


@redress.command()
@click.argument("request")
@click.option("--is", "persons", multiple=True, metavar="REF", help="Entity, or report:ID, that is about the person.")
@click.option("--is-not", "others", multiple=True, metavar="REF", help="Entity, or report:ID, about somebody else.")
@token_options
@json_option
def search(
    request: str, persons: tuple[str, ...], others: tuple[str, ...], token: str, reason: str, as_json: bool
) -> None:
    """Search everything held for the person, under every spelling; say who it is.

    REQUEST is the number or id of the request.
    """
    actor = actor_for("redress_write", token, reason)
    from jisr.station.redress import services
    from jisr.station.redress.api.schemas import search_out
    from jisr.station.redress.queries import cases
    from jisr.station.redress.queries.search import search as look

    case = _find(request)
    for refs, verdict in ((persons, "is"), (others, "is_not")):
        for ref in refs:
            services.mark(actor, case.pk, "text" if ":" in ref else "entity", ref, verdict)
    person = cases.person(case)
    if person is None:
        raise CommandError(_("Who asked is no longer held."), "requester_erased")
    page = look(case, person)
    services.note_search(actor, case.pk, page.count)
    lines = [
        f"{found.candidate.entity_id}  {found.candidate.comparison.score:.2f}  {found.candidate.caption}  "
        f"{found.mark.mark if found.mark else ''}"
        for found in page.entities
    ]
    lines += [f"{found.hit.subject}  {found.hit.title}" for found in page.texts]
    show(search_out(page), as_json, "\n".join(lines) or _("Nothing was found."))


@redress.command()
@click.argument("request")
@click.option("--outcome", type=click.Choice(OUTCOMES), help="What is decided.")
@click.option("--ground", default="", help="Code of the legal ground.")
@click.option("--because", default="", help="Reasons, in writing; they stay here.")
@click.option("--statement", "statements", multiple=True, type=click.UUID,
              help="A statement it is about (default: all of the person).")  # fmt: skip
@click.option("--value", "values", multiple=True, nargs=2, metavar="STATEMENT VALUE", help="The right value.")
@click.option("--sign", "signed", type=click.UUID, metavar="DECISION", help="Sign a decision, as the second person.")
@click.option("--return", "returned", type=click.UUID, metavar="DECISION", help="Give a decision back.")
@click.option("--close", "closes", is_flag=True, help="Close the request as done.")
@token_options
@json_option
def decide(request: str, token: str, reason: str, as_json: bool, **given: Any) -> None:
    """Propose a decision, sign another's, or close the request.

    REQUEST is the number or id of the request.
    """
    signs = given["signed"] or given["returned"]
    actor = actor_for("redress_sign" if signs else "redress_write", token, reason)
    from jisr.station.redress import services
    from jisr.station.redress.queries import cases

    case = _find(request)
    made: UUID | None = None
    if given["signed"]:
        services.sign(actor, case.pk, given["signed"])
    elif given["returned"]:
        services.return_decision(actor, case.pk, given["returned"], given["because"])
    elif given["closes"]:
        services.close(actor, case.pk, given["because"])
    else:
        corrections = {UUID(statement): value for statement, value in given["values"]}
        made = services.propose(actor, case.pk, _proposal(case, given, corrections))
    page = cases.page_of_case(case.pk)
    assert page is not None
    document = {
        **_document(page.case),
        "decision": str(made) if made else None,
        "follows": [{"partner": each.partner, "kind": each.kind, "state": each.state} for each in page.follows],
    }
    text = _("Awaits a second person: jisr redress decide {number} --sign {id}").format(number=case.number, id=made)
    lines = [f"{each.partner}  {each.kind}  {each.state}" for each in page.follows]
    show(document, as_json, text if made else "\n".join([f"{page.case.number}  {page.case.state}", *lines]))


@redress.command()
@click.argument("request")
@click.option("--kind", type=click.Choice(LETTERS), default="answer", show_default=True, help="Which letter.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Its language (default: the person's).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it there as PDF.")
@click.option("--preview", "is_preview", is_flag=True, help="Only show it; nothing is kept.")
@click.option("--handed", type=click.Choice(CHANNELS), help="Note that the newest letter of this kind was handed over.")
@token_options
@json_option
def letter(
    request: str, kind: str, language: str | None, out: Path | None, is_preview: bool, handed: str | None,
    token: str, reason: str, as_json: bool,
) -> None:  # fmt: skip
    """Make a letter, or note that it was handed over. Nothing is mailed.

    REQUEST is the number or id of the request.
    """
    actor = actor_for("redress_write", token, reason)
    from jisr.station.redress import services
    from jisr.station.redress.letters.printing import pdf
    from jisr.station.redress.models import Letter

    case = _find(request)
    made: UUID | None = None
    if handed:
        newest = Letter.objects.filter(case=case, kind=kind).last()
        if newest is None:
            raise CommandError(_("There is no such letter yet."), "piece_unknown")
        services.hand_over(actor, case.pk, newest.pk, handed)
        made = newest.pk
    elif not is_preview:
        made = services.make_letter(actor, case.pk, kind, language or "")
    held = Letter.objects.filter(pk=made).first() if made else None
    text = services.letter_text(held) if held else services.preview(case.pk, kind, language or "")
    assert text is not None
    if out:
        out.write_bytes(pdf(text, is_draft=is_preview))
    document = {"letter": str(made) if made else None, "text": text.to_json(), "file": str(out) if out else None}
    show(document, as_json, "\n\n".join([text.subject, *text.paragraphs]))


def _find(request: str) -> "Case":
    """A case by its number or id."""
    from jisr.station.redress.models import Case

    try:
        found = Case.objects.filter(pk=UUID(request)).first()
    except ValueError:
        found = Case.objects.filter(number=request).first()
    if found is None:
        raise CommandError(_("There is no such request."), "case_unknown")
    return found


def _proposal(case: "Case", given: dict[str, Any], corrections: dict[UUID, str]) -> Any:
    from jisr.station.knowledge import queries as knowledge
    from jisr.station.redress.queries.subjects import subject_entities
    from jisr.station.redress.services import Proposal
    from jisr.station.redress.vocabulary import GRANTING

    chosen = list(given["statements"] or corrections)
    if not chosen and given["outcome"] in GRANTING:
        chosen = [row.id for row in knowledge.claims_about(subject_entities(case))]
    return Proposal(
        outcome=given["outcome"] or "",
        ground=given["ground"],
        reasons=given["because"],
        statements=chosen,
        corrections=corrections,
    )


def _document(case: "Case") -> dict[str, Any]:
    return {
        "id": str(case.pk),
        "number": case.number,
        "kind": case.kind,
        "via": case.via,
        "state": case.state,
        "acknowledge_by": case.acknowledge_by,
        "answer_by": case.answer_by,
        "answered_at": case.answered_at,
        "related": str(case.related_id) if case.related_id else None,
    }
