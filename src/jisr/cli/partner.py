"""`jisr partner`: the own card, and partners' cards and states.

`card` and `list` are for whoever runs the machine; what changes a partner acts for the holder of a token, under the
same table of permissions as the console.
"""

import sys
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.agreement import agreement
from jisr.cli.console import LANGUAGES, CommandError, json_option, language_of_locale, open_station, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.partners.queries import PartnerView
    from jisr.station.partners.words import WordCheck

STATES = ("proposed", "verified", "active", "suspended", "revoked")


@click.group()
def partner() -> None:
    """Cards and states of partner stations."""


partner.add_command(agreement)


@partner.command()
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; without it, print the card."
)
@click.option("--qr", is_flag=True, help="Draw the QR code of the card in the terminal.")
@json_option
def card(out: Path | None, qr: bool, as_json: bool) -> None:
    """Give out the card of this station. It is not secret."""
    open_station()
    from jisr.station.partners.cards import card_code
    from jisr.station.partners.qr import card_link, card_qr_text
    from jisr.station.partners.queries import own_station

    own = own_station().card
    document = {
        "station_id": own.station_id,
        "sequence": own.sequence,
        "digest": own.digest,
        "code": card_code(own),
        "link": card_link(own),
        "card": own.signed_bytes.decode("ascii"),
    }
    if out is not None:
        out.write_bytes(own.signed_bytes)
        show(document, as_json, f"{out}\n{card_code(own)}")
    elif qr:
        show(document, as_json, f"{card_qr_text(own)}\n{card_link(own)}")
    else:
        show(document, as_json, own.signed_bytes.decode("ascii"))


@partner.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only partners in this state.")
@json_option
def list_(state: str | None, as_json: bool) -> None:
    """List the partner stations."""
    open_station()
    from jisr.core.handling import PartnerState
    from jisr.station.partners.queries import partners

    found = partners(PartnerState(state) if state else None)
    show([_document(view) for view in found], as_json, "\n".join(map(_line, found)) or _("There is no partner yet."))


@partner.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--code", default="", help="Code of the card from its QR code; another card is refused.")
@click.option("--region", default="", help="Region of the network; default: that of the card's country.")
@token_options
@json_option
def add(file: Path, code: str, region: str, token: str, reason: str, as_json: bool) -> None:
    """Take a partner's card in.

    A new partner is proposed, and nothing on its card is believed before two officers have compared it. The newer card
    of a known partner must be signed by the card before.
    """
    actor = actor_for("partner_write", token, reason)
    from jisr.station.partners.services import add_partner

    _show_partner(add_partner(actor, file.read_bytes().strip(), region=region, code=code), as_json)


