"""One question on its way to an answer: understood, searched for, then quoted or written."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.citations import claims_of, naming_copies, place_accounts
from assistant.answering.drafting import Draft, Drafter, saying
from assistant.answering.objecting import objections_to
from assistant.answering.outcomes import (
    Outcome,
    likeliest_of,
    nearest_of,
    outcome_of,
    said_instead,
)
from assistant.answering.retrieval import coverage_of, read
from assistant.answering.shortening import short_of
from assistant.answering.watching import Watch
from assistant.errors import ModelError, ModelStopped
from assistant.overviews.outlets import named_by
from assistant.reading import Reading as Reader
from assistant.reading.abstaining import NOT_ANSWERED, is_near, reason_of, which_of
from assistant.settings import VERSION
from assistant.types import (
    Answer,
    Claimed,
    Event,
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
        outcome = Outcome(()) if named else (yield from self._outcome(draft))
        claims, reading = outcome.claims, draft.reading
        said = " ".join(each.claim.text for each in claims)
        accounts, beside = place_accounts(
            draft.accounts if claims else (), claims, len(said), self._index.article
        )
        short = short_of(reading, claims, accounts, draft, reader=self._reader)
        which = which_of(self._index, reading.question.speaker) if claims else ""
        self._watch.lap("check" if outcome.writing is None else "answer")
        cited = [*(citation for each in claims for citation in each.citations), *beside]
        citations = [naming_copies(each, draft.copies) for each in cited]
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
                yield Found(tuple(shown), articles_in_index, self._quoted_meanwhile(draft))
                self._watch.lap("answer")
                drafts.append(draft)
                if draft.quoted:
                    break
        answered = (draft for draft in drafts if draft.quoted)
        return max(answered, key=lambda draft: draft.choice.confidence, default=drafts[0])

    def _quoted_meanwhile(self, draft: Draft) -> tuple[Claimed, ...]:
        """Give what can be read while a model is waited for; nothing where none is."""
        if self._writer is None or not self._may_write(self._writer, draft):
            return ()
        return tuple(claims_of(draft.quoted, self._index.article))

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
        if self._talk and asked.history and self._writer and not self._writer.is_brief:
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

    def _outcome(self, draft: Draft) -> Generator[Event, None, Outcome]:
        """Have the answer written where a model can, and quote where it cannot."""
        if self._writer is None or self._talk is None or not self._may_write(self._writer, draft):
            return (yield from self._quoting(draft))
        try:
            if self._failure:
                raise self._failure
            written = yield from self._writing(self._writer, self._talk, draft)
        except ModelStopped:
            return (yield from self._quoting(draft))
        except ModelError as error:
            self._watch.lap("answer")
            notice = f"{error} This answer is made of quoted sentences instead."
            return (yield from self._quoting(draft, notice=notice))
        if written.claims or not draft.quoted:
            return outcome_of(written, draft)
        # A model is no reason to say less than is said without one.
        quoted = yield from self._quoting(draft, notice=said_instead(written))
        return replace(quoted, writing=replace(written.writing, quoted=bool(quoted.claims)))

    def _may_write(self, writer: Writer, draft: Draft) -> bool:
        """Whether the model is asked: a small one only where the reader finds an answer."""
        if writer.is_brief:
            return bool(draft.quoted)
        return is_near(draft.choice, draft.hits)

    def _quoting(self, draft: Draft, *, notice: str = "") -> Generator[Event, None, Outcome]:
        made = claims_of(draft.quoted, self._index.article)
        self._watch.lap("check")
        yield from made
        if made:
            return Outcome(made, notice=notice)
        reason = reason_of(self._index, draft.reading, draft.hits, draft.choice)
        return Outcome(made, reason=reason, nearest=nearest_of(draft))

    def _writing(self, writer: Writer, talk: Talk, draft: Draft) -> Generator[Event, None, Written]:
        from assistant.writing import Written

        question = draft.reading.question
        day = f"{question.asked_on:%A}, {question.asked_on}" if question.asked_on else ""
        # Where a speaker is named, only the passages that have something said by them.
        holding = {each.hit.passage.id for each in draft.found}
        hits = [
            hit
            for hit in draft.hits[:_PASSAGES_TO_WRITE]
            if not question.speaker or hit.passage.id in holding
        ]
        for each in writer.write(
            draft.reading.standalone,
            hits,
            likeliest=likeliest_of(draft),
            day=day,
            talk=talk,
            may_cite=saying(self._index, question.speaker),
            objection=objections_to(draft, self._reader()) if writer.is_brief else None,
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
