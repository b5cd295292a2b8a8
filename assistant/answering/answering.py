"""One question on its way to an answer: understood, searched for, then quoted or written."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.accounts import may_answer
from assistant.answering.citations import FoundSpan, claims_of, place_accounts, short_answer
from assistant.answering.drafting import Draft, Drafter, saying
from assistant.answering.retrieval import coverage_of, read
from assistant.answering.watching import Watch
from assistant.errors import ModelError
from assistant.overviews.outlets import named_by
from assistant.reading import Read
from assistant.reading import Reading as Reader
from assistant.reading.abstaining import NOT_ANSWERED, is_near, reason_of, which_of
from assistant.reading.evidence import ReadSentence
from assistant.settings import VERSION
from assistant.types import (
    Account,
    Answer,
    Claimed,
    Event,
    Evidence,
    Fingerprint,
    Finished,
    Found,
    Question,
    Reading,
    ShortAnswer,
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
# A short answer is given where its words are so certain, and their sentence answers for sure.
_CERTAIN, _SURE = 0.3, 0.5
_MOST_SHORT = 8  # words; what is longer is a sentence and no short answer
# What asks for a reason, or for what was said, has no short answer.
_OF_FEW_WORDS = frozenset(("who", "when", "where", "how many", "other"))


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
        short = self._short(reading, claims, accounts, draft)
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

    def _short(
        self,
        reading: Reading,
        claims: Sequence[Claimed],
        accounts: Sequence[Account],
        draft: Draft,
    ) -> ShortAnswer | None:
        """Give the few words that answer, of the first sentence where the reader is sure of them.

        None where another teller gives others; what was updated since answers no more.
        """
        if reading.kind not in _OF_FEW_WORDS or not claims or not draft.choice.is_read:
            return None
        if any(version.status == "differs" for each in accounts for version in each.versions):
            return None
        known = {one.quotable.evidence.quote: one.sentence for one in draft.choice.read}
        read = self._read(reading.standalone, [each.claim.text for each in claims], known)
        old = {
            evidence.quote
            for each in accounts
            for version in each.versions
            if version.status == "earlier"
            for evidence in version.evidence
        }
        for at, (each, one) in enumerate(zip(claims, read, strict=True)):
            if each.claim.text in old:
                continue
            is_sure = one.start >= 0 and one.certainty >= _CERTAIN and one.score >= _SURE
            is_short = len(each.claim.text[one.start : one.end].split()) <= _MOST_SHORT
            quoted = known.get(each.claim.text)
            is_of_kind = quoted is None or may_answer(reading.standalone, reading.kind, quoted)
            if is_sure and is_short and is_of_kind:
                return short_answer(FoundSpan(at, one.start, one.end), claims)
        return None

    def _read(
        self, question: str, texts: Sequence[str], known: Mapping[str, ReadSentence]
    ) -> list[Read]:
        """Read what is said; what was read before it was chosen is not read again."""
        new = [text for text in texts if text not in known]
        read = dict(zip(new, self._reader().read(question, new), strict=True)) if new else {}
        return [read[text] if text in read else known[text].read for text in texts]

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
        if written.claims or not draft.quoted:
            return _outcome_of(written, draft)
        # A model is no reason to say less than is said without one.
        quoted = yield from self._quoting(draft, notice=_instead(written))
        return replace(quoted, writing=replace(written.writing, quoted=bool(quoted.claims)))

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
    return _Outcome((), reason=_nothing_of(written), writing=writing, nearest=_nearest(draft))


def _nothing_of(written: Written) -> str:
    """Say why nothing that the model wrote is shown."""
    writing = written.writing
    count = len(writing.dropped)
    if written.declined or not count:
        return f"The model found no answer in the {writing.pieces} passages it was shown."
    sentences = "sentence was" if count == 1 else "sentences were"
    return (
        f"Nothing of what the model wrote is borne out by the articles: {count} {sentences} "
        "left out."
    )


def _instead(written: Written) -> str:
    """Say why sentences are quoted in place of what the model wrote."""
    if written.declined or not written.writing.dropped:
        return "The model found no answer; these sentences may be one."
    return f"{_nothing_of(written)} This answer is made of quoted sentences instead."


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
