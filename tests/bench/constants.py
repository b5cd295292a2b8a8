"""The chosen numbers of the code, and what else each could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from workload import changed

Values = Mapping[str, Sequence[float]]
"""Other values of constants, by their full names."""

# With every passage embedded.
SEARCHING: Values = {
    "index.search.ranking._LEXICAL": (0, 0.15, 0.45, 0.6),
    "index.search.ranking._VECTOR": (0, 0.3, 0.45, 0.9),
    "index.search.ranking._TIME": (0, 0.15, 0.45, 0.6),
    "index.search.ranking._DAYS": (7, 10, 21, 28),
    "index.search.ranking._LEAD": (0, 0.05, 0.2, 0.3),
    "index.search.ranking._LEAD_CHARACTERS": (1_000, 10_000),
    "index.stores.lexicon.lexicon._TITLE_BOOST": (0, 2),
    "index.search.searching._LEXICAL_CANDIDATES": (50,),
    "index.search.searching._DATED_CANDIDATES": (1,),
    "index.search.searching._DATED_DAYS": (7, 28),
    "index.search.searching._VECTOR_CANDIDATES": (1,),
}
# With no passage embedded before each question.
ON_DEMAND: Values = {"index.search.searching._ON_DEMAND": (0, 5, 20)}
# The same, and the archive has to be built anew.
CUTTING: Values = {
    "index.adding._PASSAGE_TOKENS": (100, 250),
    "index.passages._TITLE_CHARACTERS": (0,),
}
# With every passage embedded; none of them changes what is searched, save how many are taken.
ANSWERING: Values = {
    "assistant.answering.drafting._READ_FROM": (8, 40),
    "assistant.answering.drafting.SENTENCE": (0, 0.25, 1),
    "assistant.reading.choosing.MOST_READ": (8, 24, 32),
    "assistant.reading.choosing._PASSAGE": (0.75, 3),
    "assistant.reading.choosing._WORDS": (0, 1),
    "assistant.reading.choosing._WEIGHED": (4, 16),
    "assistant.reading.choosing._AS_LIKELY": (0.3, 0.8),
    "assistant.reading.choosing._MOST_SENTENCES": (1, 2, 4),
    "assistant.reading.choosing._MOST_WORDS": (50, 100),
    "assistant.reading.choosing._ALIKE": (101,),  # none are alike
    "assistant.reading.deciding.ANSWERS": (0.4, 0.6),
}


@dataclass(frozen=True, slots=True)
class Instead:
    """Another value for a constant, such as "index.search.ranking._DAYS"."""

    constant: str
    value: float

    @property
    def module(self) -> ModuleType:
        """The module that holds the constant."""
        return import_module(self.constant.rpartition(".")[0])

    @property
    def name(self) -> str:
        """The constant's name in its module."""
        return self.constant.rpartition(".")[2]

    @property
    def shipped(self) -> float:
        """The value it has in the code, outside `here`."""
        return float(getattr(self.module, self.name))

    def __str__(self) -> str:
        return f"`{self.constant}` {self.value:g}, not {self.shipped:g}"

    @contextmanager
    def here(self) -> Iterator[None]:
        """Take the value inside the block, in this process only."""
        with changed(self.module, **{self.name: self.value}):
            yield


def each_instead(values: Values) -> Iterator[Instead]:
    """Give every other value of every constant."""
    for constant, others in values.items():
        yield from (Instead(constant, other) for other in others)
