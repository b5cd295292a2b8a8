"""What the soak does to an archive, and the ledger in which each step stands before and after.

`python tests/bench/soaking.py write ARCHIVE LEDGER SEED` adds, replaces, removes, moves, reads who
says what and embeds without end; `read ARCHIVE LEDGER SEED SECONDS` asks meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from doubles import WordEmbedder, article

from index import Article, Index

MOST = 800
"""Articles that an archive grows to; then more are taken out than added."""
_BATCH = 40
_REOPENED = 50

States = Mapping[str, int | None]
"""The version of each article by its id, None where there is none."""


class Apart(WordEmbedder):
    """Gives each text a vector of its own, far from all others; a sum of its bytes chooses it.

    Many passages with one vector would be no test: a graph of neighbours has no order among them.
    """

    dimension = 64

    def _vector(self, text: str) -> np.ndarray:
        vector = np.random.default_rng(zlib.crc32(text.encode())).normal(size=self.dimension)
        return vector / np.linalg.norm(vector)


def word_of(article_id: str, version: int) -> str:
    """Give a word that this version of an article has, and nothing else."""
    return f"{article_id}v{version}"


def text_of(article_id: str, version: int) -> str:
    """Give all that a version of an article says: a few passages, and who says the last of it."""
    word = word_of(article_id, version)
    sentences = (f"The ferry {word} left the harbour on day {day}." for day in range(12))
    return f"{' '.join(sentences)} The ferry {word} is late, Ida Moor said."


def version_of(found: Article | None) -> int | str | None:
    """Tell which version an article is, None for none; what is no version of it whole is told."""
    if found is None:
        return None
    word = found.text.split()[2]
    version = word.rpartition("v")[2]
    is_whole = version.isdecimal() and found.text == text_of(found.id, int(version))
    return int(version) if is_whole else f"another text ({found.text[:60]!r})"


def open_index(archive: Path, *, create: bool = False) -> Index:
    """Open the archive as each process of the soak does."""
    embedder = Apart(fingerprint="apart@1", seconds_per_batch=0.01)
    return Index.open(archive, embedder=embedder, create=create)


@dataclass
class Ledger:
    """What was begun, and what was reported as done; each line is on disk before it counts.

    `settled` holds every article that was reported, `begun` what a step that has not reported yet
    may have made of some, by the name of the step `step`.
    """

    path: Path
    settled: dict[str, int | None] = field(default_factory=dict)
    begun: dict[str, int | None] = field(default_factory=dict)
    step: str = ""

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Read what stands in the file; a line that a kill cut off was not reported."""
        ledger = cls(path)
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            try:
                ledger._take(*json.loads(line))
            except ValueError:
                continue
        return ledger

    def begin(self, step: str, states: States) -> None:
        """Note what a step is about to make."""
        self._note(step, states)

    def done(self, states: States) -> None:
        """Note what was reported, or found."""
        self._note("", states)

    def _note(self, step: str, states: States) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps([step, states])}")
            file.flush()
            os.fsync(file.fileno())
        self._take(step, states)

    def _take(self, step: str, states: States) -> None:
        self.step = step
        if step:
            self.begun = dict(states)
        else:
            self.settled |= states
            self.begun = {}


