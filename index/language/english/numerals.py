"""Numbers written in digits or in words, and what they are worth."""

from __future__ import annotations

import re

COUNTS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=3,
    )
} | {"first": 1, "second": 2, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_HUNDRED = 100
VAGUE = {
    "tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3,
    "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
IMPLIED = {
    "both": 2, "couple": 2, "pair": 2, "twice": 2, "double": 2, "doubled": 2, "twin": 2,
    "twins": 2, "duo": 2, "trio": 3, "triple": 3, "tripled": 3, "thrice": 3, "quartet": 4,
    "triplets": 3, "fortnight": 14, "decade": 10, "dozen": 12, "century": 100,
}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
ABOUT = tuple("about almost approximately around circa nearly roughly some".split())
"""Words in front of a number that is not meant exactly."""


def counts_between(least: int, most: int) -> str:
    """Give the words for the numbers from `least` to `most`, parted by "|"."""
    return "|".join(word for word, value in COUNTS.items() if least <= value <= most)


_UNITS, _TENS = counts_between(1, 9), counts_between(20, 90)
_TEENS = f"zero|{counts_between(10, 19)}"
SMALL = rf"(?:(?:{_TENS})(?:[\s-](?:{_UNITS})\b)?|{_TEENS}|{_UNITS})\b"
SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion)\b"
_SPACE = "[ \u00a0\u2007-\u2009\u202f'’]"  # "12 500", "12’500", as much of Europe parts thousands
DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d|[.,]\d)"
    r"|\d+(?:[.:]\d+)?)"
)
_DECIMAL_COMMA = re.compile(rf"(?<={_SPACE}\d{{3}}),(?=\d{{1,2}}$)")
WORDED = (
    rf"(?:(?:half\s+an?|a|{SMALL})[\s-]{SCALE}"
    rf"(?:[\s-](?:and\s+)?(?:{SMALL}[\s-])?{SCALE}|\s(?:and\s+)?{SMALL})*|{SMALL})"
)
DIGITED = rf"{DIGITS}(?:(?:[\s-]{SCALE})+|\s?(?:bn|mn|tn)\b|[mkb]\b)?"
ORDINAL = rf"(?:(?:{_TENS})-)?(?:{'|'.join(_ORDINALS)})\b"
_PART = re.compile(rf"{DIGITS}|[^\W\d_]+")


def value_of(numeral: str) -> float:
    """Give what `numeral` is worth: "three hundred and five thousand" is 305,000."""
    total, current = 0.0, 0.0
    for part in _PART.findall(numeral.lower()):
        scale = SCALES.get(part)
        if scale is None:
            current += _count(part)
        elif scale <= _HUNDRED:
            current = (current or 1.0) * scale
        else:
            total, current = total + (current or 1.0) * scale, 0.0
    return total + current


def ordinal_of(word: str) -> float:
    """Give the place that `word` names: "third" and "twenty-third" are 3 and 23."""
    tens, _, last = word.lower().rpartition("-")
    return float(COUNTS.get(tens, 0) + _ORDINALS[last])


def _count(part: str) -> float:
    if part[0].isdigit():
        plain = re.sub(rf",|{_SPACE}", "", _DECIMAL_COMMA.sub(".", part))
        return float(plain.replace(":", "."))
    return 0.5 if part == "half" else float(COUNTS.get(part, 0))
