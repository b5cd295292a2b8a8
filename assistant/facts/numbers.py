"""The numbers of a text, with their units, in whatever form they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from index import Span
from index.language.english import grammar, numerals, one_of, units

Limit: TypeAlias = Literal["", "about", "over", "under"]
"""What a text says of a number beside its value."""

_ABOUT_SHARE, _LIMIT_SHARE, _EQUAL_SHARE = 0.05, 0.10, 1e-9
_VAGUE_REACH = 1_000.0

_LIMITS: dict[str, Limit] = {
    **dict.fromkeys(numerals.ABOUT, "about"),
    **dict.fromkeys(("over", "above", "at least", "more than", "upwards of"), "over"),
    **dict.fromkeys(("under", "below", "at most", "fewer than", "less than", "up to"), "under"),
}
_NUMBER = re.compile(
    rf"(?<![\w.,:])(?<![^\W\d_]-)(?:(?P<limit>{'|'.join(_LIMITS)})\s+)?"
    r"(?:(?:US|AU|NZ|HK|[AC])?(?P<sign>[$€£¥])\s?)?"
    rf"(?:(?P<digits>{numerals.DIGITED})(?P<nth>(?:st|nd|rd|th)\b)?(?P<half>\s+and\s+a\s+half\b)?"
    rf"|(?P<worded>\b{numerals.WORDED})(?P<also_half>\s+and\s+a\s+half(?:\s+{numerals.SCALE})?\b)?)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?<![\w-])(?:{numerals.ORDINAL})", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?P<count>an?|one|two|three|four)[\s-]+)?"
    r"(?:(?P<plural>third|quarter|fifth|tenth)s|(?P<part>third|quarter|fifth|tenth)(?=\s+of\b)"
    rf"|(?P<half>half)(?=\s+(?:of|the|all|{one_of(grammar.OWNERS)})\b))(?!-)",
    re.IGNORECASE,
)
_COUNTED = {"": 1, "a": 1, "an": 1}
_VAGUE = re.compile(
    rf"\b(?P<first>{'|'.join(numerals.VAGUE)})(?:\s+of\s+(?P<then>hundreds|thousands|millions))?\b",
    re.IGNORECASE,
)
_IMPLYING = re.compile(rf"\b(?:{'|'.join(numerals.IMPLIED)})\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?[–—-]\s?|\s+(?:to|and|or)\s+", re.IGNORECASE)
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_SCALED = re.compile(rf"(?:{numerals.SCALE}|bn|mn|tn|[mkb])$", re.IGNORECASE)
_AFTERNOON = re.compile(r"\s?p\.?m\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\s+(?:anniversary|birthday)\b", re.IGNORECASE)
_TORN = re.compile(r"(?<![\w.,])(\d{1,3}(?:, \d{3})+|\d+\. \d+)(?!\w)(?:\s(?P<scale>[a-z]+))?")
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text gives it.

    Attributes:
        span: its place, without what limits it.
        values: what it is worth; several where the text leaves it open ("5 to 10 million").
        unit: "percent", a currency, a measure, "ordinal", or "".
        factor: how many of `unit` one of its own unit is (a week is 604,800 seconds).
        limit: whether the text says "about", "more than" or "fewer than".
        is_vague: whether it only gives the size ("hundreds").
    """

    span: Span
    values: tuple[float, ...]
    unit: str = ""
    factor: float = 1.0
    limit: Limit = ""
    is_vague: bool = False

    def is_borne_out_by(self, other: Number) -> bool:
        """Whether a text that says `other` says this number too."""
        if not _units_fit(self.unit, other.unit):
            return False
        ours, theirs = (self.factor, other.factor) if self.unit and other.unit else (1.0, 1.0)
        return any(
            self._fits(one * ours, another * theirs, other.is_vague)
            for one in self.values
            for another in other.values
        )

    def _fits(self, value: float, given: float, given_vaguely: bool) -> bool:
        if self.is_vague and not given_vaguely:
            return value <= given < value * _VAGUE_REACH
        if given_vaguely and not self.is_vague:
            return False
        low, high = _between(value, self.limit)
        return low <= given <= high


def numbers_in(text: str) -> list[Number]:
    """Give the numbers of `text` in order. "One" alone counts nothing: it may be a pronoun."""
    found = [*_fractions(text), *_vague(text), *_plain(text), *_ordinals(text)]
    kept: list[Number] = []
    for number in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or number.span.start >= kept[-1].span.end:
            kept.append(number)
    return _with_shared_units(kept, text)


def implied_in(text: str) -> list[Number]:
    """Give what else may be read as a number in `text`: "both" is two, "1, 600" was torn."""
    said = [
        Number(Span(*each.span()), (float(numerals.IMPLIED[each.group().lower()]),))
        for each in _IMPLYING.finditer(text)
    ]
    return [*said, *(_mended(each) for each in _TORN.finditer(text))]


def _mended(each: re.Match[str]) -> Number:
    value = numerals.value_of(each[1].replace(" ", ""))
    scale = numerals.SCALES.get(each["scale"] or "", 1.0)
    return Number(Span(*each.span()), (value * scale,))


