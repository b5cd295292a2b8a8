"""Whether a sentence keeps who says it: dropped, kept, or given to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checking.reading import Bearing, Read, Source, Texts, bearing
from assistant.checking.saying import (
    Said,
    is_attributed,
    is_day,
    is_quotation,
    said_of,
    speakers_beside,
)
from assistant.facts import Word, words_of
from assistant.types import Flaw, Piece
from index import find_statement
from index.language.english import one_of, people, saying, small, stories

_LEAST_SHARE = 0.6
_FEWEST_SHARED = 2  # stems that a sentence has of what one of two speakers says
_AS_GOOD = 0.05  # of a share: what says less of it flatly takes no speaker away
_NEAR_A_NAME = 4
_SAME_WORD = 5


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence that bears a claim out, and who says it; None where the article does itself."""

    near: Bearing
    said: Said | None

    @property
    def source(self) -> Source:
        """The sentence."""
        return self.near.source

    @property
    def names_its_speaker(self) -> bool:
        """Whether the sentence itself parts who says it from what is said."""
        return self.said is not None and self.said.content != self.source.text


def attribution_flaws(claim: Read, sources: Sequence[Source]) -> list[Flaw]:
    """Say whether `claim` drops its speaker, or has another one than its text."""
    found = _attributed(claim, sources)
    if not found:
        return []
    statement = find_statement(claim.text)
    speakers = _several(claim.text, found)
    if statement or speakers:
        if statement and not speakers:
            speakers = [statement.speaker.of(claim.text)]
        wrong = [flaw for each in speakers for flaw in _wrong(each, found)][:1]
        return [] if wrong and _is_of_two(claim, sources) else wrong
    told = [each.said.content for each in found if each.said and each.names_its_speaker]
    if is_attributed(claim, told) or is_quotation(claim.text):
        return []
    return _lost(claim, found)


def _is_of_two(claim: Read, sources: Sequence[Source]) -> bool:
    """Whether `claim` joins what two speakers say, and each of them says some of it in the text."""
    stated = _words(claim.words)
    speakers = {
        said.speaker
        for source in sources
        if len(claim.content & source.stems) >= _FEWEST_SHARED and (said := said_of(source))
    }
    named = [each for each in speakers if each and _telling(each) <= stated]
    return len(named) > 1 and len(_CUE.findall(claim.text)) > 1


def speaker_of(sentence: str, cited: Sequence[Piece], *, texts: Texts | None = None) -> str:
    """Give who says the content of `sentence` by its text, where the sentence keeps it; else ""."""
    claim = Read(sentence)
    stated = _words(word for word in claim.words if word.plain not in small.IN_NAMES)
    for each in _attributed(claim, (texts or Texts()).sources_of(cited)):
        if each.said and _meet(_telling(each.said.speaker), stated):
            return each.said.speaker
    return ""


def _attributed(claim: Read, sources: Sequence[Source]) -> list[Attributed]:
    near = bearing(claim, sources, least=_LEAST_SHARE)
    return [Attributed(each, said_of(each.source)) for each in near]


def _lost(claim: Read, found: Sequence[Attributed]) -> list[Flaw]:
    best = max(each.near.share for each in found) - _AS_GOOD
    if any(each.said is None and each.near.share >= best for each in found):
        return []
    if any(each.said and _keeps(claim, each.said) for each in found):
        return []
    speaker = next((each.said.speaker for each in found if each.said and each.said.speaker), "")
    told = f"{speaker} says this" if speaker else "The cited text gives this as somebody's words"
    return [Flaw("attribution_lost", f"{told}, and the sentence states it as a fact.")]


def _keeps(claim: Read, said: Said) -> bool:
    """Whether `claim` names the speaker, or is about something else than what is said."""
    stated = _words(claim.words)
    speaker = _telling(said.speaker)
    # A name is not any word that begins like it.
    if speaker & stated or _meet(speaker - _proper(said.speaker), stated):
        return True
    return claim.share_in(Read(said.content)) < _LEAST_SHARE


def _several(claim: str, found: Sequence[Attributed]) -> list[str]:
    """Give the speakers of `claim` where they are several: each of them must say it.

    A name that the text has as it is, such as "the Department of Works and Housing", is one.
    """
    who = next((each["who"] for form in _SEVERAL if (each := form.search(claim))), "")
    parts = [each for each in _AND.split(who) if each]
    named = " and " in who and all(_NAMED.fullmatch(each) for each in parts)
    is_one = any(who.casefold() in each.source.piece.text.casefold() for each in found)
    return parts if parts[1:] and named and not is_one else []