@partner.command()
@click.argument("station")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the words (default: the reader's).")
@click.option("--call", type=click.IntRange(1, 2), help="First or second call; both sides choose the same.")
@click.option("--word", "words", multiple=True, metavar="N=WORD", help="Word N that the partner reads out; repeat.")
@click.option("--code", default="", help="Code of the card that the partner holds in hand, instead of words.")
@click.option("--differs", is_flag=True, help="The partner's officer sees other words than you read out.")
@click.option("--place", default="", help="Where the comparison is made.")
@click.option("--occasion", default="", help="Meeting, visit or call.")
@token_options
@json_option
def verify(
    station: str,
    language: str | None,
    call: int | None,
    words: tuple[str, ...],
    code: str,
    differs: bool,
    place: str,
    occasion: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Compare a proposed card with the partner, as one of two officers.

    Shows the words to read out, and asks for those that the partner's officer reads. Without a terminal, the words are
    given by --word; without any, only the words to read out are printed.
    """
    actor = actor_for("partner_verify", token, reason)
    from jisr.station.partners.queries import word_check_for
    from jisr.station.partners.services import Occasion, confirm_code, confirm_words, report_difference

    about = Occasion(place=place, occasion=occasion)
    spoken_in = language or language_of_locale()
    check = word_check_for(station, spoken_in, actor.user_id or 0, call)
    if differs:
        report_difference(actor, station, language=spoken_in, call=check.call, occasion=about)
        show({"is_verified": False, "differs": True}, as_json, _("Recorded: the words differ. Do not use this card."))
        return
    if code:
        outcome = confirm_code(actor, station, code=code, occasion=about)
    else:
        heard = _heard(words) or _ask(check, as_json)
        if not heard:
            show(_check_document(check), as_json, _read_out(check))
            return
        outcome = confirm_words(actor, station, language=spoken_in, heard=heard, call=check.call, occasion=about)
    text = _("Verified.") if outcome.is_verified else _("Matched. Another officer must compare the card too.")
    show({"is_verified": outcome.is_verified, "officers": list(outcome.officers)}, as_json, text)


@partner.command()
@click.argument("station")
@token_options
@json_option
def activate(station: str, token: str, reason: str, as_json: bool) -> None:
    """Open the channel to a verified partner."""
    actor = actor_for("partner_write", token, reason)
    from jisr.station.partners import services

    services.activate(actor, station)
    _show_partner(station, as_json)


@partner.command()
@click.argument("station")
@click.option("--why", required=True, help="Why; it is entered in the ledger.")
@token_options
@json_option
def suspend(station: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Hold everything to and from a partner back. Undo: lift."""
    actor = actor_for("partner_write", token, reason)
    from jisr.station.partners import services

    services.suspend(actor, station, why)
    _show_partner(station, as_json)


@partner.command()
@click.argument("station")
@token_options
@json_option
def lift(station: str, token: str, reason: str, as_json: bool) -> None:
    """Lift a suspension."""
    actor = actor_for("partner_write", token, reason)
    from jisr.station.partners import services

    services.lift_suspension(actor, station)
    _show_partner(station, as_json)


@partner.command()
@click.argument("station")
@click.option("--why", required=True, help="Why; it is entered in the ledger.")
@click.confirmation_option(prompt="End all trust in this partner's card, at once and for good?")
@token_options
@json_option
def revoke(station: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """End all trust in a partner's card at once."""
    actor = actor_for("partner_write", token, reason)
    from jisr.station.partners import services

    services.revoke(actor, station, why)
    _show_partner(station, as_json)


def _heard(words: tuple[str, ...]) -> dict[int, str]:
    heard = {}
    for each in words:
        number, mark, word = each.partition("=")
        if not mark or not number.strip().isdecimal() or not word.strip():
            raise click.UsageError(_("--word has the form 3=bridge (found {found}).").format(found=each))
        heard[int(number)] = word.strip()
    return heard


def _ask(check: "WordCheck", as_json: bool) -> dict[int, str]:
    """The words heard, typed at the terminal; nothing where there is none."""
    if as_json or not sys.stdin.isatty():
        return {}
    click.echo(_read_out(check))
    asked: Callable[..., str] = click.prompt
    return {number: asked(_("Word {number} that you hear").format(number=number)) for number in check.to_hear}


def _read_out(check: "WordCheck") -> str:
    heading = _("Read out (call {call}):").format(call=check.call)
    return "\n".join([heading, *(f"  {number:>2}  {word}" for number, word in check.to_read)])


def _check_document(check: "WordCheck") -> dict[str, Any]:
    return {
        "call": check.call,
        "language": check.language,
        "to_read": {str(number): word for number, word in check.to_read},
        "to_hear": list(check.to_hear),
    }


def _show_partner(station_id: str, as_json: bool) -> None:
    from jisr.station.partners.queries import partner as find

    view = find(station_id)
    if view is None:
        raise CommandError(_("There is no such partner."), "partner_unknown")
    show(_document(view), as_json, _line(view))


def _line(view: "PartnerView") -> str:
    return f"{view.station_id:<24} {view.country}  {view.state.value:<10} {view.name()}"


def _document(view: "PartnerView") -> dict[str, Any]:
    return {
        "station_id": view.station_id,
        "names": dict(view.names),
        "country": view.country,
        "kind": view.kind,
        "region": view.region,
        "state": view.state.value,
        "endpoint": view.endpoint,
        "card_digest": view.card_digest,
        "last_contact": view.last_contact,
        "is_unreachable": view.is_unreachable,
    }
