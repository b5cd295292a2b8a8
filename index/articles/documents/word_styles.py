"""What the styles of a Word file say of its paragraphs and runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.articles.documents.packed import attribute, child, local

_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their ids."""

    by_id: dict[str, Any]

    @classmethod
    def of(cls, root: Any) -> Styles:
        """Take the styles out of the part that holds them."""
        return cls({attribute(each, "styleId"): each for each in root if local(each) == "style"})

    def kind(self, paragraph: Any) -> str:
        """Give the kind of block that a paragraph is."""
        properties = child(paragraph, "pPr")
        styles = [*self._chain(value(properties, "pStyle"))]
        for style in styles:
            name = value(style, "name").casefold()
            if name == "title":
                return "title"
            if name.startswith("heading"):
                return "heading1" if name == "heading 1" else "heading"
        within = (properties, *(child(style, "pPr") for style in styles))
        numbered = [value(each, "numPr", "numId") for each in within]
        in_list = next((number for number in numbered if number), "0") != "0"
        named_list = any(value(style, "name").casefold().startswith("list ") for style in styles)
        return "item" if in_list or (named_list and numbered[0] != "0") else ""

    def hides(self, run: Any) -> bool:
        """Tell whether a run is hidden, by itself or by its style."""
        properties = child(run, "rPr")
        within = (properties, *(child(s, "rPr") for s in self._chain(value(properties, "rStyle"))))
        marks = (child(each, "vanish") for each in within)
        mark = next((each for each in marks if each is not None), None)
        return mark is not None and attribute(mark, "val") not in _OFF

    def _chain(self, style_id: str) -> Iterator[Any]:
        """Give a style and those it is based on."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = value(self.by_id[style_id], "basedOn")


def value(element: Any, *names: str) -> str:
    """Give the value that a child states; "" where there is none."""
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")
