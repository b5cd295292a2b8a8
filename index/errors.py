"""What can go wrong with an archive.

    BylineError
    +-- ArchiveError            the archive as a whole
    |   +-- ArchiveMissing      there is none at that place
    |   +-- ArchiveLocked       another process is writing to it
    |   +-- ArchiveTooNew       a newer Byline made it
    |   +-- ArchiveDamaged      a part of it cannot be read
    |   +-- ArchiveReadOnly     it cannot be written to
    |   +-- EmbedderMismatch    it was built with another embedding model
    |   +-- CatalogUnreachable  the PostgreSQL server that holds its catalog does not answer
    |   +-- VectorsUnreachable  the Chroma server that holds its vectors does not answer
    +-- EmbedderError           the embedding model cannot be loaded
    +-- BackupError             a backup cannot be written there, or restored from there
    +-- InputError              what was asked for makes no sense
        +-- NothingToRead       no file of a known kind at that path
        +-- UnknownArticle      no article has that id
        +-- FetchError          an address of the web cannot be fetched

Each message names the value, says what was expected, and gives the way out.
"""

from __future__ import annotations


class BylineError(Exception):
    """Everything Byline raises on purpose; its message is a sentence for the user."""


class ArchiveError(BylineError):
    """The archive cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that place."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive; the message names it."""


class ArchiveTooNew(ArchiveError):
    """A newer version of Byline made the archive."""


class ArchiveDamaged(ArchiveError):
    """A part of the archive cannot be read."""


class ArchiveReadOnly(ArchiveError):
    """The archive, or the disk it is on, cannot be written to."""


class EmbedderMismatch(ArchiveError):
    """The archive was built with another embedding model."""


class CatalogUnreachable(ArchiveError):
    """The PostgreSQL server that holds the archive's catalog does not answer."""


class VectorsUnreachable(ArchiveError):
    """The Chroma server that holds the archive's vectors does not answer."""


class EmbedderError(BylineError):
    """The embedding model cannot be loaded, or is not what it should be."""


class BackupError(BylineError):
    """A backup cannot be written there, or what is there cannot be restored."""


class InputError(BylineError):
    """What was asked for makes no sense."""


class NothingToRead(InputError):
    """There is no file of a known kind at that path."""


class UnknownArticle(InputError):
    """No article of the archive has that id."""


class FetchError(InputError):
    """What an address leads to cannot be fetched, or may not be.

    `url` is the address, without any password, and `reason` goes on with what was found there.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
