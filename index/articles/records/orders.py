"""Whether days or months come first in the dates of a file, told by all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

from index.articles.dates import DayFirst, is_in_numbers, shows_day_first
from index.articles.names import by_our_names
from index.articles.stated import Stated, Unreadable

_MOST, _MOST_WITHOUT = 200_000, 200
_DATES = ("published", "updated")


def day_order(
    again: Callable[[], Iterable[Stated | Unreadable]],
    *,
    usual: Callable[[], bool | None],
) -> DayFirst:
    """Give what tells the order of a field's dates: True for days first, None for unknown.

    Args:
        again: reads the file once more; it is asked only when a date can be read in two ways. It
            is read to where 200 records in a row have no date in numbers.
        usual: gives the order that is usual in such a file, asked where no record shows one.
    """

    @cache
    def shown() -> dict[str, set[bool]]:
        orders: dict[str, set[bool]] = {name: set() for name in _DATES}
        try:
            for name, value in _dates_in_numbers(again()):
                if (order := shows_day_first(value)) is not None:
                    orders[name].add(order)
        except (Unreadable, OSError):
            pass  # what breaks off is told where the records are read
        return orders

    def first(name: str) -> bool | None:
        orders = shown().get(name, set())
        if not orders:
            return usual()
        return next(iter(orders)) if len(orders) == 1 else None

    return first


def _dates_in_numbers(records: Iterable[Stated | Unreadable]) -> Iterator[tuple[str, object]]:
    without = 0
    for met in islice(records, _MOST):
        stated = by_our_names(met.fields) if isinstance(met, Stated) else {}
        found = [(name, stated[name]) for name in _DATES if is_in_numbers(stated.get(name))]
        yield from found
        without = 0 if found else without + 1
        if without == _MOST_WITHOUT:
            return
