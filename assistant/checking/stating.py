"""Whether a sentence states something that could be true or false."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.instructions import is_instruction
from assistant.checking.quotations import quoted_in
from assistant.facts import Word, numbers_in, words_of
from assistant.types import Flaw
from index.language.english import doubting, grammar, one_of, verbs

_FEWEST_WORDS, _MOST_OF_A_HEADING = 3, 12
_FEW_WORDS = 6  # a stop behind fewer makes no sentence of them
# "It is not known", "It was on Monday that" and the like mean nothing before them.
_PRONOUN = re.compile(
    r"(?:He|She|They|It(?!(?:['’]s| is| was| remains)(?: not)? "
    rf"(?:{one_of(doubting.IMPERSONAL)}|(?:on|in|at)|(?:the|his|her))\b))\s+[a-z]"
)
# A clause that is not what the sentence itself states.
_SUBORDINATE = re.compile(
    rf"\b(?:{one_of(grammar.CLAUSES)}"
    r"|(?<!\bin )(?<!\bof )(?<!\bon )(?<!\bat )that)\b[^,]*",
    re.IGNORECASE,
)
_VERB_ENDING = re.compile(
    rf"(?:[^\W\d_]{{2}}(?:ed|[^su\W]s)|(?:['’](?:{grammar.SHORTENED})|n['’]t))$", re.IGNORECASE
)
_STOP = re.compile(r"[.!…][\"'”’»)\]*]*\s*$")
_QUESTION = re.compile(r"\?[\s\"'”’»)\]*]*$")
_CODE = re.compile(
    r"```|\bdef \w+\(|\bimport \w+(?:\s|$)(?=.*[;({])|\bfunction\s*\w*\(|\bprint\(|console\.log|"
    r"</?\w+>|=>\s*\{|\{\s*\"|^\s*#include|\bSELECT\b.*\bFROM\b"
)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_HEADING = re.compile(r"^\s*#{1,6}\s|[:：]\s*\**\s*$|^\s*\*\*[^*]+\*\*\s*$")
_TO_READER = re.compile(
    r"^[\s\W]*(?:click|tap|visit|see\s+(?:also|below|above)|note\s+that|sign\s+up|subscribe|reach\s+(?:reporter|out)|follow\s+(?:us|me|him|her|them|@)|"
    r"download|read\s+more|scroll|follow\s+us|contact|let\s+me|feel\s+free|please)\b",
    re.IGNORECASE,
)
_OF_THE_WRITER = re.compile(r"\b(?:I|I['’]m|I['’]ve|I['’]ll|my|me)\b")


def statement_flaws(sentence: str, cited: str, titles: Sequence[str] = ()) -> list[Flaw]:
    """Say why `sentence` states nothing, if so.

    `cited` is the text it may be taken from, `titles` what stands above that.
    """
    reason = _lack_of_statement(sentence, cited, titles)
    return [Flaw("no_statement", reason)] if reason else []


def _lack_of_statement(sentence: str, cited: str, titles: Sequence[str]) -> str:
    """Say what `sentence` is instead of a statement; "" where it is one."""
    words = [word for word in words_of(_URL.sub(" ", sentence)) if word.plain]
    speaks = bool(_OF_THE_WRITER.search(_unquoted(sentence)))
    tests = {
        f'"{sentence.strip()}" is too short to state anything.': len(words) < _FEWEST_WORDS,
        "It is code.": bool(_CODE.search(sentence)),
        "It asks, and states nothing.": _asks(sentence),
        "It is a heading: it has no verb.": _is_heading(sentence, words),
        "It is a part of a sentence.": _is_fragment(sentence),
        "It is the heading of an article.": _is_title(sentence, titles) and sentence not in cited,
        "It tells the reader what to do.": _directs(sentence),
        "It speaks of its writer, not of the news.": speaks and sentence.strip() not in cited,
    }
    return next((reason for reason, holds in tests.items() if holds), "")


def _is_heading(sentence: str, words: Sequence[Word]) -> bool:
    is_long = len(words) > _MOST_OF_A_HEADING
    is_whole = is_long or (len(words) > _FEW_WORDS and bool(_STOP.search(sentence)))
    has_verb = is_whole or any(_is_verb(one.text) for one in words)
    return bool(_HEADING.search(sentence)) or not has_verb


def leans_on_another(sentence: str) -> bool:
    """Whether its subject is a pronoun, so that another sentence must say who or what is meant."""
    return bool(_PRONOUN.match(sentence))


def _is_fragment(sentence: str) -> bool:
    """Whether it counts something and says nothing of it: "44 vehicles when it capsized"."""
    number = next(iter(numbers_in(sentence)), None)
    if number is None or number.span.start:
        return False
    clause = _SUBORDINATE.sub("", sentence[number.span.end :])
    words = [word.text for word in words_of(clause) if word.plain]
    if words and clause.startswith((".", ":")):  # of a list, or a year
        return False
    # What is counted looks like a verb: "crowns", "new cables".
    counted = next((at for at, one in enumerate(words[:2], 1) if _is_plural(one)), 0)
    return not any(_is_verb(each) for each in words[counted:])


def _is_plural(word: str) -> bool:
    return word.endswith("s") and word not in verbs.FINITE


def _is_title(sentence: str, titles: Sequence[str]) -> bool:
    said = [word.plain for word in words_of(sentence)]
    return any(said == [word.plain for word in words_of(title)] for title in titles if title)


def _directs(sentence: str) -> bool:
    return is_instruction(sentence) or bool(_TO_READER.search(sentence))


def _asks(sentence: str) -> bool:
    return bool(_QUESTION.search(sentence)) and not _ends_in_a_quotation(sentence)


def _ends_in_a_quotation(sentence: str) -> bool:
    """Whether the question is somebody else's, in a sentence that says more."""
    return any(span.start > 1 and "?" in span.of(sentence) for span in quoted_in(sentence))


def _is_verb(word: str) -> bool:
    return word.lower() in verbs.FINITE or bool(_VERB_ENDING.search(word))


def _unquoted(sentence: str) -> str:
    for span in reversed(quoted_in(sentence)):
        sentence = sentence[: span.start] + sentence[span.end :]
    return sentence
