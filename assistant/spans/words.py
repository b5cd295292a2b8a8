"""The words of a text with their places, and what makes two words the same word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

# A word, a number or one sign; a possessive ending, an initial and "U.S." are one each.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])|\b(?:Dr|Gov|Gen|Jr|Lt|Mr|Mrs|Ms|Rep|Sen|Sgt|St)\."
    r"|['’]s\b|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d])|\w+(?:[-.&]\w+|['’](?!s\b)\w+)*|[^\w\s]"
)
_CAPITAL = re.compile(r"(?!I(?:['’]|$))(?:[^\W\d_a-zß-ÿ]|[dl]['’][A-Z])")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ed|es|ly|e|s|y)$")
_SHORTEST_STEM = 3
_IRREGULAR = {
    "became": "become", "began": "begin", "begun": "begin", "bought": "buy", "broke": "break",
    "broken": "break", "brought": "bring", "built": "build", "came": "come", "caught": "catch",
    "children": "child", "chose": "choose", "chosen": "choose", "die": "death", "died": "death",
    "drawn": "draw", "drew": "draw", "driven": "drive", "drove": "drive", "fallen": "fall",
    "fell": "fall", "felt": "feel", "fled": "flee", "flew": "fly", "flown": "fly",
    "fought": "fight", "found": "find", "gave": "give", "given": "give", "gone": "go",
    "grew": "grow", "grown": "grow", "head": "lead", "heard": "hear", "held": "hold",
    "kept": "keep", "knew": "know", "known": "know", "led": "lead", "left": "leave", "lost": "lose",
    "made": "make", "men": "man", "met": "meet", "paid": "pay", "ran": "run", "risen": "rise",
    "rose": "rise", "said": "say", "sank": "sink", "sent": "send", "shot": "shoot", "shown": "show",
    "sold": "sell", "spent": "spend", "spoke": "speak", "spoken": "speak", "stole": "steal",
    "stolen": "steal", "stood": "stand", "struck": "strike", "sunk": "sink", "swore": "swear",
    "sworn": "swear", "taken": "take", "taught": "teach", "threw": "throw", "thrown": "throw",
    "told": "tell", "took": "take", "went": "go", "women": "woman", "won": "win",
    "written": "write", "wrote": "write",
}  # fmt: skip
# Words that every text holds: sharing one says nothing.
_COMMON = frozenset(
    "a about after all also an and any are as at be because been before being both but by can "
    "could did do does during each for from get had has have he her him his how i if in into is "
    "it its like many may me more most much my no not of on one only or other our over own said "
    "say says she should so some such than that the their them then there these they this those "
    "through to under up us was we were what when where which while who whom whose why will with "
    "would you your".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of a text, and its place there; `stem` is "" for a sign."""

    text: str
    start: int
    end: int
    stem: str

    @property
    def tells(self) -> bool:
        """Whether sharing it with another text says something."""
        return bool(self.stem) and self.text.lower() not in _COMMON

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter; "d'Alene" counts."""
        return bool(_CAPITAL.match(self.text))


def words_of(text: str) -> list[Word]:
    """Give the words, numbers and signs of `text`, in order."""
    return list(_words_of(text))


@lru_cache(maxsize=2_048)  # the sentences of one question are read by many rules
def _words_of(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(match.group(), match.start(), match.end(), stem_of(match.group()))
        for match in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=32_768)
def stem_of(word: str) -> str:
    """Give what a word shares with its other forms: "elected" and "election" give "elect"."""
    plain = _without_accents(word.lower()).replace(".", "").replace(",", "")
    if not any(letter.isalnum() for letter in plain) or plain in {"'s", "’s"}:
        return ""
    plain = _IRREGULAR.get(plain, plain)
    stem = _ENDINGS.sub("", plain)
    return stem if len(stem) >= _SHORTEST_STEM and not plain[0].isdigit() else plain


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(each for each in normalize("NFKD", word) if not combining(each))


def telling(words: Iterable[Word]) -> frozenset[str]:
    """Give the stems of the words that say something."""
    return frozenset(word.stem for word in words if word.tells)
