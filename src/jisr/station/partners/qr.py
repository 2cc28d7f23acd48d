"""The QR code of a card: a link to the card and the code that binds it (see `cards`)."""

from io import BytesIO, StringIO
from urllib.parse import urlsplit

import segno

from jisr.core.sealing import StationCard
from jisr.station.partners.cards import card_code

CARD_PATH = "/exchange/v1/card"


def card_link(card: StationCard) -> str:
    """Where the card can be fetched, with its code behind the "#" (which browsers keep to themselves)."""
    parts = urlsplit(card.endpoint)
    return f"{parts.scheme}://{parts.netloc}{CARD_PATH}#{card_code(card)}"


def card_qr_svg(card: StationCard) -> bytes:
    """The QR code as an SVG picture, error correction M, with its quiet zone; black on white in every theme."""
    picture = BytesIO()
    segno.make(card_link(card), error="m", micro=False).save(
        picture, kind="svg", scale=4, border=4, dark="#000", light="#fff", svgns=True, xmldecl=False
    )
    return picture.getvalue()


def card_qr_text(card: StationCard) -> str:
    """The QR code drawn with half blocks, for a terminal."""
    drawing = StringIO()
    segno.make(card_link(card), error="m", micro=False).terminal(drawing, compact=True)
    return drawing.getvalue().rstrip("\n")
