"""The cited articles for reference managers: BibTeX, and the JSON of the Citation Style Language.

Names of authors are given as the article writes them. Only one of the form "Quill, Ada" says
which part is the family name, so only that one is taken apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from assistant.rendering.escaping import address, is_web_address, json_text, printable
from index.language.english.calendar import SHORT_MONTHS

if TYPE_CHECKING:
    from assistant.types import Answer
    from index import Article

# Braces go by a name: BibTeX counts them even behind a backslash.
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_DIGITS: Final = 8  # hexadecimal ones of the hash in a key


def as_bibtex(answers: Iterable[Answer]) -> str:
    """Write the articles that `answers` cite as BibTeX, each once, in the order of citation.

    Keys are outlet, year and a hash of the article's id, so they are the same in every export.
    """
    return "\n\n".join(_entry(article) for article in _cited(answers))


def as_csl_json(answers: Iterable[Answer]) -> str:
    """Write the articles that `answers` cite as CSL-JSON, each once, in the order of citation."""
    return json_text([_item(article) for article in _cited(answers)])


def _cited(answers: Iterable[Answer]) -> Iterable[Article]:
    cited = (citation.article for answer in answers for citation in answer.citations)
    by_id: dict[str, Article] = {}
    for article in cited:
        by_id.setdefault(article.id, article)
    return by_id.values()


def _entry(article: Article) -> str:
    kind = "article" if article.outlet else "misc"
    lines = [f"  {name} = {value}," for name, value in _fields(article)]
    return "\n".join([f"@{kind}{{{_key(article)},", *lines, "}"])


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    if article.title:
        # Braces keep a style from writing names in small letters.
        yield "title", f"{{{{{_tex(article.title)}}}}}"
    if article.authors:
        yield "author", f"{{{' and '.join(_tex_name(name) for name in article.authors)}}}"
    if article.outlet:
        yield "journal", f"{{{_tex(article.outlet)}}}"
    if day := article.published:
        yield "date", f"{{{day.isoformat()}}}"
        yield "year", f"{{{day.year:04}}}"
        yield "month", SHORT_MONTHS[day.month - 1]  # a name of BibTeX's own, which styles know
    if is_web_address(article.url):
        yield "url", f"{{{address(article.url)}}}"  # read as it stands: nothing is escaped in it
    yield "note", f"{{Article {_tex(article.id)}}}"


def _key(article: Article) -> str:
    letters = unicodedata.normalize("NFKD", article.outlet).encode("ascii", "ignore").decode()
    outlet = re.sub(r"[^a-z0-9]", "", letters.lower()) or "article"
    year = article.published.year if article.published else ""
    digest = hashlib.sha256(article.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{outlet}{year}-{digest[:_DIGITS]}"


def _tex(text: str) -> str:
    return printable(text).translate(_TEX)


def _tex_name(name: str) -> str:
    written = _tex(name)
    is_plain = name.count(",") <= 1 and not re.search(r"\band\b", name, re.IGNORECASE)
    return written if is_plain else f"{{{written}}}"


def _item(article: Article) -> dict[str, Any]:
    day = article.published
    item = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [_name(name) for name in article.authors],
        "container-title": article.outlet,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": article.url if is_web_address(article.url) else "",
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given and "," not in given:
        return {"family": family, "given": given}
    return {"literal": name}
