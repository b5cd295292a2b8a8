"""Who says a sentence of the cited text: by its own words, or by those beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.quotations import doubly_quoted_in, quoted_in
from assistant.checking.reading import Read, Source
from index import Span, Statement, find_statement, sentence_spans
from index.language.english import calendar, doubting, one_of, saying, stories

_CUES = one_of(saying.CUES)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they|who|it)\s+(?:also\s+)?(?:{_CUES})\b|\b(?:said|says)\s+(?:he|she|they)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(rf"{doubting.HEARSAY.pattern}|\balleged\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(
    rf"\b(?:{_CUES}|according\s+to|report(?:s|ed|edly)|alleg\w+|purported\w*|supposed\w*|accus\w+|"
    r"blam(?:es|ed|ing)|describ(?:es|ed|ing)|call(?:s|ed|ing)\s+(?:it|the|this|for|on)|asked|urg\w+|"
    r"vow\w+|promis\w+|predict\w+|estimat\w+|suggest\w*|den(?:y|ies|ied)|think\w*|thought|"
    rf"(?:{one_of(saying.OPINIONS)})\s+that|quoted|cit(?:es|ed|ing)|"
    r"apologi\w+|critici\w+|prais\w+|demand(?:s|ed)|acknowledg\w+|mention(?:s|ed)|declar\w+|"
    r"stress(?:es|ed)|repl(?:y|ies|ied)|responded|conced\w+|assert\w*|maintains|maintained|"
    r"in\s+the\s+(?:view|opinion|words)\s+of|in\s+(?:his|her|their|its)\s+(?:view|opinion|words)|"
    rf"(?:{one_of(stories.PAPERS)})\s+(?:show|suggest|find|found)\w*)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording\s+to\s+[^,.;]+", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:(?:on|last)\s+)?(?:\d{{1,2}}\s+)?(?:{calendar.WEEKDAY}|{calendar.MONTH})"
    r"(?:\s+\d{1,2})?"
)
_QUOTED_SHARE, _LONGEST_QUOTATION = 0.6, 500
_NEAR = 2
_LEAST_SAID = 0.3  # of a sentence, for it to be somebody's words


@dataclass(frozen=True, slots=True)
class Said:
    """That somebody says a sentence; `speaker` is "" where the text leaves open who.

    `content` is what is said, in the offsets of the sentence. It `is_sure` where the statements of
    the whole article tell.
    """

    speaker: str
    content: str
    relay: str = ""
    is_sure: bool = False


def said_of(source: Source) -> Said | None:
    """Tell who says `source`; None where the article says it itself.

    By the statements of the whole article, where they hold most of the sentence; else by the words
    of the sentence and those beside it.
    """
    if (told := _told(source)) is not None:
        return told
    if (statement := find_statement(source.text)) and not is_day(statement.speaker.of(source.text)):
        relay = statement.relayed_by
        return Said(
            statement.speaker.of(source.text),
            statement.saying(source.text),
            relay.of(source.text) if relay else "",
        )
    if _is_spoken(source):
        return Said(next(speakers_beside(source), ""), source.text)
    if _PRONOUN.search(source.text):
        return Said(next(_speakers(_before(source)), ""), source.text)
    if found := _ACCORDING.search(source.text):
        return Said("", source.text[: found.start()] + source.text[found.end() :])
    return Said("", source.text) if _HEDGE.search(source.text) else None


def _told(source: Source) -> Said | None:
    """Give who says most of the sentence by the statements of its article."""
    text, span = source.piece.article.text, source.span
    covered = [(_covered(each, span), each) for each in source.told]
    share, statement = max(covered, key=lambda pair: pair[0], default=(0, None))
    if statement is None or share < _LEAST_SAID * (span.end - span.start):
        return None
    inside = (
        text[max(each.start, span.start) : min(each.end, span.end)] for each in statement.content
    )
    relay = statement.relayed_by
    return Said(
        statement.name.of(text), " ".join(inside), relay.of(text) if relay else "", is_sure=True
    )


def _covered(statement: Statement, span: Span) -> int:
    parts = (min(each.end, span.end) - max(each.start, span.start) for each in statement.content)
    return sum(max(0, each) for each in parts)


def is_day(speaker: str) -> bool:
    """Whether what was taken for a speaker is a day: "..., the mayor said on Tuesday"."""
    return bool(_DAY.fullmatch(speaker))


def speakers_beside(source: Source) -> Iterator[str]:
    """Give who speaks in the sentences beside `source`, the rest of its paragraph first."""
    text = source.piece.article.text
    behind = Span(source.span.end, source.paragraph.end)
    yield from _speakers([span.of(behind.of(text)) for span in sentence_spans(behind.of(text))])
    yield from _speakers(_before(source))


def _before(source: Source) -> list[str]:
    """Give the few sentences before `source` in its piece's article, the nearest first."""
    text = source.piece.article.text
    start = max(0, text.rfind("\n", 0, max(0, source.paragraph.start - 2)) + 1)
    before = text[start : source.span.start]
    return [span.of(before) for span in reversed(sentence_spans(before))][: 2 * _NEAR]


def _speakers(sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        if statement := find_statement(sentence):
            yield statement.speaker.of(sentence)


def _is_spoken(source: Source) -> bool:
    """Whether most of the sentence stands between marks that open and close in its paragraph."""
    inside = source.paragraph.of(source.piece.article.text)
    start = source.span.start - source.paragraph.start
    found = doubly_quoted_in(inside) or quoted_in(inside)
    # A longer one has lost its other mark.
    spans = [each for each in found if each.end - each.start <= _LONGEST_QUOTATION]
    return _share_quoted(spans, Span(start, start + len(source.text))) > _QUOTED_SHARE


def is_quotation(sentence: str) -> bool:
    """Whether most of `sentence` stands in quotation marks of its own."""
    return _share_quoted(quoted_in(sentence), Span(0, len(sentence))) > _QUOTED_SHARE


def _share_quoted(quoted: Sequence[Span], span: Span) -> float:
    inside = (min(one.end, span.end) - max(one.start, span.start) for one in quoted)
    return sum(max(0, each) for each in inside) / max(1, span.end - span.start)


def is_attributed(sentence: Read, told: Sequence[str]) -> bool:
    """Whether `sentence` itself says that somebody says it.

    A word of saying that stands in what is `told` says nothing of who tells it: "cases have been
    reported" is still the minister's.
    """
    inside = " ".join(told).lower()
    found = (each.group().lower() for each in _ATTRIBUTES.finditer(sentence.text))
    return any(each not in inside for each in found) or find_statement(sentence.text) is not None
