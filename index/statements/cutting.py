"""Where the sentences of an article are, told in tokens."""

from __future__ import annotations

from itertools import pairwise

from index.language import after_dateline
from index.language.english.doubting import REPORTEDLY
from index.language.english.people import SHORTER
from index.language.english.saying import verbs
from index.language.sentences import sentence_spans
from index.statements.tokens import Tokens

_CLOSING = "\"”’»'"
_SHORT = 7
_SAYING = frozenset({"say", "tell", "quote"})


def cut(tokens: Tokens) -> list[tuple[int, int, int]]:
    """Cut the tokens into sentences, each in one line or in two that a colon joins.

    With each stands the place of its hedge, -1 for none. A dateline is no part of what follows it.
    """
    cuts = {span.start for span in sentence_spans(tokens.text)}
    cuts.update(start for start, _ in tokens.paragraphs)
    cuts.update(after_dateline(tokens.text, start) for start, _ in tokens.paragraphs)
    ends = {0, len(tokens.words)}
    lines = {tokens.at(start) for start, _ in tokens.paragraphs} - ends
    led = {at for at in lines if tokens.words[at - 1] == ":" and tokens.quoted[at] >= 0}
    inside = {tokens.at(cut) for cut in cuts} - lines - ends
    lines = (lines - led) | ends
    at = sorted(lines | {cut for cut in inside if not _is_cut_short(tokens, cut)})
    pairs = [(low, high) for low, high in pairwise(at) if low < high]
    hedges = [n for n, word in enumerate(tokens.words) if word in REPORTEDLY]
    return [(low, high, next((n for n in hedges if low <= n < high), -1)) for low, high in pairs]


def _is_cut_short(tokens: Tokens, cut: int) -> bool:
    """Whether a sentence goes on after `cut`: "Ms. | Dray", '"Is it shut?" | Ines Dray asked.'."""
    if tokens.words[cut - 1] == "." and tokens.words[cut - 2] in SHORTER:
        return tokens.raw[cut - 2][0].isupper()
    if tokens.quoted[cut - 1] < 0 or tokens.words[cut - 1] in ".!?" or tokens.quoted[cut] >= 0:
        return False
    if tokens.raw[cut][0].islower():
        return True
    end = tokens.ends[cut - 1]
    if tokens.text[max(0, end - _SHORT) : end].rstrip(_CLOSING)[-1:] in {"", "."}:
        return False
    near = [word for word in tokens.words[cut : cut + _SHORT] if word not in SHORTER]
    stop = next((n for n, word in enumerate(near) if n and word in ".,"), 0)
    verb = verbs().get(near[stop - 1]) if stop else None
    return verb is not None and not _SAYING.isdisjoint(verb.kinds)
