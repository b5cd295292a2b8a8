"""What questions are limited to by their own words, and whether their articles stay within it.

    python tests/bench/understanding.py ARCHIVE QUESTIONS [--show]

An inferred filter must not hide the article that answers. The second table says what it would cost
to make a filter of words that are left to the ranking: "this week" and "recently" as the seven days
before asking, with a day after them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
from reporting import provenance, table, tell

from assistant import Question, Reading
from assistant.evaluation import EvaluationQuestion, read_questions
from assistant.understanding import checked, understand
from index import Article, Index

_ROUNDS = 5
_LEFT_ALONE = {
    "this week": re.compile(r"\bthis week\b", re.IGNORECASE),
    "recently": re.compile(r"\brecent(?:ly)?\b|\bin recent days\b", re.IGNORECASE),
}
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, how it was read, and the milliseconds that took once everything is loaded."""

    question: EvaluationQuestion
    reading: Reading
    milliseconds: float


def understood_in(index: Index, question: EvaluationQuestion) -> Understood:
    """Read a question as it is asked of an archive, and time that."""
    asked = checked(Question(text=question.text, asked_on=question.asked_on))
    times = []
    for _ in range(_ROUNDS):
        started = perf_counter()
        reading = understand(asked, outlets=index.outlets, first_day=lambda: index.days[0])
        times.append((perf_counter() - started) * 1000)
    return Understood(question, reading, min(times))


def keeps(index: Index, question: EvaluationQuestion, lets_in: Callable[[Article], bool]) -> bool:
    """Whether an article that answers the question passes a filter."""
    return any(lets_in(index.article(each)) for each in question.relevant or ())


def lets_in(question: Question, article: Article) -> bool:
    """Whether an article passes the filters of a question; the speaker is left out of it."""
    day = article.published
    return (
        (not question.outlets or article.outlet in question.outlets)
        and (question.since is None or (day is not None and day >= question.since))
        and (question.until is None or (day is not None and day <= question.until))
    )


def inferred_table(index: Index, understood: Sequence[Understood]) -> str:
    """Count the questions that got each filter, and how many of their articles it hides."""
    rows = []
    for name in ("since", "until", "outlets", "speaker", ""):
        got = [each for each in understood if name in each.reading.inferred or not name]
        got = [each for each in got if each.reading.inferred]
        answerable = [each for each in got if each.question.answerable]
        lost = sum(
            not keeps(index, each.question, _passes(each.reading.question)) for each in answerable
        )
        rows.append((name or "any", len(got), len(answerable), lost))
    return table(("inferred", "questions", "answerable", "article lost"), rows)


def _passes(question: Question) -> Callable[[Article], bool]:
    return lambda article: lets_in(question, article)


def left_alone_table(index: Index, questions: Sequence[EvaluationQuestion]) -> str:
    """Count what a filter of the week before asking would hide."""
    rows = []
    for name, words in _LEFT_ALONE.items():
        dated = [(each, each.asked_on) for each in questions if each.answerable and each.asked_on]
        got = [(each, day) for each, day in dated if words.search(each.text)]
        lost = sum(not keeps(index, each, _in_week_before(day)) for each, day in got)
        rows.append((name, len(got), lost))
    return table(("left to the ranking", "answerable", "article lost by a filter"), rows)


def _in_week_before(day: date) -> Callable[[Article], bool]:
    def passes(article: Article) -> bool:
        published = article.published
        return published is not None and day - _WEEK <= published <= day + _DAY

    return passes


def kinds_table(understood: Sequence[Understood]) -> str:
    """Count the kinds of questions."""
    counts = Counter(each.reading.kind for each in understood)
    return table(("kind", "questions"), counts.most_common())


def times_table(understood: Sequence[Understood]) -> str:
    """Give the time it takes to understand a question, with and without a date in it."""
    rows = []
    for what, dated in (("without days", False), ("with days", True)):
        times = [
            each.milliseconds
            for each in understood
            if bool({"since", "until"} & set(each.reading.inferred)) is dated
        ]
        if times:
            p95 = np.percentile(times, 95)
            rows.append((what, len(times), f"{np.median(times):.2f} ms", f"{p95:.2f} ms"))
    return table(("understanding a question", "questions", "p50", "p95"), rows)


def sections(index: Index, given: argparse.Namespace) -> Iterator[str]:
    """Measure section by section."""
    questions = read_questions(given.questions, index)
    understood = [understood_in(index, each) for each in questions]
    yield provenance(f"{given.archive.name}, {given.questions.name}")
    yield inferred_table(index, understood)
    yield left_alone_table(index, questions)
    yield kinds_table(understood)
    yield times_table(understood)
    if given.show:
        yield "\n".join(_line(each) for each in understood)


def _line(each: Understood) -> str:
    question = each.reading.question
    found = {name: getattr(question, name) for name in each.reading.inferred}
    limits = ", ".join(f"{name}={value}" for name, value in found.items())
    return f"- {each.question.asked_on} [{each.reading.kind}] {question.text} {limits}".rstrip()


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--show", action="store_true", help="print how each question was read")
    given = parser.parse_args()
    tell("reading ...")
    with Index.open(given.archive) as index:
        for section in sections(index, given):
            print(section, end="\n\n")


if __name__ == "__main__":
    main()
