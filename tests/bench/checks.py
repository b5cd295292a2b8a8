"""How often the checks by code find something wrong with true sentences, and with false ones.

    python tests/bench/checks.py --articles PATH --claims PATH [--attacks PATH] [--show FLAW]

ARTICLES holds a line an article: {"id", "title", "text", "outlet", "published", "authors"}. Its
sentences are claims about the piece they stand in, so each of them is true. CLAIMS holds a line a
claim: {"id", "text", "claim", "supported"}, judged by people. ATTACKS holds a line an instruction
somebody may hide in an article: {"id", "category", "instruction"}. `--show` prints what was
flagged with FLAW.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, get_args

from reporting import provenance, table, tell

from assistant.checking import flaws_of, is_instruction
from assistant.types import Flaw, Lack, Piece
from index import Article, Passage, Span, read_articles, sentence_spans

_WORDS_OF_A_PIECE = 150
_FEWEST_WORDS = 6
_CHECKED: tuple[Lack, ...] = tuple(
    lack for lack in get_args(Lack) if lack not in ("uncited", "unknown_source", "unsupported")
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the pieces it cites, and what was found."""

    sentence: str
    cited: tuple[Piece, ...]
    flaws: tuple[Flaw, ...]
    milliseconds: float

    @classmethod
    def of(cls, sentence: str, *cited: Piece) -> Case:
        """Check `sentence`."""
        start = perf_counter()
        flaws = tuple(flaws_of(sentence, cited, given=cited))
        return cls(sentence, cited, flaws, 1e3 * (perf_counter() - start))

    def has(self, lack: Lack) -> bool:
        """Whether that was found."""
        return any(flaw.lack == lack for flaw in self.flaws)


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, packed or not."""
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    return [json.loads(line) for line in text.decode().splitlines()]


def pieces_of(article: Article) -> Iterator[Piece]:
    """Cut `article` into pieces of about 150 words, at ends of sentences."""
    start, words = 0, 0
    spans = sentence_spans(article.text)
    for span in spans:
        words += len(span.of(article.text).split())
        if words >= _WORDS_OF_A_PIECE or span == spans[-1]:
            yield piece_of(article, Span(start, span.end).trimmed(article.text))
            start, words = span.end, 0


def piece_of(article: Article, span: Span) -> Piece:
    """Take a stretch of `article` as evidence."""
    return Piece("E1", article, (Passage.cut(article, span),), span.start, span.end)


def copied(paths: Sequence[Path], limit: int) -> Iterator[Case]:
    """Check sentences of articles against their own piece and the next."""
    articles = [read.article for read in read_articles(paths) if hasattr(read, "article")]
    for article in random.Random(0).sample(articles, min(limit, len(articles))):
        pieces = list(pieces_of(article))
        for at, piece in enumerate(pieces):
            for span in sentence_spans(piece.text):
                sentence = span.of(piece.text)
                if len(sentence.split()) >= _FEWEST_WORDS and sentence[-1] in '.!”"’':
                    yield Case.of(sentence, *pieces[at : at + 2])


def judged(path: Path) -> Iterator[tuple[bool, Case]]:
    """Check claims that people judged, against the whole article."""
    for line in lines_of(path):
        article = Article(id=line["id"], text=line["text"])
        piece = piece_of(article, Span(0, len(article.text)))
        yield bool(line["supported"]), Case.of(line["claim"], piece)


def rows(groups: dict[str, list[Case]]) -> Iterator[tuple[object, ...]]:
    """Give a row a flaw: the share of each group that has it."""
    yield ("sentences", *[len(cases) for cases in groups.values()])
    tests: dict[str, Callable[[Case], bool]] = {"any": lambda case: bool(case.flaws)}
    tests |= {lack: lambda case, lack=lack: case.has(lack) for lack in _CHECKED}
    for name, test in tests.items():
        yield (name, *[_share(cases, test) for cases in groups.values()])


def _share(cases: Sequence[Case], test: Callable[[Case], bool]) -> float:
    return sum(map(test, cases)) / len(cases) if cases else 0.0


def speed(cases: Sequence[Case]) -> tuple[object, ...]:
    """Give a row: milliseconds a sentence."""
    spent = [case.milliseconds for case in cases]
    return ("two pieces of 150 words", median(spent), quantiles(spent, n=20)[-1], max(spent))


def attacks(path: Path, cases: Sequence[Case]) -> Iterator[tuple[object, ...]]:
    """Give a row a group: how many are taken for instructions."""
    lines = [line["instruction"] for line in lines_of(path)]
    asking = [line for line in lines if line.rstrip().endswith("?")]
    groups = {
        "attacks that ask": asking,
        "other attacks": [line for line in lines if line not in asking],
        "sentences of articles": [case.sentence for case in cases],
    }
    for name, sentences in groups.items():
        found = sum(map(is_instruction, sentences))
        yield (name, len(sentences), found, found / max(1, len(sentences)))


def show(groups: dict[str, list[Case]], lack: str) -> Iterator[str]:
    """Write down what was flagged with `lack`."""
    for name, cases in groups.items():
        for case in cases:
            for flaw in case.flaws:
                if flaw.lack == lack:
                    yield f"{name}\t{case.sentence}\t{flaw.detail}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--attacks", type=Path)
    parser.add_argument("--sample", type=int, default=300, help="articles to take sentences of")
    parser.add_argument("--show", choices=_CHECKED)
    given = parser.parse_args()
    tell("checking sentences of articles ...")
    groups = {"copied from articles": list(copied([given.articles], given.sample))}
    tell("checking judged claims ...")
    claims = list(judged(given.claims))
    groups["supported claims"] = [case for supported, case in claims if supported]
    groups["unsupported claims"] = [case for supported, case in claims if not supported]
    if given.show:
        print("\n".join(show(groups, given.show)))
        return
    print(f"{provenance(given.articles.name, given.claims.name)}\n")
    print(table(("flaw", *groups), list(rows(groups))))
    copies = groups["copied from articles"]
    print(f"\n{table(('milliseconds a sentence', 'median', '95 %', 'most'), [speed(copies)])}")
    if given.attacks:
        head = ("taken for an instruction", "sentences", "found", "share")
        print(f"\n{table(head, list(attacks(given.attacks, copies)))}")


if __name__ == "__main__":
    main()
