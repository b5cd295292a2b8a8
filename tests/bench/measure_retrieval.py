"""How well Byline finds and answers, before and after its passages are embedded.

    python tests/bench/measure_retrieval.py QUESTIONS ARTICLES [--archive DIR]

The archive is built in a temporary folder, or in DIR and kept there.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import answering
import retrieval
from reporting import provenance, table, tell
from workload import BenchQuestion, Workload, read_all, read_questions

from index import Index


def build(archive: Path, articles: Path) -> None:
    """Build and embed an archive, or go on with it."""
    with Index.open(archive, create=True) as index:
        index.add([articles])
        for each in index.embed():
            tell(f"{each.phase}: {each.done:,} of {each.total:,} passages")


def retrieval_table(work: Workload) -> str:
    """Measure search before and after, with the day of the question and without."""
    rows = []
    for day in (True, False):
        tell(f"searching before embedding, asked_on {'used' if day else 'not used'} ...")
        with work.before() as (index, forget):
            before = retrieval.measure(index, work.questions, asked_on=day, before_each=forget)
        with work.after() as index:
            after = retrieval.measure(index, work.questions, asked_on=day)
        rows += [
            before.row("before: each question asked of an archive without a vector", asked_on=day),
            after.row("after: all passages embedded", asked_on=day),
        ]
    return table(retrieval.HEAD, rows)


def answers_table(work: Workload) -> str:
    """Measure the quoting answers before and after, the day of the question being used."""
    tell("asking before embedding ...")
    with work.before() as (index, forget):
        index.search("warming up")
        before = answering.rows(answering.ask_all(index, work.questions, before_each=forget))
    tell("asking after embedding ...")
    with work.after() as index:
        after = answering.rows(answering.ask_all(index, work.questions))
    head = ("measure", "before: over", "before: value", "after: over", "after: value")
    return table(head, [(*first, *then[1:]) for first, then in zip(before, after, strict=True)])


@contextmanager
def embedded(
    articles: Path, questions: Sequence[BenchQuestion], archive: Path | None
) -> Iterator[Workload]:
    """Build an archive, at `archive` or in a temporary folder, and make the workload of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = archive or Path(folder) / "archive"
        build(path, articles)
        yield Workload.make(path, Path(folder), questions)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--archive", type=Path)
    given = parser.parse_args()
    header = provenance(given.articles.name, given.questions.name)
    questions = read_questions(given.questions, read_all(given.articles))
    with embedded(given.articles, questions, given.archive) as work:
        print(f"{header}\n\n{retrieval_table(work)}\n\n{answers_table(work)}", flush=True)


if __name__ == "__main__":
    main()
