"""What libraries make of torn files: any error of theirs, or a panic of the Rust below them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import ArchiveDamaged, BylineError


@contextmanager
def seen_as_damage(what: str) -> Iterator[None]:
    """Take whatever goes wrong inside for damage of `what`, which is derived from the catalog.

    Raises:
        ArchiveDamaged: something went wrong, with the way out.
    """
    try:
        yield
    except BylineError:
        raise
    except Exception as error:
        raise ArchiveDamaged(_sentence(what, error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # it has no class that could be imported
            raise
        raise ArchiveDamaged(_sentence(what, error)) from error


def _sentence(what: str, error: BaseException) -> str:
    return (
        f"{what} cannot be read ({error or type(error).__name__}); run `byline repair` to make it "
        "anew from the catalog."
    )
