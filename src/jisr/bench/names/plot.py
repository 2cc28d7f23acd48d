"""The reliability of scores as a picture: what was said against what was true."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jisr.bench.names.calibration import Reliability

_SIZE, _EDGE = 360, 44
_COLOURS: Final = {"latin": "#1b6b5a", "latin-arabic": "#a3561b", "cyrillic": "#4b4fa3"}


def write_plot(path: Path, kinds: Sequence[Reliability]) -> None:
    """An SVG with one line a kind of pair, and the diagonal on which it should lie."""
    lines = [_line(held, at) for at, held in enumerate(kinds)]
    ticks = "".join(
        f'<text x="{_x(t):.0f}" y="{_SIZE + 16}" text-anchor="middle">{t:g}</text>'
        f'<text x="{_EDGE - 8}" y="{_y(t) + 4:.0f}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    width = _SIZE + _EDGE
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" font-family="sans-serif" '
        f'font-size="11" role="img" aria-label="Share of pairs that were one name, against the score they were given">'
        f'<rect width="{width}" height="{width}" fill="#fff"/>'
        f'<path d="M{_x(0):.0f} {_y(1):.0f}V{_y(0):.0f}H{_x(1):.0f}" fill="none" stroke="#888"/>'
        f'<path d="M{_x(0):.0f} {_y(0):.0f}L{_x(1):.0f} {_y(1):.0f}" stroke="#bbb" stroke-dasharray="4 4"/>'
        f'{ticks}<text x="{width / 2:.0f}" y="{_SIZE + 34}" text-anchor="middle">score (mean of the bin)</text>'
        f'<text transform="translate(12 {width / 2:.0f}) rotate(-90)" text-anchor="middle">'
        f"share that was one name</text>"
        f"{''.join(lines)}</svg>\n",
        encoding="utf-8",
    )


def _line(held: Reliability, at: int) -> str:
    colour = _COLOURS.get(held.kind, "#333")
    points = " ".join(f"{_x(b.said):.1f},{_y(b.true):.1f}" for b in held.bins)
    most = max((b.pairs for b in held.bins), default=1)
    dots = "".join(
        f'<circle cx="{_x(b.said):.1f}" cy="{_y(b.true):.1f}" r="{2 + 4 * (b.pairs / most) ** 0.5:.1f}" '
        f'fill="{colour}"/>'
        for b in held.bins
    )
    label = f"{held.kind}: error {held.error:.3f}"
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}"/>{dots}'
        f'<text x="{_EDGE + 12}" y="{22 + 15 * at}" fill="{colour}">{label}</text>'
    )


def _x(value: float) -> float:
    return _EDGE + value * (_SIZE - _EDGE)


def _y(value: float) -> float:
    return _SIZE - value * (_SIZE - 8)
