"""Where a question says which days it means: dates that stand in it as an adverb.

"The 2030 election" or "Tuesday's vote" names a thing, and "than last week" compares; only what is
left when these are gone says when.
"""

from __future__ import annotations

import re

from index.language.english import asking, calendar, doubting, grammar, numerals, one_of

MONTH = re.compile(f"(?:{calendar.MONTH}|{calendar.SHORT_MONTH})", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d(?!\d)")
WEEKDAY = re.compile(calendar.WEEKDAY, re.IGNORECASE)
DAY_OF_MONTH = re.compile(r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w)")

_ANY_MONTH, _YEAR, _IN_MONTH = f"(?i:{MONTH.pattern})", YEAR.pattern, DAY_OF_MONTH.pattern
# A bare month or weekday needs its capital where it is a verb too: "may" and "march" are.
_MONTH, _WEEKDAY = f"(?:(?i:{calendar.PLAIN_MONTH})|{MONTH.pattern})", WEEKDAY.pattern
_COUNT = rf"(?:an?|{numerals.counts_between(1, 12)}|couple of|[1-9]\d?)"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|(?:{_WEEKDAY},? )?"
    rf"(?:{_IN_MONTH} (?:of )?{_ANY_MONTH}|{_ANY_MONTH} {_IN_MONTH})(?:,? {_YEAR})?)"
)
_POINT = rf"(?:{_DATE}|(?i:{_WEEKDAY})|yesterday)"
_SOME_MONTH = rf"(?:(?:{calendar.PART})[ -])?(?:{_ANY_MONTH} {_YEAR}|{_MONTH})"
_OF_DAY = "(?: (?:morning|afternoon|evening|night))?"

# What may follow an adverb: nothing more, or a word that opens another part. Any other word is
# what the date belongs to ("in March 2031 elections"). After a day a verb may follow as well.
_OPENS = one_of(grammar.OPENING)
_ACTS = rf"is|are|was|were|{grammar.DO}|[a-z]+ed"
_STOP = r"\s*(?:[?!,;:)]|\.(?!\w)|$)"
_ENDS = rf"(?={_STOP}|\s+(?:{_OPENS})\b)"
_ENDS_DAY = rf"(?={_STOP}|\s+(?:{_OPENS}|{_ACTS})\b)"

_FORMS = re.compile(
    "|".join(
        (
            rf"\b(?i:between|from) (?P<begins>{_DATE}|{_SOME_MONTH}|{_IN_MONTH}|{_WEEKDAY}) "
            rf"(?:and|to|until|till|through) (?P<ends>{_DATE}|{_SOME_MONTH}|{_WEEKDAY}){_ENDS}",
            rf"\b(?:[Ss]ince|[Aa]fter) (?P<since>{_POINT}|last (?:week|month)){_ENDS}",
            rf"\b[Ss]ince (?P<since_span>{_SOME_MONTH}|{_YEAR}){_ENDS}",
            rf"\b(?:[Bb]efore|[Uu]ntil) (?P<before>{_POINT}|the weekend){_ENDS}",
            rf"\b(?i:over|in|during|within|for) the (?:past|last|previous) "
            rf"(?:(?P<count>{_COUNT}) )?(?P<unit>day|week|month|year)s?{_ENDS}",
            rf"\b(?P<ago>{_COUNT} (?:day|week|month)s? ago){_ENDS_DAY}",
            rf"\b(?P<weekend>(?i:over|on|at|during) the weekend|[Ll]ast weekend){_ENDS_DAY}",
            rf"\b[Ll]ast (?P<last_day>(?i:{_WEEKDAY})){_OF_DAY}{_ENDS_DAY}",
            rf"\b(?P<last>[Ll]ast (?:week|month|year)){_ENDS_DAY}",
            rf"\b[Ll]ast (?P<last_month>{_MONTH}){_ENDS}",
            rf"\b(?:[Oo]n|[Ee]arly|[Ll]ate) (?P<on>{_POINT}){_OF_DAY}{_ENDS_DAY}",
            rf"\b(?:[Ii]n|[Dd]uring) (?P<month>{_SOME_MONTH}){_ENDS}",
            rf"\b(?:[Ii]n|[Dd]uring) (?P<year>{_YEAR}){_ENDS}",
            rf"\b(?P<yesterday>[Yy]esterday){_OF_DAY}{_ENDS_DAY}",
            rf"\b(?P<weekday>{_WEEKDAY}){_OF_DAY}{_ENDS_DAY}",
        )
    )
)
# Seen at once, so that a question without a date costs nothing.
_MAY_HOLD_DAYS = re.compile(
    rf"\d{{4}}|day\b|weekend|\b(?:last|past|previous|ago|{_MONTH})\b", re.IGNORECASE
)
# What is to come is not in the news of the day it comes on.
_TO_COME = re.compile(
    rf"\b(?:will|shall|next(?!-)|upcoming|ahead of|(?:{one_of(doubting.SCHEDULED)}) to)\b|['’]ll\b"
)
_COMPARES = re.compile(r"\b(?:than|compared|versus)\b[^.?!;]*$")
# "The first time since 1945" says how rare a thing is, not which news is meant.
_RARE = re.compile(rf"\b(?:{one_of(asking.RARE)})\b[^,;?]*$", re.IGNORECASE)
# The word before makes it a part of something else: "the last week", "every Sunday".
_BELONGS = re.compile(rf"\b(?:{one_of(grammar.BELONGING)}) $", re.IGNORECASE)
_FREE = frozenset("ago last last_day last_month weekday yesterday".split())
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]* $")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def find_days(question: str) -> dict[str, str]:
    """Give the one date a question sets itself, as the words under the name of their form.

    Empty where there is none, where there are several, and where the question is about what is
    yet to come.
    """
    if not _MAY_HOLD_DAYS.search(question) or _TO_COME.search(question):
        return {}
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), question)
    found = [each for each in _FORMS.finditer(plain) if _is_adverb(each)]
    if len(found) != 1:
        return {}
    return {name: words for name, words in found[0].groupdict().items() if words}


def without_days(question: str) -> str:
    """Give a question without the words that say which days are meant."""
    if not _MAY_HOLD_DAYS.search(question):
        return question
    return _FORMS.sub(lambda found: "" if _is_adverb(found) else found.group(), question)


def _is_adverb(found: re.Match[str]) -> bool:
    before, form = found.string[: found.start()], found.lastgroup or ""
    if _COMPARES.search(before):
        return False
    if form in ("since", "since_span"):
        return not _RARE.search(before)
    if form == "weekday" and (not before or _CAPITAL_BEFORE.search(before)):
        return False  # "Black Friday"
    return form not in _FREE or not _BELONGS.search(before)
