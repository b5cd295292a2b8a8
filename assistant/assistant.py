"""Asking an archive: search, choose, cite and check, as one stream of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from assistant.abstaining import NOT_ANSWERED, reason_of
from assistant.citations import claims_of
from assistant.evidence import lead_in, quotables
from assistant.extract import Choice, choose
from assistant.question import checked, filters_of
from assistant.settings import VERSION
from assistant.types import (
    Answer,
    Coverage,
    Event,
    Evidence,
    Fingerprint,
    Finished,
    Found,
    Question,
    Timings,
)
from index import Filters, Hit, Index

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
    ) -> Answer:
        """Answer `question`, or abstain.

        Args:
            question: up to 4,000 characters.
            asked_on: the news of the days around it count more; None makes time count nothing.
            as_of: hides what came out later.
            outlets: only their articles; names as the archive has them, or near.
            since: only articles that came out on that day or later.
            until: only articles that came out on that day or earlier.
            speaker: only sentences that somebody of that name says or relays.

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
            )
        )
        return self._events(asked)

    def find(self, question: Question, *, limit: int = 10) -> list[Hit]:
        """Find the `limit` best passages for `question`, as `ask` understands it, best first.

        Raises:
            QuestionError: the question is empty or too long, or a filter makes no sense.
        """
        question = checked(question)
        return self._find(question, filters_of(question, self.index.outlets), limit=limit)

    def _find(self, question: Question, filters: Filters, *, limit: int) -> list[Hit]:
        return self.index.search(
            f"{question.speaker} {question.text}".strip(),
            limit=limit,
            asked_on=question.asked_on,
            filters=filters,
        )

    def _events(self, question: Question) -> Iterator[Event]:
        filters = filters_of(question, self.index.outlets)
        question = replace(question, outlets=filters.outlets)
        watch = _Watch()
        limit = _PASSAGES_OF_ONE if question.speaker else _PASSAGES
        hits = self._find(question, filters, limit=limit)
        articles_in_index = len(self.index)
        retrieve = watch.lap()
        yield Found(tuple(hits), articles_in_index)

        found = [each for each in quotables(self.index, hits) if _says(each.evidence, question)]
        choice = choose(self.index, question.text, found)
        answer_time = watch.lap()
        quoted = self._quoted(choice) if choice.confident else []
        made = claims_of(quoted, self.index.article)
        timings = Timings(retrieve, answer_time, watch.lap())
        yield from made
        yield Finished(
            Answer(
                question=question,
                text=" ".join(each.claim.text for each in made) or NOT_ANSWERED,
                claims=tuple(each.claim for each in made),
                citations=tuple(citation for each in made for citation in each.citations),
                nearest=() if made else tuple(one.evidence for one in choice.chosen[:_NEAREST]),
                reason="" if made else reason_of(question, bool(filters), hits, choice),
                coverage=_coverage(self.index, hits, quoted, articles_in_index),
                fingerprint=self._fingerprint(),
                timings=timings,
                standalone=question.text,
                confidence=choice.confidence,
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
    said, wanted = evidence.attribution, question.speaker.casefold()
    return said is not None and wanted in f"{said.speaker}\n{said.relayed_by}".casefold()


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
