"""The child process that reads files aside: paths come in, what was met goes out.

It is started by `index.articles.aside` and lives as long as its standard input is open.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from index.articles.files import ReadFile, read_file
from index.articles.limits import MAX_MEMORY, MAX_SECONDS

READY = "ready"
_STDOUT = 1


def main(registry: str) -> None:
    """Answer each (path, ending) with the list of what was met, until no more come.

    Args:
        registry: where the readers by ending are, as "module:name".
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C ends
    _limit_memory()
    answers = _private_stdout()
    module, _, name = registry.partition(":")
    readers: dict[str, ReadFile] = getattr(import_module(module), name)
    _send(answers, READY)
    with suppress(EOFError):
        while True:
            path, kind = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
            # Should the parent be gone, nobody else ends a reader that hangs.
            faulthandler.dump_traceback_later(2 * MAX_SECONDS, exit=True)
            _send(answers, read_file(Path(path), readers[kind]))
            faulthandler.cancel_dump_traceback_later()


def _send(stream: BinaryIO, answer: object) -> None:
    pickle.dump(answer, stream)
    stream.flush()


def _private_stdout() -> BinaryIO:
    """Keep standard output for the answers; what a library prints goes nowhere."""
    private = os.fdopen(os.dup(_STDOUT), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
    return private


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(ValueError, OSError):  # a lower limit is already set
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(sys.argv[1])
