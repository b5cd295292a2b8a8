"""The names that files and records give to what they state."""

from __future__ import annotations

from index.articles.stated import Fields

_ALIASES = {
    "id": ("id", "guid"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "outlet": ("outlet", "source", "publisher"),
    "published": ("published", "published_at", "date"),
    "authors": ("authors", "author", "byline"),
    "updated": ("updated", "updated_at", "modified"),
    "section": ("section",),
    "story": ("story",),
}
"""Our name of a field, and the names it may have, the one that counts most first."""

TEXT_NAMES = _ALIASES["text"]
_BESIDE_TEXT = {name for ours, names in _ALIASES.items() if ours != "text" for name in names}


def by_our_names(fields: Fields) -> dict[str, object]:
    """Give what `fields` states under our names; what is empty or not ours is left out."""
    stated = {_plain(name): value for name, value in fields.items()}
    return {
        ours: found[0]
        for ours, names in _ALIASES.items()
        if (found := [value for name in names if _says_something(value := stated.get(name))])
    }


def is_beside_text(name: str) -> bool:
    """Tell whether `name` is that of a field other than the text."""
    return _plain(name) in _BESIDE_TEXT


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _says_something(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})
