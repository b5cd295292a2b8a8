"""What an article from the web is known by: its own address, as far as the page may say it.

A page names its address itself (`rel="canonical"`), and rightly so: it is reached under many. But
none may pass itself off as an article of another site and take that one's place in an archive.
This is the only place that knows tld, the list of endings under which sites are given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from index.articles.names import by_our_names
from index.articles.stated import Stated, Unreadable
from index.types import content_hash

PAGES = {".html", ".htm"}


def located(
    found: Iterable[Stated | Unreadable], *, place: str, is_page: bool
) -> Iterator[Stated | Unreadable]:
    """Give each article that was found at the address `place` its own address and identity.

    An entry of a feed or a list keeps the address it states, as it links to where it came out;
    the one article of anything else is at `place`. An id is one of the site's, not of the world's.
    """
    met: list[Stated | Unreadable] = []
    try:
        met.extend(found)  # one by one: what came before an error is kept
    except Unreadable as problem:
        met.append(problem)
    alone = sum(isinstance(each, Stated) for each in met) == 1
    for each in met:
        if isinstance(each, Stated):
            yield _at(each, place, is_page=is_page, alone=alone)
        else:
            yield each


def _at(met: Stated, place: str, *, is_page: bool, alone: bool) -> Stated:
    stated = by_our_names(met.fields)
    url, identity = stated.get("url"), stated.get("id")
    url = urljoin(place, url.strip()) if isinstance(url, str) else ""
    if is_page and not _may_name(place, url):
        url = ""
    if not url and alone:
        url = place
    elif not url and identity:
        url = f"{place}#{quote(str(identity))}"
    own = {"url": url, "id": _of_site(place, identity)}
    # Ours come last, so that no other spelling of their names counts more.
    others = {name: value for name, value in met.fields.items() if name not in own}
    return replace(met, fields={**others, **own})


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, such as www.moor.org and m.moor.org."""
    return bool(_site(one)) and _site(one) == _site(other)


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


def _of_site(place: str, identity: object) -> str:
    """Tie an id to the site that gave it: another's may count its articles alike."""
    return content_hash("id", _site(place), str(identity)) if identity else ""
