"""Whether days or months come first in the dates of a file, told by all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice

from index.articles.dates import DayFirst, shows_day_first
from index.articles.names import by_our_names
from index.articles.stated import Stated, Unreadable

_MOST = 200_000
_DATES = ("published", "updated")


def day_order(
    again: Callable[[], Iterable[Stated | Unreadable]], *, usual: Callable[[], bool | None]
) -> DayFirst:
    """Give what tells the order of a field's dates: True for days first, None for unknown.

    Args:
        again: reads the file once more; it is asked only when a date can be read in two ways, and
            at most its first 200,000 records are looked at.
        usual: gives the order that is usual in such a file, asked where no record shows one.
    """

    @cache
    def shown() -> dict[str, set[bool]]:
        orders: dict[str, set[bool]] = {name: set() for name in _DATES}
        try:
            for met in islice(again(), _MOST):
                stated = by_our_names(met.fields) if isinstance(met, Stated) else {}
                for name in stated.keys() & orders.keys():
                    if (order := shows_day_first(stated[name])) is not None:
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
