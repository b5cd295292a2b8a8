"""A record as it is read: under our names, its markup turned into text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.articles.choosing import chosen
from index.articles.names import by_our_names, not_known
from index.articles.prose import plain_line, plain_text
from index.articles.stated import Stated, Unreadable
from index.types import Note

_CUT_OFF = re.compile(r"\[\+[\d,.]+ chars\]|[\[(](?:…|\.\.\.)[\])]")
_LAST = 40
_MUCH_LONGER = 2
_LINES = ("title", "outlet", "section", "authors")
_SHOWN = 12


def plain_record(met: Stated, choice: Mapping[str, str]) -> Stated:
    """Give what a record states under our names, and what is not certain about it as notes.

    Raises:
        Unreadable: where it has no text, with the names that it has.
    """
    taken = chosen(met.fields, choice)
    stated = by_our_names(met.fields) | taken
    notes = [*met.notes, *_unknown(met, stated)]
    summary = stated.pop("summary", None)
    if "text" not in taken and _is_much_longer(summary, stated.get("text")):
        stated["text"] = summary
        notes.append(Note("doubtful", "text", "only a summary"))
    text = stated.get("text")
    if text is None or not isinstance(text, str | list):
        raise _without_text(met)
    blocks = plain_text(text)
    whole, mark = _without_mark(blocks.text)
    if mark:
        notes.append(Note("doubtful", "cut-off text", mark))
    lines = {
        name: plain_line(value) for name in _LINES if isinstance(value := stated.get(name), str)
    }
    return Stated(stated | lines | {"text": whole}, (*notes, *blocks.notes), met.line)


def _without_mark(text: str) -> tuple[str, str]:
    """Part the mark of a text that is cut off from it: "[+1234 chars]", "[…]"."""
    ending = text[-_LAST:].rstrip()
    marks = list(_CUT_OFF.finditer(ending))
    if not marks or marks[-1].end() < len(ending):
        return text, ""
    mark = marks[-1][0]
    return text.rstrip().removesuffix(mark).rstrip(), mark


def _unknown(met: Stated, stated: Mapping[str, object]) -> list[Note]:
    return [Note("not understood", "field", name) for name in not_known(met.fields, stated)]


def _is_much_longer(summary: object, text: object) -> bool:
    if not isinstance(summary, str):
        return False
    return not text or (isinstance(text, str) and len(summary) > _MUCH_LONGER * len(text))


def _without_text(met: Stated) -> Unreadable:
    names = [str(name)[: _SHOWN * 3] for name in met.fields][:_SHOWN]
    found = f"; it has {', '.join(names)}" if names else ""
    return Unreadable(
        f"no text; expected a string named text, body, content or the like{found}. Say which is "
        "the text, as in --field text=NAME"
    )
