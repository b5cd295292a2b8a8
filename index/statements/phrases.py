"""Statements that no verb has a subject for: "according to", a noun, "is accused by"."""

from __future__ import annotations

from index.language.english.grammar import AND, PAUSES
from index.language.english.saying import NOUNS
from index.language.english.stories import PAPERS
from index.statements.found import Found, Sentence
from index.statements.subjects import is_passive, phrase_after, subject_before
from index.statements.tokens import Tokens

_OWNERS = frozenset("his her their".split())
_NEAR_PAPER, _NEAR_OWNER, _NEAR_COMMA = 4, 4, 25


def according(sentence: Sentence, at: int) -> Found | None:
    """Read "according to" at `at`: it leads the sentence, or stands after what is said."""
    tokens, words, high = sentence.tokens, sentence.tokens.words, sentence.high
    first = _without_paper(tokens, at + 2, high)
    end = phrase_after(tokens, first, high)
    if end <= first:
        return None
    near = range(end, min(high, end + _NEAR_COMMA))
    comma = next((n for n in near if words[n] == ","), -1)
    cue, speaker = (at, at + 2), (first, end)
    if all(words[n] in AND for n in range(sentence.low, at)):
        parts = [(comma + 1, high)]
        return Found(speaker, cue, parts, at, kind="according") if comma > 0 else None
    parts = [(sentence.low, at)]
    if comma == end and comma + 3 < high and words[at - 1] == ",":
        parts.append((comma + 1, high))
    return Found(speaker, cue, parts, at, trails=len(parts) == 1, kind="according")


def _without_paper(tokens: Tokens, at: int, high: int) -> int:
    """Step over what only carries the words: "statements from the ministry" are the ministry's."""
    for n in range(at, min(high - 2, at + _NEAR_PAPER)):
        if tokens.words[n] in PAPERS and tokens.words[n + 1] in {"from", "by", "of"}:
            return n + 2
        if tokens.raw[n][:1].isupper():
            break
    return at


def around_noun(sentence: Sentence, at: int) -> Found | None:
    """Find "Ms Dray's claim that ...": somebody's, and what it is."""
    tokens, words = sentence.tokens, sentence.tokens.words
    if at <= sentence.low or sentence.word(at + 1) not in NOUNS[words[at]]:
        return None
    near = range(at - 1, max(sentence.low, at - _NEAR_OWNER) - 1, -1)
    owner = next((n for n in near if words[n].endswith(("'s", "s'")) or words[n] in _OWNERS), -1)
    if owner < 0 or at + 2 >= sentence.high:
        return None
    first = owner
    if words[owner] not in _OWNERS:
        while (
            first > sentence.low
            and tokens.raw[first - 1][:1].isupper()
            and words[first - 1] not in PAUSES
        ):
            first -= 1
    return Found((first, owner + 1), (at, at + 1), [(at + 2, sentence.high)], first, kind="noun")


def passive(sentence: Sentence, at: int) -> Found | None:
    """Find "the ferry was praised by Ms Dray": the verb is at `at`, "by" follows."""
    tokens = sentence.tokens
    end = phrase_after(tokens, at + 2, sentence.high)
    subject = subject_before(tokens, at, sentence.low)
    if end <= at + 2 or subject is None or sentence.word(at - 1) == "as":
        return None
    if not is_passive(subject) or subject.way != "noun":
        return None
    parts = [(subject.first, at), (end, sentence.high)]
    return Found((at + 2, end), (at, at + 1), parts, at, trails=True, kind="passive")
