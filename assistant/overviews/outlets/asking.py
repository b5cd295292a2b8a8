"""Whether a question asks for outlets that articles name, for a headline, or for what one says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Wanted: TypeAlias = Literal["outlets", "headline", "words"]

_PRESS = (
    r"(?:\w+ ){0,2}?(?:outlets?|newspapers?|papers?|news (?:sites?|agenc\w+|organi[sz]ations?)|"
    r"publications?|broadcasters?|magazines?|media|sources?)"
)
_NAMING = r"(?:name|list|cite|credit|mention)(?:s|d|ed)?"
_OUTLETS = re.compile(
    rf"\b(?:what|which|whose) (?:(?:the|all|other) )*{_PRESS}\b[^?]*?"
    rf"\b(?:{_NAMING}\b|as (?:a |its |their )?sources?\b)"
    rf"|\b(?:name|list)\b (?:the |all |all the )?{_PRESS}\b"
    r"|\b(?:what|which|who) (?:are|were) (?:the|its|their) (?:named |listed )?sources\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"\bheadline[sd]?\b|\bunder (?:what|which) title\b", re.IGNORECASE)
_SAYING = (
    "say|said|report|reported|write|wrote|written|publish|published|cover|covered|claim|claimed|"
    "tell|told|run|ran"
)
_ASKS = re.compile(r"\b(?:what|how|does|did|has)\b|^according to\b", re.IGNORECASE)
# Where a question asks for what an outlet says, the outlet stands between these, or behind the
# first or before the last alone: "did the Gazette report", "according to the Gazette", "the
# Gazette's report".
_DOES = re.compile(r"\b(?:did|does|do|has|have) (?:the )?$", re.IGNORECASE)
_SAYS = re.compile(rf" (?:(?:also|ever|actually) )?(?:{_SAYING})\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:according to|(?:reported|written|published) (?:by|in)) (?:the )?$", re.IGNORECASE
)
_ITS = re.compile(
    r"(?:['’]s?)? (?:article|story|piece|coverage|reports?|reporting)\b", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the lists: all outlets, or the headline or the words of one of `outlets`."""

    wanted: Wanted
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    outlet: str
    start: int
    end: int


def asked_of(question: str, named: Callable[[], Sequence[str]]) -> Asked | None:
    """Tell what `question` asks of the lists; None where it is no question for them.

    "Which outlets are named as sources?", "What headline did the Gazette run?", and "What did the
    Gazette say?". `named` gives the outlets that are named, and is only asked where it matters.
    """
    if _OUTLETS.search(question):
        return Asked("outlets")
    about_headline = bool(_HEADLINE.search(question))
    if not about_headline and not _ASKS.search(question):
        return None
    mentions = list(_mentions(question, named()))
    if about_headline:
        wanted: Wanted = "headline"
    else:
        mentions, wanted = [one for one in mentions if _is_source(question, one)], "words"
    outlets = tuple(dict.fromkeys(one.outlet for one in mentions))
    return Asked(wanted, outlets) if outlets else None


def _mentions(question: str, named: Sequence[str]) -> Iterator[_Mention]:
    """Give the outlets that `question` mentions, by the names the lists have; the longest first.

    "Al Jazeera" is "Aljazeera"; a capital tells the Week from a week.
    """
    by_letters = {_letters(outlet): outlet for outlet in reversed(named)}
    words = list(_WORD.finditer(question))
    at = 0
    while at < len(words):
        longest = min(_MOST_WORDS, len(words) - at)
        tried = (_mention(question, words[at : at + n], by_letters) for n in range(longest, 0, -1))
        found = next(filter(None, tried), None)
        if found:
            yield found
        at = next(
            (n for n in range(at + 1, len(words)) if not found or words[n].start() >= found.end),
            len(words),
        )


def _mention(
    question: str, words: Sequence[re.Match[str]], by_letters: Mapping[str, str]
) -> _Mention | None:
    """Give what `words` mention, all of them together; the last may be a possessive."""
    start, end = words[0].start(), words[-1].end()
    if not question[start].isupper() or question[start:end].lower().startswith("the "):
        return None
    for text in (question[start:end], _POSSESSIVE.sub("", question[start:end])):
        if outlet := by_letters.get(_letters(text)):
            return _Mention(outlet, start, start + len(text))
    return None


def _is_source(question: str, one: _Mention) -> bool:
    """Whether an outlet is asked for what it says: "did Reuters say", "according to Reuters"."""
    before, behind = question[: one.start], question[one.end :]
    said = bool(_DOES.search(before) and _SAYS.match(behind))
    return said or bool(_BY.search(before) or _ITS.match(behind))


def _letters(name: str) -> str:
    """Give what two spellings of a name share; "the" aside."""
    plain = re.sub(r"^(?:the|www\.) |\.(?:com|net|org)$", "", name.casefold())
    return re.sub(r"[\W_]", "", plain)
