"""Documents of Factiva: with a code before each field, or by the place of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.articles.exports.documents import Document, Group, day_in
from index.articles.languages import language_code

_WORDS = re.compile(r"\d[\d,.]*\s(?:words|Wörter|mots|palabras|palavras|parole|woorden|słów)", re.I)
_BY = re.compile(r"(?:by|von|par|por|di|door)\s", re.I)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_CODED = re.compile(r"([A-Z]{2,3})(?:(?:\t| {2,})(.*))?")
_CODES = {
    "HD": "title", "BY": "authors", "PD": "published", "SN": "outlet", "SE": "section",
    "LA": "language", "LP": "text", "TD": "text",
}  # fmt: skip
_OTHER_CODES = frozenset(
    "CR WC ET SC ED PG CY CT RF CO IN NS RE IPD IPC PUB AN CLM VOL ART".split()
)


def read_factiva(groups: Sequence[Group]) -> Document | None:
    """Read a document of Factiva; None where it is none."""
    codes = {_code_of(line)[0] for group in groups for line in group}
    if "HD" in codes and codes & {"LP", "TD"}:
        return _coded(groups)
    return _by_place(groups) if any(map(_words_line, groups)) else None


def _coded(groups: Sequence[Group]) -> Document:
    """Read a document of Factiva in which each field begins with its code: "HD   Weir opens"."""
    stated: dict[str, str] = {}
    body: list[Group] = []
    ours = ""
    for group in groups:
        rest: Group = []
        for line in group:
            code, value = _code_of(line)
            ours = _CODES.get(code, "") if code else ours
            value = value if code else line
            if ours == "text" and value:
                rest.append(value)
            elif ours and value:
                stated[ours] = f"{stated.get(ours, '')} {value}".strip()
        body += [rest] if rest else []
    return Document(stated, body)


def _code_of(line: str) -> tuple[str, str]:
    found = _CODED.fullmatch(line)
    known = found and (found[1] in _CODES or found[1] in _OTHER_CODES)
    return (found[1], found[2] or "") if found and known else ("", "")


def _by_place(groups: Sequence[Group]) -> Document:
    """Read a document without codes: section, title, byline, words, day, outlet, rights."""
    at = next(n for n, group in enumerate(groups) if _words_line(group))
    head = groups[at]
    words = head.index(_words_line(head))
    above = [line for group in (*groups[:at], head[:words]) for line in group]
    titles = [line for line in above if not _BY.match(line)]
    below = [line for line in head[words + 1 :] if not _CLOCK.match(line)]
    days = [n for n, line in enumerate(below) if day_in(line)]
    if not days or not titles:
        return Document()
    day, *after = below[days[0] :]
    stated = {
        "title": titles[-1],
        "section": " ".join(titles[:-1]),
        "authors": "; ".join(line for line in above if _BY.match(line)),
        "published": day_in(day),
        "outlet": after[0] if after else "",
        "language": next((line for line in after[1:] if language_code(line)), ""),
    }
    return Document({name: value for name, value in stated.items() if value}, groups[at + 1 :])


def _words_line(group: Group) -> str:
    """Give the line of a group that counts the words of the text, "" where there is none."""
    return next((line for line in group if _WORDS.fullmatch(line)), "")
