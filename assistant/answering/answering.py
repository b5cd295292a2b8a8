"""One question on its way to an answer: understood, searched for, then quoted or written."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.citations import claims_of, place_accounts
from assistant.answering.drafting import Draft, Drafter, saying
from assistant.answering.retrieval import coverage_of, read
from assistant.answering.shortening import short_of
from assistant.answering.watching import Watch
from assistant.errors import ModelError
from assistant.overviews.outlets import named_by
from assistant.reading import Reading as Reader
from assistant.reading.abstaining import NOT_ANSWERED, is_near, reason_of, which_of
from assistant.settings import VERSION
from assistant.types import (
    Answer,
    Claimed,
    Event,
    Evidence,
    Fingerprint,
    Finished,
    Found,
    Question,
    Reading,
    Writing,
)
from assistant.understanding import filters_of, overview_of
from assistant.understanding.followups import FollowUp, follow_ups
from index import Index

if TYPE_CHECKING:
    from assistant.writing import Talk, Writer, Written

_PASSAGES = 8
_PASSAGES_TO_WRITE = 16  # a model reads more than is quoted from
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The sentences of the answer, and how they came about."""

    claims: Sequence[Claimed]
    reason: str = ""
    notice: str = ""
    writing: Writing | None = None
    nearest: Sequence[Evidence] = ()


class Answering:
    """The course of one checked question; with a `writer`, a model writes what can be quoted."""

    def __init__(
        self,
        index: Index,
        asked: Question,
        *,
        reader: Callable[[], Reader],
        writer: Writer | None = None,
    ) -> None:
        self._index = index
        self._asked = asked
        self._reader = reader
        self._drafter = Drafter(index, reader)
        self._writer = writer
        self._talk: Talk | None = writer.talk() if writer else None
        self._failure: ModelError | None = None
        self._watch = Watch()

    def events(self) -> Iterator[Event]:
        """Give `Found`, then what is claimed as it comes, then `Finished`."""
        articles_in_index = len(self._index)
        draft = yield from self._drafted(articles_in_index)
        named = named_by(self._index, draft.reading, draft.hits, is_said=bool(draft.quoted))
        self._watch.lap("answer")
        outcome = _Outcome(()) if named else (yield from self._outcome(draft))
        claims, reading = outcome.claims, draft.reading
        said = " ".join(each.claim.text for each in claims)
        accounts, beside = place_accounts(
            draft.accounts if claims else (), claims, len(said), self._index.article
        )
        short = short_of(reading, claims, accounts, draft, reader=self._reader)
        which = which_of(self._index, reading.question.speaker) if claims else ""
        self._watch.lap("check" if outcome.writing is None else "answer")
        citations = [*(citation for each in claims for citation in each.citations), *beside]
        yield Finished(
            Answer(
                question=reading.question,
                text=said or (named.text if named else NOT_ANSWERED),
                claims=tuple(each.claim for each in claims),
                citations=tuple(citations),
                accounts=accounts,
                named=named.namings if named else (),
                nearest=tuple(outcome.nearest),
                reason=outcome.reason,
                coverage=coverage_of(
                    self._index,
                    draft.hits,
                    citations,
                    articles_in_index,
                    filters=filters_of(reading.question, self._index.outlets),
                ),
                fingerprint=self._fingerprint(outcome.writing),
                timings=self._watch.timings,
                standalone=reading.standalone,
                kind=reading.kind,
                inferred=reading.inferred,
                read_as=reading.read_as,
                confidence=draft.choice.confidence,
                short=short,
                writing=outcome.writing,
                notice=" ".join(filter(None, (outcome.notice, which))),
            )
        )

    # Searching, and what could be quoted

    def _drafted(self, articles_in_index: int) -> Generator[Event, None, Draft]:
        """Search for each reading of the question; give what is answered best, else the first.

        The readings of one that leans on the conversation are weighed by how sure an answer is.
        """
        drafts = list[Draft]()
        for reading in self._readings():
            for draft in self._drafts_of(reading):
                shown = draft.hits[: _PASSAGES_TO_WRITE if self._writer else _PASSAGES]
                yield Found(tuple(shown), articles_in_index)
                self._watch.lap("answer")
                drafts.append(draft)
                if draft.quoted:
                    break
        answered = (draft for draft in drafts if draft.quoted)
        return max(answered, key=lambda draft: draft.choice.confidence, default=drafts[0])

    def _drafts_of(self, reading: Reading) -> Iterator[Draft]:
        """Give the course of a story where one may be asked for, and what one sentence answers."""
        story = None if reading.question.speaker else overview_of(reading.standalone)
        if story:
            yield self._drafter.overview(reading, story)
        if not story or story.may_be_one:
            yield self._drafter.draft(reading, lap=self._watch.lap)

    def _readings(self) -> Iterator[Reading]:
        """Give how the question may be meant, the likelier first."""
        for followed in self._followed():
            self._watch.lap("answer")
            yield read(self._index, self._asked, followed)

    def _followed(self) -> Sequence[FollowUp]:
        """Write a follow-up out, by the model where there is one and it adds nothing of its own."""
        asked = self._asked
        if self._talk and asked.history:
            from assistant.writing import written_out

            try:
                text = written_out(asked.text, asked.history, self._talk)
            except ModelError as error:
                self._failure, text = error, None
            if text:
                return [FollowUp.of(asked.text, text)]
        if self._index.language_of(asked.text) != "en":
            return [FollowUp(asked.text)]
        return follow_ups(asked.text, asked.history)

    # What is said in the end

    def _outcome(self, draft: Draft) -> Generator[Event, None, _Outcome]:
        """Have the answer written where a model can, and quote where it cannot."""
        if self._writer is None or self._talk is None or not is_near(draft.choice, draft.hits):
            return (yield from self._quoting(draft))
        try:
            if self._failure:
                raise self._failure
            written = yield from self._writing(self._writer, self._talk, draft)
        except ModelError as error:
            self._watch.lap("answer")
            notice = f"{error} This answer is made of quoted sentences instead."
            return (yield from self._quoting(draft, notice=notice))
        return _outcome_of(written, draft)

    def _quoting(self, draft: Draft, *, notice: str = "") -> Generator[Event, None, _Outcome]:
        made = claims_of(draft.quoted, self._index.article)
        self._watch.lap("check")
        yield from made
        if made:
            return _Outcome(made, notice=notice)
        reason = reason_of(self._index, draft.reading, draft.hits, draft.choice)
        return _Outcome(made, reason=reason, nearest=_nearest(draft))

    def _writing(self, writer: Writer, talk: Talk, draft: Draft) -> Generator[Event, None, Written]:
        from assistant.writing import Written

        question = draft.reading.question
        day = f"{question.asked_on:%A}, {question.asked_on}" if question.asked_on else ""
        # What the speaker asked for says: the passages that hold it, and nothing else they hold.
        holding = {each.hit.passage.id for each in draft.found}
        hits = [
            hit
            for hit in draft.hits[:_PASSAGES_TO_WRITE]
            if not question.speaker or hit.passage.id in holding
        ]
        for each in writer.write(
            draft.reading.standalone,
            hits,
            day=day,
            talk=talk,
            may_cite=saying(self._index, question.speaker),
        ):
            if isinstance(each, Written):
                self._watch.lap("answer", of_it={"check": each.checking})
                return each
            yield each
        raise AssertionError("a writer ends with what is written")

    def _fingerprint(self, writing: Writing | None) -> Fingerprint:
        prompts = ""
        if writing:
            import prompts as files

            prompts = files.fingerprint()
        return Fingerprint(
            corpus=self._index.corpus_fingerprint,
            embedder=self._index.embedder_fingerprint,
            version=VERSION,
            model=writing.model if writing else "",
            prompts=prompts,
        )


