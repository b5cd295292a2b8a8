"""How far a long task has come: a live line on a terminal, now and then a plain one elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from index import Added, Embedded, Heard

Clock = Callable[[], float]
"""Gives seconds that never run backwards, such as `time.monotonic`."""

Show = Callable[[str, float | None], None]
"""Shows a line in place of the one before, with the share that is done (0 to 1) where known."""

SECONDS_BETWEEN_LINES = 10.0
_BAR_COLUMNS = 20  # leaves a line of 80 columns room for the numbers


@dataclass(frozen=True, slots=True)
class Pace:
    """Where and when (in seconds) a task began, to tell its speed from."""

    done: int
    started: float

    def per_second(self, done: int, now: float) -> float:
        """Give the things done a second since the start; 0 while there is nothing to tell."""
        seconds = now - self.started
        return (done - self.done) / seconds if seconds > 0 else 0.0


def reading_line(added: Added, pace: Pace, now: float) -> str:
    """Tell how many articles were read by `now`, and how fast."""
    speed = pace.per_second(added.seen, now)
    return f"{added.seen:,} articles, {added.passages:,} passages, {speed:,.0f} articles/s"


def embedding_line(embedded: Embedded, pace: Pace, now: float) -> str:
    """Tell how many passages were embedded (or indexed) by `now`, how fast, and the time left."""
    done = "embedded" if embedded.phase == "embedding" else "indexed"
    line = f"{embedded.done:,} of {embedded.total:,} {done}"
    return _with_pace(line, embedded, pace, now, unit="passages")


def hearing_line(heard: Heard, pace: Pace, now: float) -> str:
    """Tell how many articles were read for who says what by `now`, how fast, and the time left."""
    line = f"Who says what: {heard.done:,} of {heard.total:,}"
    return _with_pace(line, heard, pace, now, unit="articles")


def _with_pace(line: str, task: Embedded | Heard, pace: Pace, now: float, *, unit: str) -> str:
    speed = pace.per_second(task.done, now)
    if not speed:
        return line
    left = round((task.total - task.done) / speed)
    return f"{line}, {speed:,.0f} {unit}/s, {_duration(left)} left"


def asking_line(done: int, total: int, pace: Pace, now: float) -> str:
    """Tell how many of `total` questions were asked by `now`, how fast, and the time left."""
    line = f"{done:,} of {total:,} asked"
    speed = pace.per_second(done, now)
    if not speed:
        return line
    return f"{line}, {speed:,.1f} questions/s, {_duration(round((total - done) / speed))} left"


def _duration(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@contextmanager
def live(stream: TextIO, *, terminal: bool, clock: Clock) -> Iterator[Show]:
    """Show progress on `stream` while the block runs.

    Args:
        stream: Where to, as a rule stderr.
        terminal: Whether `stream` can redraw a line. If not, a plain line is written when ten
            seconds have gone by since the last.
        clock: Tells the time.
    """
    if not terminal:
        yield _plain(stream, clock)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    line = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(_BAR_COLUMNS), TimeElapsedColumn(), line)
    with Progress(
        *columns, console=Console(file=stream), refresh_per_second=4, transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def show(line: str, share: float | None) -> None:
            total = None if share is None else 1.0
            bar.update(task, description=line, total=total, completed=share or 0.0)

        yield show


def _plain(stream: TextIO, clock: Clock) -> Show:
    last = clock()

    def show(line: str, _share: float | None) -> None:
        nonlocal last
        if clock() - last >= SECONDS_BETWEEN_LINES:
            last = clock()
            stream.write(f"{line}\n")
            stream.flush()

    return show
