"""What a language model makes of the answers: Byline with it and without, and a plain chain.

    python tests/bench/models.py MODEL [--questions FILE] [--articles DIR | --archive DIR]
        [--sample N] [--seconds S] [--no-chain] [--out FILE]

MODEL is a GGUF file, which is served meanwhile (see `served.py`), or a name as `--model` takes it.
An answer counts as right if it gives a right answer's numbers and words, whatever their order.
What is false in a sentence no program can tell: --out has every sentence with what it cites, to be
read.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from archives import build
from chain import Chain
from reporting import provenance, table, tell
from served import served
from workload import evenly

from assistant import Answer, Assistant, Claimed, Finished
from assistant.evaluation import EvaluationQuestion, read_questions
from assistant.facts import numbers_in, telling, words_of
from assistant.writing import Limits
from index import Index

ROOT = Path(__file__).parents[2]
_NOT_KNOWN = re.compile(
    r"\b(?:do(?:es)?|is|are|was|were|could|can)(?: not|n['’]t)\b.{0,40}"
    r"\b(?:know|mention|provid|specif|contain|answer|state|given|include|find|found|available|have)"
    r"|\bno (?:information|mention|answer)|\bcannot\b|\bunknown\b",
    re.IGNORECASE,
)
_SHARE = 0.6  # of the words of a right answer


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: whose words it is made of, whether it is right, and what it took in seconds."""

    way: str
    id: str
    question: str
    answerable: bool
    text: str
    by: str  # "own words", "quotes" or "nothing"
    right: bool
    cited: bool  # a right article
    first: float
    end: float
    notice: str = ""
    sentences: Sequence[dict[str, object]] = ()
    dropped: Sequence[dict[str, object]] = ()
    repaired: int = 0


def holds(text: str, answer: str) -> bool:
    """Whether `text` gives the numbers of `answer`, and most of its words."""
    said = numbers_in(text)
    if not all(any(one.is_borne_out_by(each) for each in said) for one in numbers_in(answer)):
        return False
    numbers = [one.span for one in numbers_in(answer)]
    words = [
        word
        for word in words_of(answer)
        if not any(span.start <= word.start < span.end for span in numbers)
    ]
    wanted = telling(words)
    return len(wanted & telling(words_of(text))) >= _SHARE * len(wanted)


def byline(assistant: Assistant, way: str, asked: EvaluationQuestion) -> Given:
    """Ask Byline, and look at what it gives."""
    started = perf_counter()
    first = 0.0
    for event in assistant.stream(asked.text, asked_on=asked.asked_on):
        if isinstance(event, Claimed):
            first = first or perf_counter() - started
    assert isinstance(event, Finished)
    answer, end = event.answer, perf_counter() - started
    cited = {each.article.id for each in answer.citations}
    text = "" if answer.abstained else answer.text
    told = " ".join(each.speaker for each in answer.claims)  # it is shown beside the sentence
    return Given(
        way=way,
        id=asked.id,
        question=asked.text,
        answerable=asked.answerable is not False,
        text=text,
        by=_made_of(answer),
        right=any(holds(f"{text} {told}", each) for each in asked.answers),
        cited=bool(cited & set(asked.relevant or ())),
        first=first or end,
        end=end,
        notice=answer.notice or answer.reason,
        sentences=[_sentence(answer, at) for at in range(len(answer.claims))],
        dropped=[asdict(each) for each in answer.dropped],
        repaired=answer.writing.repaired if answer.writing else 0,
    )


def _made_of(answer: Answer) -> str:
    if answer.abstained:
        return "nothing"
    return "own words" if answer.writing and not answer.writing.quoted else "quotes"


def _sentence(answer: Answer, at: int) -> dict[str, object]:
    claim = answer.claims[at]
    quotes = [each.quote for each in answer.citations if each.label in claim.citations]
    return {"text": claim.text, "support": claim.support, "quotes": quotes}


def chained(chain: Chain, index: Index, asked: EvaluationQuestion) -> Given:
    """Ask the chain."""
    started = perf_counter()
    first, text = 0.0, ""
    for part in chain.stream(asked.text):
        text += part
        first = first or (perf_counter() - started if text.strip() else 0.0)
    outlets = [index.article(each).outlet for each in asked.relevant or ()]
    declined = bool(_NOT_KNOWN.search(text))
    return Given(
        way="LangChain chain",
        id=asked.id,
        question=asked.text,
        answerable=asked.answerable is not False,
        text=text,
        by="nothing" if declined else "own words",
        right=any(holds(text, each) for each in asked.answers),
        cited=any(each and each.casefold() in text.casefold() for each in outlets),
        first=first,
        end=perf_counter() - started,
    )


