"""Reading files aside, in a child process, where a library that runs away harms nothing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import BinaryIO, Self

from index.articles.files import FILE_READERS, IN_PROCESS, ReadFile, read_file
from index.articles.limits import MAX_SECONDS
from index.articles.stated import Stated, Unreadable
from index.articles.worker import READY

_BROKEN_OFF = (EOFError, OSError, pickle.UnpicklingError)
_MAX_STARTING = 60.0


@dataclass
class Aside:
    """Reads whole files, those that need it in a child process.

    The child is started for the first such file, started anew after a file that it did not
    survive, and ended with the `with` block. Where it cannot be started, files are read in this
    process. `registry` says where the child finds `readers`, as "module:name".
    """

    readers: Mapping[str, ReadFile] = field(default_factory=lambda: FILE_READERS)
    registry: str = "index.articles.files:FILE_READERS"
    seconds: float = MAX_SECONDS
    _child: _Child | None = None
    _can_start: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, path: Path, kind: str) -> list[Stated | Unreadable]:
        """Read the file at `path` as one of `kind`; what goes wrong is handed back as well."""
        reader = self.readers[kind]
        if reader in IN_PROCESS or not self._has_child():
            return read_file(path, reader)
        assert self._child is not None
        try:
            found = self._child.ask((str(path.absolute()), kind), seconds=self.seconds)
        except _BROKEN_OFF:
            took_too_long = self._child.was_stopped
            self._end()
            why = f"took more than {self.seconds:g} s" if took_too_long else "made its reader crash"
            return [Unreadable(f"{why}; save it anew or as another kind")]
        assert isinstance(found, list)
        return found

    def _has_child(self) -> bool:
        if self._child is None and self._can_start:
            try:
                self._child = _Child.started(self.registry)
            except _BROKEN_OFF:
                self._can_start = False
        return self._child is not None

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One running child process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._questions: BinaryIO = process.stdin  # type: ignore[assignment]
        self._answers: BinaryIO = process.stdout  # type: ignore[assignment]
        self.was_stopped = False

    @classmethod
    def started(cls, registry: str) -> Self:
        """Start a child and wait until it listens.

        Raises:
            OSError: where it cannot be started.
            EOFError: where it ends at once.
        """
        # Modules are found where we find them, but never in the current folder unless we do.
        here = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109
        child = cls(
            subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-P", "-m", "index.articles.worker", registry],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": here},
            )
        )
        try:
            if child._answer(seconds=_MAX_STARTING) == READY:
                return child
        except BaseException:
            child.end()
            raise
        child.end()
        raise EOFError

    def ask(self, question: tuple[str, str], *, seconds: float) -> object:
        """Give the answer to `question`.

        Raises:
            EOFError: where the child ended, by itself or stopped after `seconds`.
            OSError: where it had ended before.
            pickle.UnpicklingError: where it ended amid its answer.
        """
        pickle.dump(question, self._questions)
        self._questions.flush()
        return self._answer(seconds=seconds)

    def _answer(self, *, seconds: float) -> object:
        timer = Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            return pickle.load(self._answers)  # noqa: S301 - from our own child
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.was_stopped = True
        self._process.kill()

    def end(self) -> None:
        """End the child at once; it keeps nothing that could be lost."""
        self._process.kill()
        self._process.communicate()
