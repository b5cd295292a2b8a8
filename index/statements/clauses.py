"""What one sentence says of who said what: a small grammar around each word that tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.statements.lexicon import NOUNLIKE, NOUNS, Class, Verb, verbs
from index.statements.subjects import (
    Subject,
    first_phrase,
    is_passive,
    phrase_after,
    subject_before,
)
from index.statements.tokens import Tokens
from index.statements.words import (
    AND,
    DAYS,
    DETERMINERS,
    HELPERS,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
)

_OPENS = frozenset("that whether how what why if".split())
_ADJUNCTS = (
    PREPOSITIONS | DAYS | frozenset("last this next earlier later as when while and but".split())
)
_RELAYING = frozenset("reported quoted cited relayed carried published".split())
_LISTENING = 14
# So many statements of a sentence are looked at around one: a bound on odd texts' time.
_NEAR = 8


@dataclass(slots=True)
class Found:
    """A statement in token numbers: `parts` of what is said, `clause` where its cue's part begins.

    `trails` tells that what is said stands before its cue.
    """

    speaker: tuple[int, int]
    cue: tuple[int, int]
    parts: list[tuple[int, int]]
    clause: int
    trails: bool = False
    shared: bool = False
    relay: tuple[int, int] | None = None
    kind: str = ""
    marks: list[int] = field(default_factory=list)


def clauses_in(tokens: Tokens, low: int, high: int) -> list[Found]:
    """Find every statement of the sentence in the tokens `low` to `high`, in the order of cues."""
    found: list[Found] = []
    known = verbs()
    for at in range(low, high):
        word = tokens.words[at]
        if tokens.quoted[at] >= 0:
            continue
        one = None
        if word in known:
            one = _around_verb(tokens, at, low, high, known[word], found)
        elif word == "according" and at + 2 < high and tokens.words[at + 1] == "to":
            one = _according(tokens, at, low, high)
        if one is None and word in NOUNS:
            one = _around_noun(tokens, at, low, high)
        if one is not None:
            found.append(one)
    _relayed(tokens, low, high, found)
    return _cut(tokens, found)


def _around_verb(
    tokens: Tokens, at: int, low: int, high: int, readings: tuple[Verb, ...], found: list[Found]
) -> Found | None:
    words = tokens.words
    kinds = {verb.kind for verb in readings}
    form = readings[0].form
    following = words[at + 1] if at + 1 < high else "."
    before = words[at - 1] if at > low else ""
    says = bool(kinds & {"say", "tell"})
    if following == "by" and form == "ed":
        return _passive(tokens, at, low, high, kinds)
    if before in DETERMINERS or (before.endswith("'s") and form != "ing" and before not in HELPERS):
        return None
    if (
        form in {"ed", "s", "base"}
        and (says or "show" in kinds)
        and at > low
        and _follows_content(tokens, at)
    ):
        end = phrase_after(tokens, at + 1, high)
        if end > at + 1:
            start = _left(tokens, low, at, found)
            return Found(
                (at + 1, end),
                (at, at + 1),
                [(start, at), *_goes_on(tokens, end, high)],
                at,
                trails=True,
                kind="say",
            )
    subject = subject_before(tokens, at, low)
    if subject is None:
        return None
    if form == "ed" and is_passive(subject):
        return None
    if form == "base" and not _may_be_verb(tokens, subject, at):
        return None
    if form == "s" and words[at] in NOUNLIKE and not _is_no_noun(tokens, subject, at, following):
        return None
    if form == "ing" and not subject.helper and (before == "," or before in PREPOSITIONS):
        subject = subject._replace(way="shared")
    if subject.way == "shared":
        if (
            form in {"s", "base"}
            and words[subject.clause] not in AND
            and words[subject.clause] != "to"
        ):
            return None
        speaker = _shared(tokens, low, at, found)
    else:
        speaker = (subject.first, subject.end)
    if speaker[0] >= speaker[1] or not _can_speak(tokens, speaker):
        return None
    has_left = (
        says | ("think" in kinds)
        and subject.way == "noun"
        and subject.first > low
        and (words[subject.first - 1] in {",", "—", "–"} or tokens.quoted[subject.first - 1] >= 0)
    )
    begin = _right(tokens, at + 1, high, kinds, has_left=bool(has_left))
    parts: list[tuple[int, int]] = []
    trails = False
    if has_left and (
        begin is None or (following == "," and not _opens_only(tokens, low, subject.first))
    ):
        left = _left(tokens, low, subject.first, found)
        if left < subject.first:
            parts.append((left, subject.first))
            trails = True
    quotes_left = trails and tokens.quoted[parts[0][1] - 1] >= 0
    if begin is not None and begin < high and (not quotes_left or tokens.quoted[begin] >= 0):
        parts.append((begin, high))
    if not parts:
        return None
    return Found(
        speaker,
        (at, at + 1),
        parts,
        subject.clause,
        trails=trails and len(parts) == 1,
        shared=subject.way == "shared",
        kind=min(kinds),
    )


def _follows_content(tokens: Tokens, at: int) -> bool:
    before = tokens.words[at - 1]
    return (tokens.quoted[at - 1] >= 0 and before in PAUSES) or (
        before == ","
        and tokens.words[at + 1 : at + 2] != ["that"]
        and (tokens.raw[at + 1 : at + 2] or ["x"])[0][:1].isupper()
        | (tokens.words[at + 1 : at + 2] or [""])[0].startswith(("the", "a", "he", "she", "one"))
    )


def _may_be_verb(tokens: Tokens, subject: Subject, at: int) -> bool:
    """Whether a form that may be a noun is a verb here: plural before it, or a helper, or "to"."""
    if subject.helper or subject.way == "who" or tokens.words[subject.clause] == "to":
        return True
    if subject.way == "shared":
        return False
    last = tokens.words[at - 1]
    return (
        last
        in {
            "they",
            "i",
            "we",
            "you",
            "many",
            "some",
            "others",
            "who",
            "people",
            "police",
            "most",
            "few",
        }
        or (last.endswith("s") and not last.endswith(("'s", "ss")))
        or tokens.words[at - 1] == ","
    )


def _is_no_noun(tokens: Tokens, subject: Subject, at: int, following: str) -> bool:
    """Whether "claims" is no noun: a name or pronoun before it, and its object or clause after it."""
    named = tokens.raw[at - 1][:1].isupper() or tokens.words[at - 1] in PRONOUNS
    return (named or subject.way == "who") and (
        following == "that" or following not in PREPOSITIONS
    )


def _can_speak(tokens: Tokens, speaker: tuple[int, int]) -> bool:
    first, end = speaker
    last = tokens.words[end - 1]
    return (
        last not in {"it", "there", "this", "that", "which"} and last not in DAYS
    ) or end - first > 3


def _shared(tokens: Tokens, low: int, at: int, found: list[Found]) -> tuple[int, int]:
    """Give who is spoken of so far: whoever the verb before belongs to, else the first phrase."""
    for one in reversed(found[-_NEAR:]):
        if one.clause < at and not one.trails and one.kind != "according":
            return one.speaker
    return first_phrase(tokens, low, at)


def _right(tokens: Tokens, at: int, high: int, kinds: set[Class], *, has_left: bool) -> int | None:
    """Give where what is said begins after its verb, None where it does not follow."""
    words, quoted = tokens.words, tokens.quoted
    if at >= high or words[at] in ".!?;)":
        return None
    if quoted[at] >= 0:
        return at
    if words[at] == ":" or words[at] == "that":
        return at + 1
    if words[at] == ",":
        return at + 1 if has_left or (at + 1 < high and quoted[at + 1] >= 0) else None
    if kinds == {"plan"} and words[at] in {"with", "by", "in", "as", "and"}:
        return None
    if kinds & {"judge", "plan"} and not kinds & {"say", "tell"}:
        return at
    if not kinds & {"say", "tell", "show"}:
        return None if has_left and words[at] in _ADJUNCTS else at
    limit = min(high, at + _LISTENING)
    listens = "tell" in kinds
    if listens or words[at] in _ADJUNCTS or words[at].endswith("ly"):
        for n in range(at, limit):
            if words[n] in _OPENS:
                return n + (words[n] == "that")
            if quoted[n] >= 0 or words[n] == ":":
                return n + (words[n] == ":")
            if words[n] == "," and not (
                n + 1 < high and (quoted[n + 1] >= 0 or words[n + 1] in DAYS)
            ):
                break
            if listens and n > at and words[n] in PRONOUNS:
                return n
        if has_left:
            return None
        if words[at] in {"about", "of", "as", "for", "against", "to"} or listens:
            return at + (words[at] not in {"to", "as"}) if not listens else at
        while at < limit and (
            words[at] in DAYS
            or words[at] in {"on", "last", "this", "earlier", "later", "in", "the", "a"}
        ):
            at += 1
        return at if at < high and words[at] not in PAUSES else None
    return at


def _opens_only(tokens: Tokens, low: int, first: int) -> bool:
    """Whether what stands before a speaker only leads up: "On Monday, Ms Dray said, ..."."""
    if first - low > _LISTENING:
        return False
    at = low
    while at < first and tokens.words[at] in AND:
        at += 1
    leads = (
        tokens.words[at] in PREPOSITIONS
        or tokens.words[at].endswith(("ly", "ing"))
        or first - at < 4
    )
    return leads and all(number < 0 for number in tokens.quoted[low:first]) and first - at < 14


def _left(tokens: Tokens, low: int, end: int, found: list[Found]) -> int:
    """Give where what is said before `end` begins: after the statement before it."""
    for one in reversed(found[-_NEAR:]):
        if one.trails and one.cue[1] < end:
            return max(low, one.speaker[1], one.cue[1])
        if (
            not one.trails
            and one.parts
            and one.cue[1] < end
            and tokens.words[one.clause - 1 : one.clause] == [","]
        ):
            break
    return low


def _goes_on(tokens: Tokens, end: int, high: int) -> list[tuple[int, int]]:
    """Give what is said after a speaker in its midst: from a comma on, where a quotation follows."""
    for n in range(end, min(high, end + 40)):
        if tokens.quoted[n] >= 0:
            return [(n, high)]
    return []


def _passive(tokens: Tokens, at: int, low: int, high: int, kinds: set[Class]) -> Found | None:
    end = phrase_after(tokens, at + 2, high)
    subject = subject_before(tokens, at, low)
    if (
        end <= at + 2
        or subject is None
        or tokens.words[at - 1] == "as"
        or not kinds & {"say", "judge"}
    ):
        return None
    if not is_passive(subject) or subject.way != "noun":
        return None
    return Found(
        (at + 2, end),
        (at, at + 1),
        [(subject.first, at), (end, high)],
        at,
        trails=True,
        kind="passive",
    )


def _according(tokens: Tokens, at: int, low: int, high: int) -> Found | None:
    first = _without_paper(tokens, at + 2, high)
    end = phrase_after(tokens, first, high)
    if end <= first:
        return None
    begins = at == low or all(tokens.words[n] in AND for n in range(low, at))
    comma = next((n for n in range(end, min(high, end + 25)) if tokens.words[n] == ","), -1)
    if begins:
        return (
            Found(
                (first, end),
                (at, at + 2),
                [((comma if comma > 0 else end) + 1, high)],
                at,
                kind="according",
            )
            if comma > 0
            else None
        )
    parts = [(low, at)]
    if comma == end and comma + 3 < high and tokens.words[at - 1] == ",":
        parts.append((comma + 1, high))
    return Found((first, end), (at, at + 2), parts, at, trails=len(parts) == 1, kind="according")


def _without_paper(tokens: Tokens, at: int, high: int) -> int:
    """Step over what only carries the words: "statements from the ministry" are the ministry's."""
    papers = {"statement", "statements", "figures", "data", "report", "reports"}
    for n in range(at, min(high - 2, at + 4)):
        if tokens.words[n] in papers and tokens.words[n + 1] in {"from", "by", "of"}:
            return n + 2
        if tokens.raw[n][:1].isupper():
            break
    return at


