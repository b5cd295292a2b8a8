"""Writing a question out: a word replaced, something added in brackets, or exchanged."""

from __future__ import annotations

import re

from assistant.understanding.followups.phrases import names_of
from assistant.understanding.followups.words import is_capitalised
from index.language.english import one_of, saying

_SOURCE = re.compile(r"\baccording to\b[^,;?()]*[^,;?()\s]", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPEAKS = re.compile(
    r"\b(?:did|does|do|has|have) (?P<who>(?:the )?[\w.’'-]+(?: [\w.’'-]+){0,4}?) "
    rf"(?:{one_of(saying.REPORTED)}|think|want)\b"
)
_NAME = r"(?:the\s+)?[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*)*"


def replaced(question: str, found: re.Match[str], text: str) -> str:
    """Put `text` for a pronoun; for one that owns something (group `own`), with its ending."""
    owns = found.groupdict().get("own")
    ending = ("’" if text.endswith("s") else "’s") if owns else ""
    return f"{question[: found.start()]}{text}{ending}{question[found.end() :]}"


def bracketed(question: str, text: str) -> str:
    """Add `text` in brackets before the mark that ends the question."""
    body = question.rstrip(" ?.!")
    mark = question[len(body) :].strip()
    if body.endswith(")"):
        return f"{body[:-1]}, {text}){mark}"
    return f"{body} ({text}){mark}"


def exchanged(text: str, rest: str) -> str:
    """Exchange the year, who says so, or the name after the same word: "in Peru", "in Chile"."""
    if _SOURCE.match(rest):
        return _SOURCE.sub(lambda _: f"{rest[0].casefold()}{rest[1:]}", text)
    year = _YEAR.search(rest)
    if year:
        return _YEAR.sub(year.group(), text) if len(_YEAR.findall(text)) == 1 else text
    small, _, name = rest.partition(" ")
    if not is_capitalised(name):
        return text
    return re.sub(rf"\b{re.escape(small)}\s+{_NAME}", lambda _: rest, text, count=1)


def asked_of(asked: str, name: str) -> str:
    """Ask again with another name: for the one there, or beside them, as it may be for either."""
    there = names_of(asked)
    if len(there) != 1:
        return bracketed(asked, name)
    return f"{asked[: there[0].start]}{name}{asked[there[0].end :]}"


def of_another(asked: str, who: str) -> str:
    """Ask again what somebody else says: "What did the mayor say?", "And the contractor?"."""
    speaks = _SPEAKS.search(asked)
    if speaks:
        return f"{asked[: speaks.start('who')]}{who}{asked[speaks.end('who') :]}"
    return _SOURCE.sub(lambda _: f"according to {who}", asked) if _SOURCE.search(asked) else ""
