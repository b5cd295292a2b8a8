"""One question on its way to an answer: understood, searched for, then quoted or written."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.abstaining import NOT_ANSWERED, reason_of, takes_up
from assistant.accounts import accounts_of
from assistant.citations import claims_of, place_accounts, short_answer
from assistant.errors import ModelError
from assistant.evidence import Quotable, lead_in, quotables
from assistant.extract import Choice, choose
from assistant.finding import coverage_of, read, search
from assistant.followups import FollowUp, follow_up
from assistant.naming import named_by
from assistant.overview import PASSAGES, story_of
from assistant.question import Overview, asks_who_says, filters_of, overview_of
from assistant.settings import VERSION
from assistant.spans import find_span
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
from assistant.watching import Watch
from index import Hit, Index, is_same_speaker

if TYPE_CHECKING:
    from assistant.generating import Talk, Writer, Written

_PASSAGES = 8
_PASSAGES_OF_ONE = 50  # what one speaker says may stand far down
_PASSAGES_TO_WRITE = 16  # a model reads more than is quoted from
_PASSAGES_OF_ACCOUNTS = 20  # another account may stand further down
_NEAREST = 3
_MOST_HEADS = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one reading of a question comes to; `quoted` is empty where nothing answers."""

    reading: Reading
    hits: Sequence[Hit]
    found: Sequence[Quotable]
    choice: Choice
    quoted: Sequence[Evidence] = ()
    accounts: Sequence[Account] = ()


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

    def __init__(self, index: Index, asked: Question, writer: Writer | None = None) -> None:
        self._index = index
        self._asked = asked
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
        short = self._short(reading, claims, accounts)
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
                coverage=coverage_of(self._index, draft.hits, citations, articles_in_index),
                fingerprint=self._fingerprint(outcome.writing),
                timings=self._watch.timings,
                standalone=reading.standalone,
                kind=reading.kind,
                inferred=reading.inferred,
                read_as=reading.read_as,
                confidence=draft.choice.confidence,
                short=short,
                writing=outcome.writing,
                notice=outcome.notice,
            )
        )

    # Searching, and what could be quoted

    def _drafted(self, articles_in_index: int) -> Generator[Event, None, _Draft]:
        """Search for each reading of the question until one is answered; else give the first."""
        drafts = list[_Draft]()
        for reading in self._readings():
            one = bool(reading.question.speaker)
            if (story := overview_of(reading.standalone)) and not one:
                drafts.append((yield from self._overview(reading, story, articles_in_index)))
                if drafts[-1].quoted:
                    return drafts[-1]
                if not story.may_be_one:
                    continue
            few = _PASSAGES_TO_WRITE if self._writer else _PASSAGES
            most = _PASSAGES_OF_ONE if one else few
            hits = search(self._index, reading, limit=max(most, _PASSAGES_OF_ACCOUNTS))
            self._watch.lap("retrieve")
            yield Found(tuple(hits[:most]), articles_in_index)
            drafts.append(self._draft(reading, hits, hits[:most]))
            self._watch.lap("answer")
            if drafts[-1].quoted:
                return drafts[-1]
        return drafts[0]

    def _overview(
        self, reading: Reading, asked: Overview, articles_in_index: int
    ) -> Generator[Event, None, _Draft]:
        """Draft the course of a story, which no sentence alone answers."""
        story = story_of(
            self._index,
            reading,
            asked,
            search=partial(search, self._index, limit=PASSAGES),
            filters=filters_of(reading.question, self._index.outlets),
        )
        self._watch.lap("retrieve")
        yield Found(story.hits, articles_in_index)
        return _Draft(reading, story.hits, (), Choice(story.near, story.about), story.quoted)

    def _readings(self) -> Iterator[Reading]:
        """Give how the question may be meant, the likelier first.

        One to which only words of the conversation were added may stand on its own after all.
        """
        followed = self._followed()
        self._watch.lap("answer")
        yield read(self._index, self._asked, followed)
        if followed.is_completed:
            yield read(self._index, self._asked, FollowUp(self._asked.text))

    def _followed(self) -> FollowUp:
        """Write a follow-up out, by the model where there is one and it adds nothing of its own."""
        asked = self._asked
        if self._talk and asked.history:
            from assistant.generating import written_out

            try:
                text = written_out(asked.text, asked.history, self._talk)
            except ModelError as error:
                self._failure, text = error, None
            if text:
                return FollowUp.of(asked.text, text)
        return follow_up(asked.text, asked.history)

    def _draft(self, reading: Reading, every: Sequence[Hit], hits: Sequence[Hit]) -> _Draft:
        """Choose what to quote from `hits`, and what goes beside it from `every` one."""
        question = replace(reading.question, text=reading.standalone)
        few = {hit.rank for hit in (hits if question.speaker else hits[:_PASSAGES])}
        found = [each for each in quotables(self._index, every) if _says(each.evidence, question)]
        near = [each for each in found if each.hit.rank in few]
        for_speakers = asks_who_says(question.text)
        if for_speakers:  # then only what somebody says is an answer, and no value is asked for
            near = [each for each in near if each.evidence.attribution] or near
        choice = choose(self._index, question, near)
        if not takes_up(self._index, reading, choice):
            return _Draft(reading, hits, near, choice)
        values = found if choice.nearly_confident and not for_speakers else []
        accounts = accounts_of(
            reading.standalone, reading.kind, values, similar=self._index.similar
        )
        if choice.confident:
            return _Draft(reading, hits, near, choice, self._quoted(choice, accounts), accounts)
        # Several who tell the same kind of value answer where a sentence alone hardly does.
        disputed = [each for each in accounts if each.is_disputed]
        heads = [version.evidence[0] for each in disputed for version in each.versions]
        return _Draft(reading, hits, near, choice, heads[:_MOST_HEADS], disputed)

    def _quoted(self, choice: Choice, accounts: Sequence[Account]) -> list[Evidence]:
        """Give what to quote, each hedged sentence behind the one that names its speaker.

        What a teller has updated is told first as it is now.
        """
        now = [each.versions[0] for each in accounts if each.versions[0].status == "updated"]
        chosen = [*(version.evidence[0] for version in now), *(e.evidence for e in choice.chosen)]
        quoted: list[Evidence] = []
        for each in chosen[: max(len(choice.chosen), 1)]:
            before = lead_in(self._index, each)
            quoted += [one for one in (before, each) if one and one not in quoted]
        return quoted

    # What is said in the end

    def _short(
        self, reading: Reading, claims: Sequence[Claimed], accounts: Sequence[Account]
    ) -> ShortAnswer | None:
        """Give the few words that answer; none where another teller gives others."""
        if any(version.status == "differs" for each in accounts for version in each.versions):
            return None
        texts = [each.claim.text for each in claims]
        span = find_span(reading.standalone, reading.kind, texts)
        return short_answer(span, claims) if span else None

    def _outcome(self, draft: _Draft) -> Generator[Event, None, _Outcome]:
        """Have the answer written where a model can, and quote where it cannot."""
        if self._writer is None or self._talk is None or not draft.quoted:
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

    def _quoting(self, draft: _Draft, *, notice: str = "") -> Generator[Event, None, _Outcome]:
        made = claims_of(draft.quoted, self._index.article)
        self._watch.lap("check")
        yield from made
        if made:
            return _Outcome(made, notice=notice)
        reason = reason_of(self._index, draft.reading, draft.hits, draft.choice)
        return _Outcome(made, reason=reason, nearest=_nearest(draft))

    def _writing(
        self, writer: Writer, talk: Talk, draft: _Draft
    ) -> Generator[Event, None, Written]:
        from assistant.generating import Written

        question = draft.reading.question
        day = f"{question.asked_on:%A}, {question.asked_on}" if question.asked_on else ""
        # What the speaker asked for says: the passages that hold it, and nothing else they hold.
        saying = {each.hit.passage.id for each in draft.found}
        hits = [hit for hit in draft.hits if not question.speaker or hit.passage.id in saying]
        for each in writer.write(
            draft.reading.standalone,
            hits,
            day=day,
            talk=talk,
            may_cite=lambda evidence: _says(evidence, question),
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


def _outcome_of(written: Written, draft: _Draft) -> _Outcome:
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


def _nearest(draft: _Draft) -> tuple[Evidence, ...]:
    return tuple(one.evidence for one in draft.choice.chosen[:_NEAREST])


def _overlap(one: Evidence, other: Evidence) -> bool:
    """Whether both are of one place: a shorter quote of what is cited already is nothing new."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def _says(evidence: Evidence, question: Question) -> bool:
    """Whether the speaker asked for says or relays a sentence; everybody does when none was."""
    if not question.speaker:
        return True
    said = evidence.attribution
    return said is not None and (
        is_same_speaker(said.speaker, question.speaker)
        or is_same_speaker(said.relayed_by, question.speaker)
    )
