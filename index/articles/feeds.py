"""Reading feeds: RSS, Atom and WordPress exports (the only place that knows feedparser)."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.articles.markup import Blocks, plain_blocks, read_blocks
from index.articles.stated import Stated, Unreadable, left_out
from index.types import Note

_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_DAMAGE = (
    AssertionError, AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
"""What a feed that is no sound feed makes feedparser raise."""

_MEDIA = (
    ('"http://search.yahoo.com/mrss', '"urn:mrss'),
    ("'http://search.yahoo.com/mrss", "'urn:mrss"),
    ("xmlns:media", "xmlns:mrss"),
    ("<media:", "<mrss:"),
    ("</media:", "</mrss:"),
)
"""Under its own name, feedparser takes a picture's title and caption for those of the entry."""

_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*$", re.I)
_ADDRESS = re.compile(r"[<(]?\S+@\S+[)>]?")

_APPEARED = (
    r"The post .+? appeared first on",
    r"Der Beitrag .+? (?:erschien zuerst|ist zuerst erschienen) auf",
    r"L[’']article .+? est apparu en premier sur",
    r"La entrada .+? (?:se publicó primero|aparece primero|apareció primero) en",
    r"L[’']articolo .+? (?:proviene da|sembra essere il primo su)",
    r"O post .+? apareceu primeiro em",
    r"Het bericht .+? verscheen eerst op",
)
_READ_ON = "Continue reading|Read more|Read the full (?:story|article)|Keep reading|Weiterlesen"
_TAILS = (
    re.compile(rf"(?:^|(?<=[.!?…\])”\"'’])) ?\(?(?:{'|'.join(_APPEARED)}) .{{1,200}}$"),
    re.compile(r"^.{1,300} was originally published (?:in .{1,200} )?on Medium, where .{1,200}$"),
    re.compile(rf"(?:^|(?<=[.!?…\])”\"'’])) ?(?:{_READ_ON})\b[^.!?\n]{{0,200}}(?:\.\.\.|…)?$"),
)
_CUT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…)$")
_LONGEST_TAIL = 700


def read_feed(text: str, *, broken: str = "") -> Iterator[Stated | Unreadable]:
    """Read one article an entry of a feed, given as text without XML declaration.

    Args:
        text: the feed.
        broken: where and why it is no sound XML; what can be read of it is read all the same.

    Raises:
        Unreadable: where there is no entry in it.
    """
    import feedparser

    for theirs, ours in _MEDIA:
        text = text.replace(theirs, ours)
    try:
        # A stream, so that nothing is opened or fetched; said to be UTF-8, so that none is guessed.
        found = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers=_UTF8,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _DAMAGE as error:
        raise Unreadable(f"a feed that is too broken to be read ({error})") from error
    unpublished = Counter(what for entry in found.entries if (what := _unpublished(entry)))
    entries = [entry for entry in found.entries if not _unpublished(entry)]
    if not entries:
        raise Unreadable(f"a feed without entries{f'; broken XML ({broken})' if broken else ''}")
    is_whole = bool(_CLOSED.search(text[-40:]))
    notes = [*left_out(unpublished)]
    if broken and is_whole:
        notes.append(Note("mended", "markup error", broken))
    is_atom = str(found.version).startswith("atom")
    for entry in entries:
        try:
            yield _article(entry, found.feed, is_atom=is_atom, notes=notes)
            notes = []
        except Unreadable as problem:
            yield problem
    if broken and not is_whole:
        yield Unreadable(f"the feed breaks off ({broken}); the entries before that were read")


def _unpublished(entry: Any) -> str:
    """Name what an entry of a WordPress export is, where it is no published text."""
    if (_at(entry, "wp_post_type") or "post") not in ("post", "page"):
        return "attachment"
    return "draft" if (_at(entry, "wp_status") or "publish") != "publish" else ""


