"""Figures that change while an event goes on: of the dead, of the missing, of what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.accounts.accounts import accounts_of
from assistant.accounts.asking import Sought, rows_of
from assistant.facts import telling, words_of
from assistant.reading import Read
from assistant.reading.choosing import Scored
from assistant.reading.deciding import Signs
from assistant.reading.evidence import Quotable, ReadSentence
from assistant.types import Account
from index.language.english.stories import FIGURES

_AGED = re.compile(r"\b(?:aged|(?:man|woman|boy|girl) of)\s\d")
_FAR_DOWN = 0.7  # of the first sentence of an article, counts one that stands at its end


def changed_figures(sentences: Sequence[tuple[Quotable, int]]) -> tuple[Account, ...]:
    """Lay side by side what the sentences of a story give for what is counted in many of them.

    Each sentence comes with its number in its article, from 0: what stands above is likelier about
    the event itself. As nobody asks, no reader marks the figure: the one nearest to the word for
    what is counted is taken. Only figures that somebody gave otherwise before are given.
    """
    first = sorted(sentences, key=lambda each: each[1])
    told = [(each, place, telling(words_of(each.evidence.quote))) for each, place in first]
    return tuple(_changed(told))


def _changed(told: Sequence[tuple[Quotable, int, frozenset[str]]]) -> Iterator[Account]:
    for question in FIGURES:
        sought = Sought.read(question, "how many")
        assert sought
        deed = rows_of(*sought.deed)
        read = [
            _scored(each, place)
            for each, place, stems in told
            if deed & stems and not _AGED.search(each.evidence.quote)
        ]
        for account in accounts_of(question, "how many", read) if read else ():
            if any(version.status == "earlier" for version in account.versions):
                yield account


def _scored(sentence: Quotable, place: int) -> Scored:
    """Take a sentence for one in which all might be the figure."""
    whole = Read(1.0, 0, len(sentence.evidence.quote), 1.0)
    score = _FAR_DOWN + (1 - _FAR_DOWN) / (1 + place)
    return Scored(ReadSentence(sentence, whole), Signs(0.0), score)
