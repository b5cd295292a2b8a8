"""Several machines in small: PostgreSQL, Chroma servers, a Ray head, writers and two readers.

    python tests/bench/machines.py ARTICLES... --questions QUESTIONS --folder DIR [--seed ARCHIVE]
        [--passages 20000] [--asked 100] [--chroma 2] [--actors 2] [--killed adding ...]

Writers follow one another, each with a folder of its own. All but the last are killed (kill -9)
half way through adding, through embedding, and through filling the Chroma servers; the second one
loses an actor of Ray too. Articles are cut and exchanged as in `scale.py`; vectors are those of the
embedded archive SEED, or of chance, moved a little. Both readers (`byline serve`) are asked each
question. Then each server is stopped in turn while a tenth of them is asked, and started again, and
these are asked once more: an answer counts as equal where its words and quotes are those of the
beginning. It ends with 1 where an article that was reported as added is lost, anything is there
twice, `check` finds fault, or an answer is another one.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx
import numpy as np
from crowd import serving
from machines_writer import embedder_of
from reporting import provenance, table, tell
from servers.postgres import postgres
from servers.ray_head import ray_head
from test_index_chroma_server import chroma
from workload import evenly

from index import Index

PASSAGES, ASKED, CHROMA, ACTORS = 20_000, 100, 2, 2
KILLED = ("adding", "embedding", "indexing")
HERE = Path(__file__).parent
Doing = Callable[[], None]
_DEADLINE = 60.0
_REST = 25.0  # seconds after which a Chroma server is asked again
_HALF = 0.5


@dataclass(frozen=True)
class Said:
    """What came back for a question: an answer, a sentence that refuses, or nothing."""

    words: tuple[Any, ...] = ()
    is_degraded: bool = False
    refusal: str = ""
    seconds: float = 0.0


def ask(url: str, question: dict[str, Any]) -> Said:
    """Ask one reader."""
    began = perf_counter()
    asked = {key: question[key] for key in ("question", "asked_on") if question.get(key)}
    try:
        told = httpx.post(f"{url}/api/ask", json=asked, timeout=_DEADLINE)
    except httpx.HTTPError:
        return Said(seconds=perf_counter() - began)
    said, seconds = told.json(), perf_counter() - began
    if not told.is_success:
        return Said(refusal=said["detail"], seconds=seconds)
    quotes = tuple(each["quote"] for each in said["citations"])
    return Said((said["answer"], quotes), bool(said.get("notice")), seconds=seconds)


class Server:
    """What can be stopped and started again at the same place."""

    def __init__(self, run: Callable[[int], Any]) -> None:
        self._run = run
        self._running = ExitStack()
        self.url = ""
        self.start()

    def start(self) -> None:
        """Start it, where it was before."""
        self.url = self._running.enter_context(self._run(int(self.url.rpartition(":")[2] or 0)))

    def stop(self) -> None:
        """Stop it."""
        self._running.close()


@contextmanager
def machines(folder: Path, servers: int) -> Iterator[tuple[Any, str, list[Server]]]:
    """Run PostgreSQL and Chroma servers; give the former, the catalog's address, and the latter."""
    with postgres() as catalog, ExitStack() as ended:
        vectors = [
            Server(lambda port, name=f"chroma{at}": chroma(folder / name, port))
            for at in range(servers)
        ]
        for each in vectors:
            ended.callback(each.stop)
        yield catalog, catalog.database(), vectors


def write(command: Sequence[str], ray: str, *, killed: str, at_work: Doing) -> set[str]:
    """Let a writer write, killed half way through a phase; give the articles that it reported.

    The head at `ray` may embed for it; `at_work` is called once it embeds.
    """
    reported: set[str] = set()
    phases: list[str] = []
    found = {**os.environ, "RAY_ADDRESS": ray, "RAY_USAGE_STATS_ENABLED": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=found) as writer:
        for line in writer.stdout or ():
            if not line.endswith("}\n"):  # it died while it wrote this, or Ray speaks
                tell(line)
                continue
            said = json.loads(line)
            reported |= set(said["added"])
            if said["phase"] == "embedding" not in phases:
                at_work()
            phases.append(said["phase"])
            if said["phase"] == killed and said["share"] >= _HALF:
                writer.kill()
    if writer.returncode != (-signal.SIGKILL if killed else 0):
        raise SystemExit("A writer was not killed and failed; its error stands above.")
    tell(f"  a writer, {f'killed while {killed}' if killed else 'the last'}: {Counter(phases)}")
    return reported


def written(given: argparse.Namespace, options: Sequence[str]) -> set[str]:
    """Let writers write, one after another; give the articles that they reported as added."""
    reported: set[str] = set()
    with ray_head(given.actors) if given.actors else nullcontext() as head:
        for number, killed in enumerate((*given.killed, "")):
            command = [sys.executable, str(HERE / "machines_writer.py"), *map(str, given.articles)]
            command += ["--folder", str(given.folder / f"writer {number}"), *options]
            command += ["--passages", str(given.passages), "--actors", str(given.actors)]
            command += ["--seed", str(given.seed or "")]
            at_work = head.kill_an_actor if head and number == 1 else _nothing
            ray = head.address if head else ""
            reported |= write(command, ray, killed=killed, at_work=at_work)
    return reported


