"""Draw the rooms of the house from their imports, each above all that it imports.

    python tests/bench/rooms.py docs/rooms.svg

A line leads from a room to each that it imports, those aside that it reaches by another one anyway;
words and errors, which every room imports, are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Set
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_rings import DOORS, MAY_IMPORT, imports_of, is_ours, modules, room_of

_WIDE, _HIGH, _ACROSS, _DOWN = 172, 28, 186, 74
_STYLE = (
    "rect{fill:#fff;stroke:#555}.assistant rect{fill:#eef4fb}.index rect{fill:#f4f1e8}"
    "line{stroke:#999}text{font:13px sans-serif;text-anchor:middle;fill:#222}"
)
Graph = Mapping[str, Set[str]]


def rooms() -> Graph:
    """Give which rooms each room imports, as the code has it."""
    shown = {each for each in MAY_IMPORT if not each.endswith((".types", ".errors"))}
    graph: dict[str, set[str]] = {each: set() for each in shown}
    for module, source in modules().items():
        here = room_of(module)
        # A door loads its rooms when they are first touched: its hints name them.
        named = imports_of(source, hints=here in DOORS)
        found = {room_of(each) for each in named if is_ours(each)}
        if here in shown:
            graph[here] |= (found & shown) - {here}
    return graph


def levels(graph: Graph) -> dict[str, int]:
    """Give each room's level: 0 where it imports none, else one above the highest it imports."""
    found: dict[str, int] = {}
    for room in TopologicalSorter(graph).static_order():
        found[room] = max((found[each] + 1 for each in graph[room]), default=0)
    return found


def direct(graph: Graph) -> Iterator[tuple[str, str]]:
    """Give the imports without those that another import brings along."""
    reach: dict[str, set[str]] = {}
    for room in TopologicalSorter(graph).static_order():
        reach[room] = set(graph[room]).union(*(reach[each] for each in graph[room]))
        for other in graph[room]:
            if not any(other in reach[each] for each in graph[room] if each != other):
                yield room, other


def drawn(graph: Graph) -> str:
    """Give the drawing as SVG."""
    level = levels(graph)
    rows = groupby(sorted(graph, key=lambda room: (-level[room], room)), key=level.__getitem__)
    places: dict[str, tuple[float, float]] = {}
    by_row = [list(row) for _, row in rows]
    widest = max(map(len, by_row)) * _ACROSS
    for at, row in enumerate(by_row):
        left = (widest - len(row) * _ACROSS) / 2
        for number, room in enumerate(row):
            places[room] = (left + number * _ACROSS + _ACROSS / 2, at * _DOWN + _HIGH)
    lines = "".join(_line(places[one], places[other]) for one, other in sorted(direct(graph)))
    boxes = "".join(_box(room, *places[room]) for room in sorted(graph))
    size = f'viewBox="0 0 {widest} {len(by_row) * _DOWN}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    title = f"<title>Which room imports which</title><style>{_STYLE}</style>"
    return f"{head}{title}{lines}{boxes}</svg>\n"


def _line(one: tuple[float, float], other: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = one, other
    half = _HIGH / 2
    return f'<line x1="{x}" y1="{y + half}" x2="{to_x}" y2="{to_y - half}"/>'


def _box(room: str, x: float, y: float) -> str:
    left, top = x - _WIDE / 2, y - _HIGH / 2
    shape = f'<rect x="{left}" y="{top}" width="{_WIDE}" height="{_HIGH}" rx="5"/>'
    kind = room.partition(".")[0]
    return f'<g class="{kind}">{shape}<text x="{x}" y="{y + 4}">{room}</text></g>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn(rooms()), "utf-8")
