"""How good the short answers are: spans of quoted sentences, given only when confident.

    python tests/bench/short_answers.py --contexts QUESTIONS [--sample 600]
    python tests/bench/short_answers.py --archive DIR --questions QUESTIONS [--sample 600]

QUESTIONS are JSON lines with `question`, `answerable`, `answers`, and for --contexts `context`,
from which the sentences are chosen as a quoting answer chooses them, as far as one text allows.
The weights of `assistant/spans/signs.py` were fitted on the even lines; the odd lines test them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from reporting import provenance, table, tell
from workload import evenly

from assistant import Assistant, Kind
from assistant.evaluation.texts import exact_match, token_f1
from assistant.question import kind_of, may_answer
from assistant.spans import find_span
from assistant.spans.asking import Wanted
from assistant.spans.candidates import candidates
from index import Embedder, Index, load_embedder, sentence_spans

# As assistant/extract.py chooses, the score of the passage aside: all are of one text.
_KIND, _MARGIN, _LIKENESS = 0.3, 0.3, 0.65
_MOST_SENTENCES, _MOST_WORDS = 4, 70
_KINDS: tuple[Kind, ...] = ("who", "when", "where", "how many", "other")
_LEAST = (0.0, 0.25, 0.35, 0.45, 0.6)
_HEAD = (
    "half", "kind", "answerable / not", "given / where unanswerable", "EM of the given",
    "EM / F1 where answerable", "EM / F1 over all",
)  # fmt: skip

Finder = Callable[[str, Kind, Sequence[str]], str | None]
"""Finds the short answer to a question of a kind in sentences, or abstains."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A question with the sentences that were quoted to answer it, best first."""

    line: int
    question: str
    answers: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """What it asks for."""
        return kind_of(self.question)


@dataclass(frozen=True, slots=True)
class Given:
    """What was given for a question, None where nothing was."""

    quoted: Quoted
    text: str | None

    @property
    def exact(self) -> float:
        """1 when it is a right answer; abstaining is right where there is none."""
        return float(exact_match(self.text or "", self.quoted.answers or ("",)))

    @property
    def f1(self) -> float:
        """The best token F1 over the right answers, 0..1; abstaining counts as in `exact`."""
        return token_f1(self.text or "", self.quoted.answers or ("",))


def read_lines(path: Path, sample: int) -> list[tuple[int, dict[str, Any]]]:
    """Read up to `sample` questions, evenly spread, each with the number of its line."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = text.decode("utf-8").splitlines()
    return [(number, json.loads(lines[number])) for number in evenly(sample, of=len(lines))]


def from_contexts(lines: Sequence[tuple[int, dict[str, Any]]], embedder: Embedder) -> list[Quoted]:
    """Choose sentences of each question's own context."""
    return [_of(each, line, _chosen(embedder, each)) for line, each in lines]


def from_archive(lines: Sequence[tuple[int, dict[str, Any]]], index: Index) -> list[Quoted]:
    """Ask an archive; where it abstains, nothing is quoted."""
    assistant, quoted = Assistant(index), []
    for line, each in lines:
        day = date.fromisoformat(each["asked_on"]) if each.get("asked_on") else None
        answer = assistant.ask(each["question"], asked_on=day)
        quoted.append(_of(each, line, [claim.text for claim in answer.claims]))
    return quoted


def _of(fields: dict[str, Any], line: int, sentences: Sequence[str]) -> Quoted:
    answers = tuple(fields["answers"]) if fields["answerable"] else ()
    return Quoted(line, fields["question"].strip(), answers, tuple(sentences))


def _chosen(embedder: Embedder, fields: dict[str, Any]) -> list[str]:
    question, context = fields["question"], fields["context"]
    sentences = [span.of(context) for span in sentence_spans(context)]
    asked, *vectors = embedder.embed([question, *sentences])
    likeness = np.asarray(vectors) @ np.asarray(asked)
    scores = likeness + _KIND * np.array([may_answer(question, each) for each in sentences])
    return [sentences[place] for place in _best_places(scores, likeness, sentences)]


