"""Phrases of a question: the runs of its telling words, the names, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.followups.words import (
    is_aspect,
    is_capital,
    is_name,
    is_picking,
    is_plural,
    is_role,
    is_told,
    is_verb,
    telling,
    words,
)
from index.language.english import grammar, one_of, verbs

_JOINS = re.compile(rf"\s+(?:{one_of(grammar.LINKS)})\s+(?:(?:the|an?)\s+)?", re.IGNORECASE)
# What follows these belongs to what is before, whether it is a name or not.
_BELONGS = ("of", "into")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_DEFINITE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_OWNING = re.compile(r"[’']s?$")
_JOINS_NAMES = re.compile(r"\s+(?:of(?: the)?|and|for|de)\s+")
_RUN = re.compile(r"[A-Z][\w.’-]*(?:\s(?:[A-Z][\w.’-]*|(?:de|van|von|bin|al)(?=\s)))*(?<=\w)")
# What stands before a name that is nobody's.
_NOBODY = re.compile(r"\b(?:the|in|at|from|of)\s+$", re.IGNORECASE)
_HAPPENS = re.compile(
    r"(?:the\s+)?[A-Z].*\s(?!of |and |for |de |the |in |on |at )[a-z]\S*\s+(?:the\s+)?[A-Z]"
)
_ASKED_FOR = re.compile(r"\b(?:what|which|how many|how much)\s+$", re.IGNORECASE)
_INVERTED = re.compile(rf"\b(?:{grammar.ACT})\s+(?:(?:the|an?)\s+)?$", re.IGNORECASE)
# "Was the ferry raised": what is done to a subject ends the question, and is no part of it.
_DONE_TO = re.compile(r"\b(?:is|are|was|were)\s+(?:(?:the|an?)\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(rf"(?:[a-z]{{2,}}ed|born|{one_of(verbs.PARTICIPLES)})")
# Who says something is not what a question is about; nor is what somebody does after "who".
_SAYS = re.compile(r"\baccording to\b", re.IGNORECASE)
_DOES = re.compile(r"\bwho\s+$", re.IGNORECASE)
# "What was the turnout of the referendum?" asks for an aspect of the referendum.
_SIDE_OF = re.compile(r"(?i:what|who)\s+(?:is|are|was|were)\s+the\s+[a-z-]+\s+of\s+")
_PLACING = one_of(grammar.LINKS - {"of", "for", "into"})
_PLACED = re.compile(rf"\b(?:{_PLACING})\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a question: `question[start:end] == text`."""

    text: str
    start: int
    end: int

    @classmethod
    def cut(cls, question: str, start: int, end: int) -> Phrase:
        """Take the stretch from `start` to `end`."""
        return cls(question[start:end], start, end)

    @property
    def head(self) -> str:
        """Its last word, which says what it is."""
        return self.text.split()[-1]


def topic_of(question: str, *, since: int = 0) -> str:
    """Give the phrase that `question[since:]` is about; "" when there is none.

    The first with a name in it that is not only a place or a means ("in the US"), else the first
    of all; what is asked for ("which teams") comes after a name and after "the ferry". Of "the
    symptoms of lung cancer" it is "lung cancer".
    """
    side = _SIDE_OF.match(question, since)
    since = side.end() if side else since
    asked = without_source(question)
    joined = [one for one in _joined(asked, since) if not _asks_an_aspect(asked, one)]
    named = [one for one in joined if _holds_name(question, one)]
    free = [one for one in named if not _PLACED.search(question, 0, one.start)]
    if joined and _ASKED_FOR.search(question, 0, joined[0].start):
        free += named
        free += [one for one in joined if _DEFINITE.search(question, 0, one.start)]
    chosen = next(iter((*free, *joined)), None)
    return _written(question, _without_verb(question, chosen)) if chosen else ""


def without_source(question: str) -> str:
    """Give what is asked, without "according to" whom."""
    says = _SAYS.search(question)
    return question[: says.start()] if says else question


def without_article(phrase: str) -> str:
    """Give a phrase without the article it begins with."""
    return _ARTICLE.sub("", phrase)


