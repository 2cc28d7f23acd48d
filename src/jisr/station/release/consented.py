"""What originators' consents make of the pieces that go to one partner: allowed, in other words, otherwise marked.

Nothing is changed that needs no consent: what its originator lets go on freely goes as it came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from jisr.core.handling import Consent, OnwardRule, Permission, onward_rule
from jisr.station.exchange import queries as exchange
from jisr.station.exchange.queries import ConsentView
from jisr.station.exchange.terms import ConsentTerms, Words
from jisr.station.knowledge import queries as knowledge
from jisr.station.release.pieces import Piece


@dataclass(frozen=True, slots=True)
class Consented:
    """Pieces as consents let them go, in the order given, and the consents as the release decision takes them."""

    pieces: tuple[Piece, ...]
    consents: frozenset[Consent]


def under_consents(
    pieces: Sequence[Piece],
    station_id: str,
    paraphrases: Mapping[UUID, Words],
    assumed: Collection[UUID] = (),
) -> Consented:
    """Apply what originators have granted for this partner.

    Args:
        paraphrases: words of this station, by piece, where an originator lets only these go on.
        assumed: consents that are asked and taken as granted without conditions.
    """
    granted = {dispatch: _granted(dispatch, assumed) for dispatch in {p.source_dispatch for p in pieces} if dispatch}
    shown, consents = [], set()
    for piece in pieces:
        given = granted.get(piece.source_dispatch, []) if piece.source_dispatch else []
        consents |= {made for view in given if (made := _use_here(view, piece, station_id))}
        allowed = _passing_on(given, piece, station_id)
        if allowed is None or not _is_asked_for(piece):
            shown.append(piece)
            continue
        changed = under_terms(piece, allowed, paraphrases.get(piece.id))
        shown.append(changed or piece)
        if changed is not None:
            consents |= {
                Consent(name, piece.item.id, station_id, Permission.PASS_ON, allowed.until)
                for name in {allowed.partner, *allowed.originators}
            }
    return Consented(tuple(shown), frozenset(consents))


def under_terms(piece: Piece, view: ConsentView, paraphrase: Words | None) -> Piece | None:
    """A piece as the conditions of a consent let it go; None while its paraphrase is missing."""
    terms = view.terms or ConsentTerms()
    travelled = travelled_id(piece)
    if terms.handling is not None and piece.handling.originators <= {view.partner, *view.originators}:
        piece = replace(piece, item=replace(piece.item, handling=terms.handling))
    if piece.statement is not None:
        value = terms.values.get(travelled)
        if value is None:
            return piece
        content = {**piece.content, "value": value, "original_value": ""}
        return replace(piece, content=content, statement=replace(piece.statement, value=value, original_value=""))
    words = terms.texts.get(travelled) or (paraphrase if terms.paraphrase else None)
    if words is None:
        return None if terms.paraphrase else piece
    return replace(piece, content={**piece.content, "text": words.text, "lang": words.lang or piece.content["lang"]})


def needs_paraphrase(pieces: Iterable[Piece], station_id: str) -> list[Piece]:
    """Portions that a consent lets go to this partner only in words of this station."""
    found = []
    for piece in pieces:
        if piece.source_dispatch is None or piece.statement is not None or not _is_asked_for(piece):
            continue
        allowed = _passing_on(_granted(piece.source_dispatch, ()), piece, station_id)
        if allowed is not None and under_terms(piece, allowed, None) is None:
            found.append(piece)
    return found


def travelled_id(piece: Piece) -> str:
    """The id under which a piece came here."""
    if piece.statement is None:
        return piece.item.id
    held = knowledge.statement_record(piece.id)
    return str(held.origin_id) if held else piece.item.id


def _granted(dispatch: UUID, assumed: Collection[UUID]) -> list[ConsentView]:
    standing = exchange.standing_consents(dispatch)
    if not assumed:
        return standing
    asked = exchange.consents(direction="out", state="asked", record_id=dispatch)
    return [*standing, *(view for view in asked if view.id in assumed)]


def _passing_on(given: Iterable[ConsentView], piece: Piece, station_id: str) -> ConsentView | None:
    """The newest consent that lets this piece go to this partner."""
    travelled = travelled_id(piece) if given else ""
    fitting = [
        view
        for view in given
        if view.permission == Permission.PASS_ON
        and station_id in view.to_whom
        and (view.terms or ConsentTerms()).covers(travelled, view.items)
    ]
    return max(fitting, key=lambda view: view.decided_at or view.asked_at, default=None)


def _use_here(view: ConsentView, piece: Piece, station_id: str) -> Consent | None:
    """A consent to act or to use in court, which is this station's whoever the partner is."""
    if view.permission not in (Permission.ACT_ON, Permission.USE_IN_COURT) or view.terms is None:
        return None
    if not view.terms.covers(travelled_id(piece), view.items):
        return None
    return Consent(view.partner, piece.item.id, station_id, Permission(view.permission), view.until)


def _is_asked_for(piece: Piece) -> bool:
    return not piece.item.is_tear_line and onward_rule(piece.handling) is OnwardRule.ASK
