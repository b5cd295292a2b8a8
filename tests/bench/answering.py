"""How good the answers are, as far as the questions' editors say what is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from workload import BenchQuestion

from assistant import Answer, Assistant
from index import Index


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer, the time it took, and how many of its quotes are true."""

    question: BenchQuestion
    answer: Answer
    milliseconds: float
    true_quotes: int

    @property
    def cited(self) -> frozenset[str]:
        """The articles the answer cites."""
        return frozenset(one.evidence.article.id for one in self.answer.citations)

    @property
    def holds_answer(self) -> bool:
        """Whether a right answer's words stand in the answer; small and capital are one."""
        text = _plain(self.answer.text)
        return not self.answer.abstained and any(
            _plain(answer) in text for answer in self.question.answers
        )


def ask_all(
    index: Index,
    questions: Sequence[BenchQuestion],
    *,
    before_each: Callable[[], None] = lambda: None,
) -> list[Asked]:
    """Ask every question on its day; `before_each` is called before each, and not timed."""
    assistant, asked = Assistant(index), []
    for each in questions:
        before_each()
        started = perf_counter()
        answer = assistant.ask(each.text, asked_on=each.asked_on)
        took = (perf_counter() - started) * 1000
        asked.append(Asked(each, answer, took, true_quotes(index, answer)))
    return asked


def true_quotes(index: Index, answer: Answer) -> int:
    """Count the citations whose words in the answer are the article's at the place they name.

    The article is read anew from the archive; white space counts as one space.
    """
    return sum(
        _words(answer.text[one.answer_start : one.answer_end])
        == _words(
            index.article(one.evidence.article.id).text[one.evidence.start : one.evidence.end]
        )
        for one in answer.citations
    )


def rows(asked: Sequence[Asked]) -> list[tuple[str, int, str]]:
    """Give (measure, how many it is over, value) for a table."""
    answerable = [each for each in asked if each.question.answerable]
    literal = [each for each in answerable if each.question.literal]
    given = [each for each in asked if not each.answer.abstained]
    cited = [one in each.question.relevant for each in answerable for one in each.cited]
    quotes = sum(len(each.answer.citations) for each in asked)
    precision, recall, f1 = abstention(asked)
    times = [each.milliseconds for each in asked]
    return [
        ("right answer's words in the answer", len(literal), _share(_held(literal), literal)),
        ("right article cited", len(answerable), _share(_right(answerable), answerable)),
        ("cited articles that are right", len(cited), _share(sum(cited), cited)),
        ("quotes that are the article's words at their place", quotes, _true(asked, quotes)),
        ("words in an answer, median", len(given), f"{_median_words(given):.0f}"),
        ("abstaining: precision", len(asked) - len(given), f"{precision:.3f}"),
        ("abstaining: recall", len(asked) - len(answerable), f"{recall:.3f}"),
        ("abstaining: F1", len(asked), f"{f1:.3f}"),
        ("time of `ask`, p50", len(asked), f"{np.percentile(times, 50):,.0f} ms"),
        ("time of `ask`, p95", len(asked), f"{np.percentile(times, 95):,.0f} ms"),
    ]


BRIEF_HEAD = ("answer's words", "right article cited", "cited articles right", "words", "F1")


def brief(asked: Sequence[Asked]) -> tuple[str, ...]:
    """Give five of the measures as cells under `BRIEF_HEAD`; F1 is that of abstaining."""
    values = {what: value.partition(" (")[0] for what, _, value in rows(asked)}
    wanted = ("right answer's words in the answer", "right article cited")
    more = ("cited articles that are right", "words in an answer, median", "abstaining: F1")
    return tuple(values[each] for each in (*wanted, *more))


def abstention(asked: Sequence[Asked]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of abstaining where the archive does not answer."""
    abstained = [each for each in asked if each.answer.abstained]
    unanswerable = [each for each in asked if not each.question.answerable]
    right = sum(not each.question.answerable for each in abstained)
    precision = right / len(abstained) if abstained else 0.0
    recall = right / len(unanswerable) if unanswerable else 0.0
    both = len(abstained) + len(unanswerable)
    return precision, recall, 2 * right / both if both else 0.0


def _held(asked: Sequence[Asked]) -> int:
    return sum(each.holds_answer for each in asked)


def _right(asked: Sequence[Asked]) -> int:
    return sum(bool(each.cited & each.question.relevant) for each in asked)


def _true(asked: Sequence[Asked], quotes: int) -> str:
    return f"{sum(each.true_quotes for each in asked):,} of {quotes:,}"


def _median_words(given: Sequence[Asked]) -> float:
    return median([len(each.answer.text.split()) for each in given] or [0])


def _share(count: int, of: Sequence[object]) -> str:
    return f"{count / len(of):.3f} ({count:,})" if of else "none asked"


def _plain(text: str) -> str:
    return _words(text).casefold().replace("’", "'")


def _words(text: str) -> str:
    return " ".join(text.split())
