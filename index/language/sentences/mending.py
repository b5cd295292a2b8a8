"""What sentencex misses: cuts in the midst of a sentence, and ends that it takes for none."""

from __future__ import annotations

import re

from index.language.sentences.words import (
    AFTER_TIME,
    ASKING,
    BEFORE_NAME,
    NUMBERED,
    STARTERS,
    TITLES,
)

# An opening mark that sentencex left behind: it follows white space and touches the next sentence.
# News sites often print the closing sign on both sides, so the sign alone does not tell.
_STRAY_OPENING = re.compile(r"(?<=\s)[\"'“”„‟‘’«»(\[]+$")
# A closing mark that it left behind, and an emoji, which stands behind what it comments on.
_STRAY_CLOSING = re.compile("[\"'”’»)\\]\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+(?=\\s|$)")
# Where none of these is on either side of a cut, there is nothing to mend.
_SIGNS = frozenset("\"'“”„‟‘’«»()[]")

_OPENING = "\"“„‘'«»「『("
_ASKS = frozenset("?!？！。")
_CLOSING = "\"”’'»」』)]"
# A number, letter or sign of a list, or "P.S.": never a sentence of its own.
_LABEL = re.compile(r"\W*(?:(?:(?:Step|Rule|Part) )?\d{1,3}|[A-Za-z]|[IVX]{1,4}|P\.S|N\.B)\.\s*")
_ASKED = re.compile(
    rf"(?:(?:{'|'.join(sorted(TITLES))})\.?\s)?(?:[^\W\d_][\w.’'-]*\s){{1,4}}?(?:{'|'.join(sorted(ASKING))})\b"
)
_INITIAL = re.compile(r"[A-Z](?:[.-]+[A-Z])*")
_AFTER_INITIAL = re.compile(r"\b[A-Z]\.\s+$")
_APOSTROPHE = re.compile("['’]")  # "l'art."
# A cell of a table, "n.º", "J.-C.", and "«Почему?» — спросил он.".
_NEVER_FIRST = re.compile(r"[|ºª°]|(?<=\S)-|[—–-]\s+[^\W\d_A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_NO_END = TITLES | {"St", "Mt"}
_PARTICLES = frozenset("とっをがはもにのなで")
_LONGEST_LABEL, _BEHIND, _AHEAD = 16, 24, 80
_LONGEST = 1000  # characters of a sentence that are looked back on: a bound on odd texts' time
_MOST = 32  # ordinals are small: days, places, kings

_END = re.compile(r"[.!?…]([)\]\"”’'»]*)\s+(?=(?:[\"“‘'«(\[]?[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]|[¿¡]))")
_TITLED = re.compile(r"(?:Mrs?|Ms|Dr)\.?\s[A-Z]")
_MAY_END = re.compile(r"(?:(?:^|\W)([A-Z][\w.]*)|\d\s?[ap]\.m)\.\W*$")
_NO_NUMBER = re.compile(r"\b(?:no|etc)\.\s+$")
_BRACKET = re.compile(r"(?:^|[.!?][\"”’]?\s+)[(\[][^()\[\]]*[^A-Z.][.!?]+[)\]]\s*$")
_SPEECH = re.compile(r"[\"“][^\"“”]{1,300},[\"”]")


def mended(text: str, cut: int) -> int:
    """Move a cut that fell on the wrong side of a quotation mark."""
    if _SIGNS.isdisjoint(text[cut - 1 : cut + 1]) and text[cut : cut + 1] < "\u2600":
        return cut
    if stray := _STRAY_OPENING.search(text, max(0, cut - 4), cut):
        return stray.start()
    if stray := _STRAY_CLOSING.match(text, cut):
        return stray.end()
    return cut


def goes_on(text: str, begin: int, cut: int, language: str) -> bool:
    """Whether the sentence that begins at `begin` goes on at `cut`."""
    before, after = text[begin:cut].rstrip()[-_BEHIND:], text[cut : cut + _AHEAD]
    first, sign = after[0], before[-1]
    if _NEVER_FIRST.match(text, cut):
        return True
    if first.islower() and sign in ".!" and not after[1:2].isupper():
        return not text[begin].islower()  # all is written small
    if sign in _CLOSING and before[-2:-1] in _ASKS:
        return _is_asked(text[begin], sign, after)
    if sign != ".":
        return False
    if cut - begin <= _LONGEST_LABEL and _LABEL.fullmatch(text, begin, cut):
        return True
    word = _APOSTROPHE.split(before.split()[-1].strip(_OPENING + "."))[-1]
    return _is_counted(text, cut, word) or _is_short(word, after, language)


def _is_asked(begins: str, sign: str, after: str) -> bool:
    """Whether `after` tells who said what was quoted: '"Is it shut?" | Ms. Dray asked.'."""
    if sign in "」』":
        return after[0] in _PARTICLES
    if after[0] >= "\u2e80":  # Chinese: whose words begin the sentence is named behind them
        return begins in _OPENING and after[0] not in _OPENING
    return _ASKED.match(after) is not None


def _is_counted(text: str, cut: int, number: str) -> bool:
    """Whether `number` before `cut` counts one of several: "1. Ada Holm 2. Jon Asch"."""
    if not number.isdecimal():
        return False
    near = text[max(0, cut - _AHEAD) : cut + _AHEAD]
    return f" {int(number) - 1}. " in near or f" {int(number) + 1}. " in near


def _is_short(word: str, after: str, language: str) -> bool:
    """Whether the stop after `word` only shortens it."""
    if word in BEFORE_NAME.get(language, ()):
        return True
    if after[0].isdigit():
        return word.lower() in NUMBERED
    next_word = after.split(None, 1)[0].strip(_OPENING + ",.;")
    if after[0] in "¿¡" or next_word in STARTERS.get(language, ()):
        return False
    if word in {"a.m", "p.m"}:
        return next_word in AFTER_TIME
    if language == "de" and word.isdecimal():  # "der 2. Bürgermeister"
        return int(word) < _MOST
    return language in STARTERS and _INITIAL.fullmatch(word) is not None


def missed(text: str, cuts: set[int], language: str) -> set[int]:
    """Give the ends of sentences that are not among `cuts`."""
    more: set[int] = set()
    begin = 0
    for match in _END.finditer(text):
        at = match.end()
        if at not in cuts and at < len(text):
            if not _ends(text, begin, at, match[1], language):
                continue
            more.add(at)
        begin = at
    return more


def _ends(text: str, begin: int, at: int, closing: str, language: str) -> bool:
    """Whether the sentence that begins at `begin` ends before `at`."""
    sentence = text[max(begin, at - _LONGEST) : at]
    if (sentence.count('"') + sentence.count("“") + sentence.count("”")) % 2:
        return False
    if not closing:
        return _is_new(text, sentence, at, language)
    if closing[-1] in ")]":
        return _BRACKET.search(sentence) is not None
    is_seen = len(closing) == 1 and closing not in "'’»" and text[at] not in '"“'  # by sentencex
    return not is_seen and not _ASKED.match(text, at)


def _is_new(text: str, sentence: str, at: int, language: str) -> bool:
    """Whether what follows `sentence` shows that its last stop does not only shorten a word."""
    if text[at] in "¿¡" or _NO_NUMBER.search(sentence):
        return True
    if _TITLED.match(text, at):
        may = _MAY_END.search(sentence)
        return may is not None and may[1] not in _NO_END
    if language in STARTERS and _AFTER_INITIAL.search(sentence):
        return text[at : at + _AHEAD].split(None, 1)[0] in STARTERS[language]
    return _SPEECH.match(text, at) is not None
