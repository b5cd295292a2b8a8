"""What an archive of any size takes, on paper: machines, memory, hours and money.

    python tests/bench/scale_model.py docs/scale.md

Reads what a passage costs, and what is paid for it, from the page's tables (a row is a name and a
number), and prints the table that follows from them; a test holds the page to it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, fields
from math import ceil
from pathlib import Path

from reporting import table

SIZES = (500_000, 10_000_000, 1_000_000_000)
_ROW = re.compile(r"^\| `(\w+)` \| ([\d.,]+) \|", re.MULTILINE)
_HOURS_A_MONTH = 730
_GIGA = 1e9
_WHOLE = 10  # what is less is written with a decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """What the page states; core-seconds, bytes, dollars."""

    passages_of_an_article: float
    adding: float
    embedding: float
    graph: float
    hearing: float
    tagging: float
    disk: float
    memory: float
    process: float
    cores: float
    gigabytes: float
    share: float
    core_hour: float
    gigabyte_hour: float
    disk_month: float

    @classmethod
    def of(cls, page: str) -> Costs:
        """Read the rows of a page."""
        stated = {name: float(number.replace(",", "")) for name, number in _ROW.findall(page)}
        return cls(**{each.name: stated[each.name] for each in fields(cls)})

    @property
    def machine_hour(self) -> float:
        """Dollars for an hour of one machine."""
        return self.cores * self.core_hour + self.gigabytes * self.gigabyte_hour


@dataclass(frozen=True, slots=True)
class Plan:
    """An archive of so many passages."""

    passages: int
    costs: Costs

    @property
    def articles(self) -> float:
        """How many articles these are."""
        return self.passages / self.costs.passages_of_an_article

    @property
    def core_hours(self) -> dict[str, float]:
        """Hours of one core until everything is found, heard and read again."""
        costs = self.costs
        seconds = {
            "adding": costs.adding * self.passages,
            "embedding": costs.embedding * self.passages,
            "graph": costs.graph * self.passages,
            "hearing": costs.hearing * self.articles,
            "tagging": costs.tagging * self.articles,
        }
        return {name: each / 3600 for name, each in seconds.items()}

    @property
    def memory(self) -> float:
        """Gigabytes that processes which ask hold together, one a machine."""
        return self.passages * self.costs.memory / _GIGA

    @property
    def machines(self) -> int:
        """How many machines hold that, with the rest of a process, in their share of memory."""
        room = self.costs.gigabytes * self.costs.share - self.costs.process
        return ceil(self.memory / room)

    @property
    def disk(self) -> float:
        """Gigabytes on disk."""
        return self.passages * self.costs.disk / _GIGA

    @property
    def once(self) -> float:
        """Dollars until everything can be asked: the machines, for as long as all cores work."""
        return sum(self.core_hours.values()) / self.costs.cores * self.costs.machine_hour

    @property
    def monthly(self) -> float:
        """Dollars a month while it can be asked."""
        machines = self.machines * self.costs.machine_hour * _HOURS_A_MONTH
        return machines + self.disk * self.costs.disk_month

    def column(self) -> list[str]:
        """Write it as a column of the table."""
        millions = self.articles / 1e6
        working = sum(self.core_hours.values()) / (self.costs.cores * self.machines)
        numbers = (
            millions,
            *self.core_hours.values(),
            working,
            self.memory,
            self.disk,
            self.machines,
            self.once,
            self.monthly,
            self.once / millions,
            self.monthly / millions,
        )
        return [
            f"{each:,.0f}" if each >= _WHOLE or each % 1 == 0 else f"{each:,.1f}"
            for each in numbers
        ]


ROWS = (
    "million articles",
    "core-hours of adding",
    "core-hours of embedding",
    "core-hours of building graphs",
    "core-hours of reading who says what",
    "core-hours of reading it again, by the tagger",
    "hours until all is done, on these machines",
    "gigabytes of memory, asking",
    "gigabytes on disk",
    "machines",
    "dollars once",
    "dollars a month",
    "dollars once, a million articles",
    "dollars a month, a million articles",
)


def on_paper(page: str) -> str:
    """Write the table that follows from what a page states."""
    columns = [Plan(size, Costs.of(page)).column() for size in SIZES]
    head = ("passages", *(f"{size:,}" for size in SIZES))
    return table(head, list(zip(ROWS, *columns, strict=True)))


if __name__ == "__main__":
    print(on_paper(Path(sys.argv[1]).read_text("utf-8")))
