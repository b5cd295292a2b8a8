"""Who says what in a whole article: its sentences, its quotations, and whom a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from index.sentences import sentence_spans
from index.statements.clauses import Found, clauses_in
from index.statements.quotations import Quotation
from index.statements.resolving import Names
from index.statements.tokens import Tokens
from index.types import Manner, Span, Statement

RULES = 1
"""The version of the rules: statements that older ones found are found anew."""

_HEDGES = frozenset("reportedly allegedly supposedly purportedly".split())
_MARKS = frozenset("\"“”„‟«»‘’'`")
_EDGES = " \t,;:—–-"


def statements_in(text: str) -> list[Statement]:
    """Find who says what in an article's `text`, in the order of what is said.

    Offsets are those of `text`. A sentence can hold several statements, and one can stand within
    another ("Dray said that the mayor knew ..."). What nobody is named for has no statement.
    """
    tokens = Tokens.of(text)
    drafts = _drafts(tokens)
    names = Names(tokens)
    statements = [_statement(tokens, draft, names) for draft in drafts]
    kept = [each for each in statements if each is not None]
    return sorted(kept, key=lambda each: (each.content[0].start, each.cue.start))


class _Draft:
    """A statement in offsets while it grows over the quotations it touches."""

    __slots__ = ("cue", "found", "paragraph", "parts", "quotes", "speaker")

    def __init__(
        self,
        found: Found | None,
        speaker: tuple[int, int],
        cue: tuple[int, int],
        parts: list[tuple[int, int]],
        paragraph: int,
    ) -> None:
        self.found, self.speaker, self.cue, self.parts, self.paragraph = (
            found,
            speaker,
            cue,
            parts,
            paragraph,
        )
        self.quotes = False


def _drafts(tokens: Tokens) -> list[_Draft]:
    drafts: list[_Draft] = []
    starts = [start for start, _ in tokens.paragraphs]
    for low, high, hedge in _sentences(tokens):
        paragraph = bisect_right(starts, tokens.starts[low]) - 1
        found = clauses_in(tokens, low, high)
        for one in found:
            drafts.append(_from_found(tokens, one, paragraph))
        if not found and hedge >= 0 and drafts and paragraph - drafts[-1].paragraph <= 1:
            cue = (tokens.starts[hedge], tokens.ends[hedge])
            whole = (tokens.starts[low], tokens.ends[high - 1])
            drafts.append(_Draft(None, _outermost(drafts).speaker, cue, [whole], paragraph))
    return _with_quotations(tokens, drafts, starts)


def _outermost(drafts: list[_Draft]) -> _Draft:
    """Give the last statement, or the one near before it that it stands within."""
    last = drafts[-1]
    around = (one for one in drafts[-6:] if any(a < last.cue[0] < b for a, b in one.parts))
    return next(around, last)


def _sentences(tokens: Tokens) -> list[tuple[int, int, int]]:
    """Cut the tokens into sentences, each within one line, with the place of a hedge or -1."""
    cuts = {span.start for span in sentence_spans(tokens.text)}
    cuts.update(start for start, _ in tokens.paragraphs)
    at = sorted({tokens.at(cut) for cut in cuts} | {0, len(tokens.words)})
    pairs = [(low, high) for low, high in zip(at, at[1:]) if low < high]
    return [
        (low, high, next((n for n in range(low, high) if tokens.words[n] in _HEDGES), -1))
        for low, high in pairs
    ]


def _from_found(tokens: Tokens, one: Found, paragraph: int) -> _Draft:
    def chars(first: int, end: int) -> tuple[int, int]:
        return tokens.starts[first], tokens.ends[end - 1]

    parts = [_grown(tokens, a, b) for a, b in one.parts if a < b]
    draft = _Draft(one, chars(*one.speaker), chars(*one.cue), parts, paragraph)
    draft.quotes = any(tokens.text[a] in _MARKS for a, _ in parts)
    return draft


def _grown(tokens: Tokens, first: int, end: int) -> tuple[int, int]:
    """Let what is said take in the whole of a quotation it begins or ends in."""
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    if tokens.quoted[first] >= 0:
        start = min(start, tokens.quotations[tokens.quoted[first]].start)
    for n in (end - 1, end - 2):
        if n >= first and tokens.quoted[n] >= 0:
            stop = max(stop, tokens.quotations[tokens.quoted[n]].end)
            break
    return start, stop


def _with_quotations(tokens: Tokens, drafts: list[_Draft], starts: list[int]) -> list[_Draft]:
    """Give each quotation that nobody was found for to whoever spoke before it."""
    taken = sorted((a, b) for draft in drafts for a, b in draft.parts)
    cues = sorted(((draft.cue[0], number) for number, draft in enumerate(drafts)))
    more: list[_Draft] = []
    last: _Draft | None = None
    for quotation in tokens.quotations:
        paragraph = bisect_right(starts, quotation.start) - 1
        owner = _before(drafts, cues, quotation.start)
        if last is not None and (owner is None or last.parts[-1][0] > owner.cue[0]):
            owner = last
        if _is_taken(taken, quotation):
            continue
        if owner is None or not _is_whole(tokens, quotation, starts[paragraph]):
            continue
        near = paragraph - max(owner.paragraph, bisect_right(starts, owner.parts[-1][0]) - 1)
        if quotation.goes_on or (near == 0 and owner.quotes):
            owner.parts.append((quotation.start, quotation.end))
            last = owner
        elif near <= 1:
            place = (quotation.start, quotation.start)
            last = _Draft(None, owner.speaker, place, [(quotation.start, quotation.end)], paragraph)
            more.append(last)
    return drafts + more


def _before(drafts: list[_Draft], cues: list[tuple[int, int]], offset: int) -> _Draft | None:
    """Give the statement before `offset`; of the last few of its paragraph, one that is quoted."""
    at = bisect_left(cues, (offset, -1)) - 1
    if at < 0:
        return None
    last = drafts[cues[at][1]]
    near = (drafts[cues[n][1]] for n in range(at, max(-1, at - 4), -1))
    return next((one for one in near if one.quotes and one.paragraph == last.paragraph), last)


def _is_taken(taken: list[tuple[int, int]], quotation: Quotation) -> bool:
    at = bisect_right(taken, (quotation.start, 1 << 60))
    near = taken[max(0, at - 6) : at + 1]
    return any(a < quotation.end and quotation.start < b for a, b in near)


def _is_whole(tokens: Tokens, quotation: Quotation, paragraph: int) -> bool:
    """Whether a quotation is a sentence and no mere word in quotation marks."""
    inside = tokens.text[quotation.start : quotation.end]
    before = tokens.text[paragraph : quotation.start].rstrip()
    begins = not before or before[-1] in '.!?:"”’»'
    ends = inside.rstrip("\"'”“’»")[-1:] in {".", "!", "?"}
    return begins and (ends or len(inside.split()) >= 3)


def _statement(tokens: Tokens, draft: _Draft, names: Names) -> Statement | None:
    text = tokens.text
    parts: list[Span] = []
    for a, b in sorted(draft.parts):
        while a < b and text[a] in _EDGES + "\n.":
            a += 1
        while a < b and text[b - 1] in _EDGES + "\n":
            b -= 1
        if a < b and (not parts or a >= parts[-1].end):
            parts.append(Span(a, b))
    speaker = Span(*draft.speaker)
    if not parts or not speaker:
        return None
    relay = draft.found.relay if draft.found else None
    return Statement(
        speaker=speaker,
        cue=Span(*draft.cue),
        content=tuple(parts),
        relayed_by=Span(tokens.starts[relay[0]], tokens.ends[relay[1] - 1]) if relay else None,
        manner=_manner(tokens, parts),
        named=names.of(speaker),
    )


def _manner(tokens: Tokens, parts: list[Span]) -> Manner:
    inside = outside = 0
    for part in parts:
        for n in range(tokens.at(part.start), tokens.at(part.end)):
            if tokens.quoted[n] >= 0:
                inside += 1
            elif tokens.raw[n].isalnum():
                outside += 1
    return "indirect" if not inside else "mixed" if outside else "direct"
