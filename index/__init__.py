"""The index: articles in, passages found. This is the door; the rooms behind it are private.

`import index` is light: what needs a vendor is imported when it is first touched.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    BylineError,
    EmbedderError,
    EmbedderMismatch,
    FetchError,
    InputError,
    NothingToRead,
    UnknownArticle,
)
from index.types import (
    Added,
    Article,
    Embedded,
    Embedder,
    Filters,
    Finding,
    Heard,
    Hit,
    Manner,
    NamedOutlet,
    Note,
    Noted,
    NoteKind,
    Passage,
    Quarantined,
    ReadArticle,
    Report,
    Span,
    Speaker,
    Statement,
    Status,
    Synced,
    Version,
    Why,
    content_hash,
)

if TYPE_CHECKING:
    from index.articles import read_articles
    from index.embedding import load_embedder
    from index.embedding.adapted import Adapter, bundled_tokenizer
    from index.embedding.bert import BertGraph
    from index.embedding.entailment import load_cross_encoder, load_entailment
    from index.fetching import Fetcher
    from index.following import Followed, Following, Looked, look
    from index.index import Index
    from index.languages import count_words, language_name
    from index.sentences import sentence_spans
    from index.speakers import is_same_speaker, matching, near_names, people_called
    from index.statements import find_statement, statements_in
    from index.tagging import Tagger, joined_statements, load_tagger
    from index.voices import is_voiced
    from index.web import Pages, read_address

_ROOMS = {
    "Adapter": "index.embedding.adapted",
    "BertGraph": "index.embedding.bert",
    "Fetcher": "index.fetching",
    "Followed": "index.following",
    "Following": "index.following",
    "Index": "index.index",
    "Looked": "index.following",
    "Pages": "index.web",
    "Tagger": "index.tagging",
    "bundled_tokenizer": "index.embedding.adapted",
    "count_words": "index.languages",
    "find_statement": "index.statements",
    "is_same_speaker": "index.speakers",
    "is_voiced": "index.voices",
    "joined_statements": "index.tagging",
    "language_name": "index.languages",
    "load_embedder": "index.embedding",
    "load_cross_encoder": "index.embedding.entailment",
    "load_entailment": "index.embedding.entailment",
    "load_tagger": "index.tagging",
    "look": "index.following",
    "matching": "index.speakers",
    "near_names": "index.speakers",
    "people_called": "index.speakers",
    "read_address": "index.web",
    "read_articles": "index.articles",
    "sentence_spans": "index.sentences",
    "statements_in": "index.statements",
}

__all__ = [  # noqa: RUF022 - grouped for the reader
    # Doing
    "Adapter",
    "BertGraph",
    "Fetcher",
    "Following",
    "Index",
    "Pages",
    "Tagger",
    "bundled_tokenizer",
    "count_words",
    "find_statement",
    "is_same_speaker",
    "is_voiced",
    "joined_statements",
    "language_name",
    "load_embedder",
    "load_cross_encoder",
    "load_entailment",
    "load_tagger",
    "look",
    "matching",
    "near_names",
    "people_called",
    "read_address",
    "read_articles",
    "sentence_spans",
    "statements_in",
    # Words
    "Added",
    "Article",
    "Embedded",
    "Embedder",
    "Filters",
    "Finding",
    "Followed",
    "Heard",
    "Hit",
    "Looked",
    "Manner",
    "NamedOutlet",
    "Note",
    "Noted",
    "NoteKind",
    "Passage",
    "Quarantined",
    "ReadArticle",
    "Report",
    "Span",
    "Speaker",
    "Statement",
    "Status",
    "Synced",
    "Version",
    "Why",
    "content_hash",
    # Errors
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveReadOnly",
    "ArchiveTooNew",
    "BylineError",
    "EmbedderError",
    "EmbedderMismatch",
    "FetchError",
    "InputError",
    "NothingToRead",
    "UnknownArticle",
]


def __getattr__(name: str) -> Any:
    if room := _ROOMS.get(name):
        return getattr(import_module(room), name)
    raise AttributeError(f"module 'index' has no attribute {name!r}")
