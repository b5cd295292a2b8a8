"""What the checks of a written answer cost, and what becomes of its sentences.

    python tests/bench/writing.py QUESTIONS ARTICLES [--archive DIR] [--sample N]

The "model" answers with sentences of the passages that it is shown, and takes no time of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from archives import Workload, embedded, parser
from quoting import QuotingModel
from reporting import provenance, table, tell

from assistant import Answer, Assistant
from assistant.writing import Writer
from assistant.writing.tokens import counter_for
from index import Index


def tables(work: Workload) -> Iterator[str]:
    """Ask every question of a model that answers from its evidence."""
    tell("answers that a model writes ...")
    with Index.open(work.archive) as index:
        counter = counter_for("quoting", local=index.count_tokens, environment={})
        assistant = Assistant(
            index, writer=Writer(index=index, model=QuotingModel(), counter=counter)
        )
        assistant.index.search("warming up")  # loading the model is no part of the first question
        answers = [assistant.ask(each.text, asked_on=each.asked_on) for each in work.questions]
    written = [each for each in answers if each.writing]
    if not written:
        yield "No question was confident enough for a model to be asked."
        return
    yield table(("milliseconds an answer", "answers", "median", "95 %"), list(_times(written)))
    yield table(("what becomes of a sentence", "sentences", "share"), list(_fates(written)))


def _times(answers: Sequence[Answer]) -> Iterator[tuple[str, int, float, float]]:
    for name, spent in (
        ("all checks of a written answer", [each.timings.check for each in answers]),
        ("search", [each.timings.retrieve for each in answers]),
    ):
        high = quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]
        yield name, len(spent), round(median(spent), 1), round(high, 1)


def _fates(answers: Sequence[Answer]) -> Iterator[tuple[str, int, float]]:
    fates = Counter(claim.support for each in answers for claim in each.claims)
    lost = Counter(
        f"left out: {flaw.lack}"
        for each in answers
        for dropped in each.dropped
        for flaw in dropped.flaws[:1]
    )
    total = fates.total() + lost.total()
    for fate, count in [*fates.most_common(), *lost.most_common()]:
        yield fate, count, count / total


def main() -> None:
    """Measure and print."""
    given = parser(__doc__).parse_args()
    print(provenance(given.articles.name, given.questions.name), end="\n\n")
    with embedded(given.articles, given.questions, given.archive, sample=given.sample) as work:
        print("\n\n".join(tables(work)))


if __name__ == "__main__":
    main()
