"""Documents of Nexis and ProQuest: with labels above and below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.articles.exports.documents import Document, Group, day_in, is_of_rights

_HEAD = {
    "headline": "title", "title": "title", "titel": "title", "titre": "title", "título": "title",
    "byline": "authors", "author": "authors", "autor": "authors", "auteur": "authors",
    "authors": "authors", "section": "section", "rubrik": "section", "rubrique": "section",
    "length": "", "länge": "", "longueur": "", "dateline": "", "highlight": "", "series": "",
    "column": "", "edition": "", "correction": "", "abstract": "", "links": "", "first page": "",
    "publication info": "source", "publication title": "outlet", "source": "outlet",
    "publication date": "published", "pub date": "published", "publication year": "",
    "document url": "url", "page": "", "pages": "", "database": "",
}  # fmt: skip
"""Labels that stand above a text, and our names of what they state; "" is passed over."""

_TAIL = {
    "url": "url", "language": "language", "langue": "language", "sprache": "language",
    "load-date": "",
    "language of publication": "language", "publication-type": "", "publication type": "",
    "graphic": "", "subject": "", "classification": "", "document-type": "", "document type": "",
    "journal-code": "", "type": "", "publisher": "", "copyright": "", "issn": "", "country": "",
    "location": "", "people": "", "company": "", "identifier / keyword": "", "update-date": "",
    "acc-no": "", "person": "", "organization": "", "geographic": "", "ticker": "", "industry": "",
    "place of publication": "", "country of publication": "", "publication subject": "",
    "source type": "", "proquest document id": "", "last updated": "", "word count": "",
    "category": "", "notes": "", "document feature": "", "credit": "", "update-code": "",
}  # fmt: skip
"""Labels that stand below it."""

_BODY = re.compile(r"(?:full text|body|volltext|texte intégral|texto completo)(?:$|:[ \t]*)", re.I)
_BELOW = frozenset({"classification", "graphic", "notes", "details"})
_AFTER_BODY = frozenset({"title", "publication title", *_TAIL})
_LABEL = re.compile(r"([^\W\d_][\w /-]{1,26}):[ \t]*(.*)")
_INFO_DAY = re.compile(r"\d{1,2} [^\W\d_]{3,} \d{4}")


def read_labelled(groups: Sequence[Group]) -> Document:
    """Read a document of Nexis or ProQuest, with labels above and below its text."""
    has_mark = any(_BODY.match(group[0]) and not _label_of(group[0])[0] for group in groups)
    above: list[Group] = []
    body: list[Group] = []
    stated: dict[str, str] = {}
    place = "above"
    for group in groups:
        if mark := _BODY.match(group[0]) if place != "below" else None:
            place = "body"
            rest = [group[0][mark.end() :], *group[1:]]
            body = [[line for line in rest if line]] if any(rest) else []
        elif (label := _label_of(group[0])[0]) and (
            place != "body" or label in (_AFTER_BODY if has_mark else _TAIL)
        ):
            place = "below" if place in ("body", "below") else "head"
            stated = {**_labels_in(group), **stated}
        elif has_mark and place == "body" and group[0].casefold() in _BELOW:
            place = "below"
        elif place == "above":
            above.append(group)
        elif place == "body" or (place == "head" and not has_mark):
            place = "body"
            body.append(group)
    info = stated.pop("source", "")
    if place == "above" and not has_mark:
        return Document()
    return Document({**_of_info(info), **_of_place(above), **stated}, body)


def _label_of(line: str) -> tuple[str, str]:
    """Give the label that a line begins with, if it is one of a database, and its value."""
    found = _LABEL.fullmatch(line)
    name = found[1].casefold() if found else ""
    return (name, found[2]) if found and (name in _HEAD or name in _TAIL) else ("", "")


def _labels_in(group: Group) -> dict[str, str]:
    stated: dict[str, str] = {}
    ours = ""
    for line in group:
        label, value = _label_of(line)
        if label:
            ours = _HEAD.get(label, "") or _TAIL.get(label, "")
        if ours and (said := value if label else line):
            stated[ours] = f"{stated[ours]} {said}" if ours in stated and not label else said
    return stated


def _of_place(above: Sequence[Group]) -> dict[str, str]:
    """Tell title, outlet and day by where they stand above the labels.

    Nexis has the outlet before the day and the title after it; Nexis Uni has both before it.
    """
    groups = [group for group in above if not is_of_rights(group)]
    places = [
        (n, m, day)
        for n, group in enumerate(groups)
        for m, line in enumerate(group)
        if (day := day_in(line))
    ]
    if not places:
        return {"title": " ".join(groups[0])} if groups else {}
    n, m, day = places[0]
    before = [line for group in groups[:n] for line in group] + groups[n][:m]
    title = before[:-1] or (groups[n + 1] if n + 1 < len(groups) else [])
    stated = {"published": day, "title": " ".join(title), "outlet": before[-1] if before else ""}
    return {name: value for name, value in stated.items() if value}


def _of_info(info: str) -> dict[str, str]:
    """Read ProQuest's line on a publication: "Vell Courier ; Vell [Vell]04 Mar 2031: A.1."."""
    day = _INFO_DAY.search(info)
    outlet = info.partition(";")[0].strip()
    stated = {"outlet": outlet, "published": day[0] if day else ""}
    return {name: value for name, value in stated.items() if value}