def _best_places(
    scores: np.ndarray, likeness: np.ndarray, sentences: Sequence[str]
) -> Iterator[int]:
    best, *others = np.argsort(-scores)
    yield int(best)
    words, count = len(sentences[best].split()), 1
    for place in others:
        length = len(sentences[place].split())
        near = scores[place] >= scores[best] - _MARGIN
        alike = likeness[place] >= _LIKENESS * likeness[best]
        if near and alike and words + length <= _MOST_WORDS and count < _MOST_SENTENCES:
            words, count = words + length, count + 1
            yield int(place)


def ours(least: float) -> Finder:
    """Make the finder that is measured; it abstains below the confidence `least`."""

    def find(question: str, kind: Kind, sentences: Sequence[str]) -> str | None:
        found = find_span(question, kind, sentences, least=least)
        return found and sentences[found.sentence][found.start : found.end]

    return find


def shipped(question: str, kind: Kind, sentences: Sequence[str]) -> str | None:
    """Find at the confidence that the product asks for."""
    found = find_span(question, kind, sentences)
    return found and sentences[found.sentence][found.start : found.end]


def first(question: str, kind: Kind, sentences: Sequence[str]) -> str | None:
    """Take the first value of the sort asked for."""
    wanted = Wanted.read(question, kind)
    found = candidates(wanted, sentences) if wanted else []
    return found[0].text if found else None


def never(_question: str, _kind: Kind, _sentences: Sequence[str]) -> str | None:
    """Abstain."""
    return None


def give(quoted: Sequence[Quoted], find: Finder) -> list[Given]:
    """Find the short answer to each question."""
    return [Given(each, find(each.question, each.kind, each.sentences)) for each in quoted]


def row(given: Sequence[Given], *first_cells: str) -> tuple[str, ...]:
    """Make a row under `_HEAD`; answerable and unanswerable questions are counted apart."""
    answerable = [each for each in given if each.quoted.answers]
    spans = [each for each in given if each.text is not None]
    right = [each for each in spans if each.quoted.answers]
    return (
        *first_cells,
        f"{len(answerable)} / {len(given) - len(answerable)}",
        f"{len(right)} / {len(spans) - len(right)}",
        _mean([each.exact for each in spans]),
        f"{_mean([each.exact for each in right])} / {_mean([each.f1 for each in right])}",
        f"{_mean([each.exact for each in given])} / {_mean([each.f1 for each in given])}",
    )


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f}" if values else "none"


def by_kind(quoted: Sequence[Quoted]) -> str:
    """Measure what is shipped, by half and kind."""
    given, rows = give(quoted, shipped), []
    for half, name in enumerate(("even (fitted)", "odd (test)")):
        here = [each for each in given if each.quoted.line % 2 == half]
        kinds = {kind: [each for each in here if each.quoted.kind == kind] for kind in _KINDS}
        four = [each for kind in _KINDS[:4] for each in kinds[kind]]
        groups = {**kinds, "the first four": four, "all": here}
        rows += [row(group, name, kind) for kind, group in groups.items()]
    return table(_HEAD, rows)


def by_finder(quoted: Sequence[Quoted]) -> str:
    """Measure the thresholds beside always abstaining and the first value, over the odd lines."""
    odd = [each for each in quoted if each.line % 2]
    finders = [("always abstain", never), ("first value of the sort", first)]
    finders += [(f"ours, confidence at least {least}", ours(least)) for least in _LEAST]
    rows = [row(give(odd, find), "odd (test)", name) for name, find in finders]
    return table((_HEAD[0], "finder", *_HEAD[2:]), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--contexts", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--sample", type=int, default=600)
    given = parser.parse_args()
    if bool(given.contexts) == bool(given.archive and given.questions):
        parser.error("Give --contexts QUESTIONS, or --archive DIR and --questions QUESTIONS.")
    path = given.contexts or given.questions
    lines = read_lines(path, given.sample)
    tell(f"choosing the sentences for {len(lines):,} questions ...")
    if given.contexts:
        quoted = from_contexts(lines, load_embedder())
    else:
        with Index.open(given.archive) as index:
            quoted = from_archive(lines, index)
    print(f"{provenance(path.name)}\n\n{by_kind(quoted)}\n\n{by_finder(quoted)}", flush=True)


if __name__ == "__main__":
    main()
