"""Why one article could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Fields: TypeAlias = Mapping[str, object]
"""What a file or a record states about an article, under whatever names it has there."""


class Unreadable(Exception):
    """One article cannot be read; its words become the reason of a `Quarantined`.

    It never leaves this package.
    """
