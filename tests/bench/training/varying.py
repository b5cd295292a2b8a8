"""The same questions as people type them, and questions that a sentence nearly answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from training.groups import SILENT, Group
from training.words import FUNCTION_WORDS, WORD

_LONG = 5
_ASIDE = frozenset("who whom whose when where why how many much what which".split())
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_FIGURE = re.compile(r"\b\d{1,4}\b")
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "open/close opened/closed opening/closing rise/fall rose/fell risen/fallen win/lose "
        "won/lost killed/injured died/survived dead/injured arrested/released increase/decrease "
        "increased/decreased more/fewer highest/lowest first/last begin/end began/ended start/end "
        "started/ended bought/sold buy/sell before/after accept/reject accepted/rejected "
        "support/oppose supported/opposed hired/fired arrive/leave arrived/left born/died "
        "north/south east/west largest/smallest oldest/youngest men/women"
    ).split()
)
_OPPOSITE = {a: b for one, two in _OPPOSITES for a, b in ((one, two), (two, one))}


def typed(question: str, *, random: Random) -> str:
    """Give `question` in the form somebody in a hurry might type it; as a rule, as it is."""
    form = random.random()
    if form < 0.12:
        return keywords(question, keep_asking=random.random() < 0.5)
    if form < 0.24:
        return without_a_letter(question, random=random)
    if form < 0.34:
        return question.rstrip("? ").lower()
    return question


def keywords(question: str, *, keep_asking: bool) -> str:
    """Give the telling words alone, with or without who, when, how many."""
    words = [word.lower() for word in WORD.findall(question)]
    kept = [w for w in words if w not in FUNCTION_WORDS or (keep_asking and w in _ASIDE)]
    return " ".join(kept) if len(kept) > 1 else question


def without_a_letter(question: str, *, random: Random) -> str:
    """Leave a letter out of a long word, or exchange two."""
    long = [m for m in WORD.finditer(question) if len(m[0]) > _LONG]
    if not long:
        return question
    match = random.choice(long)
    at = match.start() + random.randrange(1, len(match[0]) - 1)
    if random.random() < 0.3:
        return f"{question[:at]}{question[at + 1]}{question[at]}{question[at + 2 :]}"
    return question[:at] + question[at + 1 :]


def names_of(question: str) -> list[str]:
    """Give the names of a question, to put into others."""
    return [match[0] for match in _NAME.finditer(question)]


def nearly(group: Group, names: Sequence[str], *, random: Random) -> Group | None:
    """Ask about another name, figure or the opposite, so that no sentence answers any more.

    `names` are those of other texts. None where the question holds nothing to exchange.
    """
    shown = " ".join(f"{each.context} {each.sentence}" for each in group.examples)
    changes: list[tuple[int, int, str]] = []
    for match in _NAME.finditer(group.question):
        if match[0] in shown:
            other = random.choice(names)
            if other not in shown:
                changes.append((*match.span(), other))
    for match in _FIGURE.finditer(group.question):
        if match[0] in shown:
            figure = int(match[0])
            shift = random.randint(1, max(2, figure // 4 if figure < 1000 else 9))
            changes.append((*match.span(), str(figure + random.choice((-1, 1)) * shift)))
    changes += [
        (*match.span(), _OPPOSITE[word])
        for match in WORD.finditer(group.question)
        if (word := match[0].lower()) in _OPPOSITE and word in shown.lower()
    ]
    if not changes:
        return None
    start, end, other = random.choice(changes)
    asked = group.question[:start] + other + group.question[end:]
    silent = tuple(replace(each, answers=SILENT, start=-1, end=-1) for each in group.examples)
    return replace(group, question=asked, examples=silent, source=f"{group.source}, nearly")
