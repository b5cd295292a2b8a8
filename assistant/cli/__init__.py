"""The command `byline`. Importing it is light; what a command needs is imported when it runs."""

from __future__ import annotations

import io
import sys
import warnings

from assistant.cli import (
    adding,
    asking,
    backups,
    conversing,
    evaluating,
    following,
    judged,
    mcp,
    people,
    sample,
    serving,
    speakers,
    stories,
    upkeep,
)
from assistant.cli.program import app, prepare_environment

__all__ = ["app", "main"]

# Importing these rooms is what registers their commands, in the order of the help.
_ROOMS = (
    sample, adding, following, asking, serving, people, mcp, speakers, stories, conversing,
    judged, evaluating, upkeep, backups,
)  # fmt: skip


def main() -> None:
    """Run the command line: what is asked for in `sys.argv`, with an exit code."""
    prepare_environment()
    if not sys.warnoptions:  # those of libraries help developers, who ask for them with -W
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter the terminal lacks must not end it all
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="byline")
