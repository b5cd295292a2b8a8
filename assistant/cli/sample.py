"""The command that writes the sample articles, so that there is something to try Byline on."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path
from typing import Annotated, Final

import typer

from assistant.cli.program import app
from assistant.rendering import counted
from index import InputError

_HERE: Final = Path(__file__).parents[2] / "docs" / "sample"
_PARTS: Final = ("README.md", "articles", "examples.txt", "questions.jsonl")


@app.command(epilog="Example: byline sample && byline add sample/articles")
def sample(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", file_okay=False, help="Where to; as a rule sample.")
    ] = Path("sample"),
) -> None:
    """Write a small archive's worth of invented articles, to try Byline on."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"The folder {folder} is not empty; name another, or empty it.")
    source = _source()
    for name in _PARTS:
        part = source / name
        copy = shutil.copytree if part.is_dir() else shutil.copyfile
        folder.mkdir(parents=True, exist_ok=True)
        copy(part, folder / name)
    files = counted(sum(1 for _ in (folder / "articles").iterdir()), "file")
    typer.echo(f"Wrote {files} of articles. Next: byline add {folder / 'articles'}")


def _source() -> Path:
    """Give the folder the sample is in: the project's, or where an installer has put it."""
    installed = Path(sysconfig.get_path("data")) / "share" / "byline" / "sample"
    return _HERE if _HERE.is_dir() else installed
