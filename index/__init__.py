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
    BackupError,
    BylineError,
    CatalogUnreachable,
    EmbedderError,
    EmbedderMismatch,
    FetchError,
    InputError,
    NothingToRead,
    UnknownArticle,
    VectorsUnreachable,
)
from index.types import (
    Added,
    Article,
    Embedded,
    Embedder,
    Engine,
    Filters,
    Finding,
    Heard,
    Hit,
    Lead,
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
    from index.embedding.distributed import ray_engine
    from index.embedding.entailment import load_cross_encoder, load_entailment
    from index.index import Index
    from index.language import count_words, language_name
    from index.language.sentences import sentence_spans
    from index.statements import Named, find_statement, people_in, statements_in
    from index.statements.speakers import is_same_speaker, matching, near_names, people_called
    from index.statements.tagging import Tagger, joined_statements, load_tagger
    from index.statements.voices import is_voiced
    from index.stores.backups import back_up, restore
    from index.stores.database import connect_to, is_address, shown_address
    from index.stores.postgres import Postgres
    from index.web.fetching import Fetcher
    from index.web.following import Followed, Following, Looked, look
    from index.web.pages import Pages, read_address

_ROOMS = {
    "Adapter": "index.embedding.adapted",
    "BertGraph": "index.embedding.bert",
    "Fetcher": "index.web.fetching",
    "Followed": "index.web.following",
    "Following": "index.web.following",
    "Index": "index.index",
    "Looked": "index.web.following",
    "Pages": "index.web.pages",
    "Postgres": "index.stores.postgres",
    "Tagger": "index.statements.tagging",
    "back_up": "index.stores.backups",
    "bundled_tokenizer": "index.embedding.adapted",
    "connect_to": "index.stores.database",
    "count_words": "index.language",
    "is_address": "index.stores.database",
    "Named": "index.statements",
    "find_statement": "index.statements",
    "people_in": "index.statements",
    "is_same_speaker": "index.statements.speakers",
    "is_voiced": "index.statements.voices",
    "joined_statements": "index.statements.tagging",
    "language_name": "index.language",
    "load_embedder": "index.embedding",
    "load_cross_encoder": "index.embedding.entailment",
    "load_entailment": "index.embedding.entailment",
    "load_tagger": "index.statements.tagging",
    "look": "index.web.following",
    "matching": "index.statements.speakers",
    "near_names": "index.statements.speakers",
    "people_called": "index.statements.speakers",
    "ray_engine": "index.embedding.distributed",
    "read_address": "index.web.pages",
    "read_articles": "index.articles",
    "restore": "index.stores.backups",
    "sentence_spans": "index.language.sentences",
    "shown_address": "index.stores.database",
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
    "Postgres",
    "Tagger",
    "back_up",
    "bundled_tokenizer",
    "connect_to",
    "count_words",
    "Named",
    "find_statement",
    "people_in",
    "is_address",
    "is_same_speaker",
    "is_voiced",
    "joined_statements",
    "language_name",
    "load_embedder",
    "ray_engine",
    "load_cross_encoder",
    "load_entailment",
    "load_tagger",
    "look",
    "matching",
    "near_names",
    "people_called",
    "read_address",
    "read_articles",
    "restore",
    "sentence_spans",
    "shown_address",
    "statements_in",
    # Words
    "Added",
    "Article",
    "Embedded",
    "Embedder",
    "Engine",
    "Filters",
    "Finding",
    "Followed",
    "Heard",
    "Hit",
    "Lead",
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
    "BackupError",
    "BylineError",
    "CatalogUnreachable",
    "EmbedderError",
    "EmbedderMismatch",
    "FetchError",
    "InputError",
    "NothingToRead",
    "UnknownArticle",
    "VectorsUnreachable",
]


def __getattr__(name: str) -> Any:
    if room := _ROOMS.get(name):
        return getattr(import_module(room), name)
    raise AttributeError(f"module 'index' has no attribute {name!r}")
