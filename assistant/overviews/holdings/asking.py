"""Whether a question asks what the archive holds, and not what its articles say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.understanding import without_days
from index.language.english.calendar import MONTH

Wanted: TypeAlias = Literal["count", "outlets", "days", "newest", "oldest", "articles", "speakers"]

_PLEASE = re.compile(r"^(?:please |(?:can|could|would) you (?:please )?(?:tell me )?)", re.I)
_ENDS = re.compile(r"(?:[\s,]+please)?[\s?!.]*$", re.IGNORECASE)
_TEXTS = r"(?:news )?(?:articles?|stor(?:y|ies)|reports?|items?|documents?|texts?|pieces?)"
_ARTICLES = r"(?:news )?(?:articles?|stor(?:y|ies))"
_PRESS = r"(?:outlets?|newspapers?|papers?|publications?|news sources?|sources?|publishers?)"
_ARCHIVE = r"(?:the|your|this) (?:archive|collection|database|index|corpus)"
# Only the archive has or holds articles: what an outlet published is for the articles to say.
_HELD = (
    rf"(?:do you (?:have|hold|search|cover)|have you (?:got|read)|"
    rf"does {_ARCHIVE} (?:have|hold|contain|include|cover)|"
    rf"(?:are|is) (?:there )?in {_ARCHIVE}|can (?:you|i|be) (?:search|searched)|"
    rf"are (?:stored|archived|indexed|held)(?: here| in {_ARCHIVE})?)"
)
_BY, _ON = "(?:from|by) (?P<source>.+?)", "(?:about|on|regarding|concerning) (?P<topic>.+?)"
_SOURCE, _ABOUT, _EITHER = f"(?: {_BY})?", f"(?: {_ON})?", f"(?:{_BY}|{_ON})"
_HERE = rf"(?: (?:that )?(?:you have|in {_ARCHIVE}|here))?"
_SHOW = "(?:list|show|find|give|get)(?: me)?"
_IS = rf"(?:(?:what|which)(?:['’]s| is| are)|{_SHOW}) (?:the|your)"
_ALL = "(?:(?:all|the|every|some|any) )*"
_PEOPLE = r"(?:people|persons|speakers|(?P<role>\w+(?: \w+)?))"
_QUOTED = rf"(?:(?:are|is|were|was) (?:quoted|cited)|speaks?|spoke)(?: (?:here|in {_ARCHIVE}))?"
_FORMS: tuple[tuple[Wanted, str], ...] = (
    ("count", f"how many {_TEXTS}{_SOURCE}{_ABOUT} {_HELD}"),
    ("count", f"how many {_TEXTS} {_HELD}{_SOURCE}{_ABOUT}"),
    ("count", f"how many {_ARTICLES} are there{_SOURCE}{_ABOUT}"),
    ("count", f"how many {_ARTICLES}{_SOURCE}{_ABOUT} are there"),
    ("count", f"how (?:big|large) is {_ARCHIVE}|what(?:['’]s| is| do you have) in {_ARCHIVE}"),
    ("outlets", f"(?:which|what|how many) {_PRESS} {_HELD}"),
    ("outlets", f"{_SHOW} {_ALL}{_PRESS} (?:you have|in {_ARCHIVE})"),
    ("outlets", f"(?:which|what) {_PRESS} are {_ARCHIVE}(?:['’]s)? {_TEXTS} from"),
    (
        "days",
        "(?:which|what) (?:days?|dates?|periods?|time|time (?:span|period|range)|years?|months?) "
        f"(?:does {_ARCHIVE}|do you|does it|do (?:the|your) {_TEXTS}) "
        "(?:cover|span|have|hold|reach)",
    ),
    (
        "days",
        f"how far (?:back )?(?:do you|does {_ARCHIVE}|do (?:the|your) {_TEXTS}) (?:go|reach)"
        "(?: back)?",
    ),
    ("days", f"(?:from )?what (?:dates?|days?|period) (?:are|is) (?:the|your) {_TEXTS}(?: from)?"),
    (
        "newest",
        f"{_IS} (?:newest|latest|most recent|last) {_ARTICLES}{_HERE}{_SOURCE}{_ABOUT}{_HERE}",
    ),
    ("oldest", f"{_IS} (?:oldest|earliest|first) {_ARTICLES}{_HERE}{_SOURCE}{_ABOUT}{_HERE}"),
    ("speakers", f"(?:who|(?:which|what) {_PEOPLE}) {_QUOTED}{_ABOUT}"),
    ("speakers", f"{_SHOW} {_ALL}{_PEOPLE} (?:who|that) {_QUOTED}{_ABOUT}"),
    ("articles", f"(?:what|which)(?: other)?(?: {_TEXTS})?(?: else)? {_HELD} {_EITHER}"),
    ("articles", f"(?:which|what) {_TEXTS} are (?:there )?{_EITHER}"),
    ("articles", f"{_SHOW} {_ALL}{_TEXTS} {_EITHER}"),
    (
        "articles",
        f"(?:do you|does {_ARCHIVE}) (?:have|hold|contain) "
        f"(?:anything|something|any {_TEXTS}|{_TEXTS}) {_EITHER}",
    ),
)
_READ = tuple((wanted, re.compile(form, re.IGNORECASE)) for wanted, form in _FORMS)
# "articles from May 2031" are of those days, and of no outlet.
_FROM_DAYS = re.compile(
    rf"\bfrom (?=(?:(?:19|20)\d\d|{MONTH}(?: (?:19|20)\d\d)?)\s*(?:[?.!]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the archive: of all articles, of one `source`, or about one `topic`.

    `role` is what the speakers asked for are: "ministers".
    """

    wanted: Wanted
    source: str = ""
    topic: str = ""
    role: str = ""


def of_days(question: str) -> str:
    """Write "from May 2031" as the days it means: "in May 2031"."""
    return _FROM_DAYS.sub("in ", question)


def asked_of(question: str) -> Asked | None:
    """Tell what `question` asks of the archive; None where it asks what articles say.

    "How many articles do you have from the Gazette?" is for the archive, "How many articles did
    the Gazette publish?" for its articles. Words for days belong to neither source nor topic.
    """
    plain = _ENDS.sub("", _PLEASE.sub("", of_days(question.strip())))
    plain = " ".join(without_days(plain).split())
    for wanted, form in _READ:
        if found := form.fullmatch(plain.strip(" ,")):
            named = {name: words or "" for name, words in found.groupdict().items()}
            return Asked(wanted, **named)
    return None