def _around_noun(tokens: Tokens, at: int, low: int, high: int) -> Found | None:
    """Find "Ms Dray's claim that ...": somebody's, and what it is."""
    words = tokens.words
    if at <= low or at + 2 >= high or words[at + 1] not in NOUNS[words[at]]:
        return None
    n = at - 1
    while (
        n > low
        and at - n < 4
        and not (words[n].endswith(("'s", "s'")) or words[n] in {"his", "her", "their"})
    ):
        n -= 1
    owner = words[n]
    if owner in {"his", "her", "their"}:
        return Found((n, n + 1), (at, at + 1), [(at + 2, high)], n, kind="noun")
    if owner.endswith("'s") or (owner == "'" and n > low):
        first = n
        while (
            first > low and tokens.raw[first - 1][:1].isupper() and words[first - 1] not in PAUSES
        ):
            first -= 1
        return Found((first, n + 1), (at, at + 1), [(at + 2, high)], first, kind="noun")
    return None


def _relayed(tokens: Tokens, low: int, high: int, found: list[Found]) -> None:
    """Note who passed it on: "as reported by the Gazette"."""
    words = tokens.words
    for at in range(low, high - 2):
        if words[at] in _RELAYING and words[at + 1] == "by" and tokens.quoted[at] < 0:
            end = phrase_after(tokens, at + 2, high)
            first = at - (at > low and words[at - 1] == "as")
            if end == at + 2 or first < low:
                continue
            told = [one for one in found if one.cue[0] < first]
            if told and (words[first] == "as" or words[at] in {"quoted", "carried"}):
                told[-1].relay = (at + 2, end)
                told[-1].parts = [
                    (a, min(b, first)) if a < first else (a, a) for a, b in told[-1].parts
                ]
            elif words[first] == "as" and not told:
                parts = [(low, first)] if first > low else [(end + 1, high)]
                found.append(
                    Found(
                        (at + 2, end),
                        (first, at + 1),
                        parts,
                        first,
                        trails=first > low,
                        kind="according",
                    )
                )


def _cut(tokens: Tokens, found: list[Found]) -> list[Found]:
    """End what one says where what another says begins beside it."""
    for number, one in enumerate(found):
        for later in found[number + 1 : number + 1 + _NEAR]:
            beside = (
                later.trails
                or (later.shared and later.speaker == one.speaker)
                or (tokens.words[later.clause - 1 : later.clause] in (["while"], ["but"], [";"]))
            )
            if beside and later.clause > one.cue[1]:
                stop = later.clause
                one.parts = [(a, min(b, stop)) if a < stop < b else (a, b) for a, b in one.parts]
    return [one for one in found if any(a < b for a, b in one.parts)]
