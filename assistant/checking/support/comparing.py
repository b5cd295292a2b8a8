"""What speaks for a claim in a text: a closed set of figures, each a function of the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log1p

from assistant.checking.support.aligning import aligned, stretches
from assistant.checking.support.sentences import Sentence

# How many telling words a claim may open with instead of a pronoun of the evidence, and how many
# words before the first shared one are searched for that pronoun.
_LONGEST_NAME, _REACH = 4, 4
# So many sentences are likely enough to bear a claim out that a model reads them.
_CANDIDATES = 2


@dataclass(frozen=True, slots=True)
class Features:
    """What a score is made of; shares are 0..1, flags 0 or 1.

    Attributes:
        pairs: the claim's neighbouring words that are neighbours in one sentence, at most a word
            apart; the share in the sentence that has most.
        pairs_named: the same, where a pronoun of the sentence may be a name in the claim.
        stretches: how long the stretches are that the claim copies; 1 is one stretch, all of it.
        likeness: cosine of the claim and the likest sentence.
        missing: words that the best sentence lacks, as a share.
        opening: the best sentence begins with something else, and not with a pronoun.
        ending: the last word of the claim does not stand in the best sentence.
        number: a number of the claim is nowhere in the text.
        length: logarithm of the claim's words.
    """

    pairs: float
    pairs_named: float
    stretches: float
    likeness: float
    missing: float
    opening: float
    ending: float
    number: float
    length: float


@dataclass(frozen=True)
class Comparison:
    """A claim beside the sentences of a text; neither is without words."""

    claim: Sentence
    sentences: Sequence[Sentence]

    def features(self, likeness: float) -> Features:
        """Give the figures; `likeness` is the best cosine of the claim and a candidate."""
        return Features(
            pairs=max(share_of_pairs(self.claim, each) for each in self.sentences),
            pairs_named=max(self._named),
            stretches=self._stretches(),
            likeness=likeness,
            missing=1 - share_of_words(self.claim, self.sentences[self.ranked[0]].known),
            opening=self._opens_otherwise(),
            ending=self._ends_otherwise(),
            number=self._lacks_number(),
            length=log1p(len(self.claim.words)),
        )

    @cached_property
    def ranked(self) -> list[int]:
        """The places of the sentences, the one that has most of the claim first."""
        return sorted(range(len(self.sentences)), key=self.shared, reverse=True)

    @property
    def candidates(self) -> list[int]:
        """The places of the sentences that a model should read."""
        return self.ranked[:_CANDIDATES]

    def shared(self, place: int) -> float:
        """Say how much of the claim a sentence has, 0..2: pairs and words."""
        return self._named[place] + share_of_words(self.claim, self.sentences[place].known)

    @cached_property
    def _named(self) -> list[float]:
        return [share_of_pairs_named(self.claim, each, self._known) for each in self.sentences]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset[str]().union(*(each.known for each in self.sentences))

    @cached_property
    def _alignment(self) -> tuple[dict[int, int], Sentence]:
        """The places of the claim's words in the sentence that has most of them in order."""
        found = [self.sentences[place] for place in self.candidates]
        each = [(aligned(self.claim.stems, one.stems), one) for one in found]
        return max(each, key=lambda one: len(one[0]))

    def _stretches(self) -> float:
        stems = self.claim.stems
        lengths = stretches(stems, [each.stems for each in self.sentences])
        return sum(map(log1p, lengths)) / len(stems) / log1p(len(stems))

    def _opens_otherwise(self) -> float:
        places, sentence = self._alignment
        if not places:
            return 0.0
        first = min(places)
        replaced = any(word.tells for word in self.claim.words[:first])
        before = sentence.words[: places[first]][-1:]
        return float(replaced and bool(before) and not before[0].is_pronoun)

    def _ends_otherwise(self) -> float:
        places, _ = self._alignment
        telling = [place for place, word in enumerate(self.claim.words) if word.tells]
        return float(bool(telling) and telling[-1] not in places)

    def _lacks_number(self) -> float:
        numbers = {word.stem for word in self.claim.words if word.is_number}
        return float(not numbers <= self._known)


def share_of_words(claim: Sentence, known: frozenset[str]) -> float:
    """Give the share of the claim's telling words that are among `known`; 0 without any."""
    return _share([stem in known for stem in claim.telling])


def share_of_pairs(claim: Sentence, sentence: Sentence) -> float:
    """Give the share of the claim's neighbouring telling words that are so in `sentence`."""
    pairs = list(pairwise(claim.telling))
    if not pairs:  # one word: it is there or not
        return share_of_words(claim, sentence.known)
    return _share([pair in sentence.together for pair in pairs])


def share_of_pairs_named(claim: Sentence, sentence: Sentence, known: frozenset[str]) -> float:
    """Give `share_of_pairs`, a name that the claim opens with counted where a pronoun stands.

    "Ines Dray closed the quay" is so borne out by "On Monday she closed the quay", if the text
    has the words of the name (they are among `known`).
    """
    plain = share_of_pairs(claim, sentence)
    name = _opening_name(claim, sentence)
    rest = claim.telling[len(name) :]
    if not name or not set(name) <= known or not _pronoun_before(rest[0], sentence):
        return plain
    held = [True] * len(name) + [pair in sentence.together for pair in pairwise(rest)]
    return max(plain, _share(held))


def _opening_name(claim: Sentence, sentence: Sentence) -> tuple[str, ...]:
    """Give the telling words before the first one that `sentence` has; () for none or too many."""
    firsts = (place for place, stem in enumerate(claim.telling) if stem in sentence.known)
    return claim.telling[:at] if (at := next(firsts, 0)) <= _LONGEST_NAME else ()


def _pronoun_before(stem: str, sentence: Sentence) -> bool:
    place = sentence.stems.index(stem)
    return any(word.is_pronoun for word in sentence.words[max(0, place - _REACH) : place])


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0
