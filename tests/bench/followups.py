"""How much of what people write out in full follow-up questions get by the rules.

    python tests/bench/followups.py CONVERSATIONS [--show even|odd] [--changes QUESTIONS]

CONVERSATIONS holds a line a conversation: {"id": "2019-31", "turns": [{"raw", "rewritten"}]}.
A turn's history is the earlier turns as they were asked, without answers. The rules were chosen on
the conversations with an even number; `--show` prints the turns that differ. Below come the same
figures over all conversations of a year without a rule, or with another number in its place.

With --changes it takes questions that were asked alone, one JSON line each ("id", "question"),
and asks each after the one before it: a change of subject, from which nothing may be carried over.
Halves are by the CRC-32 of the id; the rules were chosen on the even one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from types import ModuleType
from zlib import crc32

import tantivy
from reporting import provenance, table
from workload import changed

from assistant.types import Exchange
from assistant.understanding.followups import leaning, standalone, thread

HEAD = ("conversations", "what", "turns", "recall", "precision", "same words")
_NEVER = re.compile(r"(?!)")
_ALWAYS = re.compile(r"")
_RULES: dict[str, tuple[ModuleType, dict[str, object]]] = {
    "by our rules": (thread, {}),
    "without `What about ...?`": (thread, {"_FRAGMENT": _NEVER}),
    "without people (he, she)": (thread, {"PERSON": _NEVER}),
    "without things (it, they, ones)": (thread, {"THING": _NEVER}),
    "without places (there)": (thread, {"PLACE": _NEVER}),
    "nothing in brackets for what is left out": (leaning, {"_FEW_WORDS": -1, "_THIS": _NEVER}),
    "in brackets up to 2 telling words, not 3": (leaning, {"_FEW_WORDS": 2}),
    "in brackets up to 5 telling words, not 3": (leaning, {"_FEW_WORDS": 5}),
    "in brackets though a new thing is named": (leaning, {"_FACT": _NEVER}),
    "alone whenever a new thing is named": (leaning, {"_FACT": _ALWAYS}),
}
# Words that tell nothing about what a question is about.
_STOP = (
    "a about all also am an and any are as at be been being but by can could d did do does for "
    "from get give had has have he her him his how i if in into is it its just ll m may me might "
    "more my no not of oh ok on one ones or other our out over re s shall she should so some such "
    "t tell than that the their them then there these they this those to too up us ve very was we "
    "were what when where which who whom whose why will with would yes you your"
).split()


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was asked, as people wrote it out, and what was asked before it."""

    raw: str
    rewritten: str
    earlier: tuple[str, ...]

    @property
    def ours(self) -> str:
        """The question as the rules write it out."""
        return standalone(self.raw, [Exchange(question) for question in self.earlier])

    @property
    def said(self) -> str:
        """All that was asked by now."""
        return " ".join((self.raw, *self.earlier))


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over turns, each 0..1: of the rewrite's words, of our words, of turns all alike."""

    turns: int
    recall: float
    precision: float
    same: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Measured:
        """Compare (words wanted, words given) turn by turn."""
        return cls(
            len(pairs),
            fmean(_share(wanted, given) for wanted, given in pairs),
            fmean(_share(given, wanted) for wanted, given in pairs),
            fmean(wanted == given for wanted, given in pairs),
        )


@cache
def content(text: str) -> frozenset[str]:
    """Give the stems of the words that tell something, in small letters."""
    return frozenset(_analyzer().analyze(text.replace("’", "'")))


def read_turns(path: Path) -> dict[str, list[Turn]]:
    """Read the turns after the first, by the conversation's id."""
    conversations = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {one["id"]: list(_turns(one["turns"])) for one in conversations}


def rows(turns: dict[str, list[Turn]]) -> list[tuple[object, ...]]:
    """Give the rows for a table under `HEAD`: each year's halves, and all of them."""
    years = sorted({_year(each) for each in turns})
    groups: dict[str, list[Turn]] = {}
    for year in years:
        of_year = [each for each in turns if _year(each) == year]
        for half in ("even", "odd"):
            groups[f"{year}, {half}"] = [
                turn for each in of_year if _half(each) == half for turn in turns[each]
            ]
        groups[f"{year}, all"] = [turn for each in of_year for turn in turns[each]]
    return [row for name, group in groups.items() for row in _rows(name, group)]