def _outcome_of(written: Written, draft: Draft) -> _Outcome:
    writing = written.writing
    if written.claims:
        cited = [citation.evidence for each in written.claims for citation in each.citations]
        found = _nearest(draft) if written.error else ()
        return _Outcome(
            written.claims,
            notice=_ending(written),
            writing=writing,
            nearest=[each for each in found if not any(_overlap(each, one) for one in cited)],
        )
    count = len(writing.dropped)
    if written.declined or not count:
        reason = f"The model found no answer in the {writing.pieces} passages it was shown."
    else:
        sentences = "sentence was" if count == 1 else "sentences were"
        reason = (
            f"Nothing of what the model wrote is borne out by the articles: {count} {sentences} "
            "left out."
        )
    return _Outcome((), reason=reason, writing=writing, nearest=_nearest(draft))


def _ending(written: Written) -> str:
    """Say how a text ended, where it did not end by itself."""
    if written.error:
        return f"The answer broke off here. {written.error}"
    if written.writing.finish == "cut off":
        return "The answer was cut off: it has as many tokens as an answer may have."
    return ""


def _nearest(draft: Draft) -> tuple[Evidence, ...]:
    return tuple(one.evidence for one in draft.choice.chosen[:_NEAREST])


def _overlap(one: Evidence, other: Evidence) -> bool:
    """Whether both are of one place: a shorter quote of what is cited already is nothing new."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
