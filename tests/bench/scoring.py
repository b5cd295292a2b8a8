"""When an answer is right, by the form of its question; and the forms a question can be put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from assistant import Answer

MOST_SENTENCES = 8
"""As many sentences as an overview may have."""

# Versions of these are not set against another value of the same thing.
_NOT_DIFFERING = ("agrees", "other scope")
_FAILURE = re.compile(r"the articles do not answer|no article|nothing was found", re.I)
_GROUPED = re.compile(r"(?<![\w.,])(\d{1,3})[,\u00a0\u202f ](?=\d{3}(?!\d))")
_FUNCTION_WORDS = frozenset(
    "a about according an and are at be by can did do does for from had has have how in is it its "
    "many much of on or the their there to was were what when where which who whom why will with "
    "would say said after".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, its form, and what a right answer holds.

    One of `answers` will do, but for two questions in one and what is asked about the archive.
    """

    id: str
    form: str
    question: str
    asked_on: date | None = None
    answers: tuple[str, ...] = ()
    must_hold: tuple[str, ...] = ()
    answerable: bool = True

    @classmethod
    def of(cls, fields: Mapping[str, Any], *, form: str = "") -> Asked:
        """Read a line of questions; `form` is for those that do not name one."""
        return cls(
            id=fields["id"],
            form=form or fields["form"],
            question=fields["question"],
            asked_on=day_of(fields.get("asked_on")),
            answers=tuple(fields["answers"]),
            must_hold=tuple(fields.get("must_hold", ())),
            answerable=fields["answerable"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A version of an account: its value, and how it goes with the others."""

    value: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What of an answer counts; `tables` are its accounts of more than one version."""

    text: str
    short: str = ""
    sentences: int = 0
    is_cited: bool = False
    abstained: bool = False
    tables: tuple[tuple[Row, ...], ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Given:
        """Take what counts; where the articles do not answer, the text is what is said instead."""
        rows = [
            tuple(Row(value=each.value, status=each.status) for each in account.versions)
            for account in answer.accounts
            if account.is_disputed
        ]
        return cls(
            text=answer.text or answer.reason,
            short=answer.short.text if answer.short else "",
            sentences=len(answer.claims),
            is_cited=bool(answer.citations),
            abstained=answer.abstained,
            tables=tuple(rows),
        )

    @property
    def shown(self) -> str:
        """All that a reader sees of it but the sources."""
        values = [row.value for rows in self.tables for row in rows]
        return "\n".join([self.short, self.text, *values])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question of a small archive, and the table of accounts that is right for it."""

    name: str
    question: str
    asked_on: date | None
    expected: Literal["table", "no table"]
    values: tuple[str, ...]
    never: tuple[str, ...]
    newest: str | None

    @classmethod
    def of(cls, name: str, fields: Mapping[str, Any]) -> Case:
        """Read a case.json."""
        return cls(
            name=name,
            question=fields["question"],
            asked_on=day_of(fields["asked_on"]),
            expected=fields["expected"],
            values=tuple(fields["values"]),
            never=tuple(fields["never"]),
            newest=fields["newest"],
        )


def day_of(text: str | None) -> date | None:
    """Read a day, or none."""
    return date.fromisoformat(text) if text else None


def holds(text: str, wanted: str) -> bool:
    """Whether `wanted` stands in `text` as whole words; " | " parts what will do as well.

    Capitals do not count, nor what parts the thousands of a number: "the 1,030" does not hold "30".
    """
    words = _even(text)
    return any(
        re.search(rf"(?<!\w)(?<!\d[.,:]){re.escape(_even(each))}(?!\w)(?![.,:]\d)", words)
        for each in wanted.split(" | ")
    )


def _even(text: str) -> str:
    plain = text.replace("’", "'").casefold()
    while (joined := _GROUPED.sub(r"\1", plain)) != plain:
        plain = joined
    return " ".join(plain.split())


def is_right(asked: Asked, given: Given) -> bool:
    """Whether the answer is right, by the form of the question."""
    if not asked.answerable:
        return given.abstained
    return _RULES.get(asked.form, _any_answer)(asked, given)


def _any_answer(asked: Asked, given: Given) -> bool:
    said = f"{given.short}\n{given.text}"
    return not given.abstained and any(holds(said, each) for each in asked.answers)


def _every_part(asked: Asked, given: Given) -> bool:
    said = f"{given.short}\n{given.text}"
    return not given.abstained and _all_hold(said, asked.answers)


def _of_the_archive(asked: Asked, given: Given) -> bool:
    return _all_hold(f"{given.short}\n{given.text}", asked.answers)


def _greets(_: Asked, given: Given) -> bool:
    return bool(given.text) and not given.is_cited and not _FAILURE.match(given.text)


def _sums_up(asked: Asked, given: Given) -> bool:
    is_short = given.sentences <= MOST_SENTENCES
    return not given.abstained and is_short and _all_hold(given.shown, asked.must_hold)


def _all_hold(text: str, wanted: Iterable[str]) -> bool:
    return all(holds(text, each) for each in wanted)


_RULES: Mapping[str, Callable[[Asked, Given], bool]] = MappingProxyType(
    {
        "two in one": _every_part,
        "about the archive": _of_the_archive,
        "greeting": _greets,
        "overview": _sums_up,
        "list": _sums_up,
        "comparison": _sums_up,
    }
)


def is_case_right(case: Case, given: Given) -> bool:
    """Whether the table is there or not, with the values it must have, as is expected."""
    rows = differing(given)
    if case.expected == "no table":
        return not rows
    values = [row.value for row in rows]
    return (
        all(any(holds(value, wanted) for value in values) for wanted in case.values)
        and not any(holds(value, wrong) for value in values for wrong in case.never)
        and (case.newest is None or _is_newest(case.newest, rows))
    )


def _is_newest(value: str, rows: Iterable[Row]) -> bool:
    return any(row.status == "updated" and holds(row.value, value) for row in rows)


def differing(given: Given) -> tuple[Row, ...]:
    """Give the rows that tell two or more values of the same thing."""
    tables = [[row for row in rows if row.status not in _NOT_DIFFERING] for rows in given.tables]
    return tuple(row for rows in tables if len({row.value for row in rows}) > 1 for row in rows)


def lower(question: str) -> str:
    """Put it in lower case, without a question mark."""
    return question.lower().rstrip("?")


def with_letter_missing(question: str) -> str:
    """Leave out the middle letter of its longest word, the first of these."""
    word = max(re.findall(r"[^\W\d_]+", question), key=len)
    middle = len(word) // 2
    return question.replace(word, word[:middle] + word[middle + 1 :], 1)


def keywords(question: str) -> str:
    """Keep the words that are no function words, in lower case."""
    words = re.findall(r"\d[\d.,]*\d|[\w-]+", re.sub(r"['’]s\b", "", question.lower()))
    return " ".join(word for word in words if word not in _FUNCTION_WORDS)
