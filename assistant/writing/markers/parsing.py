"""Citations in a text that streams in: which brackets name passages, and which are prose.

In square brackets of any kind (`[`, `［`, `【`, doubled or nested) stands a marker, if

- all in it are labels that were given, or look like one: 2 to 5 letters and digits mixed, or a
  number of 1 to 3 digits (`[k3f9]`, `[zz99, 1]`); what merely looks like one is unknown;
- or one of the labels given is in it, whatever else (`[k3f9: The Saltmarsh Post]`).

Words such as "source:" before a label, case, and spaces inside a label do not matter. In round
brackets only labels that were given count, and nothing beside them. So `[sic]`, `[the minister]`
and `[2031]` are prose. What stands in backticks is code, and code is prose.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_REACH = 80  # characters that a marker, or code inside a line, may have
_SQUARE, _ROUND = ("[［【", "]］】"), ("(（", ")）")
_PROSE = re.compile(r"[^\[［【(（`]+")
_TICKS = re.compile(r"`+")
_BRACKETS = re.compile(r"[\[［【(（\])）】］]")
_BETWEEN = re.compile(r"[\s,;|&]+")
_LEAD = re.compile(
    r"^(?:sources?|src|references?|refs?|citations?|cites?|documents?|docs?|passages?|labels?|ids?"
    r"|see|and)(?![^\W\d])[:#=]?"
)
_SHAPE = re.compile(r"(?=\d*[a-z])(?=[a-z]*\d)[a-z0-9]{2,5}|[0-9]{1,3}")
_TO_ROUND = str.maketrans("[［【]］】", "((()))")


@dataclass(frozen=True, slots=True)
class Marks:
    """What one marker names, lower case, each once; `unknown` are those that were never given.

    `written` is the marker as it stood in the text.
    """

    labels: tuple[str, ...]
    unknown: tuple[str, ...]
    written: str


class MarkerParser:
    """Takes the markers out of a text that comes in chunks.

    A marker that has begun is held back until it is clear whether it is one. The strings given
    out are the text without its markers, and nothing else.
    """

    def __init__(self, labels: Collection[str]) -> None:
        self._labels = frozenset(label.lower() for label in labels)
        self._held = ""
        self._fence = ""  # the backticks that opened a block of code

    def feed(self, chunk: str) -> list[str | Marks]:
        """Read on, and give what is clear by now."""
        self._held += chunk
        return self._read(last=False)

    def end(self) -> list[str | Marks]:
        """Give what was held back; a marker that was never closed counts as one."""
        return self._read(last=True)

    def _read(self, *, last: bool) -> list[str | Marks]:
        items: list[str | Marks] = []
        while self._held and (item := self._next(last=last)):
            self._held = self._held[len(item if isinstance(item, str) else item.written) :]
            items.append(item)
        return items

    def _next(self, *, last: bool) -> str | Marks:
        """Give the prose or the marker that the held text begins with; "" is to wait."""
        if self._fence:
            return self._code(last=last)
        if prose := _PROSE.match(self._held):
            return prose[0]
        if ticks := _TICKS.match(self._held):
            return self._ticked(ticks[0], last=last)
        bracket = self._held[: _bracketed(self._held, last=last)]
        return self._marks(bracket) or bracket[:1]

    def _code(self, *, last: bool) -> str:
        """Go on to the end of a block of code."""
        for ticks in _TICKS.finditer(self._held):
            if ticks.end() == len(self._held) and not last:
                return self._held[: ticks.start()]
            if len(ticks[0]) >= len(self._fence):
                self._fence = ""
                return self._held[: ticks.end()]
        return self._held

    def _ticked(self, ticks: str, *, last: bool) -> str:
        """Read backticks: three open a block, fewer need as many again on the same line."""
        if ticks == self._held and not last:
            return ""
        if len(ticks) >= len("```"):
            self._fence = ticks
            return ticks
        line = self._held[:_REACH].partition("\n")[0]
        closing = (each for each in _TICKS.finditer(line, len(ticks)) if each[0] == ticks)
        end = next((each.end() for each in closing), 0)
        may_go_on = line == self._held and not last
        if may_go_on and end in {0, len(line)}:
            return ""
        return self._held[: end or len(ticks)]

    def _marks(self, bracket: str) -> Marks | None:
        """Read a bracket; None where it is prose."""
        words = self._words(_BRACKETS.sub(" ", bracket).lower())
        known = [word for word in words if word in self._labels]
        if bracket[:1] in _ROUND[0]:
            named = known if known == words else []
        elif all(word in self._labels or _SHAPE.fullmatch(word) for word in words):
            named = words
        else:
            named = known if _is_closed(bracket) else []
        labels = tuple(dict.fromkeys(named))
        unknown = tuple(label for label in labels if label not in self._labels)
        return Marks(labels, unknown, bracket) if labels else None

    def _words(self, inside: str) -> list[str]:
        together = "".join(inside.split())
        if together in self._labels:
            return [together]
        words = [word.strip("^#@*_.:\"'“”") for word in _BETWEEN.split(inside)]
        bare = [word if word in self._labels else _LEAD.sub("", word) for word in words]
        return [word for word in bare if word]


def defused(text: str) -> str:
    """Write what would be read as a marker in `text` with round brackets, so that it is none."""
    parser = MarkerParser(())
    items = [*parser.feed(text), *parser.end()]
    return "".join(
        item if isinstance(item, str) else item.written.translate(_TO_ROUND) for item in items
    )


def _bracketed(text: str, *, last: bool) -> int:
    """Say how long the bracket at the beginning of `text` is: 1 if it is left open, 0 is to wait.

    At the end of the text what is open goes as far as the text.
    """
    opening, closing = _SQUARE if text[0] in _SQUARE[0] else _ROUND
    depth = 0
    for at, sign in enumerate(text[:_REACH]):
        if sign == "\n":
            return 1
        depth += (sign in opening) - (sign in closing)
        if not depth:
            return at + 1
    if len(text) >= _REACH:
        return 1
    return len(text) if last else 0


def _is_closed(bracket: str) -> bool:
    opening, closing = (sum(sign in signs for sign in bracket) for signs in _SQUARE)
    return opening == closing
