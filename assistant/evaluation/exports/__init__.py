"""The rows of a report as files that other evaluators read; none of their packages is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.exports import alce, deepeval, inspect_ai, ragas, trec
from assistant.evaluation.report import Report

__all__ = ["FORMATS", "write"]


@dataclass(frozen=True, slots=True)
class _Export:
    """The file that a format is written to, and what stands in it."""

    file: str
    text: Callable[[Report], str]


_EXPORTS: Final[Mapping[str, _Export]] = {
    "ragas": _Export("ragas.jsonl", ragas.text),
    "deepeval": _Export("deepeval.json", deepeval.text),
    "alce": _Export("alce.json", alce.text),
    "inspect-ai": _Export("inspect-ai.jsonl", inspect_ai.text),
    "trec-run": _Export("run.trec", trec.run_text),
    "trec-rag": _Export("trec-rag.jsonl", trec.rag_text),
}

FORMATS: Final[tuple[str, ...]] = tuple(_EXPORTS)
"""Names of the formats; docs/exports.md shows each."""


def write(report: Report, name: str, folder: Path) -> Path:
    """Write the rows of `report` in the format `name`, one of `FORMATS`; `folder` is made.

    Returns:
        The file written.

    Raises:
        EvaluationError: there is no such format.
    """
    if name not in _EXPORTS:
        near = get_close_matches(name, FORMATS, 1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise EvaluationError(
            f"{name!r} is no format to export; the formats are {', '.join(FORMATS)}.{meant}"
        )
    export = _EXPORTS[name]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / export.file
    # Half a surrogate pair is no UTF-8, and strict readers would refuse the whole file.
    path.write_text(export.text(report), "utf-8", errors="replace", newline="\n")
    return path
