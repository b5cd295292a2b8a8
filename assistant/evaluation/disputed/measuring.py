"""Are all right answers shown, and is no wrong one shown as if nobody differed?"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from assistant import Answer
from assistant.evaluation.disputed.reading import DisputedQuestion

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_SIGNS = string.punctuation + "‘’“”–—…"
_PART = str.maketrans("", "", _SIGNS.replace("-", "").replace("–", "").replace("—", ""))
_MOST_FURTHER_WORDS = 3


@dataclass(frozen=True, slots=True)
class DisputedRow:
    """What one question came to; `values` are those of the versions shown."""

    question: DisputedQuestion
    values: tuple[str, ...]
    text: str = ""

    @property
    def shows_all_right(self) -> bool:
        """Whether every right answer is shown in some version."""
        return all(_is_shown(answer, self.values) for answer in self.question.right)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The values that are a wrong answer and hold no right one."""
        return tuple(value for value in self.values if self._is_wrong(value))

    @property
    def has_undisputed_wrong(self) -> bool:
        """Whether a wrong answer is the only version, or stands in the answer without another."""
        if len(set(self.values)) > 1:
            return False
        return bool(self.wrong) or any(
            _stands_in(_plain(answer), _plain(self.text)) for answer in self.question.wrong
        )

    @property
    def clutter(self) -> int:
        """How many values are no answer, neither a right nor a wrong one."""
        known = (*self.question.right, *self.question.wrong)
        return sum(not any(_is_shown(one, (value,)) for one in known) for value in self.values)

    def _is_wrong(self, value: str) -> bool:
        is_right = any(_is_shown(one, (value,)) for one in self.question.right)
        return not is_right and any(_is_shown(one, (value,)) for one in self.question.wrong)


@dataclass(frozen=True, slots=True)
class DisputedReport:
    """The rows, a question each, and the shares of them, 0..1."""

    rows: tuple[DisputedRow, ...]

    @property
    def all_right_shown(self) -> float:
        """The share of questions of which every right answer is shown."""
        return _mean(row.shows_all_right for row in self.rows)

    @property
    def no_wrong_undisputed(self) -> float:
        """The share of questions of which no wrong answer stands alone."""
        return _mean(not row.has_undisputed_wrong for row in self.rows)

    @property
    def strict(self) -> float:
        """The share of questions with all right answers shown, and no wrong one."""
        return _mean(row.shows_all_right and not row.wrong for row in self.rows)

    @property
    def with_account(self) -> float:
        """The share of questions that got an account."""
        return _mean(bool(row.values) for row in self.rows)

    @property
    def versions(self) -> float:
        """Versions a question, the mean."""
        return _mean(len(row.values) for row in self.rows)

    @property
    def clutter(self) -> float:
        """Versions a question that are neither a right nor a wrong answer, the mean."""
        return _mean(row.clutter for row in self.rows)

    def lines(self) -> list[str]:
        """Write the figures, a line each."""
        return [
            f"questions                   {len(self.rows):>6,}",
            f"all right answers shown     {self.all_right_shown:6.3f}",
            f"no wrong answer undisputed  {self.no_wrong_undisputed:6.3f}",
            f"strict (both, none wrong)   {self.strict:6.3f}",
            f"with an account             {self.with_account:6.3f}",
            f"versions a question         {self.versions:6.2f}",
            f"of them no answer           {self.clutter:6.2f}",
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the figures and the rows as JSON values."""
        figures = "all_right_shown no_wrong_undisputed strict with_account versions clutter".split()
        return {
            "questions": len(self.rows),
            **{name: getattr(self, name) for name in figures},
            "rows": [
                {
                    "id": row.question.id,
                    "values": list(row.values),
                    "shows_all_right": row.shows_all_right,
                    "has_undisputed_wrong": row.has_undisputed_wrong,
                    "wrong": list(row.wrong),
                }
                for row in self.rows
            ],
        }


def measure_disputed(
    questions: Sequence[DisputedQuestion],
    *,
    ask: Callable[[DisputedQuestion], Answer],
    on_progress: Callable[[int, int], None] | None = None,
) -> DisputedReport:
    """Ask every question and measure its accounts; `on_progress` is told how many are done."""
    rows: list[DisputedRow] = []
    for each in questions:
        answer = ask(each)
        values = (version.value for account in answer.accounts for version in account.versions)
        rows.append(DisputedRow(each, tuple(values), "" if answer.abstained else answer.text))
        if on_progress:
            on_progress(len(rows), len(questions))
    return DisputedReport(tuple(rows))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(fmean(found)) if found else 0.0


def _plain(text: str) -> str:
    """Normalise as SQuAD does; a dash parts words, so that "1861–62" and "1861-62" are one."""
    parted = re.sub(r"[-–—]", " ", text.lower().translate(_PART))
    return " ".join(_ARTICLES.sub(" ", parted).split())


def _is_shown(answer: str, values: Iterable[str]) -> bool:
    """Whether one of `values` is the answer, or it and at most a few words more."""
    wanted = _plain(answer)
    most = len(wanted.split()) + _MOST_FURTHER_WORDS
    plain = [value for each in values if len((value := _plain(each)).split()) <= most]
    return bool(wanted) and any(_stands_in(wanted, value) for value in plain)


def _stands_in(answer: str, text: str) -> bool:
    """Whether whole words of `text` are the answer."""
    return bool(answer) and f" {answer} " in f" {text} "
