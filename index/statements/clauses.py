"""What one sentence says of who said what: a small grammar around each word that tells it."""

from __future__ import annotations

from functools import cache

from index.language.english.saying import FEELINGS, NOUNLIKE, NOUNS, RELAYING, Verb, verbs
from index.statements.found import NEAR, Found, Sentence
from index.statements.phrases import according, around_noun
from index.statements.predicates import around_feeling, around_verb
from index.statements.subjects import phrase_after
from index.statements.tokens import Tokens

_LIKE = Verb(frozenset({"plan"}), "base", is_bent=False)  # "would like to"
_OF_FEELINGS = frozenset("that of about to over".split())
_BESIDE = frozenset("while but ;".split())


def clauses_in(tokens: Tokens, low: int, high: int) -> list[Found]:
    """Find every statement of the sentence in the tokens `low` to `high`, in the order of cues."""
    sentence, words, cues = Sentence(tokens, low, high), tokens.words[low:high], _cues()
    for at in [low + n for n, word in enumerate(words) if word in cues]:
        one = _at(sentence, at) if tokens.quoted[at] < 0 else None
        if one is not None:
            sentence.found.append(one)
    for at in range(low, high - 2) if "by" in words else ():
        if tokens.words[at] in RELAYING and tokens.words[at + 1] == "by":
            _relay(sentence, at)
    return _cut(tokens, sentence.found)


@cache
def _cues() -> frozenset[str]:
    """Give every word that a statement may stand around."""
    return frozenset({*verbs(), "like", *FEELINGS, "according", *NOUNS})


def _at(sentence: Sentence, at: int) -> Found | None:
    word = sentence.word(at)
    one = None
    is_name = word in NOUNLIKE and sentence.tokens.raw[at][0].isupper()  # "the United States"
    if not is_name and (verb := verbs().get(word)):
        one = around_verb(sentence, at, verb)
    elif word == "like" and sentence.word(at - 1) in {"would", "'d"}:
        one = around_verb(sentence, at, _LIKE)
    elif word in FEELINGS and sentence.word(at + 1) in _OF_FEELINGS:
        one = around_feeling(sentence, at)
    elif word == "according" and sentence.word(at + 1) == "to":
        one = according(sentence, at)
    return around_noun(sentence, at) if one is None and word in NOUNS else one


def _relay(sentence: Sentence, at: int) -> None:
    """Note who passed it on: "as reported by the Gazette"."""
    tokens, words = sentence.tokens, sentence.tokens.words
    end = phrase_after(tokens, at + 2, sentence.high)
    has_as = sentence.word(at - 1) == "as"
    first = at - has_as
    if end == at + 2 or tokens.quoted[at] >= 0:
        return
    told = next((one for one in reversed(sentence.found) if one.cue[0] < first), None)
    if told and (has_as or words[at] in {"quoted", "carried"}):
        told.relay = (at + 2, end)
        told.parts = [(a, max(a, min(b, first))) for a, b in told.parts]
    elif has_as and not told:
        trails = first > sentence.low
        parts = [(sentence.low, first)] if trails else [(end + 1, sentence.high)]
        one = Found((at + 2, end), (first, at + 1), parts, first, trails=trails, kind="according")
        sentence.found.append(one)


def _cut(tokens: Tokens, found: list[Found]) -> list[Found]:
    """End what one says where what another says begins beside it."""
    for number, one in enumerate(found):
        for later in found[number + 1 : number + 1 + NEAR]:
            stop = later.clause
            if stop > one.cue[1] and _is_beside(tokens, one, later):
                one.parts = [(a, min(b, stop)) if a < stop else (a, b) for a, b in one.parts]
    return [one for one in found if any(a < b for a, b in one.parts)]


def _is_beside(tokens: Tokens, one: Found, later: Found) -> bool:
    shares = later.shared and later.speaker == one.speaker
    return (
        later.trails or shares or (later.clause > 0 and tokens.words[later.clause - 1] in _BESIDE)
    )