def ablations(turns: dict[str, list[Turn]]) -> Iterator[tuple[object, ...]]:
    """Give the rows for a table under `HEAD`: our rules, with one of them left out or changed."""
    for year in sorted({_year(each) for each in turns}):
        group = [turn for each, of_it in turns.items() if _year(each) == year for turn in of_it]
        for what, (module, constants) in _RULES.items():
            with changed(module, **constants):
                yield _row(f"{year}, all", what, group, lambda turn: content(turn.ours))


def _rows(name: str, turns: Sequence[Turn]) -> Iterator[tuple[object, ...]]:
    written: dict[str, Callable[[Turn], frozenset[str]]] = {
        "as asked": lambda turn: content(turn.raw),
        "with the question before": lambda turn: content(f"{turn.raw} {turn.earlier[-1]}"),
        "with the first question": lambda turn: content(f"{turn.raw} {turn.earlier[0]}"),
        "by our rules": lambda turn: content(turn.ours),
        "all that was said": lambda turn: content(turn.said),
        "ceiling: the rewrite's words that were said": (
            lambda turn: content(turn.said) & content(turn.rewritten)
        ),
        "ceiling: the rewrite itself": lambda turn: content(turn.rewritten),
    }
    for what, words_of in written.items():
        yield _row(name, what, turns, words_of)


def _row(
    name: str, what: str, turns: Sequence[Turn], words_of: Callable[[Turn], frozenset[str]]
) -> tuple[object, ...]:
    one = Measured.of([(content(turn.rewritten), words_of(turn)) for turn in turns])
    return (name, what, one.turns, one.recall, one.precision, one.same)


def differing(turns: dict[str, list[Turn]], half: str) -> Iterator[str]:
    """Write down the turns of a half whose words are not those of the rewrite."""
    for each, of_it in turns.items():
        for turn in of_it if _half(each) == half else ():
            wanted, given = content(turn.rewritten), content(turn.ours)
            if wanted != given:
                lacks, adds = " ".join(wanted - given), " ".join(given - wanted)
                yield f"{each}\t{turn.ours}\t{turn.rewritten}\t-{lacks}\t+{adds}"


def _turns(turns: Sequence[dict[str, str]]) -> Iterator[Turn]:
    for at, turn in enumerate(turns[1:], start=1):
        yield Turn(turn["raw"], turn["rewritten"], tuple(one["raw"] for one in turns[:at]))


def _year(conversation: str) -> str:
    return conversation.partition("-")[0]


def _half(conversation: str) -> str:
    return "odd" if int(re.findall(r"\d+", conversation)[-1]) % 2 else "even"


def _share(of: frozenset[str], found: frozenset[str]) -> float:
    return len(of & found) / len(of) if of else 1.0


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.custom_stopword(_STOP))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def changes(path: Path) -> list[tuple[object, ...]]:
    """Count the questions that are written out though they change the subject, by halves."""
    asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found: dict[str, list[bool]] = {"even": [], "odd": []}
    for before, each in pairwise(asked):
        written = standalone(each["question"], [Exchange(before["question"])])
        half = ("even", "odd")[crc32(each["id"].encode()) % 2]
        found[half].append(written != each["question"])
    return [(half, len(carried), sum(carried)) for half, carried in found.items()]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("conversations", type=Path)
    parser.add_argument("--show", choices=("even", "odd"))
    parser.add_argument("--changes", type=Path)
    given = parser.parse_args()
    if given.changes:
        print(table(("half", "changes of subject", "carried over"), changes(given.changes)))
        return
    turns = read_turns(given.conversations)
    if given.show:
        print("\n".join(differing(turns, given.show)))
        return
    print(f"{provenance(given.conversations.name)}\n\n{table(HEAD, rows(turns))}")
    print(f"\n{table(HEAD, list(ablations(turns)))}")


if __name__ == "__main__":
    main()
