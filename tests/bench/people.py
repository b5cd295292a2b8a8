"""Whom a mention stands for: small articles with several people, each mention marked with its own.

    python tests/bench/people.py dev|test

In the files of `cases/people` a speaker stands in brackets with whom it means, as in
"[She=Ines Toll] said", or "?" where nobody can tell; articles are parted by lines of three dashes.
A mention is right where its statement is given to that person, by given name and surname; wrong
where it is given to somebody else of the article; and left where it stays as it is, or where no
statement is found.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reporting import table

from index import Span
from index.statements import statements_in

_CASES = Path(__file__).parent / "cases" / "people"
_MARKED = re.compile(r"\[(?P<mention>[^=\]]+)=(?P<person>[^\]]+)\]")
_PRONOUNS = frozenset({"he", "she"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as an article calls them, and whom it means."""

    span: Span
    text: str
    person: str

    @property
    def kind(self) -> str:
        """How the person is mentioned."""
        words = self.text.split()
        if self.text.lower() in _PRONOUNS:
            return "pronoun"
        if words[-1][0].islower():
            return "role"
        full = set(self.person.split()) <= set(words)
        return (
            "full name"
            if full
            else "given name"
            if words[-1] in self.person.split()[:1]
            else "surname"
        )


def read(part: str) -> Iterator[tuple[str, list[Mention]]]:
    """Give the texts of a part with their mentions."""
    for marked in (_CASES / f"{part}.txt").read_text("utf-8").split("\n---\n"):
        text, at, mentions = "", 0, list[Mention]()
        for found in _MARKED.finditer(marked):
            text += marked[at : found.start()]
            span = Span(len(text), len(text) + len(found["mention"]))
            mentions.append(Mention(span, found["mention"], found["person"]))
            text, at = text + found["mention"], found.end()
        yield text + marked[at:], mentions


def judged(text: str, mention: Mention) -> tuple[str, str]:
    """Say whether a mention is right, wrong or left, and whom it was given to."""
    for each in statements_in(text):
        if each.speaker.start < mention.span.end and mention.span.start < each.speaker.end:
            name = each.name.of(text)
            words = set(re.findall(r"\w+", name))
            if set(mention.person.split()) <= words or (mention.person == "?" and not each.named):
                return "right", name
            named = set(re.findall(r"[A-Z]\w+", name))
            others = named - set(re.findall(r"\w+", f"{mention.person} {mention.text}"))
            return ("wrong" if others else "left"), name
    return "left", ""


def main(part: str) -> None:
    """Print the figures of a part, and what is not right."""
    counts = Counter[tuple[str, str]]()
    for text, mentions in read(part):
        for each in mentions:
            verdict, name = judged(text, each)
            counts[each.kind, verdict] += 1
            if verdict != "right":
                print(f"{verdict}: {each.text} of {each.person}, given to {name!r}")
    kinds = list(dict.fromkeys(kind for kind, _ in counts))
    rows = [(kind, *(counts[kind, one] for one in ("right", "wrong", "left"))) for kind in kinds]
    totals = [sum(row[at] for row in rows) for at in (1, 2, 3)]
    print(table(("mention", "right", "wrong", "left"), [*rows, ("all", *totals)]))


if __name__ == "__main__":
    main(sys.argv[1])
