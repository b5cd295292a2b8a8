"""Who says what one sentence says, by the grammar that reads whole articles.

Only what the sentence itself names; a pronoun is not a name.
"""

from __future__ import annotations

from dataclasses import replace

from index.language.english.calendar import DAYS
from index.language.english.grammar import DETERMINERS, OTHERS, PRONOUNS
from index.statements.articles import statements_in
from index.statements.voices import is_spoken, is_voiced
from index.types import Statement

_NOBODY = PRONOUNS | OTHERS | DETERMINERS | frozenset("report figures data".split())


def find_statement(sentence: str) -> Statement | None:
    """Find who says `sentence`, if it names somebody; offsets are those of `sentence`.

    Of several the one who says most of it. Nobody is better than somebody else: where the words
    leave it open, or say that it was not said, there is no statement.
    """
    named = (
        replace(one, speaker=one.name, named=None)
        for one in statements_in(sentence)
        if one.cue
        and is_spoken(one, sentence)
        and is_voiced(one, sentence)
        and _is_somebody(one.name.of(sentence))
    )
    return max(named, key=_much, default=None)


def _much(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)


def _is_somebody(speaker: str) -> bool:
    words = speaker.lower().split()
    return bool(words) and words[-1] not in DAYS and any(word not in _NOBODY for word in words)
