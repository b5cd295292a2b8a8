"""The names of authors, in the ways in which bylines and exports write them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

_BETWEEN = re.compile(
    r"\s*(?:[,;|、，/\n]\s*)+(?:(?:and|und|et|&)\s+)?|\s+(?:and|und|et|&|и)\s+", re.IGNORECASE
)
_SOFTLY_BETWEEN = re.compile(r"\s+(?:y|e|i|en|och|og|ve)\s+")
_BY = re.compile(
    r"^(?:(?:written |reported |story |words )?by|author|autor(?:in|a|e|es)?|auteur|door|przez)"
    r"\b\s*:?\s+",
    re.IGNORECASE,
)
_BY_ELSEWHERE = re.compile(r"^(?:[Vv]on|[Pp]ar|[Pp]or|di)\s+(?=[^\W\d_a-zà-ÿ]\S*\s+\S)")
_LISTED = re.compile(r"\[.*\]", re.DOTALL)
_GIVEN = ("first_name", "firstname", "firstName", "given_name", "givenName", "given", "first")
_FAMILY = ("last_name", "lastname", "lastName", "family_name", "familyName", "family", "last")
_NAMED = ("name", "original", "full_name", "fullname", "fullName", "displayName", "display_name",
          "author", "value", "text")  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 2000


def read_authors(stated: object) -> tuple[str, ...]:
    """Read the names of authors; none where `stated` holds none that is understood.

    They are a list of names or of tables with names, such a list written as a string, or a byline:
    "By A, B and C", "Quill, Mara; Brandt, Teo". Each is named once, also where a list has all of
    them in one before each by itself: "A B", "A", "B".
    """
    names = (_BY_ELSEWHERE.sub("", _BY.sub("", name)).strip(" ,;:[]") for name in _names(stated))
    once: dict[str, str] = {}
    for name in names:
        if any(map(str.isalpha, name)):
            once.setdefault(name.casefold(), name)
    words = {name: _WORD.findall(name) for name in once}
    return tuple(once[name] for name in once if not _is_several(name, words))


def _is_several(name: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether `name` is made of two or more of the others, and of nothing else."""
    parts = [each for each in words if each != name and f" {each} " in f" {name} "]
    told = sorted(word for each in parts for word in words[each])
    return len(parts) > 1 and told == sorted(word for word in words[name] if word != "and")


def _names(stated: object) -> Iterator[str]:
    if isinstance(stated, str):
        yield from _in_string(stated.strip())
    elif isinstance(stated, Mapping):
        yield _in_table(stated)
    elif isinstance(stated, list | tuple):
        if len(stated) == 1:
            yield from _names(stated[0])
        else:
            yield from (_line(each) or _in_table(each) for each in stated)


def _in_string(byline: str) -> Iterator[str]:
    if len(byline) > _LONGEST:
        return
    if _LISTED.fullmatch(byline) and (listed := _literal(byline)):
        yield from _names(listed)
    elif ";" in byline:  # then a comma stands inside a name
        yield from (_turned(" ".join(name.split())) for name in byline.split(";"))
    elif (turned := _turned(byline)) != byline and len(byline.split()) == len(("Quill,", "Mara")):
        yield turned
    else:
        for name in map(_line, _BETWEEN.split(byline)):
            parts = _SOFTLY_BETWEEN.split(name)
            # "Ortega y Gasset" is one name, "Ana Ruiz y Luis Gil" are two.
            yield from parts if all(" " in part for part in parts) else [name]


def _literal(listed: str) -> list[object] | None:
    """Read a list in a string, as Python and JSON write it."""
    try:
        found = ast.literal_eval(listed)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _turned(name: str) -> str:
    """Give "Quill, Mara" as "Mara Quill"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name


def _in_table(stated: object) -> str:
    if not isinstance(stated, Mapping):
        return ""
    named = next((line for key in _NAMED if (line := _line(stated.get(key)))), "")
    parts = (
        next((line for key in keys if (line := _line(stated.get(key)))), "")
        for keys in (_GIVEN, _FAMILY)
    )
    return named or " ".join(part for part in parts if part)


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
