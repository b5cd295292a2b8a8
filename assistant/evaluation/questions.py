"""Questions from files: the format is told by the path, and all bad lines at once.

The names of relevant articles in such a file become ids of the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluation.records import read_records
from assistant.evaluation.sets import json_object, read_lines
from assistant.evaluation.texts import holds_any
from assistant.evaluation.trec import Judgements
from assistant.evaluation.types import EvaluationQuestion
from index import Article, Index, NothingToRead, ReadArticle, UnknownArticle, read_articles

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


_CORPUS = "corpus.jsonl"  # BEIR's articles, whose `_id` is none of the archive's ids


def resolved(
    questions: Sequence[EvaluationQuestion], index: Index, *, folder: Path
) -> list[EvaluationQuestion]:
    """Give `questions` with the archive's ids, the names it lacks in `missing`.

    A name is an article's id, the name of a file in `folder` or one folder deeper, or an `_id`
    of corpus.jsonl in `folder`. Where nothing says whether a right answer stands in a relevant
    article, the articles are read.
    """
    names = dict.fromkeys(name for each in questions for name in each.relevant or ())
    held = {name: name for name in names if _article(index, name)}
    ids = held | _named(folder, [name for name in names if name not in held], index)
    return [_resolved(each, ids, index) for each in questions]


def _resolved(
    question: EvaluationQuestion, ids: Mapping[str, str], index: Index
) -> EvaluationQuestion:
    if not question.relevant:
        return question
    relevant = {ids[name]: grade for name, grade in question.relevant.items() if name in ids}
    missing = tuple(name for name in question.relevant if name not in ids)
    found = replace(question, relevant=relevant or None, missing=missing)
    if not relevant:  # whatever else answers it, these articles do not
        return replace(found, answerable=None, literal=None)
    if found.literal is None and found.answers:
        articles = [index.article(each) for each in relevant]
        literal = any(holds_any(_everything(each), found.answers) for each in articles)
        return replace(found, literal=literal)
    return found


def _named(folder: Path, names: Sequence[str], index: Index) -> dict[str, str]:
    """Give the archive's ids of what is in the files of `folder`, by the names in `names`."""
    if not names:
        return {}
    files = {path.name: path for path in sorted([*folder.glob("*/*"), *folder.glob("*")])}
    by_file = ((name, _read([files[name]])) for name in names if name in files)
    found = {name: read[0].article.id for name, read in by_file if len(read) == 1}
    found |= {name: each for name, each in _of_corpus(folder / _CORPUS) if name not in found}
    return {name: found[name] for name in names if name in found and _article(index, found[name])}


def _of_corpus(corpus: Path) -> Iterator[tuple[str, str]]:
    if corpus.is_file():
        names = dict(read_lines(corpus, lambda line: str(json_object(line).get("_id"))))
        yield from ((names[each.line], each.article.id) for each in _read([corpus]))


def _read(paths: Iterable[Path]) -> list[ReadArticle]:
    try:
        return [each for each in read_articles(list(paths)) if isinstance(each, ReadArticle)]
    except NothingToRead:
        return []


def _article(index: Index, article_id: str) -> Article | None:
    try:
        return index.article(article_id)
    except UnknownArticle:
        return None


def _everything(article: Article) -> str:
    named = [part for each in article.named_outlets for part in (each.outlet, each.headline)]
    return "\n".join([article.title, article.text, *named])
