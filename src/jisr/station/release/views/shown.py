"""Partner views arranged for reading: portions in order, statements by entity, names of partners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from jisr.core.credibility import Yardstick, probability_word
from jisr.core.handling import Classification, Handling, Reason, Tlp, strictest
from jisr.core.statements import Basis, Statement
from jisr.station.partners import queries as partners
from jisr.station.partners.reason_words import reader_language
from jisr.station.release.composing import PartnerView
from jisr.station.release.pieces import Piece


@dataclass(frozen=True, slots=True)
class EntityShown:
    """Statements about one entity; its caption uses only what goes."""

    entity_id: str
    schema: str
    caption: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One partner's view as a page shows it."""

    view: PartnerView
    names: tuple[str, ...]
    portions: tuple[Piece, ...]
    entities: tuple[EntityShown, ...]
    withheld: tuple[tuple[Piece, tuple[Reason, ...]], ...]

    @property
    def apart(self) -> tuple[tuple[str, tuple[EntityShown, ...]], ...]:
        """Facts, and apart from them assessments."""
        names = {entity.entity_id: entity.caption for entity in self.entities}
        return tuple(
            (basis.value, tuple(replace(one, caption=names[one.entity_id]) for one in by_entity(_of(basis, self.view))))
            for basis in Basis
        )

    @property
    def threat_portion(self) -> Piece | None:
        """The portion that carries the threat of a warning with its marking."""
        threat = (self.view.body or {}).get("threat")
        return next((piece for piece in self.portions if threat and piece.content["text"] == threat), None)

    @property
    def further_portions(self) -> tuple[Piece, ...]:
        """The portions that say more than the threat."""
        return tuple(piece for piece in self.portions if piece is not self.threat_portion)

    @property
    def window(self) -> dict[str, datetime | None]:
        """When the threat of a warning is expected, as instants; {} for anything else."""
        stated = (self.view.body or {}).get("window") or {}
        return {name: datetime.fromisoformat(value) if value else None for name, value in stated.items()}

    @property
    def probability_word(self) -> str:
        """The yardstick's word for a warning's probability; "" where it has none."""
        body = self.view.body or {}
        if body.get("yardstick") not in list(Yardstick):
            return ""
        return probability_word(body["probability"], Yardstick(body["yardstick"]), reader_language()) or ""


def shown(views: Iterable[PartnerView]) -> list[Shown]:
    """Views with everything a page says of them."""
    names = partner_names()
    return [
        Shown(
            view,
            tuple(names.get(station_id, station_id) for station_id in view.recipients),
            tuple(piece for piece in view.going if piece.statement is None),
            by_entity(view.going),
            view.withheld,
        )
        for view in views
    ]


def by_entity(pieces: Iterable[Piece]) -> tuple[EntityShown, ...]:
    """The statements among the pieces, grouped, in the order of their first one."""
    grouped: dict[str, list[tuple[Piece, Statement]]] = {}
    for piece in pieces:
        if piece.statement is not None:
            grouped.setdefault(piece.statement.entity_id, []).append((piece, piece.statement))
    return tuple(
        EntityShown(entity_id, found[0][1].schema, _caption(found), tuple(piece for piece, _ in found))
        for entity_id, found in grouped.items()
    )


def _of(basis: Basis, view: PartnerView) -> list[Piece]:
    return [piece for piece in view.going if piece.statement is not None and piece.statement.basis is basis]


def partner_names() -> dict[str, str]:
    """Names of all partners in the reader's language, by station id."""
    return {partner.station_id: partner.name() for partner in partners.partners()}


def page_marking(handlings: Iterable[Handling]) -> Handling | None:
    """What a page is marked that shows all of these; None when it shows nothing."""
    given = list(handlings)
    return strictest(given) if given else None


def list_marking(classifications: Iterable[int]) -> Handling | None:
    """What a list of titles is marked: its highest level, for this station's eyes; None when it is empty."""
    levels = list(classifications)
    if not levels:
        return None
    return Handling(settings.IDENTITY.station_id, Classification(max(levels)), Tlp.AMBER_STRICT)


def _caption(found: Sequence[tuple[Piece, Statement]]) -> str:
    return next((statement.value for _, statement in found if statement.prop == "name"), "")
