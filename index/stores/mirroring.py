"""Reading what cannot be written to, with libraries that open their files for writing anyway."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory


def may_write(folder: Path) -> bool:
    """Whether this process may make files in `folder`."""
    return os.access(folder, os.W_OK)


def mirrored(
    folder: Path, *, copied: Collection[str] = (), left_out: str = ""
) -> TemporaryDirectory[str]:
    """Make a folder of links to what is in `folder`: what reads it may write beside them.

    Files named in `copied` are copies, which may be written to; those whose names end with
    `left_out` are not there. The folder is gone when it is cleaned up.
    """
    mirror = TemporaryDirectory(prefix="byline-")
    for each in folder.resolve().iterdir():
        there = Path(mirror.name) / each.name
        if each.name in copied:
            shutil.copyfile(each, there)
        elif not (left_out and each.name.endswith(left_out)):
            there.symlink_to(each)
    return mirror
