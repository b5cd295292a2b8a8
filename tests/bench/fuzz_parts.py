"""What strangers write, put into each part that reads it: nothing breaks, and its promise holds.

`python tests/bench/fuzz_parts.py 20000` makes that many inputs for each part with Hypothesis, and
`--seconds 600` as many as that time allows. `--part markers --seed 7` repeats a round that failed.
`fuzz_guided.py` has inputs steered by the code that they reach.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import fuzzed
from hypothesis import HealthCheck, Phase, given, seed, settings

ROUND = 1_000  # inputs; Hypothesis remembers all of a round
MOST_BROKEN = 3  # rounds, most likely by the same fault
LONGEST = 10.0  # seconds of the processor for one input; a file's limit is 20


@dataclass
class Tried:
    """What came of one part: inputs, the longest in seconds of the processor, what broke."""

    part: str
    inputs: int = 0
    longest: float = 0.0
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)


def fuzz(
    part: str, count: int | None, *, first_seed: int = 1, seconds: float | None = None
) -> Tried:
    """Try `count` inputs, in rounds that each have a seed, or as many as `seconds` allow."""
    tried, started = Tried(part), time.monotonic()
    at = first_seed
    while (count is None or tried.inputs < count) and not _is_over(started, seconds):
        left = ROUND if count is None else min(ROUND, count - tried.inputs)
        try:
            round_of(part, left, at, tried)()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - what breaks is told; a panic of Rust's too
            notes = " ".join(getattr(error, "__notes__", ()))
            said = f"{type(error).__name__}: {error} {notes}"
            tried.broken.append(f"{part}, seed {at}: {' '.join(said.split())[:2000]}")
            if len(tried.broken) == MOST_BROKEN:
                break
        at += 1
    tried.seconds = time.monotonic() - started
    return tried


def round_of(part: str, count: int, at: int, tried: Tried) -> Callable[[], None]:
    """Give a test of Hypothesis's over `count` inputs of a part, told of in `tried`."""
    target = fuzzed.PARTS[part]

    @seed(at)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def check(given_in: object) -> None:
        tried.inputs += 1
        before = time.process_time()
        target.holds(given_in)
        taken = time.process_time() - before
        tried.longest = max(tried.longest, taken)
        assert taken < LONGEST, f"{taken:.1f} s"

    return check


def _is_over(started: float, seconds: float | None) -> bool:
    return seconds is not None and time.monotonic() - started >= seconds


def main() -> int:
    """Read the command line, fuzz, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="for each part, in place of a number")
    parser.add_argument("--part", action="append", choices=sorted(fuzzed.PARTS))
    options = parser.parse_args()
    return _told(
        fuzz(
            part,
            None if options.seconds else options.count,
            first_seed=options.seed,
            seconds=options.seconds,
        )
        for part in options.part or fuzzed.PARTS
    )


def _told(all_tried: Iterable[Tried]) -> int:
    total, broken = 0, 0
    for tried in all_tried:
        total, broken = total + tried.inputs, broken + len(tried.broken)
        print(
            f"{tried.part:<12} {tried.inputs:>9,} inputs in {tried.seconds:>5.0f} s, "
            f"longest {tried.longest:.2f} s",
            *(f"BROKEN {each}" for each in tried.broken),
            sep="\n",
            flush=True,
        )
    print(f"{total:,} inputs; {broken} rounds broken")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
