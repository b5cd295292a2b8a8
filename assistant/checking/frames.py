"""Whether a number or a name stands where the cited text has another one.

Each word may be in the text and the sentence a lie: "61 people and 12 crew" is not "12 people",
and "Moor accused Dray" is not "Dray accused Moor". So each is held by the words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from assistant.checking.reading import Read, Source, bearing
from assistant.facts import Days, Name, Number, names_in, numbers_in
from assistant.types import Flaw
from index import Span, find_statement
from index.language.english.grammar import BEING

_LEAST_SHARE = 0.5
_OURS, _THEIRS = 2, 3  # telling words on each side: what is said otherwise stands further apart
_LEAST_LIKENESS = 3  # two words, one of them the next

_Value: TypeAlias = Number | Name
_Mentions: TypeAlias = "Callable[[Read], Iterator[Mention]]"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or a name, the stems before it and behind it, the nearest first, and its unit."""

    value: _Value
    words: str
    before: list[str]
    behind: list[str]
    unit: str = ""

    def likeness(self, other: Mention) -> int:
        """Count what stands beside both, on the same side; the next word counts twice."""
        before = set(self.before[:_OURS]) & set(other.before[:_THEIRS])
        behind = set(self.behind[:_OURS]) & set(other.behind[:_THEIRS])
        same_unit = bool(self.unit and self.unit == other.unit)
        return len(before) + len(behind) + same_unit + self.sides_of(other)

    def sides_of(self, other: Mention) -> int:
        """Count the sides, of two, on which the next word is the same."""
        sides = ((self.before, other.before), (self.behind, other.behind))
        return sum(ours[:1] == theirs[:1] != [] for ours, theirs in sides)


def frame_flaws(claim: Read, sources: Sequence[Source], dates: Sequence[Days]) -> list[Flaw]:
    """Name each number or name of `claim` that its text has, but not in that place.

    Only where a sentence that bears the claim out has another one between the same words, and
    none has this one between so many of them. Who speaks is looked at elsewhere.
    """
    statement = find_statement(claim.text)
    who = (statement.speaker, statement.relayed_by) if statement else ()
    taken = [*(one.span for one in dates), *(span for span in who if span)]
    numbers, names = (
        [one for one in found(claim) if not _overlaps(one.value.span, taken)]
        for found in (_numbers, _names)
    )
    if not numbers and not names:
        return []
    near = [each.source for each in bearing(claim, sources, least=_LEAST_SHARE)]
    rest = [source for source in sources if source not in near]
    # "Moor was accused by Dray" has the names in the other order than "Dray accused Moor".
    voiced = [each for each in near if _names_a_doer(each) == _names_a_doer(claim)]
    return [
        *(_flaw("number", *pair) for pair in _misplaced(numbers, near, rest, _numbers)),
        *(_flaw("name", *pair) for pair in _misplaced(names, voiced, sources, _names)),
    ]


def _names_a_doer(read: Read) -> bool:
    """Whether a name stands behind "by" in the passive: "was accused by Dray"."""
    words = read.words
    return any(
        one.plain == "by"
        and other.text[0].isupper()
        and not BEING.isdisjoint(word.plain for word in words[max(0, at - _THEIRS) : at])
        for at, (one, other) in enumerate(pairwise(words))
    )


def _flaw(lack: Literal["number", "name"], one: Mention, rival: Mention) -> Flaw:
    return Flaw(lack, f'The cited text has "{rival.words}" here, and not "{one.words}".')


def _misplaced(
    ours: Sequence[Mention], near: Sequence[Source], rest: Sequence[Source], mentions: _Mentions
) -> list[tuple[Mention, Mention]]:
    """Give each of `ours` that has a rival, with it; of two that changed places, each the other."""
    if not ours:
        return []
    beside = _of(near, mentions)
    pairs = [(one, rival) for one in ours if (rival := _rival(one, beside))]
    known = [*beside, *_of(rest, mentions)] if pairs else []
    found = [(one, rival) for one, rival in pairs if _is_misplaced(one, rival, known)]
    return [(one, rival) for one, rival in found if _is_free(rival, ours, found)]


def _rival(one: Mention, beside: Sequence[Mention]) -> Mention | None:
    """Give the value that stands between most of the same words, where it is another one."""
    others = [each for each in beside if each.sides_of(one) and _is_other(one.value, each.value)]
    rival = max(others, key=one.likeness, default=None)
    return rival if rival and one.likeness(rival) >= _LEAST_LIKENESS else None


def _is_misplaced(one: Mention, rival: Mention, known: Sequence[Mention]) -> bool:
    same = [one.likeness(other) for other in known if _is_same(one.value, other.value)]
    return bool(same) and max(same) < one.likeness(rival)


def _is_free(
    rival: Mention, ours: Sequence[Mention], found: Sequence[tuple[Mention, Mention]]
) -> bool:
    """Whether the claim has the rival nowhere, or in a wrong place too: words may be reordered."""
    placed = [one for one in ours if all(one is not wrong for wrong, _ in found)]
    return not any(_is_same(one.value, rival.value) for one in placed)


def _is_same(one: _Value, other: _Value) -> bool:
    if isinstance(one, Number) and isinstance(other, Number):
        return one.is_borne_out_by(other)
    return isinstance(one, Name) and isinstance(other, Name) and one.may_be(other)


def _is_other(one: _Value, other: _Value) -> bool:
    if isinstance(other, Number) and other.is_vague:
        return False
    return not _is_same(one, other) and not _is_same(other, one)


def _of(sources: Sequence[Source], mentions: _Mentions) -> list[Mention]:
    return [one for source in sources for one in mentions(source)]


def _numbers(read: Read) -> Iterator[Mention]:
    return _mentions(read, numbers_in(read.text))


def _names(read: Read) -> Iterator[Mention]:
    return _mentions(read, [name for name in names_in(read.words) if not name.is_open])


def _mentions(read: Read, values: Sequence[_Value]) -> Iterator[Mention]:
    spans = [value.span for value in values]
    words = [
        word
        for word in read.words
        if word.tells and not any(span.start <= word.start < span.end for span in spans)
    ]
    for value in values:
        yield Mention(
            value,
            value.span.of(read.text),
            [one.stem for one in reversed(words) if one.end <= value.span.start],
            [one.stem for one in words if one.start >= value.span.end],
            value.unit if isinstance(value, Number) else "",
        )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
