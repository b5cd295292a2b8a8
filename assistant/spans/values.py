"""Dates and numbers in a sentence, as spans of it."""

from __future__ import annotations

import re

from assistant.spans.asking import Value
from index import Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
CALENDAR = re.compile(rf"(?:{_MONTH}|{_DAY}s?)$")
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_NUMERAL = rf"(?:{_COUNT}|{_SCALE})"
_TIME = r"(?:second|minute|hour|day|week|month|year|decade)s?|centur(?:y|ies)"
_UNIT = (
    rf"(?:{_TIME}|(?:milli|centi|kilo)?met(?:er|re)s?|feet|foot|inch(?:es)?|miles?|yards?|acres?|"
    r"hectares?|pounds?|tons?|tonnes?|(?:kilo|milli)?grams?|mph|km|kg|degrees|gallons?|barrels?|"
    r"lit(?:er|re)s?|square\s+(?:miles|feet|kilomet(?:er|re)s|met(?:er|re)s))"
)
MEASURE = re.compile(rf"{_UNIT}$|per$|percent$|dollars?$|euros?$")

# Dates, the fullest form first.
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d,.]*\d|\s*%)"
_YEARS = (
    rf"(?:(?<=\bbetween\s){_YEAR}\s+and\s+{_YEAR}|(?<=\bfrom\s){_YEAR}\s+to\s+{_YEAR}"
    rf"|{_YEAR}(?:\s?[–-]\s?(?:{_YEAR}|\d\d(?!\d)))?)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = r"(?:(?:early|mid|late)[\s-]+)"
_CIRCA = r"(?:(?:about|around|approximately|circa|c\.)\s+)"
_DATES = (
    rf"{_PART}?{_NTH}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    rf"(?:{_DAY},?\s+)?{_MONTH}\s+{_NTH}(?!\d|,\d)(?:,?\s+{_YEAR})?",
    rf"{_PART}?{_MONTH}(?:\s+of)?,?\s+{_YEAR}",
    rf"(?:(?:next|last|this|early|late|mid)[\s-]+){_MONTH}",
    rf"(?:(?<=\bin\s)|(?<=\bby\s)|(?<=\bof\s)|(?<=\bsince\s)|(?<=\buntil\s)){_MONTH}(?!\s+\d)",
    rf"{_PART}?(?:the\s+)?{_PART}?\d{{3,4}}s",
    rf"(?:the\s+)?{_PART}?\d{{1,2}}(?:st|nd|rd|th)[\s-]+centur(?:y|ies)(?:\s+BCE?)?",
    rf"(?:(?:next|last|this|early)\s+)?{_DAY}(?:\s+(?:morning|afternoon|evening|night))?",
    r"(?:next|last|this)\s+(?:week|weekend|month|year|spring|summer|fall|autumn|winter)",
    r"(?:yesterday|tomorrow|tonight)",
    rf"(?:\d+|a\s+few|{_NUMERAL})\s+(?:{_TIME})\s+(?:ago|later|earlier)",
    rf"{_CIRCA}?\d{{1,4}}\s+(?:BCE?|AD|CE)",
    rf"{_CIRCA}?{_YEARS}",
)

# Numbers. What limits one ("more than") is part of it: the number alone would say something else.
_LIMIT = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|over|up\s+to|at\s+least|at\s+most|"
    r"(?:more|fewer|less)\s+than)\s+)?"
)
_LIMITED = re.compile(_LIMIT, re.IGNORECASE)
_DIGITS = rf"\d+(?:,\d{{3}})*(?:\.\d+)?(?:[\s-]+{_SCALE}s?)*"
# "Several hundred" and "one of them" count nothing: a number in words begins with a count.
_WORDED = rf"(?i:(?!one\s+of\b){_COUNT}(?:[\s-]+(?:and\s+)?{_NUMERAL}s?)*)"
_PIECE = r"(?:a|one|two)[\s-](?:third|quarter)s?|three[\s-]quarters"
_ONE = rf"(?:{_DIGITS}|{_WORDED}|{_PIECE})"
_AMOUNT = rf"(?:{_ONE}(?:(?:\s+to\s+|\s?[–-]\s?){_ONE})?)"
_SIGN = r"(?:US|A|C)?[$€£¥]\s?"
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|cents?|francs?|yen|yuan|ro?ubles?|rupees?|pesos?|crowns?|liras?|"
    r"kron(?:er|or|e|a)|marks?|dinars?|dirhams?|shekels?|guilders?|rand)"
)
_MONEY = rf"{_LIMIT}(?:{_SIGN}{_DIGITS}|{_AMOUNT}\s+(?:[A-Z]\w+\s+)?(?i:{_CURRENCY}))"
_PERCENT = rf"{_LIMIT}{_AMOUNT}(?:\s?%|\s+per\s?cent\b)"
_LENGTH = rf"{_LIMIT}{_AMOUNT}[\s-]+(?:an?\s+)?{_UNIT}"
_AGE = r"\d+(?=[\s-]years?[\s-]old)|(?<=\bage\s)\d+|(?<=\baged\s)\d+|(?<=,\s)\d{1,2}(?=,)"


def _whole(*patterns: str) -> re.Pattern[str]:
    """Match one of `patterns`, where no word or number goes on before or behind it."""
    return re.compile(rf"(?<![\w$€£¥.,-])(?:{'|'.join(patterns)})(?!\w|[.,]\d)")


_PATTERNS: dict[Value, re.Pattern[str]] = {
    "date": _whole(*_DATES),
    "year": _whole(_YEARS),
    "number": _whole(rf"{_LIMIT}{_AMOUNT}(?!\s?%|\s+per\s?cent)"),
    "amount": _whole(_MONEY, _PERCENT, _LENGTH),
    "money": _whole(_MONEY),
    "percent": _whole(_PERCENT),
    "age": re.compile(_AGE),
    "length": _whole(_LENGTH),
}


def values_in(value: Value, sentence: str) -> list[Span]:
    """Give the spans of `sentence` that hold a date or a number of the sort `value`, in order."""
    return [Span(match.start(), match.end()) for match in _PATTERNS[value].finditer(sentence)]


def unlimited(span: Span, sentence: str) -> Span:
    """Leave out of `span` what limits its number, where the question says already: roughly."""
    return Span(span.end - len(without_limit(span.of(sentence))), span.end)


def without_limit(number: str) -> str:
    """Give `number` without what limits it: "about 83" is the number that "83" is."""
    return _LIMITED.sub("", number, count=1)
