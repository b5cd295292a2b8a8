"""Names of who speaks: when two of them are one, and which are near a name that was asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from rapidfuzz import fuzz, process

from index.language.english.grammar import NAMELESS, OWNERS
from index.language.english.people import ADDRESSES, LEADING, OFFICES
from index.language.english.small import IN_NAMES
from index.language.english.stories import BODIES
from index.types import Speaker, Spoken

_NEAR = 75.0
_TITLE = OFFICES | OWNERS | {"a", "an", "the", "s"}
_FORMS = _TITLE & (ADDRESSES | LEADING | OWNERS | {"a", "an", "the", "s"})
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
    if wanted & BODIES:
        return wanted <= theirs
    if theirs & BODIES and not (wanted <= theirs):
        return False
    own, name = _untitled(said_by), _untitled(asked)
    if not name:  # "the mayor", "the health minister": an office of one person
        return wanted <= theirs
    if not own:
        return False
    return set(name) <= set(own) or (own[-1] == name[-1] and set(own) <= set(name))


def matching(asked: str, names: Iterable[str]) -> list[str]:
    """Give those of `names` that may be who was `asked` for.

    A surname alone is whom it stands for in its article; where its article leaves that open and
    several people here have it, it is nobody in particular.
    """
    # Comparing words takes a while for each of many names: those that share none are left out.
    words = _WORD.findall(asked.casefold())
    known = [name for name in names if any(word in name.casefold() for word in words)]
    found = [name for name in known if is_same_speaker(name, asked)]
    name = _untitled(asked)
    if len(name) > 1 and len(people_called(name[-1], known)) > 1:
        return [each for each in found if len(_untitled(each)) != 1]
    return found


# No people of the name Lyn: "Lyn's Defence Ministry", "a commission of Lyn and Tole".
_OF_A_PLACE = re.compile(r"['’]s\b|\b(?:of|and)\b")


def people_called(asked: str, names: Iterable[str]) -> list[str]:
    """Give the full names, without titles, of the people with a name that is asked for alone.

    `asked` is a surname or a given name; with more words it is a full name already, and means one.
    """
    name = _untitled(asked)
    if len(name) != 1:
        return []
    plain = (each for each in names if not _OF_A_PLACE.search(each))
    found = [each for each in plain if name[0] in _untitled(each) and is_same_speaker(each, asked)]
    written = {tuple(_untitled(each)): _without_title(each) for each in found}
    people = {_shortest(words, written): words for words in written if len(words) > 1}
    return sorted(written.get(each, " ".join(each).title()) for each in people)


def near_names(asked: str, names: Sequence[str], *, limit: int = 3) -> list[str]:
    """Give the names most like the one `asked` for, the nearest first."""
    found = process.extract(
        asked, names, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_NEAR, limit=limit
    )
    return [name for name, _, _ in found]


def spoken_in(rows: Iterable[tuple[str, str, str, int]]) -> list[Spoken]:
    """Sum up rows of (name, article, day, statements) by name, most statements first."""
    by_name: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    for row in rows:
        by_name[row[0]].append(row)
    spoken = [
        Spoken(
            name,
            sum(count for *_, count in said),
            frozenset(article for _, article, _, _ in said),
            min((day for *_, day, _ in said if day), default=""),
            max((day for *_, day, _ in said if day), default=""),
        )
        for name, said in by_name.items()
    ]
    return sorted(spoken, key=lambda one: (-one.statements, one.name))


def joined(spoken: Iterable[Spoken]) -> list[Speaker]:
    """Join the names of one speaker under the fullest of them, most statements first.

    People are one by their full names, whatever titles stand before them. A surname alone is joined
    where a title is the same, and one person only has both: "Mayor Moor" and "Mayor Ida Moor".
    """
    known = list(spoken)
    full = {tuple(_untitled(each.name)) for each in known}
    titled: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for each in known:
        words = tuple(_untitled(each.name))
        if len(words) > 1:
            for title in _titles(each.name):
                titled[title, words[-1]].add(_shortest(words, full))
    groups: dict[tuple[str, ...], list[Spoken]] = defaultdict(list)
    for each in known:
        words = tuple(_untitled(each.name))
        if not words or set(_WORD.findall(each.name.casefold())) & BODIES:
            key = ("", *sorted(_words(each.name)))
        elif len(words) > 1:
            key = _shortest(words, full)
        else:
            fuller = [titled[title, words[0]] for title in _titles(each.name)]
            one = set().union(*fuller)
            key = next(iter(one)) if len(one) == 1 else words
        groups[key].append(each)
    small = {word for each in known if (word := _bare(each.name)).islower()}
    named = {key: group for key, group in groups.items() if _is_named(group, small)}
    speakers = [_speaker(key, group) for key, group in named.items()]
    return sorted(speakers, key=lambda one: (-one.statements, one.name))


def _is_named(group: Iterable[Spoken], small: Container[str]) -> bool:
    """Whether a name tells somebody apart: not "officials", "a report", "The company".

    `small` are the names in small letters: a capital that begins a sentence makes no name.
    """
    for each in group:
        words = [word for word in each.name.split() if word.casefold() not in IN_NAMES | NAMELESS]
        proper = [word.casefold() for word in words if word[:1].isupper() or word[:1].isdigit()]
        begins = words[0].casefold() if words else ""
        is_common = proper == [begins] and (begins in small or begins in _TITLE | BODIES)
        if proper and not is_common:
            return True
    return False


def _shortest(words: tuple[str, ...], known: Container[tuple[str, ...]]) -> tuple[str, ...]:
    """Give the shortest full name among the `known` that ends a longer one.

    A capital at the beginning of a sentence is no name: "Striker Jim Orrin" is Jim Orrin.
    """
    ends = (words[at:] for at in range(len(words) - 2, 0, -1))
    return next((end for end in ends if end in known), words)


def _speaker(key: tuple[str, ...], group: Sequence[Spoken]) -> Speaker:
    """Sum up a speaker under the name that is used most of those with no word too many."""
    plain = [each for each in group if tuple(_untitled(each.name)) == key]
    often = max(plain or group, key=lambda one: (len(_untitled(one.name)), one.statements))
    return Speaker.of(_bare(often.name), group)


def _without_title(name: str) -> str:
    """Give a person's name as it is written, without what stands before it."""
    words = _WORD.findall(name)
    return " ".join(w for w in words if w[:1].isupper() and w.casefold() not in _TITLE)


def _titles(name: str) -> set[str]:
    """Give the offices and titles in a name, those aside that many have."""
    return {word for word in _WORD.findall(name.casefold()) if word in _TITLE} - _FORMS


def _bare(name: str) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+", "", name)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - IN_NAMES - NAMELESS


def _untitled(name: str) -> list[str]:
    """Give the words of a person's name in their order, offices and titles left out."""
    words = _WORD.findall(name)
    return [
        word.casefold() for word in words if word[:1].isupper() and word.casefold() not in _TITLE
    ]
