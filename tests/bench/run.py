"""All of Byline's figures in one go, as Markdown; this is what `make bench` runs.

    python tests/bench/run.py [--articles PATH --questions PATH] [--peer-sample N]
                              [--archive DIR] [--ablations] [--report FILE]

Without PATHs it measures the sample archive that comes with Byline.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import ablations
from first_answer import PEER_PARTS, SAMPLE, cold_asks, first_answers
from measure_retrieval import answers_table, embedded, retrieval_table
from reporting import provenance, table, tell
from workload import BenchQuestion, Workload, read_all, read_questions

_SAMPLE_DATA = Path(__file__).parents[2] / "docs" / "sample"
_COLD = 5


def sections(given: argparse.Namespace) -> Iterator[str]:
    """Measure section by section."""
    articles = read_all(given.articles)
    questions = read_questions(given.questions, articles)
    counts = f"{len(articles):,} articles, {len(questions):,} questions"
    names = f"{given.articles.name}, {given.questions.name}"
    yield provenance(f"{names} ({counts})", parts=PEER_PARTS)
    first = next(each for each in questions if each.answerable)
    run = first_answers(given.articles, first.text, _day(first), sample=given.peer_sample)
    yield f"## From raw articles to the first answer\n\n{run.times()}"
    yield f"## Rates\n\n{run.rates()}"
    with embedded(given.articles, questions, given.archive) as work:
        yield f"## Asking from the command line\n\n{cold_table(work)}"
        yield f"## Finding the articles that answer\n\n{retrieval_table(work)}"
        yield f"## Answers quoted without a model\n\n{answers_table(work)}"
        if given.ablations:
            searching = ablations.searching_table(work, given.articles)
            yield f"## What the numbers of the search are worth\n\n{searching}"
            answering = ablations.answering_table(work)
            yield f"## What the numbers of the answers are worth\n\n{answering}"


def cold_table(work: Workload) -> str:
    """Time `byline ask`, each time a new process and another question."""
    tell("byline ask, process by process ...")
    asked = [(each.text, _day(each)) for each in work.questions[:_COLD]]
    rows = [
        (what, len(asked), f"{median(cold_asks(archive, asked)):.2f} s")
        for what, archive in (("before embedding", work.bare), ("after embedding", work.archive))
    ]
    return table(("`byline ask`, from process start to its end", "questions", "median"), rows)


def _day(question: BenchQuestion) -> str:
    return question.asked_on.isoformat() if question.asked_on else ""


def _arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, help="a folder or a file that byline add reads")
    parser.add_argument("--questions", type=Path, help="JSON lines, as docs/sample/questions.jsonl")
    parser.add_argument("--peer-sample", type=int, default=SAMPLE, metavar="N")
    parser.add_argument("--archive", type=Path, help="where to build the archive and keep it")
    parser.add_argument("--ablations", action="store_true", help="takes about twice as long")
    parser.add_argument("--report", type=Path, help="also write the Markdown to this file")
    given = parser.parse_args(words)
    if bool(given.articles) != bool(given.questions):
        parser.error("--articles and --questions go together: the questions are about the articles")
    given.articles = given.articles or _SAMPLE_DATA / "articles"
    given.questions = given.questions or _SAMPLE_DATA / "questions.jsonl"
    return given


def main() -> None:
    """Measure and print."""
    given = _arguments()
    written = []
    for section in sections(given):
        print(f"{section}\n", flush=True)
        written.append(section)
        if given.report:
            given.report.write_text("\n\n".join(written) + "\n", "utf-8")


if __name__ == "__main__":
    main()
