"""Figures as Markdown, with the machine and the versions that they belong to."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

_PARTS = ("byline", "tantivy", "chromadb", "onnxruntime", "torch", "sentence-transformers")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table; a fraction is written with three decimals."""
    lines = [head, ["---"] * len(head), *[[_cell(one) for one in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def provenance(*data: str, parts: Sequence[str] = ()) -> str:
    """Say when, where, on what data and with which versions figures were taken."""
    today = datetime.now().astimezone().date()
    versions = ", ".join(f"{part} {version(part)}" for part in (*_PARTS, *parts))
    return "\n".join(
        (
            f"- Date: {today}",
            f"- Machine: {_processor()}, {os.cpu_count()} cores; {platform.system()}, Python "
            f"{platform.python_version()}; load average at the start {os.getloadavg()[0]:.1f}",
            f"- Data: {', '.join(data)}",
            f"- Versions: {versions}",
        )
    )


def tell(line: str) -> None:
    """Say on stderr what is going on."""
    print(line, file=sys.stderr, flush=True)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