def phrases(question: str, *, since: int = 0) -> list[Phrase]:
    """Give the runs of telling words from `since` on; words that only pick belong to none."""
    found: list[Phrase] = []
    for word in telling(question, since=since):
        one = Phrase.cut(question, *word.span())
        does = is_told(one.text) or _DOES.search(question, 0, one.start)
        if (does or is_picking(one.text)) and not is_name(word):
            continue
        if found and _is_one(question, found[-1], one):
            one = Phrase.cut(question, found.pop().start, one.end)
        found.append(one)
    return found


def definite(question: str) -> list[str]:
    """Give the phrases right after "the" that say which: "the ferry", not "the price"."""
    found = (_without_verb(question, phrase) for phrase in phrases(question))
    told = [one for one in found if not (is_aspect(one.head) or is_role(one.head))]
    return [one.text for one in told if _DEFINITE.search(question, 0, one.start)]


def is_many(phrase: str) -> bool:
    """Whether a phrase means more than one: "sharks", "Lewis and Clark"."""
    head = _JOINS.split(phrase)[0].split()[-1]
    return " and " in phrase or is_plural(head)


def happens(topic: str) -> bool:
    """Whether a topic is something that happens: "Russia invade Ukraine"."""
    return bool(_HAPPENS.match(topic))


def names_of(question: str) -> list[Phrase]:
    """Give the names, each with all its words: "Joe Biden", "Ludwig van Beethoven"."""
    return [
        Phrase.cut(question, phrase.start + run.start(), phrase.start + run.end())
        for phrase in phrases(question)
        for run in _RUN.finditer(phrase.text)
        if _holds_name(question, phrase)
    ]


def people_of(text: str) -> list[str]:
    """Give the names that may be somebody's; not "NATO", "the Senate" or "in Ohio"."""
    return [
        name.text
        for name in names_of(text)
        if not name.text.isupper() and not _NOBODY.search(text, 0, name.start)
    ]


def _joined(question: str, since: int) -> list[Phrase]:
    """Join what belongs together: "labor systems of the Empire", but "theory" "in a nutshell"."""
    joined: list[Phrase] = []
    reached = 0
    for phrase in phrases(question, since=since):
        link = _JOINS.fullmatch(question, reached, phrase.start) if joined else None
        reached = phrase.end
        if not link:
            joined.append(phrase)
        elif is_aspect(joined[-1].head):
            joined[-1] = phrase
        elif link.group().split()[0] in _BELONGS or is_capital(phrase.text):
            joined[-1] = Phrase.cut(question, joined[-1].start, phrase.end)
    return joined


def _without_verb(question: str, phrase: Phrase) -> Phrase:
    """Leave out the verb that follows a subject: "Why did the Fed hesitate?"."""
    subject = phrase.text.rpartition(" ")[0]
    following = next(words(question, since=phrase.end), None)
    has_verb = following and is_verb(following.group())
    done_to = _PARTICIPLE.fullmatch(phrase.head) and _DONE_TO.search(question, 0, phrase.start)
    inverted = _INVERTED.search(question, 0, phrase.start) or done_to
    if not subject or has_verb or is_capital(phrase.head) or not inverted:
        return phrase
    return Phrase.cut(question, phrase.start, phrase.start + len(subject))


def _written(question: str, phrase: Phrase) -> str:
    """Give a phrase with its article, and without the ending of one who owns."""
    article = _ARTICLE_BEFORE.search(question, 0, phrase.start)
    text = _OWNING.sub("", phrase.text)
    return f"{article.group().casefold()}{text}" if article else text


def _is_one(question: str, first: Phrase, second: Phrase) -> bool:
    between = question[first.end : second.start]
    capitals = is_capital(first.head) and is_capital(second.text)
    return not between.strip(" ’'") or bool(capitals and _JOINS_NAMES.fullmatch(between))


def _asks_an_aspect(question: str, phrase: Phrase) -> bool:
    return is_aspect(phrase.head) and not _holds_name(question, phrase)


def _holds_name(question: str, phrase: Phrase) -> bool:
    return any(is_name(word) for word in words(question, since=phrase.start, until=phrase.end))