def _article(entry: Any, feed: Any, *, is_atom: bool, notes: list[Note]) -> Stated:
    source = plain_blocks(_at(entry.get("source"), "title"))
    title = _title(entry, is_atom=is_atom)
    if source:
        title = title.removesuffix(f" - {source}")  # as aggregators write it
    text, of_text = _text(entry, is_atom=is_atom)
    if text.removeprefix(title).strip() in ("", source):
        raise Unreadable(f"the entry “{title}” has no text beside its title")
    updated = dict.get(entry, "updated", "")  # its own `get` would give when it was published
    published = _at(entry, "published") or _at(entry, "created") or updated
    fields = {
        "id": _identity(_at(entry, "id"), feed),
        "title": title,
        "text": text.removeprefix(f"{title}\n\n"),
        "url": _at(entry, "feedburner_origlink") or _at(entry, "link"),
        "outlet": source or _title(feed, is_atom=is_atom),
        "published": published,
        "updated": updated if updated != published else "",
        "authors": _authors(entry) or (_authors(feed) if is_atom else []),
        "section": _section(entry),
        "language": _at(entry, "language") or _at(feed, "language"),
    }
    return Stated(fields, (*notes, *of_text))


def _at(thing: Any, name: str) -> str:
    """Give what feedparser has under a name; in a feed that is no sound feed it may be anything."""
    value = thing.get(name) if isinstance(thing, dict) else ""
    return value if isinstance(value, str) else ""


def _title(thing: Any, *, is_atom: bool) -> str:
    return " ".join(_shown(thing.get("title_detail"), is_atom=is_atom).text.split())


def _shown(detail: Any, *, is_atom: bool) -> Blocks:
    """Give what a reader sees of a text: in Atom plain text is plain, in RSS it may be HTML."""
    value = _at(detail, "value")
    is_plain = is_atom and _at(detail, "type") == "text/plain"
    return read_blocks(html.escape(value) if is_plain else value)


def _text(entry: Any, *, is_atom: bool) -> tuple[str, tuple[Note, ...]]:
    """Give the longest content of an entry, else its summary, with what befell it."""
    contents = [_shown(each, is_atom=is_atom) for each in entry.get("content", [])]
    best = max(contents, key=lambda each: len(each.text), default=Blocks(""))
    is_summary = not best.text
    if is_summary:
        best = _shown(entry.get("summary_detail"), is_atom=is_atom)
    has_captions = "mrss_description" in entry or "mrss_text" in entry
    if not best.text:  # a video's description is all that its entry says
        best, has_captions = read_blocks(_at(entry, "mrss_description")), False
    text, tails = _without_tail(best.text)
    notes = [*best.notes]
    if tails:
        notes.append(Note("left out", "link to the page", count=tails))
    if has_captions:
        notes.append(Note("left out", "caption"))
    if is_summary:
        notes.append(Note("doubtful", "summary only"))
    elif _CUT.search(text):
        notes.append(Note("doubtful", "text that is cut off"))
    return _CUT.sub("", text) if text.endswith("]") else text, tuple(notes)


def _without_tail(text: str) -> tuple[str, int]:
    """Take off what a feed's last lines say about the page, and count it."""
    blocks, count = text.split("\n\n"), 0
    while blocks and len(last := blocks[-1]) <= _LONGEST_TAIL:
        shorter = next((tail.sub("", last) for tail in _TAILS if tail.search(last)), last)
        if shorter == last:
            break
        count += 1
        blocks[-1:] = [shorter] if shorter else []
    return "\n\n".join(blocks), count


def _identity(written: str, feed: Any) -> str:
    """Give the id of an entry; one such as "1042" is another entry in another feed."""
    if not written or ":" in written:
        return written
    return f"{_at(feed, 'link') or _at(feed, 'title')} {written}"


def _authors(entry: Any) -> str | list[str]:
    """Give the names without addresses; a single one may still name several people."""
    written = [_at(author, "name") for author in entry.get("authors", [])]
    if len(written) == 1:  # as it is written: feedparser knows short top-level domains only
        written = [_at(entry, "author")]
    names = [name for each in written if (name := _ADDRESS.sub("", each).strip(" ()"))]
    return names[0] if len(names) == 1 else names


def _section(entry: Any) -> str:
    first: Any = next(iter(entry.get("tags", [])), None)
    return plain_blocks(_at(first, "label") or _at(first, "term"))
