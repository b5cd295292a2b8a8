"""Plots as inline SVG. Colours and fonts are the style sheet's; a sentence says what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

from markupsafe import Markup

_WIDTH, _HEIGHT = 360, 216
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 338, 30, 174

_FIGURE = Markup(
    '<figure><figcaption>{title}</figcaption><svg viewBox="0 0 {width} {height}" role="img" '
    'aria-label="{told}">{drawn}<text class="axis" x="{middle}" y="{foot}">{below}</text></svg>'
    "</figure>"
)
_LINE = Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
_BAR = Markup('<rect class="bar {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
_DOT = Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="4"/>')
_TEXT = Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>')

_STEPS: Final = (1.0, 2.0, 2.5, 5.0)
_MOST_STEPS: Final = 5
_NEAR: Final = 1e-9  # a fifth of a half is not quite a tenth


@dataclass(frozen=True, slots=True)
class Axis:
    """From 0 to `end`, a line every `step`."""

    end: float
    step: float

    @classmethod
    def reaching(cls, value: float, *, whole: bool = False) -> Axis:
        """Choose at most five steps of a round size that reach `value`; of 1 or more if `whole`."""
        size = 1.0 if whole else 0.001
        while True:
            for each in _STEPS:
                step = each * size
                if value / step <= _MOST_STEPS + _NEAR and not (whole and step % 1):
                    return cls(step * max(1, ceil(value / step - _NEAR)), step)
            size *= 10

    @property
    def ticks(self) -> list[float]:
        """The values that have a line."""
        return [self.step * number for number in range(round(self.end / self.step) + 1)]


def line_plot(
    points: Sequence[tuple[float, float]],
    *,
    marks: Mapping[str, tuple[float, float]] | None = None,
    title: str,
    told: str,
    below: str,
) -> Markup:
    """Plot shares (0 to 1) from left to right; heights are shares too.

    Args:
        points: At least one, from left to right.
        marks: Points with a name, each with a line down to what goes from left to right.
        title: What the plot is.
        told: What it shows, for those who do not see it.
        below: What goes from left to right.
    """
    marks = marks or {}
    highest = max(height for _, height in (*points, *marks.values()))
    across, up = Axis(1, 0.25), Axis.reaching(max(0.05, highest))
    start = (0.0, points[0][1])
    corners = " ".join(f"{_x(x, across):.1f},{_y(y, up):.1f}" for x, y in (start, *points))
    drawn = [
        _grid(up, "{:.1%}".format if round(up.step * 1000) % 10 else "{:.0%}".format),
        *(
            _TEXT.format("tick", _x(each, across), _BOTTOM + 16, f"{each:.0%}")
            for each in across.ticks
        ),
        Markup('<polyline class="curve" points="{}"/>').format(corners),
        *(_marked(name, _x(x, across), _y(y, up)) for name, (x, y) in marks.items()),
    ]
    return _figure(drawn, title=title, told=told, below=below)


def bar_plot(
    counts: Mapping[str, int], *, title: str, told: str, below: str, bad: str = ""
) -> Markup:
    """Plot a bar a name with its count above; the bar `bad` has a colour of its own."""
    up = Axis.reaching(max(counts.values()), whole=True)
    each = (_RIGHT - _LEFT) / len(counts)
    drawn = [_grid(up, "{:,.0f}".format)]
    for place, (name, count) in enumerate(counts.items()):
        left, top = _LEFT + place * each, _y(count, up)
        css = "bad" if name == bad else ""
        drawn += [
            _BAR.format(css, left + each * 0.12, top, each * 0.76, _BOTTOM - top),
            _TEXT.format("value", left + each / 2, top - 4, f"{count:,}"),
            _TEXT.format("tick", left + each / 2, _BOTTOM + 16, name),
        ]
    return _figure(drawn, title=title, told=told, below=below)


def histogram(
    values: Sequence[float],
    marks: Mapping[str, float],
    *,
    title: str,
    told: str,
    below: str,
    bins: int = 25,
) -> Markup:
    """Plot how `values` (0 or more) are spread, with a line at each of the named `marks`.

    What lies far beyond the last mark is counted in the last bin, so that it does not
    press the others together.
    """
    far = max(marks.values(), default=max(values))
    across = Axis.reaching(min(max(values), 2 * far) or 1)
    size = across.end / bins
    counts = [0] * bins
    for value in values:
        counts[min(int(value / size), bins - 1)] += 1
    up = Axis.reaching(max(counts), whole=True)
    beyond = "+" if max(values) > across.end else ""
    drawn = [_grid(up, "{:,.0f}".format), *_bins(counts, size, across, up)]
    for each in across.ticks:
        written = f"{each:,.0f}{beyond if each == across.end else ''}"
        drawn.append(_TEXT.format("tick", _x(each, across), _BOTTOM + 16, written))
    drawn += _marks(marks, across)
    return _figure(drawn, title=title, told=told, below=below)


def _bins(counts: Sequence[int], size: float, across: Axis, up: Axis) -> Iterable[Markup]:
    edges = [_x(size * number, across) for number in range(len(counts) + 1)]
    for (left, right), count in zip(pairwise(edges), counts, strict=True):
        top = _y(count, up)
        yield _BAR.format("", left + 0.5, top, right - left - 1, _BOTTOM - top)


def _marks(marks: Mapping[str, float], across: Axis) -> Iterable[Markup]:
    for place, (name, value) in enumerate(marks.items()):
        x = _x(min(value, across.end), across)
        # Each name stands below the one before, so that near marks stay legible.
        top = 6 + 13 * place
        yield _LINE.format("mark", x, top, x, _BOTTOM)
        yield _TEXT.format("marked", x + 4, top + 8, name)


def _marked(name: str, x: float, y: float) -> Markup:
    """Draw a point with its name to the left or right, wherever there is more room."""
    is_left = x < (_LEFT + _RIGHT) / 2
    place = _TEXT.format(
        "marked" if is_left else "marked left", x + (7 if is_left else -7), y - 7, name
    )
    return _LINE.format("mark", x, y, x, _BOTTOM) + _DOT.format(x, y) + place


def _grid(up: Axis, write: Callable[[float], str]) -> Markup:
    lines = (
        _LINE.format("grid", _LEFT, y, _RIGHT, y)
        + _TEXT.format("tick left", _LEFT - 6, y + 4, name)
        for y, name in ((_y(each, up), write(each)) for each in up.ticks)
    )
    return Markup().join(lines)


def _figure(drawn: Iterable[Markup], *, title: str, told: str, below: str) -> Markup:
    return _FIGURE.format(
        title=title,
        told=told,
        below=below,
        drawn=Markup().join(drawn),
        width=_WIDTH,
        height=_HEIGHT,
        middle=(_LEFT + _RIGHT) / 2,
        foot=_HEIGHT - 6,
    )


def _x(value: float, across: Axis) -> float:
    return _LEFT + (_RIGHT - _LEFT) * value / across.end


def _y(value: float, up: Axis) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / up.end