def _nothing() -> None:
    """Leave all actors alive."""


def doubled(index: Index) -> int:
    """Count the articles that say what another one says, and passages that two servers hold."""
    contents = index._catalog.contents(index._catalog.article_ids())
    servers = getattr(index._vectors, "_servers", {}).values()
    held = [each for server in servers for each in server.passage_ids()]
    return len(contents) - len(set(contents.values())) + len(held) - len(set(held))


HEAD = ("stopped", "asked", "answered", "marked", "refused", "nothing", "slowest, s", "equal after")


def row(name: str, during: Sequence[Said], equal: int, after: int) -> list[object]:
    """Count what came while a server was stopped."""
    answered = [each for each in during if each.words]
    refused = [each for each in during if each.refusal]
    return [
        name,
        len(during),
        len(answered),
        sum(each.is_degraded for each in answered),
        len(refused),
        len(during) - len(answered) - len(refused),
        f"{max(each.seconds for each in during):.1f}",
        f"{equal} of {after}",
    ]


def measured(given: argparse.Namespace) -> int:
    """Run all, print the table, and count what was lost or is another one."""
    lines = given.questions.read_text("utf-8").splitlines()
    questions = [json.loads(lines[at]) for at in evenly(given.asked, of=len(lines))]
    with machines(given.folder, given.chroma) as (database, catalog, vectors), ExitStack() as all_:
        addresses = ",".join(each.url for each in vectors)
        began = perf_counter()
        reported = written(given, ("--catalog", catalog, "--chroma", addresses))
        tell(f"written after {perf_counter() - began:.1f} s")
        places = {"catalog": catalog, "chroma": addresses, "embedder": embedder_of(given.seed)}
        last = all_.enter_context(Index.open(given.folder / "last", create=True, **places))
        options = ["--catalog", catalog, *(f"--chroma={each.url}" for each in vectors)]
        began = perf_counter()
        began = perf_counter()
        readers = [
            Server(lambda port, name=name: _reader(given.folder / name, port, options))
            for name in ("reader 1", "reader 2")
        ]
        for each in readers:
            all_.callback(each.stop)
        tell(f"both readers are there after {perf_counter() - began:.1f} s")

        def asked(some: Sequence[int]) -> list[Said]:
            return [ask(each.url, questions[at]) for at in some for each in readers]

        whole = range(len(questions))
        first = dict(
            zip(((at, each) for at in whole for each in (0, 1)), asked(whole), strict=True)
        )
        differing = sum(first[at, 0].words != first[at, 1].words for at in whole)
        unanswered = sum(not each.words for each in first.values())
        seconds = [each.seconds for each in first.values()]
        some = evenly(max(1, len(questions) // 10), of=len(questions))
        rows, others = [], 0
        names = [f"Chroma server {at}" for at, _ in enumerate(vectors, start=1)]
        stopped = [
            *zip(names, vectors, strict=True),
            ("PostgreSQL", database),
            ("reader 1", readers[0]),
        ]
        for name, server in stopped:
            tell(f"{name} stops ...")
            server.stop()
            during = asked(some)
            server.start()
            if server in vectors:
                time.sleep(_REST)
            after = asked(some)
            before = [first[at, each] for at in some for each in (0, 1)]
            equal = sum(a.words == b.words for a, b in zip(after, before, strict=True))
            others += len(after) - equal
            rows.append(row(name, during, equal, len(after)))
        lost = len(reported - set(last._catalog.article_ids()))
        broken = {each.what for each in last.check().findings if not each.ok}
        passages, twice = last.status().passages, doubled(last)
    print(provenance(*(path.parent.name for path in given.articles)))
    print(
        f"- {passages:,} passages. Writers were killed while {', '.join(given.killed)}: of "
        f"{len(reported):,} articles that were reported as added {lost} are lost, and {twice} "
        f"things are there twice; `check`: {', '.join(broken) or 'all is there'}."
    )
    print(
        f"- {len(first)} answers of two readers, {unanswered} lacking, {differing} questions with "
        f"two answers; {np.percentile(seconds, 50):.2f} s (half), {max(seconds):.2f} s (longest).\n"
    )
    print(table(HEAD, rows))
    return int(lost + twice + len(broken) + differing + unanswered + others)


def _reader(folder: Path, port: int, options: Sequence[str]) -> Any:
    return serving(folder, "--port", str(port), "--no-allow-adding", *options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seed", type=Path, help="an embedded archive")
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--asked", type=int, default=ASKED)
    parser.add_argument("--chroma", type=int, default=CHROMA)
    parser.add_argument("--actors", type=int, default=ACTORS, help="of Ray; 0 is none")
    parser.add_argument("--killed", nargs="*", choices=KILLED, default=KILLED)
    return int(bool(measured(parser.parse_args(arguments))))


if __name__ == "__main__":
    sys.exit(main())
