"""The people of an article: what each is called, and which of them a short mention means.

A person is somebody whom the article names by given name and surname, or by a title and surname.
Later mentions are shorter: "Calder", "Mr. Calder", "the minister", "she". Where two people fit one,
it means nobody: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, NamedTuple, TypeAlias

from index.language.english.grammar import (
    ADVERBS,
    AND,
    DETERMINERS,
    ENDS,
    HELPERS,
    JOINS,
    PLACED,
    PREPOSITIONS,
    PRONOUNS,
)
from index.language.english.people import (
    ADDRESSES,
    GIVEN_TO_MEN,
    GIVEN_TO_WOMEN,
    LEADING,
    MAN,
    TITLES,
    WOMAN,
)
from index.statements.tokens import Tokens

Sex: TypeAlias = Literal["man", "woman", ""]

_TITLES = TITLES | LEADING
_OFFICES = _TITLES - MAN - WOMAN - ADDRESSES - {"former", "doctor"}
_PLACED = PLACED | {"to", "into", "around", "through", "via"}
_LED = frozenset({"to", "from"})  # "lost to Irena Dahl", and "went to New York"
_SKIPPED = DETERMINERS | frozenset({"former", "late", "acting", "current", "then"})
_NO_ROLE = (
    DETERMINERS
    | PREPOSITIONS
    | JOINS
    | AND
    | HELPERS
    | ADVERBS
    | PRONOUNS
    | frozenset(",.!?;:()\"“”„«»‘’'—–")
)
_LONGEST_ROLE, _AGE = 4, re.compile(r"\d{1,3}")
_SHORT = 3  # letters of a name that is often written in capitals


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a text names them, and whether that is known to be a man or a woman."""

    name: str
    sex: Sex = ""


class Run(NamedTuple):
    """Capitalised words that stand together, outside quotations: `tokens` are their numbers."""

    start: int
    end: int
    words: list[str]
    tokens: list[int]


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: `given` is empty where only a title stands by the surname.

    `roles` are the words that the article calls them by, `mentions` their places in order.
    """

    given: list[str]
    surname: str
    sex: Sex = ""
    roles: set[str] = field(default_factory=set)
    mentions: list[Run] = field(default_factory=list)

    def mention(self, offset: int) -> Run:
        """Give the last mention before `offset` that has most of the name; else the first one."""
        most = max(len(_core(run.words)) > 1 for run in self.mentions)
        full = [run for run in self.mentions if (len(_core(run.words)) > 1) == most]
        return next((run for run in reversed(full) if run.start < offset), full[0])

    @property
    def has_office(self) -> bool:
        """Whether an office is written as part of the name: "President Ines Toll"."""
        return any(_title(run.words) & _OFFICES for run in self.mentions)

    def is_called(self, name: Sequence[str]) -> bool:
        """Whether `name`, without titles, may be this person's."""
        if len(name) == 1:
            return name[0] == self.surname or name[0] in self.given
        return name[-1] == self.surname and not set(self.given).isdisjoint(name[:-1])


