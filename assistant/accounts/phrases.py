"""Noun phrases that answer open questions: "a RADIO STATION", "a JAZZ format"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.accounts.asking import Sought
from assistant.spans.places import is_people
from assistant.spans.words import Word, words_of
from assistant.types import Evidence
from index import Span

_BE = frozenset("is was are were be became become remains as".split())
_ARTICLES = frozenset({"a", "an", "the"})
_ENDS = frozenset(
    "of in on at by from for to that who which with whose when where while since after before "
    "during based located born released directed written produced set known and or but is was are "
    "were has had have it he she they this its his her who's as about featuring starring made "
    "published created founded best played playing broadcasting owned operated who, also".split()
)
_LEADING = frozenset("former late retired professional famous notable well-known leading".split())
_MOST = 5
_DEFINES, _BESIDE, _CALLED, _FIRST = 0.2, 1.5, 2.0, 0.5
_SPORT = re.compile(
    r"\b(?:(?:association|American|Canadian|Gaelic|Australian rules) football|water polo|"
    r"(?:ice|field) hockey|rugby (?:league|union)|(?:speed|figure) skat(?:ing|er)|table tennis|"
    r"(?:motor|horse|auto) racing|football|soccer|baseball|basketball|hockey|cricket|rugby|tennis|"
    r"golf|box(?:ing|er)|wrestl(?:ing|er)|swimm(?:ing|er)|athletics|cycl(?:ing|ist)|row(?:ing|er)|"
    r"sailing|sailor|volleyball|handball|gymnast(?:ics)?|ski(?:ing|er)|badminton|judo|fencing|"
    r"archery|weightlift(?:ing|er)|softball|lacrosse|netball|hurling|curling|skating|polo|chess)"
    r"(?=\w{0,3}\b)",
    re.IGNORECASE,
)


_CULPRIT = re.compile(
    r"(?:^|[,:“\"]\s?|\bthat\s)(?P<who>(?:(?:an?|the|An?|The)\s)?[\w'’-]+(?:\s(?!that\b)[\w'’-]+){0,9}?)"
    r"\s(?:(?:had|has|have)\s)?(?:rammed|caused|intruded|fired|attacked|provoked|collided with|"
    r"(?:was|is|were|are) (?:to blame|at fault|responsible|guilty))\b"
)
_BLAMED = re.compile(r"\b(?:blam(?:ed|es)|accus(?:ed|es))\s(?P<who>[\w'’ -]{3,50}?)\s(?:for|of)\b")
_FIRE = re.compile(r"\b(?:fired?|shot|shoot)\b")
_SAID_WHO = 1.0


def culprits_in(sought: Sought, evidence: Evidence) -> Iterator[tuple[Span, float]]:
    """Give who did it, as a sentence tells it: "A CUTTER rammed ...", "blames THE CREW for"."""
    said = _SAID_WHO if evidence.attribution else 0.0
    for form in (_BLAMED, _CULPRIT):
        match = form.search(evidence.quote)
        about_fire = bool(_FIRE.search(sought.wanted.text))
        if match and about_fire and not _FIRE.search(match.group()):
            continue
        if match and match["who"][:1].strip() and match["who"].split()[0].lower() not in _NOBODY:
            yield Span(*match.span("who")), said
            return


_NOBODY = frozenset("not nobody no it he she they who which we i and one then".split())


def phrases_in(sought: Sought, evidence: Evidence) -> Iterator[tuple[Span, float]]:
    """Give the noun phrases of a sentence that may answer, each with what speaks for it."""
    quote = evidence.quote
    first = _FIRST if not evidence.article.text[: evidence.start].strip() else 0.0
    if "sport" in sought.noun:
        for match in _SPORT.finditer(quote):
            yield Span(*match.span()), 1.0 + first
        return
    words = words_of(quote)
    stems = {word.stem for word in words}
    asked = sought.wanted.named or frozenset(sought.noun)
    is_defined = bool(first) or asked <= stems or _takes_up(words, asked, evidence)
    for at, word in enumerate(words):
        if is_defined and word.text.lower() in _BE and at + 2 < len(words):
            yield from _scored(_unqualified(_defining(words, at + 1)), sought, _DEFINES + first)
        if "nam" in sought.noun and word.text.lower() in {"as", "called", "named"}:
            yield from _scored(_named(words, at), sought, _CALLED)
        if word.stem in sought.noun[-1:]:
            yield from _scored(_before_noun(words, at, sought), sought, _BESIDE)
            yield from _scored(_behind_noun(words, at), sought, _BESIDE)


def _takes_up(words: Sequence[Word], asked: frozenset[str], evidence: Evidence) -> bool:
    """Whether a sentence begins with "it" or "he", and what was asked for is named before it."""
    before = evidence.article.text[: evidence.start]
    is_pronoun = bool(words) and words[0].text.lower() in {"it", "he", "she"}
    return is_pronoun and asked <= {word.stem for word in words_of(before)}


def _scored(phrase: Sequence[Word], sought: Sought, base: float) -> Iterator[tuple[Span, float]]:
    while phrase and (
        phrase[0].text.lower() in _ARTICLES | _LEADING
        or (phrase[0].text[:1].isdigit() and len(phrase) > 1)
        or not phrase[0].stem
    ):
        phrase = phrase[1:]
    while phrase and not phrase[-1].stem:
        phrase = phrase[:-1]
    if not phrase or all(word.stem in sought.wanted.asked or not word.tells for word in phrase):
        return
    yield Span(phrase[0].start, phrase[-1].end), base


def _defining(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Give the phrase behind "is a", up to a small word; empty where no article follows."""
    if words[at].text.lower() == "also":
        at += 1
    if at >= len(words) or words[at].text.lower() not in {"a", "an", "the", "one"}:
        return ()
    phrase: list[Word] = []
    for place in range(at + 1, min(at + 1 + 9, len(words))):
        word = words[place]
        low = word.text.lower()
        if (
            low == "and"
            and phrase
            and place + 1 < len(words)
            and not words[place + 1].is_capitalised
            and words[place + 1].text.lower() not in _ENDS | _ARTICLES
        ):
            phrase.append(word)
            continue
        if low in _ENDS or (not word.stem and word.text not in "-/&"):
            break
        phrase.append(word)
    return phrase[-(_MOST + 1) :]


