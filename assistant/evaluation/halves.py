"""Two halves of a set, so that what is chosen on one can be measured on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, TypeVar
from zlib import crc32

from assistant.evaluation.errors import EvaluationError

Half: TypeAlias = Literal["even", "odd"]

Item = TypeVar("Item")


def half_of(key: str) -> Half:
    """Give the half that `key` is in: its CRC-32 is even or odd, wherever it stands in a file."""
    return "odd" if crc32(key.encode("utf-8", "surrogatepass")) % 2 else "even"


def in_half(items: Iterable[Item], half: Half | None, key: Callable[[Item], str]) -> list[Item]:
    """Give the items of a half, all where it is None; those of the same key stay together.

    Raises:
        EvaluationError: none is in that half.
    """
    if half is None:
        return list(items)
    chosen = [each for each in items if half_of(key(each)) == half]
    if not chosen:
        raise EvaluationError(f"Nothing is in the {half} half; measure the other one, or all.")
    return chosen