def tables(given: Sequence[Given]) -> Iterator[str]:
    """Sum the answers up."""
    ways = list(dict.fromkeys(each.way for each in given))
    yield table(("", *ways), [(name, *(of(_of(given, way)) for way in ways)) for name, of in _ROWS])
    fates = [(way, fate, count) for way in ways for fate, count in _fates(_of(given, way))]
    yield table(("sentences of", "what became of them", "count"), fates)


def _of(given: Sequence[Given], way: str) -> list[Given]:
    return [each for each in given if each.way == way]


def _count(test: Callable[[Given], bool], among: Callable[[Given], bool]) -> Callable[..., str]:
    def counted(given: Sequence[Given]) -> str:
        chosen = [each for each in given if among(each)]
        return f"{sum(map(test, chosen))} of {len(chosen)}"

    return counted


def _seconds(of: Callable[[Given], float]) -> Callable[..., str]:
    return lambda given: f"{median(map(of, given)):.1f} (most {max(map(of, given)):.1f})"


_ROWS: Sequence[tuple[str, Callable[..., str]]] = (
    ("right", _count(lambda one: one.right, lambda one: one.answerable)),
    (
        "- by its own words",
        _count(lambda one: one.right and one.by == "own words", lambda one: one.answerable),
    ),
    (
        "- by quotes",
        _count(lambda one: one.right and one.by == "quotes", lambda one: one.answerable),
    ),
    (
        "answered, without the right fact",
        _count(lambda one: one.by != "nothing" and not one.right, lambda one: one.answerable),
    ),
    ("a right article cited", _count(lambda one: one.cited, lambda one: one.answerable)),
    (
        "nothing said, rightly",
        _count(lambda one: one.by == "nothing", lambda one: not one.answerable),
    ),
    ("seconds to the first word, median", _seconds(lambda one: one.first)),
    ("seconds to the end, median", _seconds(lambda one: one.end)),
)


def _fates(given: Sequence[Given]) -> Iterator[tuple[str, int]]:
    fates: Counter[str] = Counter()
    for each in given:
        fates["written anew"] += each.repaired
        for one in each.sentences:
            fates[f"shown: {one['support']}"] += 1
        for one in each.dropped:
            flaws = one["flaws"]
            assert isinstance(flaws, Sequence)
            fates[f"left out: {flaws[0]['lack']}"] += 1
    yield from fates.most_common()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("--questions", type=Path, default=ROOT / "docs/sample/questions.jsonl")
    parser.add_argument("--articles", type=Path, default=ROOT / "docs/sample/articles")
    parser.add_argument("--archive", type=Path, help="one that is there, embedded already")
    parser.add_argument("--sample", type=int, metavar="N", help="ask N questions, evenly spread")
    parser.add_argument("--seconds", type=float, default=600.0, help="for one answer")
    parser.add_argument("--no-chain", action="store_true")
    parser.add_argument("--out", type=Path, help="every answer as a line of JSON")
    told = parser.parse_args()
    asked = (told.archive or told.articles).name
    print(provenance(Path(told.model).name, told.questions.name, asked), end="\n\n")
    given: list[Given] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        archive = told.archive or folder / "archive"
        index = stack.enter_context(Index.open(archive, create=not told.archive))
        if not told.archive:
            build(index, told.articles)
        read = read_questions(told.questions, index)
        questions = [read[at] for at in evenly(told.sample or len(read), of=len(read))]
        address = stack.enter_context(served(told.model))
        quoting = Assistant(index)
        written = Assistant.with_model(
            index, address, limits=Limits(seconds=told.seconds), environment={}
        )
        ways = [
            lambda asked: byline(quoting, "Byline, quoting", asked),
            lambda asked: byline(written, "Byline with the model", asked),
        ]
        if not told.no_chain:
            chain = Chain(list(index.articles()), address, folder / "chain")
            ways.append(lambda asked: chained(chain, index, asked))
        quoting.ask(questions[0].text)  # loading the reader is no part of the first question
        for way in ways:
            for asked in questions:
                given.append(way(asked))
                one = given[-1]
                tell(
                    f"{one.way}: {one.id}: {one.by}, {one.right}, {one.end:.0f} s: {one.text[:90]}"
                )
                if told.out:
                    with told.out.open("a", encoding="utf-8") as lines:
                        lines.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    print("\n\n".join(tables(given)))


if __name__ == "__main__":
    main()
