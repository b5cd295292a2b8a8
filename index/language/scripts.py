"""What the characters of a text tell of its language, and of where its words end."""

from __future__ import annotations

import re
from itertools import pairwise

# Each script with the languages written in it, the commonest first.
_SCRIPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    (r"\u0400-\u052f", ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg")),
    (r"\u0530-\u058f", ("hy",)),
    (r"\u0590-\u05ff", ("he", "yi")),
    (r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff", ("ar", "fa", "ur", "ps", "ug", "ku")),
    (r"\u0900-\u097f", ("hi", "mr", "ne", "sa")),
    (r"\u0980-\u09ff", ("bn", "as")),
    (r"\u0a00-\u0a7f", ("pa",)),
    (r"\u0a80-\u0aff", ("gu",)),
    (r"\u0b00-\u0b7f", ("or",)),
    (r"\u0b80-\u0bff", ("ta",)),
    (r"\u0c00-\u0c7f", ("te",)),
    (r"\u0c80-\u0cff", ("kn",)),
    (r"\u0d00-\u0d7f", ("ml",)),
    (r"\u0d80-\u0dff", ("si",)),
    (r"\u10a0-\u10ff", ("ka",)),
    (r"\u1200-\u137f", ("am",)),
    (r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
)
_KANA = r"\u3040-\u30ff\uff66-\uff9f"
_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI, _LAO, _BURMESE, _KHMER = (
    r"\u0e00-\u0e7f",
    r"\u0e80-\u0eff",
    r"\u1000-\u109f",
    r"\u1780-\u17ff",
)
_UNSPACED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_HAN, ("zh", "ja")),
    (_THAI, ("th",)),
    (_LAO, ("lo",)),
    (_BURMESE, ("my",)),
    (_KHMER, ("km",)),
)
_RUNS = re.compile(f"[{_HAN}{_KANA}{_THAI}{_LAO}{_BURMESE}{_KHMER}]+")
# Two characters without a space between count as a word does.
_WORDS = [(re.compile(f"[{letters}]+"), known) for letters, known in _SCRIPTS]
_WORDS += [(re.compile(f"[{letters}]{{1,2}}"), known) for letters, known in _UNSPACED]
_IS_KANA = re.compile(f"[{_KANA}]")
_BEYOND_LATIN = re.compile(r"[\u0370-\u1dff\u2e80-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


def languages_written(text: str) -> tuple[str, ...]:
    """Give the languages that the script of most of `text` is used for; () for Latin letters."""
    if not _BEYOND_LATIN.search(text):
        return ()
    if _IS_KANA.search(text):
        return ("ja",)
    most, found = len(_LATIN.findall(text)), tuple[str, ...]()
    for words, languages in _WORDS:
        if (count := len(words.findall(text))) > most:
            most, found = count, languages
    return found


def spaced(text: str) -> str:
    """Write what stands without spaces (Chinese, Japanese, Thai, ...) in pairs of characters.

    "临江大桥" becomes "临江 江大 大桥": whatever the words in it are, they share pairs.
    """
    return _RUNS.sub(lambda run: f" {' '.join(_pairs(run.group()))} ", text)


def _pairs(run: str) -> list[str]:
    return [first + second for first, second in pairwise(run)] or [run]


def count_words(text: str) -> int:
    """Count the words of `text`; two characters count as one where no spaces part words."""
    runs = () if text.isascii() else _RUNS.findall(text)
    return len(text.split()) + sum(len(run) // 2 for run in runs)
