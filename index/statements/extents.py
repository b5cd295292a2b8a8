"""Where what is said begins and ends around its verb and its speaker."""

from __future__ import annotations

from index.language.english.asking import EMBEDDING
from index.language.english.calendar import DAYS
from index.language.english.grammar import NEXT, PAUSES, PREPOSITIONS, PRONOUNS
from index.language.english.saying import Class
from index.statements.found import NEAR, Sentence

_ADJUNCTS = PREPOSITIONS | DAYS | NEXT | {"as", "when", "while", "and", "but"}
_LEADS = PAUSES | {"that", "and", "but", "because"}
_TIMES = DAYS | NEXT | {"on", "in", "the", "a"}
_INSERTS = PREPOSITIONS | {"as", "when", "if", "while"}
_MANNERS = frozenset("back onstage simply".split())
_MATTER = frozenset("about against".split())
_LISTENING, _NEAR_QUOTATION, _NEAR_MATTER, _FAR = 14, 8, 5, 40


def follows_content(sentence: Sentence, at: int) -> bool:
    """Whether the verb at `at` stands after what is said: '..." said', '..., said Ines Dray'."""
    if at <= sentence.low:
        return False
    before, following = sentence.word(at - 1), sentence.word(at + 1)
    if sentence.is_quoted(at - 1):
        return before in PAUSES
    if before != "," or not following or following == "that":
        return False
    named = sentence.tokens.raw[at + 1][0].isupper()
    return named or following.startswith(("the", "a", "he", "she", "one"))


def right_of(sentence: Sentence, at: int, kinds: frozenset[Class], *, has_left: bool) -> int | None:
    """Give where what is said begins from `at` on, after its verb; None where it does not follow.

    `has_left` tells that it may stand before its speaker.
    """
    at += sentence.word(at) == "out"
    word = sentence.word(at)
    if not word or word in ".!?;)":
        return None
    if sentence.is_quoted(at):
        return at
    if kinds == {"quote"}:
        return _quotation_near(sentence, at)
    if word in {":", "that"}:
        return at + 1
    return _after(sentence, at, kinds, has_left=has_left)


def _after(sentence: Sentence, at: int, kinds: frozenset[Class], *, has_left: bool) -> int | None:
    if kinds == {"talk"}:
        near = range(at, min(sentence.high, at + _NEAR_MATTER))
        if sentence.word(at) == "of":
            return at + 1
        return next((n + 1 for n in near if sentence.word(n) in _MATTER), None)
    if sentence.word(at) == ",":
        if sentence.word(at + 1) in _INSERTS:
            return _after_insertion(sentence, at, kinds)
        return at + 1 if has_left or sentence.is_quoted(at + 1) else None
    if kinds & {"say", "tell"} or (kinds & {"show"} and not kinds & {"judge", "plan"}):
        return _after_listeners(sentence, at, kinds, has_left=has_left)
    return _after_other(sentence, at, kinds, has_left=has_left)


def _after_other(
    sentence: Sentence, at: int, kinds: frozenset[Class], *, has_left: bool
) -> int | None:
    word = sentence.word(at)
    if kinds == {"plan"} and word in {"with", "by", "in", "as", "and"}:
        return None
    thinks = not kinds & {"judge", "plan"}
    return None if thinks and has_left and word in _ADJUNCTS else at


def _after_insertion(sentence: Sentence, at: int, kinds: frozenset[Class]) -> int | None:
    """Step over ", without proof," between a verb and what is said."""
    near = range(at + 2, min(sentence.high, at + _LISTENING))
    comma = next((n for n in near if sentence.word(n) == ","), None)
    return None if comma is None else right_of(sentence, comma + 1, kinds, has_left=False)


def _after_listeners(
    sentence: Sentence, at: int, kinds: frozenset[Class], *, has_left: bool
) -> int | None:
    """Step over who is told, and when and where: "told the Gazette on Monday that ..."."""
    at = _after_day(sentence, at)
    word, listens = sentence.word(at), "tell" in kinds
    if not word or (word in PAUSES and not sentence.is_quoted(at)):
        return at + 1 if word and sentence.is_quoted(at + 1) else None
    if word in _MANNERS and sentence.word(at + 1) in {",", ":"}:
        return _quotation_near(sentence, at)
    if not (listens or word in _ADJUNCTS or word.endswith("ly")):
        return at
    begin = _opening(sentence, at, listens=listens)
    return begin if begin is not None or has_left else _matter(sentence, at, listens=listens)


