"""Where sentences end, on hard places written by hand: ours beside other splitters.

    python tests/bench/sentences.py [dev|test|both] [--show]

An error is a boundary that is missed or wrong; it is shown as a share of all places, which are the
boundaries and whatever else could be taken for one (a closing sign before a space, a line break).
A splitter that is not installed (syntok, pysbd) is left out; none but sentencex is a dependency.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from index import sentence_spans

CASES = Path(__file__).parent / "cases" / "sentences"
NEWS = Path(__file__).parent.parent.parent / "docs" / "sample" / "articles"
_CANDIDATE = re.compile(r"[.!?…؟۔।][\"'”’»)\]]*(?=\s)|[。！？][”’」]?|\n")
_MARK = re.compile("[‖¦]")
Splitter = Callable[[str, str], list[int]]
"""Gives the offsets at which sentences begin in a text of a language."""


@dataclass(frozen=True)
class Case:
    """A text whose sentences begin at `gold`; at `either` one may begin or not."""

    id: str
    kind: str
    language: str
    text: str
    gold: frozenset[int]
    either: frozenset[int]

    @classmethod
    def read(cls, line: str) -> Case:
        """Read a line of the files under cases/sentences."""
        name, kind, language, marked = line.split("\t", 3)
        marked = marked.replace("⏎", "\n")
        at: dict[str, set[int]] = {"‖": set(), "¦": set()}
        for number, mark in enumerate(_MARK.finditer(marked)):
            at[mark[0]].add(mark.start() - number)
        gold, either = frozenset(at["‖"]), frozenset(at["¦"])
        return cls(name, kind, language, _MARK.sub("", marked), gold, either)

    def places(self) -> set[int]:
        """Give every place where a sentence begins or could be thought to."""
        could = {_next(self.text, match.end()) for match in _CANDIDATE.finditer(self.text)}
        return (could | self.gold) - self.either - {len(self.text)}

    def errors(self, begins: list[int]) -> tuple[set[int], set[int]]:
        """Give the boundaries that `begins` misses and those that are wrong."""
        found = {_next(self.text, begin) for begin in begins} - {0, len(self.text)} - self.either
        found -= {_next(self.text, 0)}
        return set(self.gold - found), found - self.gold


def _next(text: str, at: int) -> int:
    """Give the first place at or after `at` that is no white space."""
    return len(text) - len(text[at:].lstrip())


def read_cases(*halves: str) -> list[Case]:
    """Read the cases of the halves "dev" and "test"."""
    lines = (line for half in halves for line in (CASES / f"{half}.txt").read_text().splitlines())
    return [Case.read(line) for line in lines if line and not line.startswith("# ")]


def errors(cases: list[Case], splitter: Splitter) -> int:
    """Count the boundaries that are missed or wrong."""
    found = (case.errors(splitter(case.text, case.language)) for case in cases)
    return sum(len(missed) + len(wrong) for missed, wrong in found)


def ours(text: str, language: str) -> list[int]:
    """Split as Byline does."""
    return [span.start for span in sentence_spans(text, language=language)]


def sentencex_alone(text: str, language: str) -> list[int]:
    """Split as sentencex does, without what we mend."""
    import sentencex

    return [one["start_index"] for one in sentencex.get_sentence_boundaries(language, text)]


def _syntok(text: str, language: str) -> list[int]:
    from syntok import segmenter

    # It reads English, German and Spanish by one set of rules.
    return [sentence[0].offset for part in segmenter.analyze(text) for sentence in part]


def _pysbd(text: str, language: str) -> list[int]:
    import pysbd
    from pysbd.languages import LANGUAGE_CODES

    code = language if language in LANGUAGE_CODES else "en"
    spans = pysbd.Segmenter(language=code, clean=False, char_span=True).segment(text)
    return [span.start for span in spans]


def splitters() -> Iterator[tuple[str, Splitter]]:
    """Give those that are installed."""
    for name, splitter in (("sentencex", sentencex_alone), ("syntok", _syntok), ("pysbd", _pysbd)):
        if find_spec(name):
            yield name, splitter
    yield "ours", ours


def main(half: str, *, show: bool) -> None:
    """Print the table over a half or both, and with `show` every error of ours."""
    cases = read_cases(*(("dev", "test") if half == "both" else (half,)))
    places, gold = sum(len(case.places()) for case in cases), sum(len(case.gold) for case in cases)
    print(f"{half}: {len(cases)} texts, {gold} boundaries, {places} places")
    news = "\n\n".join(path.read_text(errors="replace") for path in sorted(NEWS.glob("*.txt"))) * 20
    kinds: dict[str, Counter[str]] = {}
    print(f"{'':10} {'missed':>7} {'wrong':>7} {'error':>7} {'M characters/s':>15}")
    for name, splitter in splitters():
        kinds[name] = Counter()
        missed = wrong = 0
        for case in cases:
            lost, odd = case.errors(splitter(case.text, case.language))
            missed, wrong = missed + len(lost), wrong + len(odd)
            kinds[name][case.kind] += len(lost) + len(odd)
            if show and name == "ours" and (lost or odd):
                print(f"  {case.id} {_shown(case.text, lost, odd)}")
        part = news[: 20_000 if name == "pysbd" else None]
        start = time.process_time()
        splitter(part, "en")
        speed = len(part) / (time.process_time() - start) / 1e6
        error = (missed + wrong) / places
        print(f"{name:10} {missed:7} {wrong:7} {error:7.1%} {speed:15.1f}")
    print("\nerrors by kind: " + ", ".join(kinds))
    for kind in dict.fromkeys(case.kind for case in cases):
        print(f"  {kind:18}" + "".join(f"{count[kind]:5}" for count in kinds.values()))


def _shown(text: str, lost: set[int], odd: set[int]) -> str:
    marks = sorted([(at, "‖") for at in lost] + [(at, "✗") for at in odd], reverse=True)
    for at, mark in marks:
        text = text[:at] + mark + text[at:]
    return text.replace("\n", "⏎")


if __name__ == "__main__":
    halves = [word for word in sys.argv[1:] if word in {"dev", "test", "both"}]
    main(halves[0] if halves else "both", show="--show" in sys.argv)
