"""How well Byline finds and answers, and how much better than words or meaning alone.

    python tests/bench/measure_retrieval.py QUESTIONS ARTICLES [--archive DIR] [--sample N]

The archive is built in a temporary folder, or in DIR and kept there. Values are given with their
95 % bootstrap interval; those of differences draw the questions in pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from archives import Workload, embedded, parser
from reporting import difference, provenance, side_by_side, table, tell, with_interval
from retrieval import RANKING, by_meaning, by_words, ranked, report_of

from assistant import Assistant
from assistant.evaluation import EvaluationQuestion, Report, compare, evaluate
from index import Index

BEFORE = "before embedding, asked_on used"
AFTER = "after embedding, asked_on used"
PLAIN = "after embedding, asked_on not used"
_EVERY = 20


def tables(work: Workload) -> Iterator[str]:
    """Measure everything; give a table of Byline alone, then those of the baselines."""
    reports = byline_reports(work)
    yield side_by_side(reports)
    yield from baseline_tables(work, {"used": reports[AFTER], "not used": reports[PLAIN]})


def byline_reports(work: Workload) -> dict[str, Report]:
    """Ask all questions before and after embedding, and without the day of asking."""
    plain = [replace(each, asked_on=None) for each in work.questions]
    with work.before() as assistant:
        before = _asked(assistant, work.questions, BEFORE)
    with work.after() as assistant:
        after = _asked(assistant, work.questions, AFTER)
        return {BEFORE: before, AFTER: after, PLAIN: _asked(assistant, plain, PLAIN)}


def baseline_tables(work: Workload, byline: Mapping[str, Report]) -> Iterator[str]:
    """Rank without Byline's ranking, and say how much better Byline is.

    `byline` holds the reports of the same questions by whether `asked_on` was used; the baselines
    know no days.
    """
    with Index.open(work.archive) as index:
        baselines = baseline_reports(index, work.questions)
    names = tuple(each.name for each in RANKING)
    yield table(("what", *names), _values(byline, baselines))
    yield table(("Byline less", "asked_on", *names), _differences(byline, baselines))


def baseline_reports(index: Index, questions: Sequence[EvaluationQuestion]) -> dict[str, Report]:
    """Rank by one part at a time."""
    tell("words alone, meaning alone ...")
    ranks = {
        "BM25, body": by_words(index, title=0.0),
        "BM25, title + body": by_words(index, title=1.0),
        "MiniLM": by_meaning(index),
    }
    return {name: report_of(ranked(questions, rank), name) for name, rank in ranks.items()}


def _values(
    byline: Mapping[str, Report], baselines: Mapping[str, Report]
) -> Iterator[tuple[str, ...]]:
    ours = {f"Byline, asked_on {used}": report for used, report in byline.items()}
    for what, report in {**ours, **baselines}.items():
        yield (what, *(with_interval(report[each.name]) for each in RANKING))


def _differences(
    byline: Mapping[str, Report], baselines: Mapping[str, Report]
) -> Iterator[tuple[str, ...]]:
    for used, ours in byline.items():
        for what, theirs in baselines.items():
            found = compare(theirs, ours, RANKING).differences
            yield (what, used, *map(difference, found))


def _asked(assistant: Assistant, questions: Sequence[EvaluationQuestion], what: str) -> Report:
    tell(f"asking {what} ...")
    return evaluate(assistant, questions, name=what, on_progress=partial(_progress, what))


def _progress(what: str, done: int, total: int) -> None:
    if done % _EVERY == 0 or done == total:
        tell(f"{what}: {done:,} of {total:,} questions")


def main() -> None:
    """Measure and print."""
    given = parser(__doc__).parse_args()
    print(f"{provenance(given.articles.name, given.questions.name)}\n", flush=True)
    with embedded(given.articles, given.questions, given.archive, sample=given.sample) as work:
        for each in tables(work):
            print(f"{each}\n", flush=True)


if __name__ == "__main__":
    main()