def _plain(text: str) -> Iterator[Number]:
    for each in _NUMBER.finditer(text):
        name = "digits" if each["digits"] else "worded"
        number = _with_unit(_read(each, name), each, text)
        if each["worded"] is None or each["worded"].lower() != "one" or number.unit in units.SHARES:
            yield number


def _read(each: re.Match[str], name: str) -> Number:
    value = numerals.value_of(each[name])
    if each["half"]:
        value += 0.5
    if also := each["also_half"]:
        value = (value + 0.5) * numerals.SCALES.get(also.rsplit(maxsplit=1)[-1].lower(), 1.0)
    values: tuple[float, ...] = (value,)
    if each[name][-1] in "mM" and each[name][-2:-1].isdigit() and not each["sign"]:
        values = (value, value / numerals.SCALES["million"])  # metres, or millions
    elif _POINTED.fullmatch(each[name]):
        values = (value, float(each[name].replace(".", "")))  # 12.5, or 12,500
    elif _AFTERNOON.match(each.string, each.end()) and value < _HALF_DAY:
        values = (value, value + _HALF_DAY)
    limit = _LIMITS[" ".join(each["limit"].lower().split())] if each["limit"] else ""
    start = each.start("sign") if each["sign"] else each.start(name)
    return Number(Span(start, each.end()), values, limit=limit)


def _with_unit(number: Number, each: re.Match[str], text: str) -> Number:
    if each["nth"]:
        return _of_place(number, text)
    if each["sign"]:
        return replace(number, unit=units.CURRENCIES[each["sign"]])
    behind = units.GLUED_UNIT.match(text, each.end()) or units.UNIT.match(text, each.end())
    if not behind:
        return number
    span = Span(number.span.start, behind.end())
    if behind.groupdict().get("percent"):
        return replace(number, span=span, unit="percent")
    word = behind["word"].lower()
    unit, factor = units.MEASURES.get(word) or (units.CURRENCIES[word], 1.0)
    return replace(number, span=span, unit=unit, factor=factor)


def _ordinals(text: str) -> Iterator[Number]:
    for each in _ORDINAL.finditer(text):
        value = numerals.ordinal_of(each.group())
        if value > 2 or "-" in each.group():  # noqa: PLR2004 - "first" and "second" say many things
            yield _of_place(Number(Span(*each.span()), (value,)), text)


def _of_place(number: Number, text: str) -> Number:
    """Give an ordinal its unit: the 20th anniversary counts 20 years."""
    if _ANNIVERSARY.match(text, number.span.end):
        return replace(number, unit="month", factor=12.0)
    return replace(number, unit="ordinal")


def _fractions(text: str) -> Iterator[Number]:
    for each in _FRACTION.finditer(text):
        part = numerals.PARTS[(each["plural"] or each["part"] or each["half"]).lower()]
        count = (each["count"] or "").lower()
        share = 100.0 * (_COUNTED.get(count) or numerals.COUNTS[count]) / part
        if each["count"] or each["half"]:
            yield Number(Span(*each.span()), (share, round(share)), unit="percent")


def _vague(text: str) -> Iterator[Number]:
    for each in _VAGUE.finditer(text):
        scale = numerals.VAGUE[each["first"].lower()]
        scale *= numerals.VAGUE[each["then"].lower()] if each["then"] else 1.0
        yield Number(Span(*each.span()), (scale,), is_vague=True)


def _with_shared_units(numbers: Sequence[Number], text: str) -> list[Number]:
    """Let the first of a range have the scale and the unit of the second: "5 to 10 million"."""
    shared = list(numbers)
    for at, (one, other) in enumerate(pairwise(numbers)):
        if _RANGE.fullmatch(text, one.span.end, other.span.start):
            shared[at] = _sharing(one, other, text)
    return shared


def _sharing(one: Number, other: Number, text: str) -> Number:
    scale = other.values[0] / _mantissa(other, text)
    is_bare = not _SCALED.search(one.span.of(text))
    values = (*one.values, *(value * scale for value in one.values)) if is_bare else one.values
    unit, factor = (one.unit, one.factor) if one.unit else (other.unit, other.factor)
    return replace(one, values=values, unit=unit, factor=factor)


def _mantissa(number: Number, text: str) -> float:
    digits = re.search(numerals.DIGITS, number.span.of(text))
    return numerals.value_of(digits.group()) or 1.0 if digits else number.values[0] or 1.0


def _units_fit(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return True
    is_bare = not ours or not theirs
    return is_bare and not {"percent", "ordinal"} & {ours, theirs}


def _between(value: float, limit: Limit) -> tuple[float, float]:
    """Give the least and the most that may stand in the text where `value` is said with `limit`."""
    share = abs(value)
    if limit == "about":
        return value - _ABOUT_SHARE * share, value + _ABOUT_SHARE * share
    low, high = value - _EQUAL_SHARE * share, value + _EQUAL_SHARE * share
    if limit == "over":
        return low, value + _LIMIT_SHARE * share
    return (value - _LIMIT_SHARE * share, high) if limit == "under" else (low, high)