class Writer:
    """Does one step after another, each noted in the ledger before and after."""

    def __init__(self, index: Index, ledger: Ledger, chance: Random) -> None:
        self._index = index
        self._ledger = ledger
        self._chance = chance
        self._folder = ledger.path.parent / "files"
        self._steps: dict[str, tuple[Callable[[str], None], int]] = {
            "adding": (self._add, 4),
            "replacing": (self._replace, 2),
            "removing": (self._remove, 2),
            "moving": (self._move, 2),
            "statements": (lambda name: self._follow(name, self._index.hear), 2),
            "embedding": (lambda name: self._follow(name, self._index.embed), 4),
        }

    def step(self) -> None:
        """Do one of the steps, by chance."""
        names = list(self._steps)
        weights = [weight for _, weight in self._steps.values()]
        [name] = self._chance.choices(names, weights)
        self._steps[name][0](name)

    def _there(self, kind: str) -> dict[str, int]:
        """Give the articles of a kind, and their versions."""
        settled = self._ledger.settled.items()
        return {
            each: version
            for each, version in settled
            if version is not None and each.startswith(kind)
        }

    def _do(self, name: str, states: States, act: Callable[[], object]) -> None:
        self._ledger.begin(name, states)
        act()
        self._ledger.done(states)

    def _add(self, name: str) -> None:
        if len(self._there("")) > MOST:
            self._remove(name)
            return
        first, size = len(self._ledger.settled), self._chance.randint(1, _BATCH)
        kinds = self._chance.choices(["stays", "changes", "goes"], k=size)
        some: dict[str, int | None] = {f"{kind}{first + n}": 0 for n, kind in enumerate(kinds)}
        self._do(name, some, lambda: self._index.add([_article(each, 0) for each in some]))

    def _replace(self, name: str) -> None:
        known = self._there("changes")
        chosen = self._chance.sample(sorted(known), min(len(known), _BATCH // 2))
        some: dict[str, int | None] = {each: known[each] + 1 for each in chosen}
        articles = [_article(each, known[each] + 1) for each in chosen]
        self._do(name, some, lambda: self._index.add(articles))

    def _remove(self, name: str) -> None:
        known = sorted(self._there("goes"))
        chosen = self._chance.sample(known, min(len(known), 2 * _BATCH))
        self._do(name, dict.fromkeys(chosen), lambda: self._index.remove(chosen))

    def _move(self, name: str) -> None:
        """Change the folder that is kept in step: new files, moved ones, and some that are gone."""
        for place in "ab":
            (self._folder / place).mkdir(parents=True, exist_ok=True)
        here = {path.stem: path for path in self._folder.glob("*/*.jsonl")}
        for stem in self._chance.sample(sorted(here), len(here) // 4):
            here[stem].rename(self._folder / self._chance.choice("ab") / here[stem].name)
        for stem in self._chance.sample(sorted(here), len(here) // 8):
            next(self._folder.glob(f"*/{stem}.jsonl")).unlink()
        first = len(self._ledger.settled)
        for number in range(self._chance.randint(1, _BATCH // 4)):
            made = f"file{first + number}"
            told = {"id": made, "title": made, "text": text_of(made, 0)}
            (self._folder / "a" / f"{made}.jsonl").write_text(json.dumps(told), "utf-8")
        held: dict[str, int | None] = {path.stem: 0 for path in self._folder.glob("*/*.jsonl")}
        some = held | dict.fromkeys(each for each in self._there("file") if each not in held)
        self._do(name, some, lambda: self._index.sync([self._folder], remove=True))

    def _follow(self, name: str, stage: Callable[[], object]) -> None:
        self._do(name, {}, lambda: list(stage()))  # type: ignore[call-overload]


def _article(article_id: str, version: int) -> Article:
    return article(article_id, text_of(article_id, version), title=article_id)


def write(archive: Path, ledger: Path, seed: int) -> None:
    """Write until killed."""
    with open_index(archive, create=True) as index:
        writer = Writer(index, Ledger.read(ledger), Random(seed))
        print("ready", flush=True)
        while True:
            writer.step()


def read(archive: Path, ledger: Path, seed: int, seconds: float) -> None:
    """Ask for articles that were reported, for so many seconds, and print what came of it."""
    chance, wrong, took = Random(seed), [], []
    with open_index(archive) as index:
        index.search("harbour")  # loads what a process loads once
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        # Before opening: who has it open finds what another process added half a second later.
        settled = Ledger.read(ledger).settled
        if not {0} <= set(settled.values()):
            time.sleep(0.1)
            continue
        with open_index(archive) as index:
            for _ in range(_REOPENED):
                began = time.perf_counter()
                wrong += _asked(index, settled, chance)
                took.append(1000 * (time.perf_counter() - began))
            wrong += index.notices
    print(json.dumps({"asked": len(took), "wrong": wrong, "milliseconds": sorted(took)}))


def _asked(index: Index, settled: States, chance: Random) -> list[str]:
    """Read an article that only changes forwards, and search for one that stays."""
    wrong = []
    for kind, look in (("changes", _looked_up), ("stays", _found)):
        there = (each for each, version in settled.items() if version is not None)
        known = [each for each in there if each.startswith(kind)]
        if known and (said := look(index, chance.choice(known), settled)):
            wrong.append(said)
    return wrong


def _looked_up(index: Index, article_id: str, settled: States) -> str:
    version, least = version_of(index.article(article_id)), settled[article_id] or 0
    is_right = isinstance(version, int) and version >= least
    return "" if is_right else f"{article_id} is {version}, and was {least} before"


def _found(index: Index, article_id: str, _: States) -> str:
    # Vectors that mean nothing may put another article first.
    hits = index.search(word_of(article_id, 0), limit=10)
    passages = [hit.passage for hit in hits if hit.passage.article_id == article_id]
    if not passages:
        return f"{article_id} is not found"
    passage = passages[0]
    is_cut = text_of(article_id, 0)[passage.start : passage.end] == passage.text
    return "" if is_cut else f"{passage.id} is no passage of {article_id}"


if __name__ == "__main__":
    does, place, kept, *numbers = sys.argv[1:]
    if does == "write":
        write(Path(place), Path(kept), int(numbers[0]))
    else:
        read(Path(place), Path(kept), int(numbers[0]), float(numbers[1]))
