"""Where sentences hold values that answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from assistant.accounts.asking import Sought
from assistant.accounts.phrases import culprits_in, phrases_in
from assistant.accounts.slots import is_of_slot
from assistant.accounts.told import Found
from assistant.spans.candidates import Candidate, Sentence, candidates
from assistant.spans.names import names_in
from assistant.spans.places import is_people
from assistant.spans.signs import score
from assistant.spans.words import words_of
from assistant.types import Evidence
from index import Span

_LIKELY = 24
_ALIKE = 0.75
_LONGEST_DIFFERENCE = 8
_DIFFERS = 1.5
_NAMED = 1.5
_UNNAMED = -3.0
_LIFE = 2.5
_NO_DEED = 1.5
_BY = 2.5
_BESIDE, _NEAR = 1.25, 4
_MEANING = 3.0
_MEANING_AT = 0.45
_BIRTH, _DEATH = frozenset({"born", "birth"}), frozenset({"death"})
_LONGEST_BRACKET = 14
_DASHES = frozenset("-–—")
_MAKER = re.compile(
    r"\b(?:artist|author|compos|creat|direct|written|wrote|writer|sung|singer|sang|perform|"
    r"produc|design|paint|architect)",
)


def found_in(
    sought: Sought, sentences: Sequence[Evidence], likeness: Mapping[str, float]
) -> list[Found]:
    """Give the values of `sentences` that may answer, with their scores, by sentence."""
    differing = _differences(sentences)
    return [
        Found(each, span, value + _extra(sought, each, span, differing, likeness))
        for each in sentences
        for span, value in _values(sought, each)
    ]


def _values(sought: Sought, evidence: Evidence) -> Iterator[tuple[Span, float]]:
    if sought.is_blame:
        yield from culprits_in(sought, evidence)
        return
    if sought.is_open:
        yield from phrases_in(sought, evidence)
        return
    for each in candidates(sought.wanted, [evidence.quote]):
        if not _fits(each, sought):
            continue
        life = _life(each, sought)
        if sought.is_day and life <= 0.0 and not is_of_slot(each, sought):
            life -= _NO_DEED
        signs = life + _made(each, sought) + _beside(each, sought)
        yield _whole(each, sought), score(each, sought.wanted) + signs


def _extra(
    sought: Sought,
    evidence: Evidence,
    span: Span,
    differing: Mapping[int, Sequence[Span]],
    likeness: Mapping[str, float],
) -> float:
    extra = _MEANING * (likeness.get(evidence.quote, _MEANING_AT) - _MEANING_AT)
    if any(_overlap(span, each) for each in differing.get(id(evidence), ())):
        extra += _DIFFERS
    named = sought.wanted.named
    if named and not sought.is_blame:
        sentence = {word.stem for word in words_of(evidence.quote)}
        context = sentence | {word.stem for word in words_of(_before(evidence))}
        share = len(named & context) / len(named)
        if named - sentence and share == 1.0:
            extra += _NAMED
        extra += _UNNAMED * (1.0 - share)
    return extra


def _before(evidence: Evidence) -> str:
    article = evidence.article
    return f"{article.title}\n{article.text[: evidence.start]}"


def _fits(each: Candidate, sought: Sought) -> bool:
    if _is_denied(each) or _is_adjective(each, sought):
        return False
    return not sought.is_number or is_of_slot(each, sought)


def _is_denied(each: Candidate) -> bool:
    """Whether "not" stands right before it: "189 people and not 187"."""
    return any(word.text.lower() == "not" for word in each.before(1))


def _is_adjective(each: Candidate, sought: Sought) -> bool:
    """Whether it names a people where somebody is asked for: "the AMERICAN band"."""
    return sought.wanted.value == "person" and is_people(each.text)


def _whole(each: Candidate, sought: Sought) -> Span:
    """Give the value with what belongs to it: "16 CLUBS", "Lyn, OSTERMERE"."""
    behind = each.behind(2)
    if sought.is_number and behind and behind[0].stem in sought.wanted.counted:
        return Span(each.span.start, behind[0].end)
    if sought.wanted.value != "place" or len(behind) < 2 or behind[0].text != ",":  # noqa: PLR2004
        return each.span
    names = names_in(each.sentence.words)
    region = next((name for name in names if name.start == behind[1].start), None)
    return Span(each.span.start, region.end) if region else each.span


def _beside(each: Candidate, sought: Sought) -> float:
    """Whether what is asked of a number or a day stands right beside it: "was BUILT in 1902"."""
    if not (sought.is_number or sought.is_day):
        return 0.0
    keys = sought.wanted.counted | sought.wanted.deed if sought.is_number else sought.wanted.deed
    words = (*each.before(_NEAR), *each.behind(2))
    return _BESIDE * any(word.tells and word.stem in keys for word in words)


def _life(each: Candidate, sought: Sought) -> float:
    """Whether it is the day of birth or death as it stands in brackets behind a name."""
    asked = sought.wanted.asked
    wants_birth, wants_death = bool(asked & _BIRTH), bool(asked & _DEATH)
    if sought.wanted.value not in {"date", "year"} or wants_birth == wants_death:
        return 0.0
    before = [word.text for word in each.before(_LONGEST_BRACKET)]
    if "(" not in before:
        return 0.0
    inside = before[len(before) - before[::-1].index("(") :]
    if ")" in inside:
        return 0.0
    is_second = any(word in _DASHES for word in inside)
    return _LIFE if is_second == wants_death else -_LIFE


def _made(each: Candidate, sought: Sought) -> float:
    """Whether "by" leads to it where the maker is asked for: "an album by the band Ida Moor"."""
    if sought.wanted.value != "person" or not _MAKER.search(sought.wanted.text):
        return 0.0
    for word in reversed(each.before(6)):
        if word.text == "by":
            return _BY
        if not word.stem or word.text.lower() in {"is", "was", "with", "for", "from", "at"}:
            break
    return 0.0


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _differences(sentences: Sequence[Evidence]) -> dict[int, list[Span]]:
    """Give, by the identity of a sentence, where alone it differs from one of another article.

    Two texts that are the same but for one stretch tell different things exactly there.
    """
    read = [(each, Sentence(each.quote, 0).words) for each in sentences]
    tokens = [[word.text.lower() for word in words] for _, words in read]
    found: dict[int, list[Span]] = {}
    for one, other in combinations(range(len(read)), 2):
        if read[one][0].article.id == read[other][0].article.id:
            continue
        if Indel.normalized_similarity(tokens[one], tokens[other], score_cutoff=_ALIKE) < _ALIKE:
            continue
        parts = _replaced(tokens[one], tokens[other])
        if (
            len(
                {(" ".join(tokens[one][a:b]), " ".join(tokens[other][c:d])) for a, b, c, d in parts}
            )
            != 1
        ):
            continue
        for first, last, start, end in parts:
            for at, begins, ends in ((one, first, last), (other, start, end)):
                words = read[at][1]
                span = Span(words[begins].start, words[ends - 1].end)
                found.setdefault(id(read[at][0]), []).append(span)
    return found


def _replaced(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Give the stretches of words that stand in each other's place."""
    codes = Indel.opcodes(one, other)
    merged: list[list[int]] = []
    for code in codes:
        if code.tag == "equal":
            continue
        if merged and merged[-1][1] == code.src_start and merged[-1][3] == code.dest_start:
            merged[-1][1], merged[-1][3] = code.src_end, code.dest_end
        else:
            merged.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    return [
        (a, b, c, d)
        for a, b, c, d in merged
        if a < b and c < d and max(b - a, d - c) <= _LONGEST_DIFFERENCE
    ]