def _wrong(speaker: str, found: Sequence[Attributed]) -> list[Flaw]:
    ours = _telling(speaker) - people.ANYBODY
    ours = frozenset() if is_day(speaker) else ours
    if not ours or any(_may_say(speaker, ours, each) for each in found):
        return []
    theirs = next((each.said.speaker for each in found if each.said and each.said.speaker), "")
    told = f"the cited text gives it to {theirs}" if theirs else "the cited text does not"
    return [Flaw("attribution_wrong", f"It gives this to {speaker}, and {told}.")]


def _may_say(speaker: str, ours: frozenset[str], each: Attributed) -> bool:
    """Whether `speaker` may be the one who says that sentence of the text."""
    article, said = each.source.piece.article, each.said
    if _meet(_proper(speaker) or ours, _telling(f"{article.outlet} {' '.join(article.authors)}")):
        return True
    if said is None or not said.speaker:
        return _meet(ours, _telling(_around(each.source)))
    if said.relay and _meet(ours, _telling(said.relay)):
        return _meet(ours, _telling(said.speaker))
    if _speaks_in(ours, each.source):
        return True
    names = _proper(speaker)
    return any(_is_called(ours, names, other, each.source) for other in _speakers(each))


def _speakers(each: Attributed) -> Iterable[str]:
    assert each.said
    yield each.said.speaker
    if each.said.content == each.source.text and not each.said.is_sure:  # it names nobody itself
        yield from speakers_beside(each.source)


def _is_called(ours: frozenset[str], names: frozenset[str], other: str, source: Source) -> bool:
    """Whether `other`, a speaker of the text, may be called by our words."""
    theirs = _telling(other)
    if len(names) > 1 and len(_proper(other)) > 1:  # of one surname they are not one person
        return names <= _proper(other) or _proper(other) <= names
    if names and _proper(other):
        return _meet(names, theirs | _beside_name(_proper(other), source))
    beside = theirs | _beside_name(_proper(other) or theirs, source)
    # "The Health Ministry" is not "the Institute for Public Health": one word in two is chance.
    return 2 * sum(_meet(frozenset({word}), beside) for word in ours) > len(ours)


def _beside_name(names: frozenset[str], source: Source) -> frozenset[str]:
    """Give the words that stand beside the name in its piece, where its office is told."""
    words = [word for word in words_of(source.piece.text) if word.plain]
    places = [at for at, word in enumerate(words) if word.plain in names]
    beside = (words[max(0, at - _NEAR_A_NAME) : at + _NEAR_A_NAME + 1] for at in places)
    return _words(word for some in beside for word in some if word.plain not in small.IN_NAMES)


def _speaks_in(ours: frozenset[str], source: Source) -> bool:
    """Whether one of our words stands beside a word of saying, in a sentence with two speakers."""
    words = source.words
    return ours <= _words(words) and any(
        word.plain in ours and any(one.plain in saying.CUES for one in words[at + 1 : at + 3])
        for at, word in enumerate(words)
    )


_AND = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s+as\s+well\s+as\s+")
_NAMED = re.compile(r"(?:[Tt]he\s|[A-Z])\S*(?:\s\S+){0,4}")
_SEVERAL = (
    re.compile(r"^(?P<who>[^.;:“\"]{3,120}?)\s+(?:all\s+|both\s+)?(?:say|said|agree|agreed)\b"),
    re.compile(r",\s+(?P<who>[^,.;:]{3,60}\s+and\s+[^,.;:]{3,60}?)\s+(?:say|said)\W*$"),
)
_CUE = re.compile(rf"\b(?:{one_of(saying.CUES)}|according\s+to)\b")


def _around(source: Source) -> str:
    text = source.piece.article.text
    return text[max(0, source.paragraph.start - 400) : source.paragraph.end + 400]


def _telling(text: str) -> frozenset[str]:
    return _words(word for word in words_of(text) if word.plain not in small.IN_NAMES)


def _proper(text: str) -> frozenset[str]:
    """Give the words of a speaker that are names, not offices."""
    return _words(
        word
        for word in words_of(text)
        if word.text[0].isupper()
        and word.plain not in small.IN_NAMES
        and not _is_office(word.plain)
    )


def _is_office(word: str) -> bool:
    is_listed = word in people.OFFICES | stories.BODIES
    return is_listed or word.startswith(("spokes", "chair", "commission"))


def _words(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.plain for word in words if word.plain)


def _meet(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether they share a word, or its beginning ("minister", "ministry")."""
    if ours & theirs:
        return True
    long = {word[:_SAME_WORD] for word in ours if len(word) > _SAME_WORD}
    return any(word[:_SAME_WORD] in long for word in theirs if len(word) > _SAME_WORD)