class People:
    """The people of an article, from its runs of capitalised words that are neither body nor place.

    Their short mentions are found as well, so that a pronoun can stand for one.
    """

    def __init__(self, tokens: Tokens, runs: Iterable[Run]) -> None:
        self._tokens = tokens
        self.people: list[Person] = []
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        runs = list(runs)
        full = [run for run in runs if len(_core(run.words)) > 1 and not self._is_placed(run)]
        titled = [run for run in runs if len(_core(run.words)) == 1 and _title(run.words)]
        for run in (*full, *titled):
            self._meet(run)
        placed = [(run, person) for person in self.people for run in person.mentions]
        known = {run.start for run, _ in placed}
        for run in runs:
            if run.start not in known and len(run.words) == 1 and not self._is_placed(run):
                placed += [(run, one) for one in self._meant(run)]
        self._placed = sorted(placed, key=lambda pair: pair[0].start)
        self._starts = [run.start for run, _ in self._placed]

    def called(self, words: Sequence[str]) -> list[Person]:
        """Give who may be called so: "Calder", "Mr. Calder", "Judge Calder", "Ruth"."""
        name, titles = _core(words), _title(words)
        if not name:
            return []
        found = [one for one in self._by_name.get(name[-1], ()) if one.is_called(name)]
        by_surname = [one for one in found if name[-1] == one.surname]
        found = by_surname or found
        sex = _sex_of(titles)
        fitting = [one for one in found if not sex or one.sex in ("", sex)]
        surely = [one for one in fitting if sex and one.sex == sex]
        by_role = [one for one in fitting if titles & one.roles]
        if len(fitting) > 1 and not titles:  # of a president and his son it is the president
            titled = [one for one in fitting if one.has_office]
            fitting = titled if len(titled) == 1 else fitting
        return surely or by_role or fitting

    def with_role(self, words: Sequence[str]) -> list[Person]:
        """Give whom the article calls so: "the minister", "the police chief"."""
        role = {word for word in words if word not in _SKIPPED}
        return [one for one in self.people if role and role <= one.roles]

    def before(self, offset: int, sex: Sex) -> Person | None:
        """Give whom "he" or "she" at `offset` stands for: the last one spoken of that fits.

        Where two of one sentence fit, one who is known to be a man, or a woman, goes before one who
        may be.
        """
        last = bisect_right(self._starts, offset - 1)
        seen = [pair for pair in self._placed[:last] if not sex or pair[1].sex in ("", sex)]
        if not seen:
            return None
        at = seen[-1][0].tokens[0]
        words = self._tokens.words
        while at > 0 and words[at - 1] not in ENDS:
            at -= 1
        near = takewhile(lambda pair: pair[0].tokens[0] >= at, reversed(seen))
        return next((one for _, one in near if one.sex), seen[-1][1])

    def only(self, found: Sequence[Person], offset: int) -> Person | None:
        """Give the one of several who was just spoken of; None where that leaves it open."""
        if len(found) < 2:  # noqa: PLR2004 - one or none
            return found[0] if found else None
        last = bisect_right(self._starts, offset - 1)
        near = [one for _, one in self._placed[:last] if any(one is each for each in found)]
        return near[-1] if near and all(one is near[-1] for one in near) else None

    def _meant(self, run: Run) -> Sequence[Person]:
        """Give whom a surname alone means; where several have it, somebody of that name."""
        found = self.called(run.words)
        return found if len(found) < 2 else [Person([], run.words[0], mentions=[run])]  # noqa: PLR2004

    def _meet(self, run: Run) -> None:
        name, titles = _core(run.words), _title(run.words)
        known = self.called(run.words)
        if len(name) == 1 and len(known) > 1:
            return
        if len(known) == 1 and known[0].surname == name[-1]:
            person = known[0]
        else:
            person = Person(list(name[:-1]), name[-1])
            self.people.append(person)
        person.given += [word for word in name[:-1] if word not in person.given]
        for word in name:
            if all(person is not one for one in self._by_name[word]):
                self._by_name[word].append(person)
        person.mentions.append(run)
        # "Striker Jim Orrin" at the beginning of a sentence: the first word may be a role.
        person.roles |= titles | self._roles(run) | set(name[:-2])
        person.sex = person.sex or _sex_of(person.roles) or _sex_by(name[:-1])

    def _roles(self, run: Run) -> set[str]:
        """Give what stands beside a name: "police chief X", "X, the engineer", "X is captain"."""
        words, raw = self._tokens.words, self._tokens.raw
        roles: set[str] = set()
        at = run.tokens[0] - 1
        if at >= 0 and words[at] == ",":  # "Her coach, Ivan Petrov, wept"
            at -= 1
        stop = max(-1, at - _LONGEST_ROLE)
        while at > stop and _may_be_role(words[at]):
            roles.add(words[at].removesuffix("'s"))
            if raw[at][0].isupper() or words[at].endswith("'s"):
                break
            at -= 1
        at = run.tokens[-1] + 1
        if words[at : at + 1] == [","]:
            at += 1
            if words[at + 1 : at + 2] == [","] and _AGE.fullmatch(words[at]):
                at += 2
        elif words[at : at + 1] not in (["is"], ["was"]):
            return roles
        else:
            at += 1
        behind: set[str] = set()
        for word in words[at : at + _LONGEST_ROLE + 1]:
            if word in _SKIPPED and not behind:
                continue
            if not _may_be_role(word):
                break
            behind.add(word.removesuffix("'s"))
        return roles | behind

    def _is_placed(self, run: Run) -> bool:
        """Whether a name is where something is, or a thing: "in Lyn", "LYN - ", "the Echo"."""
        words, raw = self._tokens.words, self._tokens.raw
        before = words[run.tokens[0] - 1] if run.tokens[0] else ""
        if before in _LED and _sex_by(_core(run.words)[:-1]):
            return False
        shouted = all(raw[n].isupper() for n in run.tokens) and len(raw[run.tokens[0]]) > _SHORT
        return before in _PLACED or before == "the" or shouted


def _may_be_role(word: str) -> bool:
    return word not in _NO_ROLE and not word[0].isdigit()


def _core(words: Sequence[str]) -> list[str]:
    """Give the words of a name without titles."""
    return [word for word in words if word not in _TITLES]


def _title(words: Sequence[str]) -> set[str]:
    return {word for word in words if word in _TITLES}


def _sex_of(words: Iterable[str]) -> Sex:
    words = set(words)
    return "man" if words & MAN else "woman" if words & WOMAN else ""


def _sex_by(given: Sequence[str]) -> Sex:
    """Tell a sex by a given name, "" for unknown; most that end in "a" are women's."""
    for name in given:
        if name in GIVEN_TO_MEN:
            return "man"
        if name in GIVEN_TO_WOMEN or name.endswith("a"):
            return "woman"
    return ""
