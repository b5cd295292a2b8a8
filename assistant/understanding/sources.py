"""The outlets and the speaker a question names as its source, not as those it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from index import matching
from index.language.english import asking, grammar, one_of, people, saying, stories
from index.language.english.small import JOINING

_MOST_WORDS = 6
_ALIKE = 90.0
_FEWEST_LETTERS = 10  # in a shorter name one letter more or less makes another outlet

_THE = "(?:[Tt]he )?"
_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w&’'-]*\.?"
_NAME = rf"{_CAPITALISED}(?: (?:(?:{one_of(JOINING - {'&'})}) )*{_CAPITALISED})*"
_NEWS = one_of(stories.PIECES)
_REPORT = one_of(saying.PUBLISHED)
_STOP = r"(?=\s*(?:[?!,;:)]|\.(?!\w)|$))"
# Where a source is named: `begins` begins with its name, `whole` is no more than its name.
_NAMED = tuple(
    re.compile(words)
    for words in (
        r"\b(?:[Aa]ccording to|[Aa]s (?:reported|published|quoted|cited) (?:by|in)|"
        r"(?:reported|published|printed|written|quoted) (?:by|in)) (?P<begins>[^?!,;:()]{2,80})",
        rf"\b(?:[Dd]id|[Dd]oes|[Hh]as) (?P<whole>[^?!,;:()]{{2,60}}?) (?:ever |also |first )?"
        rf"(?:{_REPORT})\b",
        rf"\b(?:[Ii]n|[Ff]rom|[Bb]y|[Dd]oes|[Dd]id|[Tt]o) (?P<whole>{_THE}{_NAME}) (?:{_NEWS})\b",
        rf"\b(?:{one_of(saying.PRINTED)})\b[^?!;:()]{{0,200}} in (?P<whole>{_THE}{_NAME}){_STOP}",
    )
)
_SAYS = re.compile(rf"\b(?:[Dd]id|[Dd]oes|[Hh]as) (?P<whole>{_THE}{_NAME}) (?:say|said)\b")
_OPENS = re.compile(rf"(?:{one_of(grammar.OPENING)}|is|are|was|were|{grammar.DO})\b|$")
# Words that make a name that of an outlet, whatever its capitals.
_PRESS = re.compile(rf"\b(?:{one_of(stories.PRESS)})\b", re.IGNORECASE)
# What a list of outlets adds to their names.
_ADDED = re.compile(
    r"^(?:www\.|the )+|\s*\([^)]*\)$|\s+[-–—] \w+$|\.(?:com|co\.uk|org|net)$", re.IGNORECASE
)

_POSSESSIVE = re.compile(r"['’]s?$")

_TITLES = one_of(people.TITLES | {"former"})
_TITLED = re.compile(rf"^.*\b(?i:{_TITLES})\.? (?=[^\W\d_a-zß-ÿ])")
_SAID = one_of(saying.CLAIMED)
_HENCE = one_of(asking.CIRCUMSTANCES)
_SPEAKER = re.compile(
    rf"\b[Ww]hat (?:{grammar.DO}) (?:the )?(?:(?:{_TITLES}) )*"
    rf"(?P<name>{_NAME}) (?:(?:{_SAID})(?: to [^?,]{{2,40}}?)?|"
    r"(?:tell|told) [^?,]{2,40}?)"
    rf"(?= (?:{_HENCE})\b|\s*[?.]|\s*$)"
)


_OFFICE = re.compile(
    rf"\b[Ww]hat (?:{grammar.DO}) (?:the )?(?P<name>[^?,;:]{{3,60}}?) "
    rf"(?:(?:{_SAID}|report|reported)(?: to [^?,]{{2,40}}?)?|(?:tell|told) [^?,]{{2,40}}?)"
    rf"(?= (?:{_HENCE})\b|\s*[?.]|\s*$)"
)
_WHO_SAYS = re.compile(
    r"\b(?:who|whose|which (?:official|minist(?:er|ry)|expert|person|party|side)s?) "
    rf"(?:(?:has|have|had|also|ever) )*(?:{one_of(saying.WHO_SAYS)})\b",
    re.IGNORECASE,
)


def outlets_named(question: str, known: Callable[[], Sequence[str]]) -> tuple[str, ...]:
    """Give the outlets a question names as its source, by the archive's own names for them.

    "According to the Gazette" and "what did the Gazette report" name a source; "who bought the
    Gazette" does not. `known` gives the names, and is only asked where a source is named.
    """
    asked = list(_asked(question))
    if not asked:
        return ()
    outlets = _Outlets.read(tuple(known()))
    found = (outlets.named_in(words, whole=whole, says=says) for words, whole, says in asked)
    return tuple(dict.fromkeys(name for each in found for name in each))


def speaker_named(question: str, known: Callable[[], Sequence[str]] = tuple) -> str:
    """Give who is asked about in "What did Ida Moor say about ...?", without title; "" if nobody.

    Only where what is asked for is what was said: "What did she say" and "What did Ida Moor say
    the mayor had done" name no speaker. An office ("the Health Ministry", "the mayor of Lyn")
    counts where one of the `known` speakers is called so; they are only asked for then.
    """
    found = _SPEAKER.search(question)
    if found and " and " not in found["name"]:  # two people, or a ministry of two things
        return _TITLED.sub("", found["name"]).strip(" .")
    office = _OFFICE.search(question)
    return office["name"] if office and matching(office["name"], known()) else ""


def asks_who_says(question: str) -> bool:
    """Whether a question asks for who says something: "Who says that the tower was clean?"."""
    return bool(_WHO_SAYS.search(question))


def _asked(question: str) -> Iterator[tuple[str, bool, bool]]:
    """Give what may name a source, whether all of it must, and whether it only "says"."""
    for pattern in (*_NAMED, _SAYS):
        for found in pattern.finditer(question):
            kind = found.lastgroup or ""
            yield found[kind], kind == "whole", pattern is _SAYS


@dataclass(frozen=True, slots=True)
class _Outlets:
    """Outlets by their bare names; those of the press also by their bare names in small letters."""

    by_name: dict[str, list[str]]
    press: dict[str, str]

    @classmethod
    @lru_cache(maxsize=4)
    def read(cls, known: tuple[str, ...]) -> _Outlets:
        names: dict[str, list[str]] = {}
        for outlet in known:
            names.setdefault(_bare(outlet), []).append(outlet)
        press = {name.casefold(): name for name in names if " " in name and _PRESS.search(name)}
        return cls(names, press)

    def named_in(self, words: str, *, whole: bool, says: bool) -> Sequence[str]:
        """Give the outlets whose name `words` begin with, or are."""
        has_the = bool(re.match(f"{_THE.rstrip('?')}", words))
        split = re.sub(f"^{_THE}", "", words.strip()).split()
        for count in range(min(len(split), _MOST_WORDS), 0, -1):
            rest = " ".join(split[count:])
            if rest if whole else not _OPENS.match(rest):
                continue
            if bare := self._nearest(_POSSESSIVE.sub("", " ".join(split[:count]).rstrip("."))):
                # What a person is said to say is no outlet's, though a column has that name.
                is_outlet = not says or has_the or _is_press(bare)
                return self.by_name[bare] if is_outlet else ()
        return ()

    def _nearest(self, asked: str) -> str:
        """Give the bare name that was asked for, "" if none; common words need their capitals."""
        if asked in self.by_name:
            return asked
        small = asked.casefold()
        if small in self.press or len(small) < _FEWEST_LETTERS:
            return self.press.get(small, "")
        near = process.extract(
            small, list(self.press), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2
        )
        return self.press[near[0][0]] if len(near) == 1 else ""


def _bare(outlet: str) -> str:
    shorter = _ADDED.sub("", outlet).strip()
    if not shorter or shorter == outlet:
        return outlet
    return _bare(shorter)


def _is_press(name: str) -> bool:
    return bool(_PRESS.search(name)) or any(len(w) > 1 and w.isupper() for w in name.split())
