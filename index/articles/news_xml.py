"""Reading the XML of news agencies: NITF, NewsML-G2 and NewsML 1."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from index.articles.markup import Blocks, read_blocks
from index.articles.stated import Fields, Stated, Unreadable, left_out
from index.articles.wrapping import unwrap

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_AS_HTML = {
    "block": "div",
    "bq": "blockquote",
    "hl1": "h2",
    "hl2": "h2",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
}
"""What elements of NITF are in HTML; the others have its names or stand within a line."""

_WITHDRAWN = ("canceled", "cancelled", "withheld")


def read_news(root: Element) -> Iterator[Stated | Unreadable]:
    """Read one article an item of text; the tree loses its namespaces on the way.

    Raises:
        Unreadable: where there is no item of news in it, or none that holds text.
    """
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(name): value for name, value in element.attrib.items()}
    items = list(_items(root))
    if not items:
        raise Unreadable(
            f"XML of an unknown kind, its root is <{root.tag}>; Byline knows the feeds RSS and "
            "Atom and the news formats NITF, NewsML-G2 and NewsML 1"
        )
    read = [(item, found) for item in items if (found := _READERS[item.tag](item))]
    if not read:
        raise Unreadable(f"no item of text; {len(items)} of pictures or other media")
    notes = left_out({"item of other media": len(items) - len(read)})
    for item, (fields, blocks) in read:
        status = item.find("itemMeta/pubStatus")
        if status is not None and status.get("qcode", "").endswith(_WITHDRAWN):
            yield Unreadable(f"“{fields['title']}” is withdrawn by its agency")
        else:
            yield Stated(fields, (*notes, *blocks.notes))
            notes = ()


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _items(root: Element) -> Iterator[Element]:
    """Give the items of news that are in no other item."""
    if root.tag in _READERS:
        yield root
        return
    for child in root:
        yield from _items(child)


_Found = tuple[dict[str, object], Blocks] | None
"""What an item states and its text; None where it holds no text."""


def _nitf(item: Element) -> _Found:
    body = item.find("body/body.content")
    blocks = _blocks(body) if body is not None else Blocks("")
    if not blocks.text:
        return None
    outlet = _first(
        _at(item, "head/pubdata", "name"),
        _text(item, "body/body.head/distributor"),
        _at(item, "head/docdata/doc.copyright", "holder"),
        _at(item, "head/docdata/doc-id", "regsrc"),
    )
    identity = _at(item, "head/docdata/doc-id", "id-string")
    fields: dict[str, object] = {
        # It counts within its agency only.
        "id": identity if ":" in identity or not identity else f"{outlet} {identity}",
        "title": _first(_text(item, "body/body.head/hedline/hl1"), _text(item, "head/title")),
        "text": blocks.text,
        "url": _at(item, "head/pubdata", "ex-ref"),
        "outlet": outlet,
        "published": _first(
            _at(item, "head/pubdata", "date.publication"),
            _at(item, "head/docdata/date.release", "norm"),
            _at(item, "head/docdata/date.issue", "norm"),
            _at(item, "body/body.head/dateline/story.date", "norm"),
        ),
        "authors": _bylines(item),
        "section": _first(
            _at(item, "head/tobject/tobject.subject", "tobject.subject.type"),
            _at(item, "head/pubdata", "position.section"),
        ),
        "language": _first(item.get("baselang", ""), item.get("lang", "")),
    }
    abstract = item.find("body/body.head/abstract") is not None
    return fields, Blocks(blocks.text, (*blocks.notes, *left_out({"abstract": int(abstract)})))


def _g2(item: Element) -> _Found:
    blocks, inner = _longest(
        [*item.iterfind("contentSet/inlineXML"), *item.iterfind("contentSet/inlineData")]
    )
    if not blocks.text:
        return None
    meta, provider = "contentMeta/", "itemMeta/provider"
    literal = _at(item, provider, "literal")
    published = _first(
        _text(item, meta + "contentCreated"),
        _text(item, "itemMeta/firstCreated"),
        _text(item, "itemMeta/versionCreated"),
    )
    fields: dict[str, object] = {
        "id": item.get("guid", ""),
        "title": _first(_text(item, meta + "headline"), _text(item, "itemMeta/title")),
        "text": blocks.text,
        "outlet": _first(
            _text(item, provider + "/name"),
            "" if "." in literal else literal,  # an internet address is no name
            _text(item, meta + "creditline"),
            literal,
            _at(item, provider, "qcode").rpartition(":")[2],
        ),
        "published": published,
        "updated": _first(
            _text(item, meta + "contentModified"), _text(item, "itemMeta/versionCreated")
        ),
        "authors": _text(item, meta + "by") or _names(item, meta + "creator/name"),
        "section": _text(item, meta + "subject/name"),
        "language": _first(_at(item, meta + "language", "tag"), item.get("lang", "")),
    }
    return _filled(fields, inner), blocks


def _newsml(item: Element) -> _Found:
    captions = {
        part
        for component in item.iter("NewsComponent")
        if _at(component, "Role", "FormalName") == "Caption"
        for part in component.iter("DataContent")
    }
    texts = [
        part
        for content in item.iter("ContentItem")
        if _at(content, "MediaType", "FormalName") in ("", "Text")
        for part in content.iterfind("DataContent")
        if part not in captions
    ]
    blocks, inner = _longest(texts)
    if not blocks.text:
        return None
    lines = ".//NewsComponent/NewsLines/"
    fields: dict[str, object] = {
        "id": _text(item, "Identification/NewsIdentifier/PublicIdentifier"),
        "title": _text(item, lines + "HeadLine"),
        "text": blocks.text,
        "outlet": _first(
            _at(item, ".//AdministrativeMetadata/Provider/Party", "FormalName"),
            _text(item, "Identification/NewsIdentifier/ProviderId"),
        ),
        "published": _text(item, "NewsManagement/FirstCreated"),
        "updated": _text(item, "NewsManagement/ThisRevisionCreated"),
        "authors": _text(item, lines + "ByLine"),
        "section": _at(item, ".//DescriptiveMetadata/SubjectCode/Subject", "FormalName"),
        "language": _at(item, ".//DescriptiveMetadata/Language", "FormalName"),
    }
    return _filled(fields, inner), Blocks(
        blocks.text, (*blocks.notes, *left_out({"caption": len(captions)}))
    )


_READERS: dict[str, Callable[[Element], _Found]] = {
    "nitf": _nitf,
    "newsItem": _g2,
    "NewsItem": _newsml,
}


def _longest(parts: list[Element]) -> tuple[Blocks, Fields]:
    """Give the longest text of the parts of an item, and what NITF inside it states."""
    best: tuple[Blocks, Fields] = Blocks(""), {}
    for part in parts:
        inner = part.find(".//nitf")
        found = _nitf(inner) if inner is not None else ({}, _blocks(part))
        if found and len(found[1].text) > len(best[0].text):
            best = found[1], found[0]
    return best


def _filled(fields: dict[str, object], inner: Fields) -> dict[str, object]:
    """Give the fields, those that say nothing from the NITF inside; an update is another time."""
    filled = {**inner, **{name: value for name, value in fields.items() if value}}
    if filled.get("updated") == filled.get("published"):
        filled.pop("updated", None)
    return {"title": "", **filled}


def _blocks(content: Element) -> Blocks:
    """Give the blocks of an article's content: markup, markup in CDATA, or one wrapped text."""
    from xml.etree.ElementTree import tostring

    if not len(content):
        return _wrapped_or_marked_up(content.text or "")
    texts = [each for each in content.iter() if (each.text or "").strip()]
    if len(texts) == 1 and texts[0].tag == "p" and not len(texts[0]):
        return _wrapped_or_marked_up(texts[0].text or "")
    content = copy.deepcopy(content)
    _take_out_repeated_lead(content)
    for element in content.iter():
        element.tag = _AS_HTML.get(element.tag, element.tag)
    content.tail = None
    return read_blocks(tostring(content, "unicode", method="html"))


