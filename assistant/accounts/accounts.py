"""What the articles give for one thing, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from assistant.accounts.asking import Sought
from assistant.accounts.origins import independent_origins
from assistant.accounts.standing import Value, grouped, is_part, versions_of
from assistant.accounts.telling import best_of_each, told
from assistant.accounts.values import Found, are_strangers, found_in, is_of_deed
from assistant.reading.choosing import Scored
from assistant.reading.evidence import ReadSentence
from assistant.types import Account, Evidence, Kind
from assistant.understanding import asking_sentence

# A sentence gives a value when it is at least this share as likely to answer as the likeliest. Two
# numbers beside the same words differ, two names there seldom do: in the news those must be
# likelier. A text without a day and an outlet is no news, and seldom says twice what it is about;
# the parts of one running story go on telling of the same.
_FIRST, _NUMBER, _NAME, _OF_REFERENCE_OR_STORY = 0.8, 0.6, 0.8, 0.4
_MOST = 6
_ALIKE = 80.0


def accounts_of(question: str, kind: Kind, read: Sequence[Scored]) -> tuple[Account, ...]:
    """Lay side by side what sentences give for the thing that `question` asks for.

    Args:
        question: what is asked, standing alone.
        kind: what it asks for.
        read: the sentences that were read for it, the likeliest to answer first.

    Returns:
        One account, its labels empty, with what the likeliest sentence gives that gives a value;
        none where nothing is asked that has a value, or where no likely sentence gives one.
    """
    sought = Sought.read(question, kind)
    found = _found(read, sought) if sought else []
    if sought is None or not found:
        return ()
    values = grouped(best_of_each([told(each, sought) for each in found]))
    if values[0].worth.sort == "name":
        first, is_open = values[0], sought.is_open
        others = (each for each in values[1:] if _is_account(first, each, is_open=is_open))
        values = [first, *others]
    versions = versions_of(values[:_MOST])
    if not any(found[0].evidence in version.evidence for version in versions):
        return ()  # they would gainsay the sentence that answers best
    origins = independent_origins([each for version in versions for each in version.evidence])
    return (Account(about=_about(question), versions=versions, origins=origins),)


def may_answer(question: str, kind: Kind, sentence: ReadSentence) -> bool:
    """Whether what the reader marks may be the number or the day that `question` asks for.

    "The school will close, she told parents on Thursday" gives no day of closing. Of other sorts
    of questions every answer may be.
    """
    sought = Sought.read(question, kind)
    is_value = sought is not None and sought.sort in {"number", "day"}
    return sought is None or not is_value or found_in(sought, sentence, 1.0) is not None


def _found(read: Sequence[Scored], sought: Sought) -> list[Found]:
    """Give what the sentences tell of one deed, in one unit; the likeliest first."""
    likely = (one for one in read if one.score >= _FIRST * read[0].score)
    values = [each for one in likely if (each := found_in(sought, one.sentence, one.score))]
    if not values:
        return []
    # Who and where are named, where anything likely is.
    named = [each for each in values if each.is_named] if sought.sort == "name" else []
    first = (named or values)[0]
    of_sort = replace(sought, sort=first.worth.sort)
    further = (
        found_in(of_sort, one.sentence, one.score)
        for one in read
        if one.score >= _share(first, one.quotable.evidence) * first.score
    )
    return [first, *(each for each in further if each and _goes_with(first, each, sought))]


def _share(first: Found, other: Evidence) -> float:
    """Give how likely, beside the first, another sentence must be to answer."""
    story = first.evidence.article.story
    if is_reference(other) or (story and other.article.story == story):
        return _OF_REFERENCE_OR_STORY
    return _NAME if first.worth.sort == "name" else _NUMBER


def _goes_with(first: Found, other: Found, sought: Sought) -> bool:
    """Whether another value may be of the same thing: of its deed, of its like."""
    if other.evidence is first.evidence or not first.is_like(other):
        return False
    if is_reference(other.evidence) and not other.worth.number:
        return True
    return is_of_deed(sought, first.evidence, other.evidence) and (
        bool(sought.names) or not are_strangers(first.evidence, other.evidence)
    )


def _is_account(first: Value, other: Value, *, is_open: bool) -> bool:
    """Whether another name is an account of its own, not merely another name in the news.

    Of news two texts must be alike but for the names, or each must be what somebody says, and not
    the same one; where the question is open even those may speak of two things. Of reference texts
    each tells what it is about.
    """
    told = [*first.told, *other.told]
    if all(is_reference(each.evidence) for each in told):
        return True
    pairs = ((one.evidence.quote, two.evidence.quote) for one in first.told for two in other.told)
    if any(fuzz.ratio(*pair) >= _ALIKE for pair in pairs):
        return True
    one, two = ({each.speaker for each in value.told if each.speaker} for value in (first, other))
    is_said = bool(one and two and one.isdisjoint(two))
    return is_said and not is_open and not is_part(other, first)


def is_reference(evidence: Evidence) -> bool:
    """Whether it is of a text without a day or an outlet, which is no news."""
    return not (evidence.article.published or evidence.article.outlet)


def _about(question: str) -> str:
    return asking_sentence(question).strip().rstrip("?").strip()
