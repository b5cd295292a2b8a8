"""The pages on which articles are added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from assistant.page.view import view
from assistant.types import counted

_MOST_SHOWN: Final = 200


class Limits(Protocol):
    """What visitors may add at a time, if anything."""

    @property
    def adding(self) -> bool:
        """Whether they may."""
        ...

    @property
    def adding_files(self) -> int:
        """How many files."""
        ...

    @property
    def adding_megabytes(self) -> int:
        """How much they have together."""
        ...


def add_page(bounds: Limits, *, is_empty: bool, failure: str = "") -> str:
    """Write the page where files are chosen or dropped; `failure` says why the last were not."""
    return view("add.html", here="Add", bounds=bounds, is_empty=is_empty, failure=failure)


def delivery_page(told: Mapping[str, Any]) -> str:
    """Write how far a delivery is, as `GET /api/adding/{id}` tells it."""
    return view(
        "delivery.html",
        here="Add",
        depth=1,
        told=told,
        heading=_HEADINGS[told["state"]],
        said=_said(told),
        is_done=_is_done(told),
        most=_MOST_SHOWN,
    )


_HEADINGS: Final = {
    "waiting": "Waiting",
    "reading": "Reading",
    "searchable": "Searchable",
    "refused": "Not added",
}


def _said(told: Mapping[str, Any]) -> str:
    """Say in a sentence what has become of it."""
    if told["state"] == "waiting":
        return "Another delivery is being read first."
    counts = [f"{told[what]:,} {what}" for what in ("added", "replaced", "unchanged")]
    left_out = len(told["quarantined"])
    sentence = f"{', '.join(counts)}, {left_out:,} not read, of {counted(told['files'], 'file')}."
    if told["state"] == "reading":
        return f"So far: {sentence}"
    return sentence


def _is_done(told: Mapping[str, Any]) -> bool:
    return told["state"] == "refused" or (
        told["state"] == "searchable" and not told["archive"]["busy"]
    )
