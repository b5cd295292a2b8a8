"""Asking an archive: search, choose, cite and check, as one stream of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from assistant.abstaining import NOT_ANSWERED, reason_of, takes_up
from assistant.citations import claims_of, short_answer
from assistant.evidence import lead_in, quotables
from assistant.extract import Choice, choose
from assistant.followups import FollowUp, follow_up
from assistant.question import checked, filters_of, is_spoken_by, understand
from assistant.settings import VERSION
from assistant.spans import find_span
from assistant.types import (
    Answer,
    Coverage,
    Event,
    Evidence,
    Exchange,
    Fingerprint,
    Finished,
    Found,
    Question,
    Reading,
    Timings,
)
from index import Hit, Index

_PASSAGES = 8
_PASSAGES_OF_ONE = 50  # what one speaker says may stand far down
_NEAREST = 3


class Assistant:
    """Answers questions from one archive; keeps nothing between questions."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def ask(
        self,
        question: str,
        *,
        asked_on: date | None = None,
        as_of: date | None = None,
        outlets: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        speaker: str = "",
        history: Sequence[Exchange] = (),
        infer: bool = True,
    ) -> Answer:
        """Answer `question`, or abstain.

        Args:
            question: up to 4,000 characters.
            asked_on: the question means the news of the days around it: they count more, and what
                came out long before or after hardly answers. None makes time count nothing.
            as_of: hides what came out later.
            outlets: only their articles; names as the archive has them, or near.
            since: only articles that came out on that day or later.
            until: only articles that came out on that day or earlier.
            speaker: only sentences that somebody of that name says or relays.
            history: the conversation so far, oldest first, which a follow-up may lean on.
            infer: read limits that are not given from the question's words ("last week").

        Returns:
            The checked answer. Every sentence of it is quoted from an article.

        Raises:
            QuestionError: the question is empty or too long, or a filter makes no sense.
        """
        for event in self.stream(
            question,
            asked_on=asked_on,
            as_of=as_of,
            outlets=outlets,
            since=since,
            until=until,
            speaker=speaker,
            history=history,
            infer=infer,
        ):
            last = event
        assert isinstance(last, Finished)
        return last.answer

    def stream(
        self,
        question: str,
        *,
        asked_on: date | None = None,
        as_of: date | None = None,
        outlets: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        speaker: str = "",
        history: Sequence[Exchange] = (),
        infer: bool = True,
    ) -> Iterator[Event]:
        """Answer `question` as it comes: `Found`, a `Claimed` for each sentence, `Finished`.

        Takes and raises what `ask` does.
        """
        asked = checked(
            Question(
                text=question,
                asked_on=asked_on,
                as_of=as_of,
                outlets=tuple(outlets),
                since=since,
                until=until,
                speaker=speaker,
                history=tuple(history),
                infer=infer,
            )
        )
        return self._events(asked)

    def find(self, question: Question, *, limit: int = 10) -> list[Hit]:
        """Find the `limit` best passages for `question`, as `ask` understands it, best first.

        Raises:
            QuestionError: the question is empty or too long, or a filter makes no sense.
        """
        question = checked(question)
        followed = follow_up(question.text, question.history)
        return self._find(self._read(question, followed), limit=limit)

    def _read(self, question: Question, followed: FollowUp) -> Reading:
        """Understand `question`, written out: what it asks for, and what limits it."""
        reading = understand(
            replace(question, text=followed.text),
            outlets=self.index.outlets,
            first_day=lambda: self.index.days[0],
        )
        filters = filters_of(reading.question, self.index.outlets)
        limited = replace(reading.question, text=question.text, outlets=filters.outlets)
        return replace(reading, question=limited, carried=followed.carried)

    def _find(self, reading: Reading, *, limit: int) -> list[Hit]:
        question = reading.question
        return self.index.search(
            f"{question.speaker} {reading.standalone}".strip(),
            limit=limit,
            asked_on=question.asked_on,
            filters=filters_of(question, self.index.outlets),
        )

    def _readings(self, question: Question) -> Iterator[Reading]:
        """Give how `question` may be meant, the likelier first.

        One to which only words of the conversation were added may stand on its own after all.
        """
        followed = follow_up(question.text, question.history)
        yield self._read(question, followed)
        if followed.is_completed:
            yield self._read(question, FollowUp(question.text))

    def _draft(self, reading: Reading, hits: list[Hit]) -> _Draft:
        """Choose what to quote from `hits`, if anything answers."""
        question = replace(reading.question, text=reading.standalone)
        found = [each for each in quotables(self.index, hits) if _says(each.evidence, question)]
        choice = choose(self.index, question, found)
        is_answer = choice.confident and takes_up(self.index, reading, choice)
        return _Draft(reading, hits, choice, self._quoted(choice) if is_answer else [])

    def _events(self, asked: Question) -> Iterator[Event]:
        watch, retrieve, answering, drafts = _Watch(), 0.0, 0.0, list[_Draft]()
        articles_in_index = len(self.index)
        for reading in self._readings(asked):
            one = bool(reading.question.speaker)
            hits = self._find(reading, limit=_PASSAGES_OF_ONE if one else _PASSAGES)
            retrieve += watch.lap()
            yield Found(tuple(hits), articles_in_index)
            drafts.append(self._draft(reading, hits))
            answering += watch.lap()
            if drafts[-1].quoted:
                break
        draft = drafts[-1] if drafts[-1].quoted else drafts[0]
        reading, hits, choice, quoted = draft.reading, draft.hits, draft.choice, draft.quoted
        made = claims_of(quoted, self.index.article)
        span = find_span(reading.standalone, reading.kind, [each.claim.text for each in made])
        timings = Timings(retrieve, answering, watch.lap())
        yield from made
        yield Finished(
            Answer(
                question=reading.question,
                text=" ".join(each.claim.text for each in made) or NOT_ANSWERED,
                claims=tuple(each.claim for each in made),
                citations=tuple(citation for each in made for citation in each.citations),
                nearest=() if made else tuple(one.evidence for one in choice.chosen[:_NEAREST]),
                reason="" if made else reason_of(reading, hits, choice),
                coverage=_coverage(self.index, hits, quoted, articles_in_index),
                fingerprint=self._fingerprint(),
                timings=timings,
                standalone=reading.standalone,
                kind=reading.kind,
                inferred=reading.inferred,
                confidence=choice.confidence,
                short=short_answer(span, made) if span else None,
            )
        )

    def _quoted(self, choice: Choice) -> list[Evidence]:
        """Give what to quote, each hedged sentence behind the one that names its speaker."""
        quoted: list[Evidence] = []
        for each in choice.chosen:
            before = lead_in(self.index, each.evidence)
            quoted += [one for one in (before, each.evidence) if one and one not in quoted]
        return quoted

    def _fingerprint(self) -> Fingerprint:
        return Fingerprint(
            corpus=self.index.corpus_fingerprint,
            embedder=self.index.embedder_fingerprint,
            version=VERSION,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one reading of a question comes to; `quoted` is empty where nothing answers."""

    reading: Reading
    hits: list[Hit]
    choice: Choice
    quoted: Sequence[Evidence]


class _Watch:
    """Measures laps in milliseconds."""

    def __init__(self) -> None:
        self._last = perf_counter()

    def lap(self) -> float:
        last, self._last = self._last, perf_counter()
        return (self._last - last) * 1000


def _says(evidence: Evidence, question: Question) -> bool:
    """Whether the speaker asked for says or relays a sentence; everybody does when none was."""
    if not question.speaker:
        return True
    said = evidence.attribution
    return said is not None and (
        is_spoken_by(said.speaker, question.speaker)
        or is_spoken_by(said.relayed_by, question.speaker)
    )


def _coverage(
    index: Index, hits: Sequence[Hit], quoted: Sequence[Evidence], articles_in_index: int
) -> Coverage:
    matched = {hit.passage.article_id for hit in hits}
    days = sorted(day for each in matched if (day := index.article(each).published))
    cited = {each.article.id for each in quoted}
    # An article counts as its first speaker: what one says is one origin, whoever passes it on.
    speakers = {each.article.id: each.attribution for each in reversed(quoted) if each.attribution}
    origins = {speakers[each].speaker.casefold() if each in speakers else each for each in cited}
    return Coverage(
        articles_in_index=articles_in_index,
        articles_matched=len(matched),
        articles_cited=len(cited),
        independent_origins=len(origins),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