def _unqualified(phrase: Sequence[Word]) -> Sequence[Word]:
    """Leave out a people before what somebody is: "a QUESSAN painter"."""
    while len(phrase) > 1 and (is_people(phrase[0].text) or phrase[0].text.lower() in _LEADING):
        phrase = phrase[1:]
    return phrase


def _named(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Give what something is called: "commonly known as FLAME ROSE"."""
    is_known = any(
        word.text.lower() in {"known", "called", "named"} for word in words[max(0, at - 1) : at + 1]
    )
    phrase: list[Word] = []
    for word in words[at + 1 : at + 1 + _MOST] if is_known else ():
        if word.text.lower() in _ENDS or (not word.stem and word.text not in "-/&"):
            break
        phrase.append(word)
    return phrase


def _before_noun(words: Sequence[Word], at: int, sought: Sought) -> Sequence[Word]:
    """Give the words right before the asked noun, back to an article: "a SPANISH POP format"."""
    phrase: list[Word] = []
    for word in reversed(words[max(0, at - _MOST) : at]):
        low = word.text.lower()
        if low in _ARTICLES or low in _ENDS or (not word.stem and word.text not in "-/&"):
            break
        phrase.insert(0, word)
    while phrase and phrase[-1].stem in sought.noun:
        phrase.pop()
    return phrase


def _behind_noun(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Give what the asked noun is said to be: "its format is JAZZ"."""
    rest = list(words[at + 1 : at + 3 + _MOST])
    if not rest or rest[0].text.lower() not in {"is", "was", ":", "are", "were"}:
        return ()
    phrase: list[Word] = []
    for word in rest[1:]:
        if (word.text.lower() in _ENDS and phrase) or (not word.stem and word.text not in "-/&"):
            break
        phrase.append(word)
    return phrase
