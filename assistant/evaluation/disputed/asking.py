"""A question asked of its own documents, as of any archive."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Answer, Assistant
from assistant.evaluation.disputed.reading import DisputedQuestion
from index import Article, Embedder, Index


def asked_of_documents(question: DisputedQuestion, *, embedder: Embedder) -> Answer:
    """Ask an archive of nothing but the question's documents, each an article without a date."""
    with TemporaryDirectory(prefix="byline-") as folder:
        articles = [
            Article(id=f"{number:03}", text=text)
            for number, text in enumerate(question.documents, 1)
        ]
        with Index.open(Path(folder) / "archive", embedder=embedder, create=True) as index:
            index.add(articles)
            return Assistant(index).ask(question.text)
