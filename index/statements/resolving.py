"""Whom a speaker means that is no full name: "she", "Calder", "the ministry"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from index.language.english import one_of
from index.language.english.calendar import DAYS
from index.language.english.grammar import (
    DETERMINERS,
    JOINS,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
    WHO,
)
from index.language.english.people import SHORT, SHORTER
from index.language.english.stories import BODIES, PAPERS
from index.statements.people import Named, People, Person, Run, Sex
from index.statements.tokens import Tokens
from index.types import Span

_SMALL = DETERMINERS | JOINS | PAUSES | PREPOSITIONS | PRONOUNS | DAYS
_MONTHS_GIVEN = frozenset("april may june august".split())
_FAR = 60
_TITLE = one_of(title.capitalize() for title in SHORT)
_NAME = (
    rf"(?P<name>(?:(?:{_TITLE})\.?\s)?[^\W\d_a-zß-ÿ][\w'’-]+"
    r"(?:\s(?:(?:of|for)\s)?[^\W\d_a-zß-ÿ][\w'’-]+){1,4})"
)
_APPOSED = re.compile(rf",\s{_NAME}(?=[,.])")
# "A report that the Audit Office published", "a study by Lyn University": the office tells it.
_PUBLISHED = re.compile(rf"\s(?:that|which|by|from|of)\s(?:the\s)?{_NAME}")
_LONGEST_NAME = 60
_THEY = frozenset("they their it its".split())
_SEXES: dict[str, Sex] = {"he": "man", "his": "man", "she": "woman", "her": "woman"}


class Names:
    """The names of an article in their order: people, bodies, and what else has capitals."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._names = _names(tokens)
        self._starts = [name.start for name in self._names]
        self._people = People(tokens, (name for name in self._names if not _is_body(name)))

    def of(self, speaker: Span) -> Span | None:
        """Give the name that `speaker` stands for, None where it is one or none fits."""
        words = speaker.of(self._tokens.text).lower().replace("’", "'").split()
        words[-1] = words[-1].partition("'")[0] or words[-1]  # "he's", and "Moor's claim"
        if beside := self._beside(speaker):
            return beside
        if _is_bare_body(words):  # "the ministry" is the last one that is named so
            found = next(
                (n for n in self._before(speaker) if words[-1] in (n.words[-1], n.words[0])), None
            )
            return Span(found.start, found.end) if found and len(found.words) > 1 else None
        if words[-1] in _THEY:
            found = next((name for name in self._before(speaker) if _is_body(name)), None)
            return Span(found.start, found.end) if found else None
        person = self._person(words, speaker)
        run = self._last(speaker) if words[-1] in WHO else None
        run = person.mention(speaker.end) if person else run
        if run is None:
            return None
        is_there = run.start < speaker.end and speaker.start < run.end
        return None if is_there else Span(run.start, run.end)

    @property
    def people(self) -> list[Named]:
        """The people named, in the order in which they first are."""
        text, people = self._tokens.text, self._people.people
        firsts = ((min(one.mentions, key=lambda run: run.start), one) for one in people)
        first = sorted(firsts, key=lambda pair: pair[0].start)
        return [Named(text[run.start : run.end], one.sex) for run, one in first]

    def _person(self, words: list[str], speaker: Span) -> Person | None:
        """Give whom a pronoun, a role or a short name means."""
        people = self._people
        if words[-1] in _SEXES:
            return people.before(speaker.start, _SEXES[words[-1]])
        if words[-1] in WHO:
            last = self._last(speaker)
            return people.only(people.called(last.words), speaker.start) if last else None
        first = bisect_left(self._starts, speaker.start)
        inside = self._names[first : bisect_left(self._starts, speaker.end)]
        if not inside:
            is_role = words[0] == "the" and len(words) > 1
            return people.only(people.with_role(words[1:]), speaker.start) if is_role else None
        if len(inside) > 1 or inside[0].end != speaker.end or _is_body(inside[0]):
            return None
        return people.only(people.called(inside[0].words), speaker.start)

    def _last(self, speaker: Span) -> Run | None:
        """Give the last name before, of a person: a "who" is whoever stands there."""
        return next((name for name in self._before(speaker) if not _is_body(name)), None)

    def _before(self, speaker: Span) -> Iterator[Run]:
        last = bisect_left(self._starts, speaker.start)
        return (self._names[n] for n in range(last - 1, max(-1, last - _FAR), -1))

    def _beside(self, speaker: Span) -> Span | None:
        """Give the name behind an office or paper: "Its manager, Lars Udding, said".

        An office may end with a name of its own: "The mayor of Lyn, Solvi Ranning, said".
        """
        text = self._tokens.text
        first, *others = speaker.of(text).split()
        last = others[-1] if others else first
        is_office = first.lower() in DETERMINERS and bool(others) and others[0].islower()
        if last[:1].isupper() and not is_office:
            return None
        form = _PUBLISHED if last.lower() in PAPERS else _APPOSED
        found = form.match(text, speaker.end, speaker.end + _LONGEST_NAME)
        return Span(*found.span("name")) if found else None


def people_in(text: str) -> list[Named]:
    """Give the people whom a text names, in the order in which it first does."""
    return Names(Tokens.of(text)).people


def _is_body(name: Run) -> bool:
    """Whether a name is that of a body: "the Health Ministry", "NATO", "Republicans"."""
    words = name.words
    return any(word in BODIES or word.isupper() for word in words) or words[-1].endswith("ans")


def _is_bare_body(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in {"the", "its"} and words[1] in BODIES  # noqa: PLR2004


def _names(tokens: Tokens) -> list[Run]:
    """Give the runs of words with capitals that stand outside quotations."""
    names: list[Run] = []
    run: list[int] = []
    for n in [n for n, raw in enumerate(tokens.raw) if raw[0].isupper()]:
        if tokens.quoted[n] >= 0 or (tokens.words[n] in _SMALL and not _is_given(tokens, n)):
            continue
        if run and not _goes_on(tokens, run[-1], n):
            names.append(_name(tokens, run))
            run = []
        run.append(n)
    # What the text breaks off in is no name.
    if run and not _goes_on(tokens, run[-1], len(tokens.raw)):
        names.append(_name(tokens, run))
    return names


def _is_given(tokens: Tokens, n: int) -> bool:
    """Whether a month is a given name: "June Calloway"."""
    raw, words = tokens.raw[n + 1 : n + 2], tokens.words[n + 1 : n + 2]
    is_month = tokens.words[n] in _MONTHS_GIVEN
    return is_month and bool(raw) and raw[0][0].isupper() and words[0] not in _SMALL


def _goes_on(tokens: Tokens, last: int, n: int) -> bool:
    """Whether a name goes on from `last` to `n`: with nothing between, or as in "Gov. Moor"."""
    between = tokens.text[tokens.ends[last] : tokens.starts[n]] if n < len(tokens.raw) else ""
    if tokens.words[last].endswith("'s") or "\n" in between:
        return False
    if n == last + 1:
        return True
    word = tokens.words[last]
    is_short = len(word) == 1 or "." in word or word in SHORTER
    return is_short and tokens.words[last + 1 : n] == ["."]


def _name(tokens: Tokens, run: list[int]) -> Run:
    words = [tokens.words[n].removesuffix("'s") for n in run]
    end = tokens.ends[run[-1]] - (2 if tokens.words[run[-1]].endswith("'s") else 0)
    return Run(tokens.starts[run[0]], end, words, run)
