"""The words of the index: what an article is, what is cut from it, what a search finds.

Every type is frozen and imports nothing of ours. Offsets are code points into `Article.text`,
end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types.articles import Article, NamedOutlet, Passage, Span, Version, content_hash
from index.types.keeping import (
    Added,
    Embedded,
    Engine,
    Finding,
    Heard,
    Note,
    Noted,
    NoteKind,
    Quarantined,
    ReadArticle,
    Report,
    Shard,
    Status,
    Synced,
)
from index.types.searching import Embedder, Filters, Hit, Lead, Why
from index.types.statements import Manner, Speaker, Spoken, Statement

if TYPE_CHECKING:
    from index.types.searching import Vectors

__all__ = [
    "Added",
    "Article",
    "Embedded",
    "Embedder",
    "Engine",
    "Filters",
    "Finding",
    "Heard",
    "Hit",
    "Lead",
    "Manner",
    "NamedOutlet",
    "Note",
    "NoteKind",
    "Noted",
    "Passage",
    "Quarantined",
    "ReadArticle",
    "Report",
    "Shard",
    "Span",
    "Speaker",
    "Spoken",
    "Statement",
    "Status",
    "Synced",
    "Vectors",
    "Version",
    "Why",
    "content_hash",
]
