"""What a page states about its article in its tags: metas, microdata, times, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from index.articles.web.blocks import Element, flat

_NAMES = {
    "title": "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title "
    "citation_title title",
    "published": "article:published_time og:article:published_time og:published_time "
    "datepublished parsely-pub-date sailthru.date dc.date.issued dcterms.issued "
    "dc.date.published dcterms.created dc.date.created dc.created citation_publication_date "
    "citation_date citation_online_date publication_date publish-date publishdate publish_date "
    "published pubdate pub_date dc.date dcterms.date dc.terms.date article.published "
    "article_date_original originalpublicationdate rnews:datepublished bt:pubdate "
    "cxenseparse:recs:publishtime cxenseparse:publishtime iso-8601-publish-date "
    "displaydate article:published created date",
    "updated": "article:modified_time og:article:modified_time og:updated_time article:modified "
    "datemodified dateupdated dcterms.modified dc.date.modified dc.modified rnews:datemodified "
    "bt:moddate article.updated lastmod last-modified lastmodified revised modified",
    "outlet": "og:site_name article:publisher dc.publisher dcterms.publisher citation_publisher "
    "citation_journal_title publisher parsely-site cre application-name",
    "authors": "author article:author article:author_name parsely-author sailthru.author "
    "dc.creator dcterms.creator dc.contributor citation_author byl byline rbauthors "
    "cxenseparse:author twitter:creator:name",
    "section": "article:section og:article:section og:section parsely-section dc.subject "
    "cxenseparse:recs:category section",
    "url": "og:url parsely-link twitter:url",
}
_ADDRESS = re.compile(r"(?:https?:)?//|^www\.|^@")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")


def metas_of(tree: Element) -> dict[str, list[str]]:
    """Give the contents of a page's meta tags by their names in lower case."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for name in ((meta.get("property") or ""), (meta.get("name") or "")):
            if content and name.strip():
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def stated_in_metas(metas: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Give what metas state, under our names; addresses name neither people nor outlets."""
    stated: dict[str, list[str]] = {}
    for ours, names in _NAMES.items():
        for name in names.split():
            values = [
                each for each in metas.get(name, ()) if ours == "url" or not _ADDRESS.match(each)
            ]
            if values:
                stated[ours] = list(dict.fromkeys(values))
                break
    # Yoast and others label what a card shows: "Written by", a name.
    if "authors" not in stated and metas.get("twitter:label1", [""])[0].lower() == "written by":
        stated["authors"] = list(metas.get("twitter:data1", ()))
    return stated


def stated_in_microdata(tree: Element, *, headline: Element) -> dict[str, list[str]]:
    """Give what the properties (`itemprop`) of the page's own article state.

    Properties of anything else on the page, such as a video or a related article, are not read.
    """
    scopes = [
        each
        for each in tree.iter()
        if isinstance(each.tag, str) and _ARTICLE.search((each.get("itemtype") or "").strip())
    ]
    around = {headline, *headline.iterancestors()} if headline is not None else set()
    own = [scope for scope in scopes if scope in around]
    if not own and len(scopes) == 1:
        own = scopes
    # Without a scope of an article, a property outside any scope is the page's.
    scope = own[-1] if own else None
    found: dict[str, list[str]] = {}
    for element in (scope if scope is not None else tree).iter():
        if (
            not isinstance(element.tag, str)
            or not element.get("itemprop")
            or _scope(element) is not scope
        ):
            continue
        for name in element.get("itemprop").split():
            if value := _value(element):
                found.setdefault(name, []).append(value)
    names = {
        "title": "headline", "published": "datePublished", "updated": "dateModified",
        "authors": "author", "outlet": "publisher", "section": "articleSection",
    }  # fmt: skip
    return {ours: found[theirs] for ours, theirs in names.items() if theirs in found}


def canonical(tree: Element) -> str:
    """Give the address that a page calls its own, "" where it names none."""
    return next(
        (
            (link.get("href") or "").strip()
            for link in tree.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ),
        "",
    )


def _scope(element: Element) -> Element | None:
    return next((each for each in element.iterancestors() if "itemscope" in each.attrib), None)


def _value(element: Element) -> str:
    if "itemscope" in element.attrib:
        return next((value for value in _names(element) if value), "")
    for attribute in ("content", "datetime"):
        if value := (element.get(attribute) or "").strip():
            return str(value)
    return "" if element.tag in ("link", "img", "iframe") else flat(element)


def _names(scope: Element) -> Iterator[str]:
    for element in scope.iter():
        is_name = isinstance(element.tag, str) and "name" in element.get("itemprop", "").split()
        if is_name and _scope(element) is scope:
            yield (element.get("content") or "").strip() or flat(element)
