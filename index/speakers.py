"""Names of who speaks: when two of them are one, and which are near a name that was asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from index.types import Speaker, Spoken

_NEAR = 75.0
_TITLES = (
    "mr mrs ms dr prof professor sir dame lord lady king queen prince princess pope president "
    "premier prime minister ministers mayor governor gov senator sen rep representative "
    "chancellor captain capt general gen colonel col lieutenant lt commander judge justice "
    "secretary chief executive director chairman chairwoman chair speaker former vice deputy "
    "spokesman spokeswoman spokesperson ambassador foreign interior defence defense finance "
    "health works transport agriculture education state press attorney analyst economist "
    "reporter its his her their a an the s"
)
_TITLE = frozenset(_TITLES.split())
# Words that make a name that of an office: its other words tell it apart from another one.
_OFFICE = frozenset(
    "ministry department office council commission committee agency authority police army guard "
    "union federation institute court government board bank party company service centre center "
    "bureau embassy parliament congress house network association university hospital".split()
)
_SMALL = frozenset("the a an of for s its his her their at in".split())
_PRONOUNS = frozenset("he she it they we i you who one some many others nobody".split())
_WORD = re.compile(r"\w+")


def is_same_speaker(said_by: str, asked: str) -> bool:
    """Whether `said_by`, as an article names who speaks, may be who was `asked` for.

    One may be named more fully than the other: "Moor", "Ida Moor" and "Mayor Ida Moor" are one.
    An office is told by all its words: "the Ministry of Health" is "the Health Ministry", and not
    "the Ministry".
    """
    theirs, wanted = _words(said_by), _words(asked)
    if not theirs or not wanted:
        return False
    if wanted & _OFFICE:
        return wanted <= theirs
    if theirs & _OFFICE and not (wanted <= theirs):
        return False
    own, name = _untitled(said_by), _untitled(asked)
    if not name:  # "the mayor", "the health minister": an office of one person
        return wanted <= theirs
    if not own:
        return False
    return set(name) <= set(own) or (own[-1] == name[-1] and set(own) <= set(name))


def matching(asked: str, names: Iterable[str]) -> list[str]:
    """Give those of `names` that may be who was `asked` for."""
    return [name for name in names if is_same_speaker(name, asked)]


def near_names(asked: str, names: Sequence[str], *, limit: int = 3) -> list[str]:
    """Give the names most like the one `asked` for, the nearest first."""
    found = process.extract(
        asked, names, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_NEAR, limit=limit
    )
    return [name for name, _, _ in found]


def spoken_in(rows: Iterable[tuple[str, str, str, str]]) -> list[Spoken]:
    """Sum up (passage, speaker, article, day) by speaker."""
    by_name: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for row in rows:
        by_name[row[1]].append(row)
    return [
        Spoken(
            name,
            len(said),
            len({article for _, _, article, _ in said}),
            min((day for *_, day in said if day), default=""),
            max((day for *_, day in said if day), default=""),
        )
        for name, said in by_name.items()
    ]


def joined(spoken: Iterable[Spoken]) -> list[Speaker]:
    """Join the names of one speaker under the fullest of them, most statements first.

    A last name alone is joined where one speaker only has it.
    """
    known = list(spoken)
    full = {each.name: _untitled(each.name) for each in known}
    by_last: dict[str, set[str]] = defaultdict(set)
    for words in full.values():
        if len(words) > 1:
            by_last[words[-1]].add(" ".join(words))
    groups: dict[str, list[Spoken]] = defaultdict(list)
    for each in known:
        words = full[each.name]
        fuller = by_last[words[0]] if len(words) == 1 else set()
        key = (
            next(iter(fuller)) if len(fuller) == 1 else " ".join(words or sorted(_words(each.name)))
        )
        if set(_WORD.findall(each.name.casefold())) & _OFFICE:
            key = " ".join(sorted(_words(each.name)))
        groups[key].append(each)
    speakers = [_speaker(group) for group in groups.values()]
    return sorted(speakers, key=lambda one: (-one.statements, one.name))


def _speaker(group: Sequence[Spoken]) -> Speaker:
    often = max(group, key=lambda one: (len(_untitled(one.name)), one.statements))
    return Speaker.of(_bare(often.name), group)


def _bare(name: str) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+", "", name)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - _SMALL - _PRONOUNS


def _untitled(name: str) -> list[str]:
    """Give the words of a person's name in their order, offices and titles left out."""
    words = _WORD.findall(name)
    return [
        word.casefold() for word in words if word[:1].isupper() and word.casefold() not in _TITLE
    ]
