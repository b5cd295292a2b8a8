"""Kill `byline add` again and again, go on, and check that nothing was lost.

`python tests/bench/killed.py ARTICLES [--kills 5] [--archive DIR]` kills it with SIGKILL at moments
spread over the work (reading, embedding, building the vector index), runs it to the end, and ends
with what `byline check` counts; the exit code is that of `byline check`.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BYLINE = [sys.executable, "-m", "assistant.cli"]


def main() -> int:
    """Kill, go on, check."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("--kills", type=int, default=5)
    arguments.add_argument("--archive", type=Path)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    archive = given.archive or Path(tempfile.mkdtemp(prefix="byline-killed-"))
    moments = random.Random(given.seed)
    for number in range(1, given.kills + 1):
        # The first falls into reading, the others into embedding, later and later.
        seconds = moments.uniform(2, 6) if number == 1 else moments.uniform(10, 90)
        ended = _killed_after(seconds, given.articles, archive)
        outcome = "was done before" if ended else _state(archive)
        print(f"kill {number} after {seconds:.1f} s: {outcome}", flush=True)
    subprocess.run([*BYLINE, "add", str(given.articles), "--archive", str(archive)], check=True)
    return subprocess.run([*BYLINE, "check", "--archive", str(archive)], check=False).returncode


def _killed_after(seconds: float, articles: Path, archive: Path) -> bool:
    """Start adding, kill it after `seconds`, and say whether it had ended by itself."""
    adding = subprocess.Popen(
        [*BYLINE, "add", str(articles), "--archive", str(archive)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    ended = adding.poll() is not None
    adding.send_signal(signal.SIGKILL)
    adding.wait()
    return ended


def _state(archive: Path) -> str:
    counted = subprocess.run(
        [*BYLINE, "status", "--archive", str(archive)], capture_output=True, text=True, check=False
    )
    lines = (counted.stdout or counted.stderr).splitlines()
    return "; ".join(line for line in lines if line.startswith(("Articles", "Passages", "byline")))


if __name__ == "__main__":
    sys.exit(main())
