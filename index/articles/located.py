"""What an article from the web is known by: its own address, as far as the page may say it.

A page names its address itself (`rel="canonical"`), and rightly so: it is reached under many. But
none may pass itself off as an article of another site and take that one's place in an archive.
This is the only place that knows tld, the list of endings under which sites are given out.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from index.articles.names import by_our_names
from index.articles.stated import Stated
from index.types import ReadArticle, content_hash

_LISTS = {".xml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx"}


def is_list(kind: str) -> bool:
    """Whether files of a kind hold many articles, each with an address of its own, as feeds do."""
    return kind in _LISTS


def with_whole_address(met: Stated, *, place: str) -> Stated:
    """Write out the address that an article states where it is short, such as "/news/1"."""
    stated = by_our_names(met.fields).get("url")
    others = {name: value for name, value in met.fields.items() if name != "url"}
    # Ours comes last, so that no other spelling of its name counts more.
    return replace(met, fields={**others, "url": _whole(place, stated)})


def located(read: ReadArticle, *, place: str, kind: str) -> ReadArticle:
    """Give an article that was read at the address `place` its own address and identity.

    An entry of a feed or a list keeps the address it states, as it links to where it came out;
    anything else is at `place`, or at another address of that site that it states. An id is one of
    the site's, not of the world's.
    """
    article, url = read.article, read.article.url
    if not is_list(kind) and not _may_name(place, url):
        url = ""
    if not url and read.alone:
        url = place
    elif not url and read.named:
        url = f"{place}#{quote(article.id)}"
    known = url if read.alone and not is_list(kind) else article.id
    identity = content_hash("id", _site(place), known)
    return replace(read, article=replace(article, id=identity, url=url), named=bool(url))


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, such as www.moor.org and m.moor.org."""
    return bool(_site(one)) and _site(one) == _site(other)


def _whole(place: str, url: object) -> str:
    """Give the address that `url` is when it stands at `place`, "" where it is none."""
    try:
        return urljoin(place, url.strip()) if isinstance(url, str) else ""
    except ValueError:  # such as brackets around what is no address
        return ""


def _may_name(place: str, url: str) -> bool:
    """Whether a page at `place` may call itself `url`: of its site, and not the site's front."""
    is_front = urlsplit(url).path in ("", "/") and urlsplit(place).path not in ("", "/")
    return is_same_site(url, place) and not is_front


def _site(url: str) -> str:
    """Name the site of an address, "" where it is none: what can be rented under an ending."""
    from tld import get_fld

    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return get_fld(url, fail_silently=True, search_private=True) or host
