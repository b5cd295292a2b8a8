"""From one reading of a question to what could be said: search, read, decide, lay side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.accounts import accounts_of
from assistant.answering.retrieval import search
from assistant.checking import is_instruction
from assistant.overviews.stories import PASSAGES, story_of
from assistant.reading import Reading as Reader
from assistant.reading.abstaining import takes_up
from assistant.reading.by_words import choose_by_words
from assistant.reading.choosing import Choice, choose
from assistant.reading.copies import Copies, folded
from assistant.reading.evidence import Quotable, lead_in, quotables
from assistant.types import Account, Evidence, Question, Reading
from assistant.understanding import Overview, asks_who_says, filters_of
from index import Hit, Index, matching

_READ_FROM = 20  # passages; the best is not always found first
_PASSAGES_OF_ONE = 50  # what one speaker says may stand far down
_SPARE = 2  # times as many are searched for, so that copies of one article crowd out no other
# Where words decide, they order the passages as well.
_BY_WORDS = 2.0
# What a passage's likeliest sentence counts beside the score of the search.
SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """What one reading of a question comes to; `quoted` is empty where nothing answers.

    `hits` are in the order of how likely they answer; `found` are their sentences that may be
    quoted. What several `copies` of an article tell is there once.
    """

    reading: Reading
    hits: Sequence[Hit]
    found: Sequence[Quotable]
    choice: Choice
    quoted: Sequence[Evidence] = ()
    accounts: Sequence[Account] = ()
    copies: Copies = field(default_factory=Copies)


class Drafter:
    """Drafts answers over one archive with one reader, loaded when something is first read."""

    def __init__(self, index: Index, reader: Callable[[], Reader]) -> None:
        self._index = index
        self._reader = reader

    def draft(self, reading: Reading, *, lap: Callable[[str], None] = lambda _: None) -> Draft:
        """Search, and choose what to quote and what goes beside it.

        `lap` is told when searching, "retrieve", is done.
        """
        draft = self.read(reading, lap=lap)
        choice = draft.choice
        if not choice.confident or not takes_up(self._index, reading, choice):
            return draft
        is_read = choice.is_read and not asks_who_says(reading.standalone)
        read = choice.read if is_read else ()
        laid = accounts_of(reading.standalone, reading.kind, read)
        accounts = [each for each in laid if is_beside(each, choice)]
        quoted = self._quoted(reading, choice, accounts)
        return replace(draft, quoted=quoted, accounts=accounts)

    def read(
        self,
        reading: Reading,
        *,
        limit: int = _READ_FROM,
        lap: Callable[[str], None] = lambda _: None,
    ) -> Draft:
        """Search, and read the likeliest sentences: the draft quotes nothing yet."""
        question = replace(reading.question, text=reading.standalone)
        most = _PASSAGES_OF_ONE if question.speaker else max(limit, _READ_FROM)
        searched = search(self._index, reading, limit=_SPARE * most)
        lap("retrieve")
        hits, copies = folded(self._index, searched)
        may_quote = saying(self._index, question.speaker)
        said = quotables(self._index, hits[:most])
        found = copies.sentences(
            each
            for each in said
            # What tells a reader, or a model, what to do tells no news, whoever planted it.
            if may_quote(each.evidence) and not is_instruction(each.evidence.quote)
        )
        if asks_who_says(question.text):  # then only what somebody says is an answer
            found = [each for each in found if each.evidence.attribution] or found
        choice = self._choice(question, found, language=reading.language)
        ordered = in_order(hits[:most], choice)[:limit]
        return Draft(reading, ordered, found, choice, copies=copies)

    def _choice(self, question: Question, found: Sequence[Quotable], *, language: str) -> Choice:
        """Choose by reading where both question and article are in English, else by words."""
        by_words = partial(choose_by_words, self._index, question.text, language=language)
        if language != "en":
            return by_words(found)
        english, others = list[Quotable](), list[Quotable]()
        for each in found:
            is_english = each.evidence.article.language in ("", "en")
            (english if is_english else others).append(each)
        choice = choose(self._index, question, english, reader=self._reader())
        if choice.confident or not others:
            return choice
        foreign = by_words(others)
        return foreign if foreign.confident or not english else choice

    def overview(self, reading: Reading, asked: Overview) -> Draft:
        """Draft the course of a story, which no sentence alone answers."""
        story = story_of(
            self._index,
            reading,
            asked,
            search=partial(search, self._index, limit=PASSAGES),
            filters=filters_of(reading.question, self._index.outlets),
        )
        near = Choice(story.near, story.about)
        return Draft(reading, story.hits, (), near, story.quoted, copies=story.copies)

    def _quoted(
        self, reading: Reading, choice: Choice, accounts: Sequence[Account]
    ) -> list[Evidence]:
        """Give what to quote, each hedged sentence behind the one that names its speaker.

        Who asks who said something is given the sentence that introduces the first speaker, too.
        What a teller has updated is told first as it is now.
        """
        asks_who = asks_who_says(reading.standalone)
        now = [each.versions[0] for each in accounts if each.versions[0].status == "updated"]
        chosen = [*(version.evidence[0] for version in now), *(e.evidence for e in choice.chosen)]
        quoted: list[Evidence] = []
        for each in chosen[: max(len(choice.chosen), 1)]:
            before = lead_in(self._index, each, names_speaker=asks_who and not quoted)
            quoted += [one for one in (before, each) if one and one not in quoted]
        return quoted


def in_order(hits: Sequence[Hit], choice: Choice) -> tuple[Hit, ...]:
    """Order passages by the search and by their likeliest sentence."""
    best: dict[str, float] = {}
    for one in choice.read:
        best.setdefault(one.quotable.hit.passage.id, one.score)

    weight = SENTENCE if choice.is_read else _BY_WORDS

    def worth(hit: Hit) -> float:
        return hit.score + weight * best.get(hit.passage.id, 0.0)

    ordered = sorted(hits, key=lambda hit: (-worth(hit), hit.rank))
    return tuple(
        replace(hit, score=worth(hit), rank=rank) for rank, hit in enumerate(ordered, start=1)
    )


def is_beside(account: Account, choice: Choice) -> bool:
    """Whether a chosen sentence gives one of the versions; an account without one is not shown."""
    chosen = [each.evidence for each in choice.chosen]
    return any(each in chosen for version in account.versions for each in version.evidence)


def saying(index: Index, speaker: str) -> Callable[[Evidence], bool]:
    """Give the test whether a speaker says or relays a sentence; any passes where none is named."""
    if not speaker:
        return lambda _: True
    known = index.speaker_names()
    names = set(matching(speaker, known))

    def passes(evidence: Evidence) -> bool:
        said = evidence.attribution
        return said is not None and not names.isdisjoint((said.speaker, said.relayed_by))

    return passes
