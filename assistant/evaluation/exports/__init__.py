"""The rows of a report as files that other evaluators read; none of their packages is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.exports import alce, samples, trec
from assistant.evaluation.report import Report
from assistant.rendering import unknown_format

__all__ = ["FORMATS", "write"]


_EXPORTS: Final[Mapping[str, tuple[str, Callable[[Report], str]]]] = {
    "ragas": ("ragas.jsonl", samples.ragas),
    "deepeval": ("deepeval.json", samples.deepeval),
    "alce": ("alce.json", alce.text),
    "inspect-ai": ("inspect-ai.jsonl", samples.inspect_ai),
    "trec-run": ("run.trec", trec.run_text),
    "trec-rag": ("trec-rag.jsonl", trec.rag_text),
}
"""The file that a format is written to, and what stands in it."""

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
        raise EvaluationError(unknown_format(name, FORMATS))
    file, text_of = _EXPORTS[name]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    # Half a surrogate pair is no UTF-8, and strict readers would refuse the whole file.
    path.write_text(text_of(report), "utf-8", errors="replace", newline="\n")
    return path
