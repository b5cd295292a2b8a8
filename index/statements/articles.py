"""Who says what in a whole article: sentences, quotations, and whom a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from index.language.english.grammar import NONE, STORMS
from index.language.english.saying import GIVING
from index.statements.clauses import clauses_in
from index.statements.cutting import cut
from index.statements.figures import figure_in
from index.statements.found import Found, Sentence
from index.statements.quotations import Quotation
from index.statements.resolving import Names
from index.statements.tokens import Tokens
from index.statements.transcripts import turns_in
from index.statements.unsaid import tells_unsaid
from index.types import Manner, Span, Statement

RULES = 7
"""The version of the rules: statements that older ones found are found anew."""

_MARKS = frozenset("\"“”„‟«»‘’'`")
_CLOSING = "\"”’»'"
_ENDS = " \t,;:—–-\n"
_BEGINS = _ENDS + "."
_SEVERAL, _SHORT = 3, 7


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


def statements_of_spans(text: str, found: Iterable[tuple[Span, Span, Span]]) -> list[Statement]:
    """Make statements of speakers, cues and contents that were found otherwise.

    They get their manner, and the name that a pronoun stands for; signs at the ends go, and so does
    what is told not to have been said.
    """
    tokens = Tokens.of(text)
    names = Names(tokens)
    cuts = [low for low, _, _ in cut(tokens)]
    drafts = [
        _Draft(None, _pair(speaker), _pair(cue), [_pair(said)], 0)
        for speaker, cue, said in found
        if not _is_unsaid(tokens, cuts, speaker, cue, said)
    ]
    made = [_statement(tokens, draft, names) for draft in drafts]
    return [each for each in made if each is not None]


def _is_unsaid(tokens: Tokens, cuts: list[int], speaker: Span, cue: Span, said: Span) -> bool:
    """Whether nobody says it: none is the speaker, or its cue, if only between, is denied."""
    if tokens.words[tokens.at(speaker.start)] in NONE:
        return True
    first, end = tokens.at(cue.start), tokens.at(cue.end)
    if first == end and speaker.end <= said.start:
        first, end = tokens.at(speaker.end), tokens.at(said.start)
    low = cuts[max(0, bisect_right(cuts, first) - 1)]
    return tells_unsaid(Sentence(tokens, low, len(tokens.words)), max(low, first), end)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def names_in(text: str) -> Names:
    """Read the names of `text`, to tell whom a pronoun stands for."""
    return Names(Tokens.of(text))


def quotation_spans(text: str) -> list[Span]:
    """Give what stands in quotation marks, with them."""
    return [Span(each.start, each.end) for each in Tokens.of(text).quotations]


@dataclass(slots=True)
class _Draft:
    """A statement in offsets while it grows over the quotations it touches."""

    found: Found | None
    speaker: tuple[int, int]
    cue: tuple[int, int]
    parts: list[tuple[int, int]]
    paragraph: int
    quotes: bool = False


def _drafts(tokens: Tokens) -> list[_Draft]:
    drafts: list[_Draft] = []
    starts = [start for start, _ in tokens.paragraphs]
    for low, high, hedge in cut(tokens):
        paragraph = bisect_right(starts, tokens.starts[low]) - 1
        if paragraph + 1 < len(starts) and _is_heading(tokens, high):
            continue
        found = clauses_in(tokens, low, high)
        drafts.extend(_from_found(tokens, one, paragraph) for one in found)
        figure = None if found else _figure(tokens, low, high, paragraph)
        if figure:
            drafts.append(figure)
        elif not found and hedge >= 0 and drafts and paragraph - drafts[-1].paragraph <= 1:
            cue = (tokens.starts[hedge], tokens.ends[hedge])
            whole = (tokens.starts[low], tokens.ends[high - 1])
            drafts.append(_Draft(None, _outermost(drafts).speaker, cue, [whole], paragraph))
    drafts += _turns(tokens, starts)
    return _with_quotations(tokens, drafts, starts)


def _turns(tokens: Tokens, starts: list[int]) -> list[_Draft]:
    """Read an interview or a transcript: what stands behind its speakers' labels is theirs."""
    return [
        _Draft(None, turn.who, turn.sign, turn.lines, bisect_right(starts, turn.who[0]) - 1)
        for turn in turns_in(tokens.text, tokens.paragraphs)
    ]


def _is_heading(tokens: Tokens, high: int) -> bool:
    """Whether the words before `high` are a heading: no sign ends them. Nobody says a heading."""
    return tokens.raw[high - 1][-1].isalnum()


def _figure(tokens: Tokens, low: int, high: int, paragraph: int) -> _Draft | None:
    """Read a sentence that gives a figure: "It put the number of cases at 66"."""
    if GIVING.isdisjoint(tokens.words[low:high]):
        return None
    start = tokens.starts[low]
    spans = figure_in(tokens.text[start : tokens.ends[high - 1]])
    if spans is None:
        return None
    speaker, cue, said = ((start + span.start, start + span.end) for span in spans)
    return _Draft(None, speaker, cue, [said], paragraph)


def _outermost(drafts: list[_Draft]) -> _Draft:
    """Give the last statement, or the one near before it that it stands within."""
    last = drafts[-1]
    around = (one for one in drafts[-6:] if any(a < last.cue[0] < b for a, b in one.parts))
    return next(around, last)


def _from_found(tokens: Tokens, one: Found, paragraph: int) -> _Draft:
    def chars(first: int, end: int) -> tuple[int, int]:
        return tokens.starts[first], tokens.ends[end - 1]

    parts = [_grown(tokens, a, b) for a, b in one.parts if a < b]
    draft = _Draft(one, chars(*one.speaker), chars(*one.cue), parts, paragraph)
    draft.quotes = any(_MARKS & {tokens.text[a], tokens.text[b - 1]} for a, b in parts)
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
    return begins and (ends or len(inside.split()) >= _SEVERAL)


def _statement(tokens: Tokens, draft: _Draft, names: Names) -> Statement | None:
    text = tokens.text
    parts: list[Span] = []
    for a, b in sorted(draft.parts):
        said = text[a:b]
        start, end = b - len(said.lstrip(_BEGINS)), a + len(said.rstrip(_ENDS))
        if start < end and (not parts or start >= parts[-1].end):
            parts.append(Span(start, end))
    start, end = draft.speaker
    said = text[start:end]
    speaker = Span(start, end - 2 if said.endswith(("'s", "’s")) else end)  # "Moor's claim"
    if not parts or not any(map(str.isalnum, speaker.of(text))):
        return None
    named = names.of(speaker)
    if not STORMS.isdisjoint((named or speaker).of(text).lower().split()[:2]):
        return None
    relay = draft.found.relay if draft.found else None
    return Statement(
        speaker=speaker,
        cue=Span(*draft.cue),
        content=tuple(parts),
        relayed_by=Span(tokens.starts[relay[0]], tokens.ends[relay[1] - 1]) if relay else None,
        manner=_manner(tokens, parts),
        named=named,
    )


def _manner(tokens: Tokens, parts: list[Span]) -> Manner:
    ranges = [(tokens.at(part.start), tokens.at(part.end)) for part in parts]
    inside = any(tokens.inside[b] > tokens.inside[a] for a, b in ranges)
    outside = any(tokens.outside[b] > tokens.outside[a] for a, b in ranges)
    return "indirect" if not inside else "mixed" if outside else "direct"
