"""A record as it is read: under our names, its HTML, entities and lists turned into text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.entities import html5

from index.articles.choosing import chosen
from index.articles.markup import Blocks, read_blocks
from index.articles.names import by_our_names, not_known
from index.articles.stated import Stated, Unreadable
from index.types import Note

_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|table|tr|figure)\b[^<>]*>", re.I
)
_CLOSED_TAG = re.compile(
    r"</(?:a|b|i|u|em|strong|span|small|font|cite|q|sup|sub|mark|time|abbr|section|article)>|<img\s",
    re.I,
)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.I | re.S)
_PARAGRAPH_TAG = re.compile(r"<(?:p|div)\b", re.I)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ENTITY = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
_TIMES_ENCODED = 2


def plain_text(written: str | list[object]) -> Blocks:
    """Give a text without its markup, its blocks parted by blank lines.

    A text without tags stays as it is, but for its entities, which may be encoded twice.

    Raises:
        Unreadable: where its elements are nested too deep.
    """
    if isinstance(written, list):
        written = "\n\n".join(part for part in written if isinstance(part, str))
    if "&lt;" in written and _BLOCK_TAG.search(decoded := _without_entities(written, times=1)):
        written = written if _has_markup(written) else decoded
    if not _has_markup(written):
        return Blocks(_without_entities(written))
    if not _PARAGRAPH_TAG.search(written):
        written = _BLANK_LINE.sub("<p>", written)  # some systems make paragraphs of blank lines
    blocks = read_blocks(written)
    return Blocks(_without_entities(blocks.text), blocks.notes)


def plain_line(written: str) -> str:
    """Give a title or a name without its markup."""
    if "&" in written:
        written = _without_entities(written)
    return _ANY_TAG.sub("", written) if "<" in written and _CLOSED_TAG.search(written) else written


def _has_markup(written: str) -> bool:
    return "<" in written and bool(_BLOCK_TAG.search(written) or _CLOSED_TAG.search(written))


def _without_entities(written: str, *, times: int = _TIMES_ENCODED) -> str:
    for _ in range(times):
        if "&" not in written:
            break
        written = _ENTITY.sub(_meant, written)
    return written


def _meant(entity: re.Match[str]) -> str:
    # By its whole name: html.unescape would make "®ional;" of "&regional;".
    return html.unescape(entity[0]) if entity[1] else html5.get(entity[0][1:], entity[0])


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
