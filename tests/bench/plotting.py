"""Plots as SVG text, without a plotting library: small panels side by side, lines in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 230, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 28, 34
COLOURS = ("#1f5fa8", "#b3541e", "#3a7d44")


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: for each line its name and a value at each x; the y axis begins at 0."""

    title: str
    xs: Sequence[float]
    lines: Mapping[str, Sequence[float]]

    @property
    def top(self) -> float:
        """The largest value, which stands at the upper end of the y axis."""
        return max((y for ys in self.lines.values() for y in ys), default=0.0) or 1.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Give where a value stands in the panel, in pixels from its upper left corner."""
        right = max(self.xs) or 1.0
        across = _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / right
        return across, _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * y / self.top

    def drawn(self) -> str:
        """Draw the axes, the lines and their names."""
        floor, edge = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        parts = [
            text(_LEFT, 14, self.title, weight="bold"),
            f'<path d="M{_LEFT} {_TOP}V{floor}H{edge}" fill="none" stroke="#777"/>',
            text(_LEFT - 4, _TOP + 4, _short(self.top), anchor="end"),
            text(_LEFT - 4, floor, "0", anchor="end"),
            *(text(self.place(x, 0)[0], floor + 14, _short(x), anchor="middle") for x in self.xs),
        ]
        for number, (name, ys) in enumerate(self.lines.items()):
            parts.append(self._line(name, ys, COLOURS[number % len(COLOURS)]))
        return "\n".join(parts)

    def _line(self, name: str, ys: Sequence[float], colour: str) -> str:
        places = [self.place(x, y) for x, y in zip(self.xs, ys, strict=True)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in places)
        line = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        x, y = places[-1]
        return f'{line}<g fill="{colour}">{dots}{text(x, y - 6, name, anchor="end")}</g>'


def drawn(panels: Sequence[Panel], *, across: str) -> str:
    """Draw `panels` side by side, with what their x axes count below them."""
    width, height = _WIDTH * len(panels), _HEIGHT + 6
    inside = [
        f'<g transform="translate({_WIDTH * number} 0)">{panel.drawn()}</g>'
        for number, panel in enumerate(panels)
    ]
    return whole([*inside, text(width / 2, height - 6, across, anchor="middle")], width, height)


def whole(inside: Sequence[str], width: float, height: float) -> str:
    """Make a picture of what is drawn, on white."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="sans-serif" font-size="10">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *inside,
            "</svg>\n",
        )
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal") -> str:
    """Write words at a place, which is where they begin, their middle or their end."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}"'
    return f"<text {place}>{escape(words)}</text>"


def _short(value: float) -> str:
    """Write a number in few characters: 300000 as 300k."""
    thousands = value / 1000
    return f"{thousands:,.0f}k" if thousands >= 10 else f"{value:,.0f}"
