"""What a question asks for, and the names in it."""

from __future__ import annotations

import re

from assistant.types import Kind
from index import sentence_spans
from index.language.english import calendar, grammar, one_of, saying
from index.language.english.asking import AMOUNTS, HOW
from index.language.english.small import OPENERS

_ASIDE = r"(?:^|[,;:–—] )(?:(?:and|but|so|then) )?"
_ACTING = rf"am|(?:{grammar.AUXILIARY})(?:n['’]t)?"
# What a question asks with. The one that comes first in it decides ("What happened when ...");
# of two at one place, the upper.
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "which outlet",
        r"\b(?:what|which) (?:\w+ )?(?:outlets?|newspapers?|papers?|news (?:sites?|agenc\w+)|"
        r"publications?|broadcasters?|magazines?)\b",
    ),
    (
        "how many",
        rf"\b{HOW}\b"
        rf"|\b(?:what|which) (?:\w+ ){{0,2}}?(?:percent|{one_of(AMOUNTS)})\b(?! group)"
        rf"|\bwhat (?:is|was|are|were) the (?:\w+ ){{0,2}}?(?:{one_of(AMOUNTS)})\b"
        # Words to search for, as they are typed without asking: "death toll ferry".
        r"|^(?:the )?(?:death toll|number of|price of|cost of|age of)\b",
    ),
    (
        "what was said",
        rf"\bwhat (?:{grammar.DO}|was|were)\b[^?]{{0,150}}? (?:{one_of(saying.REPORTED)})\b",
    ),
    (
        "when",
        rf"\bwhen\b|\b(?:what|which) (?:date|time|{calendar.PERIODS})\b|\bhow soon\b",
    ),
    ("where", r"\bwhere\b"),
    ("who", r"\bwho(?:m|se)?\b|\bwhat (?:is|was) (?:his|her|their) name\b"),
    ("other", r"\b(?:what|which|why|how)\b"),
    ("yes or no", rf"{_ASIDE}(?:{_ACTING})\b(?=[^?]{{0,300}}\?)|^(?:{_ACTING})\b"),
)
_ASKS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)

_MARKS = ".,;:!?\"'“”‘’()…–—"
_CALENDAR = re.compile(f"(?:{calendar.WEEKDAY}|{calendar.MONTH})$")
_PRONOUN = re.compile(r"I(?:['’]\w+)?$")
# The first word of a sentence has a capital anyway. It is a name where its capitals show it
# (NASA, SpaceX), or where it stands before one more name and no question begins with it.
_CAPITALS = re.compile(r"\w*[^\W\d_a-zß-ÿ]\w*$")
_NOW = re.compile(
    rf"\b(?:this|last|past|previous|next) (?:weekend|{calendar.PERIODS}|{calendar.WEEKDAY}|"
    rf"{calendar.SEASONS})\b|\b(?:recent(?:ly)?|today|yesterday|tonight|"
    r"latest|current(?:ly)?|now|just)\b",
    re.IGNORECASE,
)


def kind_of(question: str) -> Kind:
    """Say what a question asks for; of several sentences the last that asks decides."""
    return _kind(asking_sentence(question))


def names_in(question: str) -> tuple[str, ...]:
    """Give the capitalised words that name somebody or something, in their order.

    The first word of a sentence only counts where it is clearly a name, and none does where small
    words have capitals too. Days and months are left out; an article may state the same day in
    other words.
    """
    sentences = (span.of(question).split() for span in sentence_spans(question))
    return tuple(name for words in sentences for name in _names(words))


def asks_about_now(question: str) -> bool:
    """Whether a question means the days it is asked on ("this week", "recently")."""
    return bool(_NOW.search(question))


def asking_sentence(question: str) -> str:
    """Give the last sentence that asks; the whole question where none does."""
    sentences = [span.of(question) for span in sentence_spans(question)]
    asking = [each for each in sentences if each.rstrip("\"”’'» )").endswith("?")]
    asking = asking or [each for each in sentences if _kind(each) != "other"]
    return asking[-1] if asking else question


def _kind(asking: str) -> Kind:
    found = [
        (match.start(), place, kind)
        for place, (kind, words) in enumerate(_ASKS)
        if (match := words.search(asking))
    ]
    return min(found)[2] if found else "other"


def _names(words: list[str]) -> list[str]:
    """Give the names among the words of one sentence."""
    bare = [word.strip(_MARKS) for word in words]
    if _shouts(bare):
        return []
    later = [word for word in bare[1:] if _is_name(word)]
    return [bare[0], *later] if bare and _begins_with_name(bare) else later


def _shouts(words: list[str]) -> bool:
    """Whether small words have capitals too, so that capitals tell nothing: "WHO WON THE VOTE"."""
    small = [word for word in words[1:] if word.casefold() in OPENERS and word != "I"]
    return bool(small) and all(word[:1].isupper() for word in small)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not _CALENDAR.match(word) and not _PRONOUN.match(word)


def _begins_with_name(words: list[str]) -> bool:
    first, second, third = [*words[:3], "", ""][:3]
    if not _is_name(first) or first.casefold() in OPENERS:
        return False
    if _CAPITALS.match(first[1:]):
        return True
    # "Ida Moor won", not "Legendary HCRX" nor "Billionaire Ida Moor".
    return _is_name(second) and not second.isupper() and not third[:1].isupper()
