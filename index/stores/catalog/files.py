"""Which files hold which articles, as the catalog keeps it; several files may hold one article."""

from __future__ import annotations

from collections.abc import Collection

from index.stores.database import Database

TABLES = """
-- `there` is 0 once the file was seen without the article, or is gone itself.
CREATE TABLE IF NOT EXISTS held (
    path TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    there INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (path, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_by_article ON held (article);
-- What a file was like when it was last read whole; it is not read again while it is so.
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
# Of the path of a folder, and twice that path with a slash behind it.
_UNDER = "(path = ? OR substr(path, 1, length(?)) = ?)"
_PATHS_UNDER = f"""
SELECT path FROM held WHERE {_UNDER} UNION SELECT path FROM files WHERE {_UNDER} ORDER BY path
"""  # noqa: S608 - ours
_GONE_UNDER = f"""
SELECT a.id FROM articles a
WHERE EXISTS (SELECT 1 FROM held h WHERE h.article = a.row AND {_UNDER})
AND NOT EXISTS (SELECT 1 FROM held h WHERE h.article = a.row AND h.there = 1)
ORDER BY a.row
"""  # noqa: S608 - ours


class FileTable:
    """The files of one catalog, by absolute path; whoever writes holds a transaction of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hold(self, path: str, article_id: str) -> None:
        """Note that the file at `path` holds an article."""
        self._database.execute(
            "INSERT INTO held SELECT ?, row, 1 FROM articles WHERE id = ? "
            "ON CONFLICT (path, article) DO UPDATE SET there = 1",
            (path, article_id),
        )

    def articles_at(self, path: str) -> list[str]:
        """Give the ids of the articles that a file holds or held, in the order of adding."""
        return self._column(
            "SELECT a.id FROM held h JOIN articles a ON a.row = h.article WHERE h.path = ? "
            "ORDER BY a.row",
            path,
        )

    def titles_at(self, path: str) -> dict[tuple[str, str], list[str]]:
        """Give those articles' ids by their titles and times."""
        rows = self._database.execute(
            "SELECT a.id, a.title, a.moment FROM held h JOIN articles a ON a.row = h.article "
            "WHERE h.path = ? ORDER BY a.row",
            (path,),
        )
        found: dict[tuple[str, str], list[str]] = {}
        for article_id, *told in rows:
            found.setdefault((told[0], told[1]), []).append(article_id)
        return found

    def paths_of(self, article_id: str) -> list[str]:
        """Give the files that hold an article now, sorted."""
        return self._column(
            "SELECT h.path FROM held h JOIN articles a ON a.row = h.article "
            "WHERE a.id = ? AND h.there = 1 ORDER BY h.path",
            article_id,
        )

    def paths_under(self, folder: str) -> list[str]:
        """Give the known files at or below `folder`, sorted."""
        return self._column(_PATHS_UNDER, *_under(folder), *_under(folder))

    def gone_under(self, folder: str) -> list[str]:
        """Give the articles that files at or below `folder` held and no file holds now."""
        return self._column(_GONE_UNDER, *_under(folder))

    def holds_only(self, path: str, article_ids: Collection[str]) -> None:
        """Note that a file that was read whole holds these articles and no other."""
        for article_id in set(self.articles_at(path)) - set(article_ids):
            self._database.execute(
                "UPDATE held SET there = 0 WHERE there = 1 AND path = ? AND article = "
                "(SELECT row FROM articles WHERE id = ?)",
                (path, article_id),
            )

    def stamp(self, path: str) -> str:
        """Give what a file was like when it was last read whole, "" where it never was."""
        return next(iter(self._column("SELECT stamp FROM files WHERE path = ?", path)), "")

    def stamped(self, path: str, stamp: str) -> None:
        """Note what a file is like that was read whole."""
        self._database.execute(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET stamp = ?",
            (path, stamp, stamp),
        )

    def forget(self, path: str) -> None:
        """Forget a file; its articles stay."""
        self._database.execute("DELETE FROM files WHERE path = ?", (path,))
        self._database.execute("DELETE FROM held WHERE path = ?", (path,))

    def _column(self, sql: str, *values: str) -> list[str]:
        return [row[0] for row in self._database.execute(sql, values)]


def _under(folder: str) -> tuple[str, str, str]:
    below = folder if folder.endswith("/") else f"{folder}/"
    return folder, below, below
