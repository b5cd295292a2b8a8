"""The tables of a catalog, and how a file of an older format comes to have them."""

from __future__ import annotations

import sqlite3

from index.stores.catalog import files, statements

SCHEMA_VERSION = 3
_PENDING = "CREATE TABLE pending (article_id TEXT PRIMARY KEY) WITHOUT ROWID;"
SCHEMA = f"""
CREATE TABLE archive (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    named_outlets TEXT NOT NULL,
    moment TEXT NOT NULL DEFAULT '',
    updated TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL  -- last: what stands behind a long text is slow to reach
);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_content ON articles (content);
CREATE TABLE versions (
    id TEXT NOT NULL, content TEXT NOT NULL, replaced_by TEXT NOT NULL,
    replaced_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    article TEXT NOT NULL DEFAULT ''  -- what it said, as JSON; empty where it was removed
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    input TEXT NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX passages_by_input ON passages (input);
-- With a rowid: without one, SQLite spills each vector to a page of its own, 4,600 bytes not 2,000.
CREATE TABLE vectors (input TEXT PRIMARY KEY, vector BLOB NOT NULL);
{_PENDING}
{statements.TABLES}{files.TABLES}"""
_SINCE_3 = {
    "articles": ("moment", "updated", "section", "story", "language"),
    "versions": ("article",),
}
"""Columns that format 3 brought, each a text that is empty where nothing is known."""
SERVED = SCHEMA.replace(_PENDING, "").replace(
    "articles_by_url ON articles",
    "articles_by_url ON articles USING hash",  # they may be of any length
)
"""The tables on a server, where each reader's folder knows what its lexicon lacks."""
WITH_ROWID = ("statements", "vectors", "versions")
"""Those whose rows are told apart by the rowid that SQLite gives them."""


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a catalog of an older format to this one; articles are read for statements later."""
    if version == SCHEMA_VERSION:
        return
    added = "".join(
        f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT '';"
        for table, names in _SINCE_3.items()
        for name in names
        if name not in _columns(connection, table)
    )
    connection.executescript(
        f"BEGIN IMMEDIATE; {statements.TABLES} {files.TABLES} {added} "
        f"PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
