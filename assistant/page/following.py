"""Questions that may come next: what others said in the days of an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from assistant.page.asked import Asked
from assistant.types import Answer
from index import is_same_speaker

if TYPE_CHECKING:
    from index import Index

_MOST: Final = 3
_NEAR: Final = timedelta(days=7)


def next_questions(index: Index, answer: Answer) -> tuple[Asked, ...]:
    """Give up to three questions after an answer; none where nothing is answered.

    Each is for what somebody said who speaks of the same and is not in the answer yet, and within
    the days of its articles.
    """
    days = [each.article.published for each in answer.citations if each.article.published]
    if not days:
        return ()
    within = {"since": f"{min(days) - _NEAR}", "until": f"{max(days) + _NEAR}", "infer": False}
    asked = answer.standalone or answer.question.text
    heard = [*answer.exchange.people]
    for name in (each.name for each in index.speakers(asked, limit=4 * _MOST)):
        if name[0].isupper() and not any(_is_one(name, each) for each in heard):
            heard.append(name)
    new = [name for name in heard if name not in answer.exchange.people and name not in asked]
    return tuple(Asked(f"What did {name} say?", within) for name in new[:_MOST])


def _is_one(name: str, other: str) -> bool:
    return is_same_speaker(name, other) or is_same_speaker(other, name)
