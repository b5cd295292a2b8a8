"""Questions from files: the format is told by the path, and all bad lines at once."""

from __future__ import annotations

from pathlib import Path

from assistant.evaluation.records import read_records
from assistant.evaluation.resolving import resolved
from assistant.evaluation.trec import Judgements
from assistant.evaluation.types import EvaluationQuestion
from index import Index

_JSON_LINES = (".jsonl", ".ndjson", ".json")


def read_questions(path: Path | str, index: Index) -> list[EvaluationQuestion]:
    """Read the questions at `path`; see docs/evaluation.md for the formats.

    Args:
        path: JSON lines (ours, or ragas'), TREC qrels, or the folder of a BEIR set.
        index: The archive they are asked of. A relevant article is named by its id there, or by
            the name of its file beside the questions or a folder deeper.

    Returns:
        The questions in the order of the file; what the archive lacks is in their `missing`.

    Raises:
        EvaluationError: lines cannot be read, all of them listed; or there is no question.
        OSError: the file cannot be opened.
    """
    path = Path(path)
    if path.name.removesuffix(".gz").endswith(_JSON_LINES) and not path.is_dir():
        return resolved(read_records(path), index, folder=path.parent)
    judgements = Judgements.beside(path)
    return resolved(judgements.questions(), index, folder=judgements.queries.parent)
