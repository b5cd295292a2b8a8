"""A model in a GGUF file, served on this machine for as long as it is needed.

`model_server/` has what serves it: it wants Node.js, and `npm install` in that folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER = Path(__file__).parent / "model_server"


def what_is_missing() -> str:
    """Say what hinders serving a model here, and the way out; "" if nothing does."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    if not (_SERVER / "node_modules" / "node-llama-cpp").is_dir():
        return "its packages are not installed: make model-server"
    return ""


@contextmanager
def served(model: str, *, context: int = 8192, threads: int = 0) -> Iterator[str]:
    """Give the name by which `--model` takes `model`; a GGUF file is served meanwhile.

    `threads` is as a rule one core less than there are: threads that wait for one another stand
    still where something else, such as the check of an answer, takes a core.
    """
    threads = threads or max(1, (os.cpu_count() or 1) - 1)
    if not model.endswith(".gguf"):
        yield model
        return
    if missing := what_is_missing():
        raise SystemExit(f"The file {model} cannot be served: {missing}.")
    options = ["--context", str(context), "--threads", str(threads)]
    command = ["node", str(_SERVER / "server.mjs"), model, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            if not address:
                raise SystemExit(f"The file {model} cannot be served; its error stands above.")
            yield address
        finally:
            server.terminate()
