"""What goes wrong, as one sentence on stderr and an exit code that a script can read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperGroup

from assistant.errors import QuestionError, SettingsError
from assistant.rendering import printable
from index import BylineError, NothingToRead


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    QUARANTINED = 3
    INTERRUPTED = 130


class Commands(TyperGroup):
    """The group of all commands; no failure of theirs reaches the user as a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        with failures_as_sentences():
            return super().invoke(ctx)


@contextmanager
def failures_as_sentences() -> Iterator[None]:
    """Turn every failure that is no mistake of ours into a sentence and an exit code.

    Raises:
        typer.Exit: In place of a BylineError, of a refusal of the system, or of Ctrl-C.
        BrokenPipeError: The reader of stdout has gone; typer ends quietly then.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except (NothingToRead, QuestionError, SettingsError) as error:
        raise stop(str(error), ExitCode.USAGE) from error
    except BylineError as error:
        raise stop(str(error), ExitCode.FAILED) from error
    except OSError as error:
        raise stop(_sentence(error), ExitCode.FAILED) from error
    except KeyboardInterrupt as interrupt:
        raise stop("Stopped before it was done.", ExitCode.INTERRUPTED) from interrupt


def stop(sentence: str, code: ExitCode) -> typer.Exit:
    """Say `sentence` on stderr; the exit that is given back is to be raised."""
    typer.echo(f"byline: {printable(sentence)}", err=True)
    return typer.Exit(code)


def _sentence(error: OSError) -> str:
    place = f": {error.filename}" if error.filename else ""
    reason = f"{error.strerror or error}{place}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full ({reason}). Free some space and run the command again; "
            "what was added before is safe."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"The system does not allow it ({reason}). Change the permissions, or choose "
            "another place, for an archive with --archive."
        )
    return f"The system refuses: {reason}."
