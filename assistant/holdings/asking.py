"""Whether a question asks what the archive holds, and not what its articles say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.question import without_days

Wanted: TypeAlias = Literal["count", "outlets", "days", "newest", "oldest", "articles"]

_PLEASE = re.compile(r"^(?:please |(?:can|could|would) you (?:please )?(?:tell me )?)", re.I)
_ENDS = re.compile(r"(?:[\s,]+please)?[\s?!.]*$", re.IGNORECASE)
_TEXTS = r"(?:news )?(?:articles?|stor(?:y|ies)|reports?|items?|documents?|texts?|pieces?)"
_PRESS = r"(?:outlets?|newspapers?|papers?|publications?|news sources?|sources?|publishers?)"
_ARCHIVE = r"(?:the|your|this) (?:archive|collection|database|index|corpus)"
# Only the archive has or holds articles: what an outlet published is for the articles to say.
_HELD = (
    rf"(?:do you (?:have|hold|know|know of|search|cover)|have you (?:got|read)|does {_ARCHIVE} (?:have|hold|"
    rf"contain|include|cover)|(?:are|is) (?:there )?in {_ARCHIVE}|are there in {_ARCHIVE}|"
    rf"can (?:you|i|be) (?:search|searched)|are (?:stored|archived|indexed|held)(?: here| in {_ARCHIVE})?)"
)
_SOURCE = r"(?: (?:from|by|of) (?P<source>.+?))?"
_ABOUT = r"(?: (?:about|on|regarding|concerning|mentioning) (?P<topic>.+?))?"
_HERE = rf"(?: (?:you have|in {_ARCHIVE}|here|that you have))?"
_FORMS: tuple[tuple[Wanted, re.Pattern[str]], ...] = tuple(
    (wanted, re.compile(form, re.IGNORECASE))
    for wanted, form in (
        ("count", rf"how many {_TEXTS}{_SOURCE}{_ABOUT} {_HELD}"),
        ("count", rf"how many {_TEXTS} {_HELD}{_SOURCE}{_ABOUT}"),
        ("count", rf"how many {_TEXTS} are there{_SOURCE}{_ABOUT}"),
        ("count", rf"how (?:big|large) is {_ARCHIVE}"),
        ("outlets", rf"(?:which|what|how many) {_PRESS} {_HELD}"),
        (
            "outlets",
            rf"(?:list|show)(?: me)? (?:all |all the |the )?{_PRESS} (?:you have|in {_ARCHIVE})",
        ),
        ("outlets", rf"(?:which|what) {_PRESS} are {_ARCHIVE}(?:['’]s)? {_TEXTS} from"),
        (
            "days",
            r"(?:which|what) (?:days?|dates?|periods?|time|time (?:span|period|range)|years?|months?)"
            rf" (?:does {_ARCHIVE}|do you|does it|do (?:the|your) {_TEXTS}) (?:cover|span|have|hold|reach)",
        ),
        (
            "days",
            rf"how far (?:back )?(?:do you|does {_ARCHIVE}|do (?:the|your) {_TEXTS}) (?:go|reach)"
            r"(?: back)?",
        ),
        (
            "days",
            rf"(?:from )?what (?:dates?|days?|period) (?:are|is) (?:the|your) {_TEXTS}(?: from)?",
        ),
        (
            "newest",
            rf"(?:(?:what|which)(?:['’]s| is| are| was| were)|show me|give me) (?:the|your) "
            rf"(?:newest|latest|most recent|last) {_TEXTS}{_HERE}{_SOURCE}{_ABOUT}{_HERE}",
        ),
        (
            "oldest",
            rf"(?:(?:what|which)(?:['’]s| is| are| was| were)|show me|give me) (?:the|your) "
            rf"(?:oldest|earliest|first) {_TEXTS}{_HERE}{_SOURCE}{_ABOUT}{_HERE}",
        ),
        (
            "articles",
            rf"(?:what|which)(?: other)?(?: {_TEXTS})?(?: else)? {_HELD}"
            r"(?: (?:from|by) (?P<source>.+?)| (?:about|on|regarding|concerning) (?P<topic>.+?))",
        ),
        (
            "articles",
            rf"(?:which|what) {_TEXTS} are (?:there )?"
            r"(?:(?:from|by) (?P<source>.+?)|(?:about|on) (?P<topic>.+?))",
        ),
        (
            "articles",
            rf"(?:list|show|find|give|get)(?: me)? (?:(?:all|the|every|some|any) )*{_TEXTS} "
            r"(?:(?:from|by) (?P<source>.+?)|(?:about|on) (?P<topic>.+?))",
        ),
        (
            "articles",
            rf"(?:do you|does {_ARCHIVE}) (?:have|hold|contain) (?:anything|something|any {_TEXTS}|{_TEXTS})"
            r" (?:(?:from|by) (?P<source>.+?)|(?:about|on) (?P<topic>.+?))",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the archive: of all articles, of one `source`, or about one `topic`."""

    wanted: Wanted
    source: str = ""
    topic: str = ""


def asked_of(question: str) -> Asked | None:
    """Tell what `question` asks of the archive; None where it asks what articles say.

    "How many articles do you have from the Gazette?" is for the archive, "How many articles did
    the Gazette publish?" for its articles. Words for days belong to neither source nor topic.
    """
    plain = " ".join(without_days(_ENDS.sub("", _PLEASE.sub("", question.strip()))).split())
    for wanted, form in _FORMS:
        if found := form.fullmatch(plain.strip(" ,")):
            named = found.groupdict()
            return Asked(wanted, named.get("source") or "", named.get("topic") or "")
    return None