def _matter(sentence: Sentence, at: int, *, listens: bool) -> int | None:
    """Give where it begins with no clause or quotation near: "said of the quay"."""
    word = sentence.word(at)
    if listens:
        return at
    if word in {"to", "as"}:
        return at
    if word in _MATTER | {"of", "for"}:
        return at + 1
    limit = min(sentence.high, at + _LISTENING)
    begin = next((n for n in range(at, limit) if sentence.word(n) not in _TIMES), limit)
    return begin if begin < sentence.high and sentence.word(begin) not in PAUSES else None


def _after_day(sentence: Sentence, at: int) -> int:
    """Step over "Tuesday night" or "on Tuesday"."""
    at += sentence.word(at) == "on" and sentence.word(at + 1) in DAYS
    while sentence.word(at) in DAYS:
        at += 1
    return at + (sentence.word(at) == "that")


def _quotation_near(sentence: Sentence, at: int) -> int | None:
    """Give where a quotation begins after a comma or colon near `at`."""
    for n in range(at, min(sentence.high, at + _NEAR_QUOTATION)):
        if sentence.word(n) == "that":
            return n + 1
        if sentence.word(n) in {",", ":"}:
            return n + 1 if sentence.is_quoted(n + 1) else None
    return None


def _opening(sentence: Sentence, at: int, *, listens: bool) -> int | None:
    """Give where a clause or quotation opens near `at`, None where a comma comes first."""
    for n in range(at, min(sentence.high, at + _LISTENING)):
        word = sentence.word(n)
        if listens and word in {"to", "about"}:
            return n
        if word in EMBEDDING:
            return n + (word == "that")
        if sentence.is_quoted(n) or word == ":":
            return n + (word == ":")
        if word == "," and not (
            sentence.is_quoted(n + 1) or sentence.word(n + 1) in DAYS | {"that"}
        ):
            return None
        if listens and n > at and word in PRONOUNS:
            return n
    return None


def around_as(sentence: Sentence, first: int, end: int) -> list[tuple[int, int]]:
    """Give what is said beside "as Ms Dray said": what follows its comma, else what leads to it."""
    near = range(end, min(sentence.high, end + _LISTENING))
    quoted = next((n for n in near if sentence.is_quoted(n)), 0)
    if sentence.word(quoted - 1) == ",":
        return [(quoted, sentence.high)]
    end += sentence.word(end) == "it"
    if sentence.word(end) == "," and first <= sentence.low + 1:
        return [(end + 1, sentence.high)]
    return [(sentence.low, first)] if sentence.word(first - 1) == "," else []


def after_pause(sentence: Sentence, at: int) -> list[tuple[int, int]]:
    """Give what goes on after the comma that ends "Ms Dray told them," in the midst of it."""
    near = range(at, min(sentence.high, at + _NEAR_QUOTATION))
    comma = next((n for n in near if sentence.word(n) == ","), None)
    return [] if comma is None else [(comma + 1, sentence.high)]


def end_of_name(sentence: Sentence, begin: int) -> int:
    """Give where 'called it "a wreck," and left' ends: what is called so is the quotation."""
    near = range(begin, min(sentence.high, begin + _NEAR_MATTER))
    at = next((n for n in near if sentence.is_quoted(n)), -1)
    if at < 0:
        return sentence.high
    quotation = sentence.tokens.quoted[at]
    rest = range(at, sentence.high)
    end = next((n for n in rest if sentence.tokens.quoted[n] != quotation), sentence.high)
    return end if at == begin or sentence.word(end - 2) == "," else sentence.high


def left_of(sentence: Sentence, end: int) -> int:
    """Give where what is said before `end` begins: after the statement before it."""
    for one in reversed(sentence.found[-NEAR:]):
        if one.cue[1] >= end:
            continue
        if one.trails:
            return max(sentence.low, one.speaker[1], one.cue[1])
        if one.parts and sentence.word(one.clause - 1) == ",":
            break
    return sentence.low


def goes_on(sentence: Sentence, end: int) -> list[tuple[int, int]]:
    """Give what is said after a speaker in its midst, where a quotation follows."""
    near = range(end, min(sentence.high, end + _FAR))
    begin = next((n for n in near if sentence.is_quoted(n)), None)
    if begin is None or sentence.word(begin - 1) not in _LEADS:
        return []
    return [(begin, sentence.high)]
