"""How well differing accounts stand side by side, over questions with documents of their own.

Are all right answers shown, and is no wrong one shown as if nobody differed?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, Final

from assistant import Answer, Assistant
from assistant.evaluation.records import id_of, text_of
from assistant.evaluation.sets import Progress, read_objects, told
from assistant.evaluation.texts import tokens
from index import Article, Embedder, Index

_HELD: Final = (
    'question; write a line such as {"id": "1", "question": "Who ...?", '
    '"documents": [{"text": "..."}], "gold_answers": ["..."], "wrong_answers": []}'
)
_MOST_FURTHER_WORDS = 3


@dataclass(frozen=True, slots=True)
class DisputedQuestion:
    """A question whose `documents` may agree, differ or mislead.

    All of the `right` answers should be shown, none of the `wrong` ones as if nobody differed.
    """

    id: str
    text: str
    documents: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


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


_FIGURES: Final[Mapping[str, tuple[str, int, Callable[[DisputedRow], float]]]] = {
    "all_right_shown": ("all right answers shown", 3, lambda row: row.shows_all_right),
    "no_wrong_undisputed": (
        "no wrong answer undisputed", 3, lambda row: not row.has_undisputed_wrong,
    ),
    "strict": (
        "strict (both, none wrong)", 3, lambda row: row.shows_all_right and not row.wrong,
    ),
    "with_account": ("with an account", 3, lambda row: bool(row.values)),
    "versions": ("versions a question", 2, lambda row: len(row.values)),
    "clutter": ("of them no answer", 2, lambda row: row.clutter),
}  # fmt: skip
"""What the mean of a row's figure is called in words, its digits, and the figure."""


@dataclass(frozen=True, slots=True)
class DisputedReport:
    """The rows, a question each."""

    rows: tuple[DisputedRow, ...]

    def __getitem__(self, figure: str) -> float:
        _, _, of_row = _FIGURES[figure]
        return float(fmean(map(of_row, self.rows))) if self.rows else 0.0

    def lines(self) -> list[str]:
        """Write the figures, a line each."""
        return [f"{'questions':<26}  {len(self.rows):>6,}"] + [
            f"{words:<26}  {self[name]:6.{digits}f}"
            for name, (words, digits, _) in _FIGURES.items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the figures and the rows as JSON values."""
        return {
            "questions": len(self.rows),
            **{name: self[name] for name in _FIGURES},
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


def read_disputed(path: Path) -> list[DisputedQuestion]:
    """Read a file of lines with `id`, `question`, `documents`, `gold_answers`, `wrong_answers`.

    A document is a text, or an object with a `text`; nothing else of it is read.

    Raises:
        EvaluationError: lines cannot be read, or none holds a question.
    """
    return read_objects(path, _question, holds=_HELD)


def asked_of_documents(question: DisputedQuestion, *, embedder: Embedder) -> Answer:
    """Ask an archive of nothing but the question's documents, each an article without a date."""
    with TemporaryDirectory(prefix="byline-") as folder:
        articles = [
            Article(id=f"{number:03}", text=text)
            for number, text in enumerate(question.documents, 1)
        ]
        with Index.open(Path(folder) / "archive", embedder=embedder, create=True) as index:
            index.add(articles)
            return Assistant(index).ask(question.text)


def measure_disputed(
    questions: Sequence[DisputedQuestion],
    *,
    ask: Callable[[DisputedQuestion], Answer],
    on_progress: Progress | None = None,
) -> DisputedReport:
    """Ask every question and measure its accounts; `on_progress` is told how many are done."""
    return DisputedReport(tuple(_row(each, ask(each)) for each in told(questions, on_progress)))


def _row(question: DisputedQuestion, answer: Answer) -> DisputedRow:
    values = (version.value for account in answer.accounts for version in account.versions)
    return DisputedRow(question, tuple(values), "" if answer.abstained else answer.text)


def _question(fields: Mapping[str, Any]) -> DisputedQuestion:
    documents = tuple(text for each in _list(fields, "documents") if (text := _document(each)))
    right = _answers(fields, "gold_answers")
    if not documents or not right:
        raise ValueError("documents and gold_answers must each hold at least one text.")
    return DisputedQuestion(
        id=id_of(fields),
        text=text_of(fields, "question"),
        documents=documents,
        right=right,
        wrong=_answers(fields, "wrong_answers") if "wrong_answers" in fields else (),
    )


def _document(given: Any) -> str:
    text = given.get("text") if isinstance(given, Mapping) else given
    if not isinstance(text, str):
        # A ValueError like all that can be wrong with a line.
        raise ValueError(f"a document is {given!r}, but it must be a text or hold one.")  # noqa: TRY004
    return text.strip()


def _answers(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = _list(fields, name)
    if not all(isinstance(each, str) and each.strip() for each in given):
        raise ValueError(f"{name} is {given!r}, but it must hold texts.")
    return tuple(dict.fromkeys(given))


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    given = fields.get(name)
    if not isinstance(given, list):
        # A ValueError like all that can be wrong with a line.
        raise ValueError(f"{name} is {given!r}, but it must be a list.")  # noqa: TRY004
    return given


def _plain(text: str) -> str:
    """Normalise as SQuAD does; a dash parts words, so that "1861–62" and "1861-62" are one."""
    return " ".join(tokens(re.sub(r"[-–—]", " ", text)))


def _is_shown(answer: str, values: Iterable[str]) -> bool:
    """Whether one of `values` is the answer, or it and at most a few words more."""
    wanted = _plain(answer)
    most = len(wanted.split()) + _MOST_FURTHER_WORDS
    plain = [value for each in values if len((value := _plain(each)).split()) <= most]
    return bool(wanted) and any(_stands_in(wanted, value) for value in plain)


def _stands_in(answer: str, text: str) -> bool:
    """Whether whole words of `text` are the answer."""
    return bool(answer) and f" {answer} " in f" {text} "
