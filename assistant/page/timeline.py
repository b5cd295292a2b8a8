"""Draws a figure that changed over days, a line for each who gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from assistant.rendering.accounts import teller
from assistant.types import Account

_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 196, 16, 160
_LONGEST: Final = 22
_SHAPES: Final = ("●", "■", "▲", "◆")


class _Point(NamedTuple):
    day: date
    number: float
    teller: str


def timeline_svg(account: Account) -> Markup:
    """Draw the numbers of `account` by day; nothing where fewer than two days have one."""
    points = [
        _Point(each.day, each.number, teller(each))
        for each in account.versions
        if each.day and each.number is not None and each.status != "other scope"
    ]
    days, numbers = {each.day for each in points}, {each.number for each in points}
    if not (days and min(days) < max(days) and min(numbers) < max(numbers)):
        return Markup()
    lines = _by_teller(points)
    return Markup(
        '<svg class="timeline" viewBox="0 0 360 190" role="img" aria-label="{}">{}{}</svg>'
    ).format("; ".join(map(_spoken, lines)), _axis(points), _lines(lines, points))


def _by_teller(points: Sequence[_Point]) -> list[list[_Point]]:
    """Put what one teller gave in a line: a minister speaks for the ministry of that name."""
    lines: list[list[_Point]] = []
    for point in sorted(points, key=lambda each: -len(_words(each.teller))):
        words = _words(point.teller)
        fitting = [line for line in lines if any(words <= _words(each.teller) for each in line)]
        if len(fitting) == 1:
            fitting[0].append(point)
        else:
            lines.append([point])
    return [sorted(line) for line in lines]


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("minister", "ministry").split()) - {"the"}


def _name(line: Sequence[_Point]) -> str:
    return min((each.teller for each in line), key=len)


def _spoken(line: Sequence[_Point]) -> str:
    return f"{_name(line)}: " + ", ".join(
        f"{each.number:,.12g} on {each.day.day} {each.day:%B}" for each in line
    )


def _axis(points: Sequence[_Point]) -> Markup:
    first, last = min(points).day, max(points).day
    return Markup(
        '<path class="axis" d="M{} {}H{}"/><text x="{}" y="178">{}</text>'
        '<text x="{}" y="178" text-anchor="end">{}</text>'
    ).format(
        _LEFT, _BOTTOM, _RIGHT, _LEFT, f"{first.day} {first:%b}", _RIGHT, f"{last.day} {last:%b}"
    )


def _lines(lines: Sequence[Sequence[_Point]], points: Sequence[_Point]) -> Markup:
    # Labels stand under one another, however close the lines end.
    ends = sorted(lines, key=lambda line: _y(line[-1], points))
    drawn, lowest = [], 0.0
    for at, line in enumerate(ends):
        lowest = max(lowest + 13, _y(line[-1], points) + 4)
        drawn.append(_line(line, points, at % len(_SHAPES), lowest))
    return Markup().join(drawn)


def _line(line: Sequence[_Point], points: Sequence[_Point], at: int, label_y: float) -> Markup:
    places = [(_x(each, points), _y(each, points)) for each in line]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    marks = Markup().join(
        Markup(
            '<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}<title>{}</title></text>'
        ).format(x, y + 4, _SHAPES[at], _spoken([each]))
        for each, (x, y) in zip(line, places, strict=True)
    )
    name = _name(line)
    label = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    return Markup(
        '<g class="line line-{}"><path d="M{}"/>{}<text x="208" y="{:.1f}">{} {}</text></g>'
    ).format(at, path, marks, label_y, _SHAPES[at], label)


def _x(point: _Point, points: Sequence[_Point]) -> float:
    first, last = min(points).day, max(points).day
    return _LEFT + (_RIGHT - _LEFT) * (point.day - first).days / (last - first).days


def _y(point: _Point, points: Sequence[_Point]) -> float:
    numbers = [each.number for each in points]
    least, most = min(numbers), max(numbers)
    # A narrow range would be a flat line if it were drawn from nought.
    base = least - (most - least) / 4 if least > 0.8 * most else min(0.0, least)
    return _BOTTOM - (_BOTTOM - _TOP) * (point.number - base) / (most - base)
