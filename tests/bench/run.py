"""All of Byline's figures in one go, as Markdown; this is what `make bench` runs.

    python tests/bench/run.py [--articles PATH --questions PATH] [--peer-sample N]
                              [--archive DIR] [--sample N] [--ablations] [--report FILE]

Without PATHs it measures the sample archive that comes with Byline. How Byline grows is measured
by `growth.py`, which takes longer than all of this.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import ablations
import measure_retrieval
import memory
import writing
from archives import Workload, embedded
from first_answer import PEER_PARTS, SAMPLE, cold_asks, first_answers
from reporting import provenance, table, tell

from assistant.evaluation import EvaluationQuestion
from index import Index

_SAMPLE_DATA = Path(__file__).parents[2] / "docs" / "sample"
_COLD = 5


def sections(given: argparse.Namespace) -> Iterator[str]:
    """Measure section by section."""
    yield provenance(given.articles.name, given.questions.name, parts=PEER_PARTS)
    with embedded(given.articles, given.questions, given.archive, sample=given.sample) as work:
        yield counts(work)
        yield from speed(work, given)
        one, *others = measure_retrieval.tables(work)
        yield "\n\n".join(("## Answers that a model writes", *writing.tables(work)))
        yield f"## Finding, answering, abstaining\n\n{one}"
        yield "\n\n".join(("## Beside words alone and meaning alone", *others))
        if given.ablations:
            tables = ablations.tables(work, given.articles)
            yield "\n\n".join(("## What the numbers of the code are worth", *tables))


def counts(work: Workload) -> str:
    """Say how much is measured on."""
    with Index.open(work.archive) as index:
        held = index.status()
    return (
        f"{held.articles:,} articles, {held.passages:,} passages; "
        f"{len(work.questions):,} questions are asked."
    )


def speed(work: Workload, given: argparse.Namespace) -> Iterator[str]:
    """Measure time and memory, beside the peer."""
    first = next(each for each in work.questions if each.answerable)
    run = first_answers(given.articles, first.text, _day(first), sample=given.peer_sample)
    yield f"## From raw articles to the first answer\n\n{run.times()}"
    yield f"## Rates\n\n{run.rates()}"
    yield f"## Asking from the command line\n\n{cold_table(work)}"
    if memory.resident("self"):  # only Linux tells
        yield f"## Memory of the server\n\n{memory_table(work)}"


def cold_table(work: Workload) -> str:
    """Time `byline ask`, each time a new process and another question."""
    tell("byline ask, process by process ...")
    asked = [(each.text, _day(each)) for each in work.questions[:_COLD]]
    rows = [
        (what, len(asked), f"{median(cold_asks(archive, asked)):.2f} s")
        for what, archive in (("before embedding", work.bare), ("after embedding", work.archive))
    ]
    return table(("`byline ask`, from process start to its end", "questions", "median"), rows)


def memory_table(work: Workload) -> str:
    """Ask `byline serve` over the embedded archive, and read what it holds."""
    tell("byline serve ...")
    asked = [_fields(each) for each in work.questions[: memory.ASKED]]
    rows = [
        (what, f"{now:,.0f}", f"{most:,.0f}")
        for what, now, most in memory.measured(work.archive, asked)
    ]
    return table(("`byline serve`, after", "megabytes", "at most"), rows)


def _fields(question: EvaluationQuestion) -> dict[str, str]:
    day = _day(question)
    return {"question": question.text} | ({"asked_on": day} if day else {})


def _day(question: EvaluationQuestion) -> str:
    return question.asked_on.isoformat() if question.asked_on else ""


def _arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, help="a folder or a file that byline add reads")
    parser.add_argument("--questions", type=Path, help="a file that byline eval reads")
    parser.add_argument("--peer-sample", type=int, default=SAMPLE, metavar="N")
    parser.add_argument("--archive", type=Path, help="where to build the archive and keep it")
    parser.add_argument("--sample", type=int, metavar="N", help="ask N questions, evenly spread")
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
