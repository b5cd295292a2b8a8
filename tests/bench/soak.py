"""Kill a writer again and again, and read beside one for minutes: nothing reported may be lost.

`python tests/bench/soak.py [--kills 100] [--minutes 10] [--readers 3] [--seed 0]`

A writer adds, replaces, removes and moves articles, reads who says what, and embeds into new
generations of the vector index. After each kill -9, every article that was reported is there, as
it was reported, once; nothing else is; and `check` is clean after `repair`. Then readers ask for
what was reported while the writer goes on. It ends with 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from soaking import Ledger, open_index, version_of, word_of

SOAKING = Path(__file__).with_name("soaking.py")
# A kill may leave these to be done, and `repair` leaves them too.
WAITING = {
    "articles read for who says what",
    "passages with a vector",
    "passages in the vector index",
}
_SAMPLE = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill and read, as often and as long as is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="byline-soak-") as folder:
        archive, ledger = Path(folder, "archive"), Path(folder, "ledger")
        broken = kill_again_and_again(archive, ledger, kills=given.kills, seed=given.seed)
        broken += read_beside(
            archive, ledger, seconds=60 * given.minutes, readers=given.readers, seed=given.seed
        )
    for each in broken:
        print(f"BROKEN: {each}")
    print(f"{len(broken)} promises broken.")
    return bool(broken)


def kill_again_and_again(archive: Path, ledger: Path, *, kills: int, seed: int) -> list[str]:
    """Kill a writer so many times, look after each, and tell what was broken."""
    chance, broken, steps, clean = Random(seed), [], Counter[str](), 0
    for number in range(1, kills + 1):
        with writing(archive, ledger, seed=chance.randrange(10**6)):
            time.sleep(chance.uniform(0.05, 2.0))
        noted = Ledger.read(ledger)
        steps[noted.step or "between steps"] += 1
        found, was_clean = faults_of(archive, noted)
        clean += was_clean
        broken += [f"after kill {number}, {each}" for each in found]
        for each in found:
            print(f"after kill {number}, {each}", flush=True)
        if number % 10 == 0:
            print(f"{number} kills, {len(broken)} promises broken.", flush=True)
    reported = Ledger.read(ledger).settled
    there = sum(version is not None for version in reported.values())
    print(f"{kills} kills: {', '.join(f'{count} in {step}' for step, count in steps.items())}.")
    print(f"{len(reported):,} articles were reported, {there:,} of them are to be there.")
    print(f"`check` was clean before `repair` after {clean} of {kills} kills.", flush=True)
    return broken


def faults_of(archive: Path, noted: Ledger) -> tuple[list[str], bool]:
    """Tell what is not as it was reported, and whether `check` was clean without `repair`.

    What the step that was killed may have done is taken as it is found from now on.
    """
    broken: list[str] = []
    with open_index(archive, create=True) as index:
        there = Counter(each.id for each in index.articles())
        broken += [f"{each} is there {count} times" for each, count in there.items() if count > 1]
        made_up = there.keys() - noted.settled.keys() - noted.begun.keys()
        broken += [f"nobody added {each}" for each in made_up]
        seen: dict[str, int | None] = {}
        for each in noted.settled | noted.begun:
            found = version_of(index.article(each) if each in there else None)
            allowed = [states[each] for states in (noted.settled, noted.begun) if each in states]
            if each not in noted.settled:
                allowed.append(None)
            if found not in allowed:
                broken.append(f"{each} is {found} and should be one of {allowed}")
            elif not isinstance(found, str):
                seen[each] = found
        was_clean = not lacking(index.check())
        report = index.repair()
        broken += [f"after repair, not clean: {each}" for each in lacking(report)]
        counts = {each.what: each.found for each in report.findings}
        if counts["passages with a vector"] != counts["passages in the vector index"]:
            broken.append("after repair, a vector is not in its index")
        kept = [(each, version) for each, version in seen.items() if version is not None]
        for each, version in Random(len(kept)).sample(kept, min(_SAMPLE, len(kept))):
            hits = index.search(word_of(each, version), limit=10)
            if each not in [hit.passage.article_id for hit in hits]:
                broken.append(f"{each} is not found by its words")
    noted.done(seen)
    return broken, was_clean


def lacking(report) -> set[str]:
    """Name what a check finds wrong beside what only waits to be done."""
    return {each.what for each in report.findings if not each.ok} - WAITING


def read_beside(
    archive: Path, ledger: Path, *, seconds: float, readers: int, seed: int
) -> list[str]:
    """Have readers ask for so many seconds beside a writer, and tell what was broken."""
    with writing(archive, ledger, seed=seed) as writer:
        running = [
            subprocess.Popen(
                command("read", archive, ledger, seed + number, seconds),
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(readers)
        ]
        told = [each.communicate() for each in running]
        broken = [] if writer.poll() is None else ["the writer ended"]
    took: list[float] = []
    for reader, (said, error) in zip(running, told, strict=True):
        if reader.returncode:
            broken.append(f"a reader ended: {error.strip().splitlines()[-1]}")
            continue
        counted = json.loads(said)
        broken += counted["wrong"]
        took += counted["milliseconds"]
    took.sort()
    if took:
        half, nearly, last = (took[min(len(took) - 1, int(len(took) * p))] for p in (0.5, 0.99, 1))
        print(
            f"{readers} readers beside a writer for {seconds:.0f} s: {len(took):,} times an "
            f"article and a search, {half:.0f} ms (half of them), {nearly:.0f} ms (99 of 100), "
            f"{last:.0f} ms (the longest)."
        )
    return broken


@contextmanager
def writing(archive: Path, ledger: Path, *, seed: int):
    """Have a writer write until the block is left; then it is killed."""
    started = command("write", archive, ledger, seed)
    with subprocess.Popen(started, env=environment(), stdout=subprocess.PIPE, text=True) as writer:
        if writer.stdout.readline() != "ready\n":
            raise RuntimeError("The writer did not start; its words are above.")
        try:
            yield writer
        finally:
            writer.kill()


def command(does: str, *given: object) -> list[str]:
    """Give the command of one process of the soak."""
    return [sys.executable, str(SOAKING), does, *map(str, given)]


def environment() -> dict[str, str]:
    """Keep Chroma quiet there."""
    return {**os.environ, "ANONYMIZED_TELEMETRY": "False"}


if __name__ == "__main__":
    sys.exit(main())
