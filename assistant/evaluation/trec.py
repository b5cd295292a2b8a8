"""Questions from judgements: TREC qrels with a file of queries, and BEIR's folder of the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.records import day_of, id_of, text_of
from assistant.evaluation.sets import json_object, read_lines, refuse
from assistant.evaluation.types import EvaluationQuestion

_QUERIES = ("queries.jsonl", "queries.tsv", "topics.jsonl", "topics.tsv")
_SPLITS = ("test", "dev", "train")
_OF_BEIR, _OF_TREC = 3, 4  # columns
_BEIR_HEAD = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class Judgements:
    """A file of qrels, and the file of the queries they are about."""

    qrels: Path
    queries: Path

    @classmethod
    def beside(cls, path: Path) -> Judgements:
        """Find both: `path` is a BEIR folder, or qrels with the queries beside or above them.

        Raises:
            EvaluationError: one of them is not there.
        """
        qrels = _of_folder(path) if path.is_dir() else path
        places = [
            folder / name for folder in (qrels.parent, qrels.parent.parent) for name in _QUERIES
        ]
        queries = next((each for each in places if each.is_file()), None)
        if queries is None:
            raise EvaluationError(
                f"There are no queries for {qrels}; put one of {', '.join(_QUERIES)} beside it."
            )
        return cls(qrels, queries)

    def questions(self) -> list[EvaluationQuestion]:
        """Give the queries that are judged, in the order of the qrels.

        A query without any document above grade 0 has no relevant articles that are known.

        Raises:
            EvaluationError: lines cannot be read, or a query has no text; all are listed.
        """
        asked = {each.id: each for _, each in read_lines(self.queries, self._query)}
        grades: dict[str, dict[str, int]] = defaultdict(dict)
        problems = []
        for number, judged in read_lines(self.qrels, _judgement):
            if judged is None:
                continue
            query_id, article_id, grade = judged
            if query_id not in asked:
                problems.append(f"line {number}: {self.queries.name} has no query {query_id!r}.")
            elif grades[query_id].setdefault(article_id, grade) != grade:
                problems.append(f"line {number}: {article_id!r} is judged twice, and not alike.")
        refuse(self.qrels, problems)
        return [_judged(asked[each], judged) for each, judged in grades.items()]

    def _query(self, line: str) -> EvaluationQuestion:
        fields = json_object(line) if self.queries.suffix == ".jsonl" else _columns(line)
        return EvaluationQuestion(
            id=id_of(fields, "_id" if "_id" in fields else "id"),
            text=text_of(fields, "question" if "question" in fields else "text"),
            asked_on=day_of(fields),
        )


def _of_folder(folder: Path) -> Path:
    found = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    for split in (*_SPLITS, *found):
        if split in found:
            return found[split]
    raise EvaluationError(
        f"{folder} is no BEIR folder: it lacks qrels/test.tsv. Name a file of questions, or a "
        "folder that holds queries.jsonl and qrels/test.tsv."
    )


def _columns(line: str) -> dict[str, Any]:
    query_id, tab, text = line.partition("\t")
    if not tab:
        raise ValueError("it lacks the tab between a query's id and its text.")
    return {"id": query_id, "text": text}


def _judgement(line: str) -> tuple[str, str, int] | None:
    columns = line.strip().split("\t" if "\t" in line else None)
    if tuple(columns) == _BEIR_HEAD:
        return None
    if len(columns) not in (_OF_BEIR, _OF_TREC):
        raise ValueError("it is neither `query 0 article grade` nor BEIR's three columns.")
    try:
        return columns[0], columns[-2], int(columns[-1])
    except ValueError:
        raise ValueError(f"the grade is {columns[-1]!r}, but it must be a whole number.") from None


def _judged(question: EvaluationQuestion, grades: Mapping[str, int]) -> EvaluationQuestion:
    relevant = {article_id: grade for article_id, grade in grades.items() if grade > 0}
    return replace(question, relevant=relevant or None, answerable=True if relevant else None)
