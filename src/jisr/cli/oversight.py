"""`jisr oversight`: search the ledger, look at other overseers' readings, review by lot, publish statistics."""

from datetime import UTC, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import json_option, language_of_locale, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.core.ledger import Entry
    from jisr.station.oversight.models import Sample

ACTS = ("collection", "alteration", "consultation", "disclosure", "combination", "erasure", "refusal", "administration")
POPULATIONS = ("releases", "openings", "refusals", "overrides")
STRATA = ("none", "partner", "purpose", "act", "person")
ANSWERS = ("yes", "no", "unclear")
FINDINGS = ("in_order", "remark", "concern")

day = click.DateTime(["%Y-%m-%d"])
moment = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"])


@click.group()
def oversight() -> None:
    """Search the ledger, review, publish statistics."""


@oversight.command()
@click.option("--person", "actor", default="", help="Only acts of this sign-in name.")
@click.option("--partner", "recipient", default="", help="Only what was disclosed to this station.")
@click.option("--record", default="", metavar="KIND[:ID]", help="Only this kind of record, or this record.")
@click.option("--act", type=click.Choice(ACTS), help="Only this act.")
@click.option("--decision", default="", help="Only this decision or reason of a refusal.")
@click.option("--purpose", default="", help="Only what was done for this purpose.")
@click.option("--words", default="", help="Words of the reason that was given.")
@click.option("--since", type=moment, help="From this moment on (UTC).")
@click.option("--until", type=moment, help="Up to, not including, this moment (UTC).")
@click.option("--after", default="", help="The place where the page before ended.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="At most so many entries.")
@token_options
@json_option
def search(
    record: str,
    act: str | None,
    since: datetime | None,
    until: datetime | None,
    after: str,
    limit: int,
    token: str,
    reason: str,
    as_json: bool,
    **exact: str,
) -> None:
    """Search the ledger, newest first; the search is itself an entry."""
    reader = actor_for("ledger_read", token, reason)
    from jisr.core.ledger import Act
    from jisr.station.ledger import queries as ledger
    from jisr.station.oversight.problems import NoSuchPlaceProblem
    from jisr.station.oversight.services import note_reading

    kind, _colon, identifier = record.partition(":")
    wanted = ledger.EntryFilter(
        act=Act(act) if act else None,
        record_kind=kind,
        record_id=identifier,
        since=since.replace(tzinfo=UTC) if since else None,
        until=until.replace(tzinfo=UTC) if until else None,
        **exact,
    )
    try:
        page = ledger.page_of_entries(wanted, after=after, limit=limit)
    except ValueError:
        raise NoSuchPlaceProblem from None
    note_reading(reader, "search", sum(map(bool, (act, record, since, until, *exact.values()))))
    data = {"older": page.older, "items": [_entry(row.index, row.entry) for row in page.rows]}
    show(data, as_json, lambda: "\n".join(_line(row.index, row.entry) for row in page.rows))


@oversight.command()
@click.option("--all", "with_seen", is_flag=True, help="Also those that were seen by a second overseer.")
@click.option("--see", "entries", multiple=True, type=click.IntRange(0), metavar="ENTRY",
              help="Mark this reading of another overseer as seen; may be repeated.")  # fmt: skip
@click.option("--question", is_flag=True, help="With --see: there is a question; --remark says which.")
@click.option("--remark", default="", help="With --see: a remark.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="At most so many readings.")
@token_options
@json_option
def readings(
    with_seen: bool,
    entries: tuple[int, ...],
    question: bool,
    remark: str,
    limit: int,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """What overseers read, with their reasons; --see marks readings of others as seen."""
    actor = actor_for("oversee", token, reason)
    from jisr.station.oversight import readings as room
    from jisr.station.oversight.services import note_reading

    if entries:
        count = room.mark_seen(actor, entries, "question" if question else "fine", remark)
        show({"marked": count}, as_json, _("Marked as seen: {count}").format(count=count))
        return
    state, found = room.reading_state(), room.readings(seen=None if with_seen else False, limit=limit)
    note_reading(actor, "readings")
    data = {
        "readings": state.readings,
        "unseen": state.unseen,
        "overseers": state.overseers,
        "has_second": state.has_second,
        "items": [
            {**_entry(one.view.index, one.view.entry), "seen_by": one.seen.by if one.seen else ""}
            for one in found
            if one.view.entry
        ],
    }
    lines = [_line(one.view.index, one.view.entry) for one in found if one.view.entry]
    if not state.has_second:
        lines.append(_("This station has only one oversight officer: nobody can look at these a second time."))
    show(data, as_json, "\n".join(lines))


@oversight.command()
@click.argument("population", type=click.Choice(POPULATIONS))
@click.option("--by", "strata", type=click.Choice(STRATA), default="none", show_default=True,
              help="Give each of these its share.")  # fmt: skip
@click.option("--from", "first_day", type=day, required=True, help="First day.")
@click.option("--to", "last_day", type=day, required=True, help="Last day.")
@click.option("--size", default=20, show_default=True, type=click.IntRange(1, 500), help="How many to draw.")
@click.option("--seed", default="", help="Seed from somebody outside (default: random, and shown).")
@token_options
@json_option
def sample(
    population: str,
    strata: str,
    first_day: datetime,
    last_day: datetime,
    size: int,
    seed: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Draw entries by lot. With the same seed anybody draws the same."""
    actor = actor_for("oversee", token, reason)
    from jisr.station.oversight import samples

    made = samples.draw(
        actor,
        population=population,
        strata=strata,
        first_day=first_day.date(),
        last_day=last_day.date(),
        size=size,
        seed=seed[:64],
    )
    show(_sample(made), as_json, lambda: _sample_text(made))


@oversight.command("report")
@click.argument("sample_id", metavar="SAMPLE")
@token_options
@json_option
def report_(sample_id: str, token: str, reason: str, as_json: bool) -> None:
    """A sample with what was found; SAMPLE is its number or id."""
    actor = actor_for("oversee", token, reason)
    from jisr.station.oversight.services import note_reading

    held = _found(sample_id)
    note_reading(actor, f"sample:{held.number}")
    show(_sample(held), as_json, lambda: _sample_text(held))


@oversight.command()
@click.argument("sample_id", metavar="SAMPLE")
@click.argument("entry", type=click.IntRange(0))
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=ANSWER",
              help="Answer to a question: yes, no or unclear; one for each question.")  # fmt: skip
@click.option("--finding", type=click.Choice(FINDINGS), required=True, help="The finding.")
@click.option("--remark", default="", help="A remark; a concern needs one.")
@token_options
@json_option
def judge(
    sample_id: str,
    entry: int,
    answers: tuple[str, ...],
    finding: str,
    remark: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Judge one entry of a sample."""
    actor = actor_for("oversee", token, reason)
    from jisr.station.oversight import samples

    given = dict(answer.partition("=")[::2] for answer in answers)
    samples.review(actor, _found(sample_id).pk, entry, answers=given, finding=finding, remark=remark)
    held = _found(sample_id)
    show(_sample(held), as_json, lambda: _sample_text(held))


@oversight.command()
@click.argument("period", required=False)
@click.option("--publish", is_flag=True, help="Publish the period; it stays as it is from then on.")
@click.option("--preview", is_flag=True, help="What would be published now.")
@token_options
@json_option
def statistics(period: str | None, publish: bool, preview: bool, token: str, reason: str, as_json: bool) -> None:
    """Statistics of a month (2026-07), quarter (2026-Q3) or year (2026); without PERIOD, the published ones.

    Counts below the station's minimum are withheld, and others beside them, so that none can be got by subtraction.
    """
    actor = actor_for("oversee" if publish or preview else "statistics_read", token, reason)
    from jisr.station.oversight import publishing
    from jisr.station.oversight.services import note_reading

    if period is None:
        rows = [{"period": row.period, "published_at": row.published_at} for row in publishing.publications()]
        show(rows, as_json, "\n".join(str(row["period"]) for row in rows))
        return
    if publish:
        document = publishing.publish(actor, period).document
    elif preview:
        document = publishing.preview(period)
        note_reading(actor, f"statistics:{document['period']}")
    else:
        document = publishing.publication(period).document
    show(document, as_json, lambda: "".join(publishing.csv_lines(document, language_of_locale())).rstrip())


def _found(sample_id: str) -> "Sample":
    from jisr.station.oversight import samples
    from jisr.station.oversight.problems import SampleProblem

    by_number = samples.samples().filter(number=sample_id).first()
    if by_number is not None:
        return by_number
    try:
        return samples.sample(UUID(sample_id))
    except ValueError:
        raise SampleProblem("no_such_sample") from None


def _sample(held: "Sample") -> dict[str, Any]:
    from jisr.station.oversight import samples

    summed = samples.report(held)
    return {
        "id": str(held.pk),
        "number": held.number,
        "population": held.population,
        "strata": held.strata,
        "seed": held.seed,
        "population_size": held.population_size,
        "size": summed.size,
        "reviewed": summed.reviewed,
        "findings": summed.findings,
        "questions": list(samples.QUESTIONS[held.population]),
        "items": [
            {"index": item.index, "stratum": item.stratum, "finding": item.finding, "remark": item.remark}
            for item in held.items.all()
        ],
        "draws_again": samples.draws_again(held),
    }


def _sample_text(held: "Sample") -> str:
    data = _sample(held)
    lines = [
        _("{number}: {reviewed} of {size} reviewed; seed {seed}").format(**data),
        *(
            f"{item['index']:>8}  {item['stratum']}  {item['finding'] or '-'}  {item['remark']}"
            for item in data["items"]
        ),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _entry(index: int, entry: "Entry | None") -> dict[str, Any]:
    if entry is None:
        return {"index": index}
    return {
        "index": index,
        "time": entry.time,
        "actor": entry.actor,
        "act": entry.act,
        "record_kind": entry.record_kind,
        "record_id": entry.record_id,
        "recipient": entry.recipient,
        "purpose": entry.detail.get("purpose", ""),
        "reason": entry.justification,
        "decision": entry.decision,
    }


def _line(index: int, entry: "Entry") -> str:
    to = f" -> {entry.recipient}" if entry.recipient else ""
    why = f"  [{entry.justification}]" if entry.justification else ""
    when = entry.time.strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{index:>8}  {when}  {entry.actor}  {entry.act}  {entry.record_kind}:{entry.record_id}{to}{why}"