def _wrapped_or_marked_up(text: str) -> Blocks:
    return read_blocks(text) if "</" in text else Blocks(unwrap(text))


def _take_out_repeated_lead(content: Element) -> None:
    """Take out a block with the lead where another block has the full text, lead and all."""
    blocks = {block.get("class", ""): block for block in content.findall("block")}
    if {"lead_paragraph", "full_text"} <= blocks.keys():
        content.remove(blocks["lead_paragraph"])


def _bylines(item: Element) -> list[str]:
    """Give the names in the bylines, without titles, and none a second time in another form."""
    bylines = item.findall("body/body.head/byline")
    return [_byline(each) for each in bylines if each.get("class") != "normalized_byline"]


def _byline(byline: Element) -> str:
    parts = [byline.text or ""]
    for child in byline:
        parts += ["" if child.tag == "byttl" else "".join(child.itertext()), child.tail or ""]
    # Where the title is all there is, it holds the name.
    return " ".join("".join(parts).split()) or _text(byline, "byttl")


def _first(*values: str) -> str:
    return next((value for value in values if value), "")


def _text(item: Element, path: str) -> str:
    found = item.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _names(item: Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in item.iterfind(path)]


def _at(item: Element, path: str, name: str) -> str:
    found = item.find(path)
    return " ".join(found.get(name, "").split()) if found is not None else ""
