"""One draft of a model: read as it streams in, checked sentence by sentence, mended once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import perf_counter

import prompts
from assistant.errors import ModelError
from assistant.types import Claimed, DraftSentence, Dropped, Event, Finish, Noticed, Writing
from assistant.writing.briefing import Briefing
from assistant.writing.checker import Checked, Checker
from assistant.writing.composing import claimed, composed
from assistant.writing.markers import SentenceStream, has_all, numbered_lines
from assistant.writing.model import Message
from assistant.writing.registry import Registry
from assistant.writing.talk import Talk

NOT_ANSWERED = "NOT ANSWERED"
"""What the prompt asks a model to write where the passages do not answer."""

_MOST_SENTENCES = 12  # a draft that goes on longer has lost its way
_MOST_REPEATED = 2  # sentences said again: it goes on like that
_TOKENS_ANEW = 60  # of a sentence that is written anew, and its label
_LEAST_SECONDS = 2.0  # less is not worth beginning a call with
_WORDS = re.compile(r"\w+")
_ENDINGS = tuple('.!?…"”’)]»')


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked for one answer: the question, its day in words, and the evidence.

    It `is_brief` where the model is a small one; `reads` is how many tokens its prompt may have.
    """

    question: str
    day: str
    briefing: Briefing
    most_tokens: int
    is_brief: bool = False
    reads: int = 0

    def messages(self) -> list[Message]:
        """Ask for the answer."""
        return self._rendered("brief") if self.is_brief else self._rendered("answer", day=self.day)

    def messages_anew(self, listed: str) -> list[Message]:
        """Ask for the sentences `listed` to be written anew."""
        return self._rendered("repair", sentences=listed)

    def _rendered(self, name: str, **more: str) -> list[Message]:
        evidence = self.briefing.evidence
        rendered = prompts.load(name).render(question=self.question, evidence=evidence, **more)
        return [Message("system", rendered.system), Message("user", rendered.user)]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a draft.

    `claims` are the sentences that hold, settled. `declined` tells that the model found no answer
    in what it was shown; `error` is what broke its text off, None where nothing did; `checking`
    is the time the checks took, in milliseconds.
    """

    claims: tuple[Claimed, ...]
    writing: Writing
    checking: float
    declined: bool = False
    error: ModelError | None = None


@dataclass
class Draft:
    """The sentences of one draft, each with what stands for it by now: itself, or what mends it."""

    asked: Asked
    talk: Talk
    checker: Checker
    registry: Registry = field(default_factory=Registry)
    places: list[list[Checked]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    declined: bool = False
    repaired: int = 0
    repeated: int = 0
    checking: float = 0.0
    shown: int = 0  # characters of the sentences given out, and a space behind each

    def events(self) -> Iterator[Event | Written]:
        """Write, check and mend: `Claimed` and `Noticed` as they come, `Written` last.

        Raises:
            ModelError: nothing came that could be shown.
        """
        finish: Finish = "complete"
        broken: ModelError | None = None
        try:
            yield from self.talk.retrying(self._stream, shown=lambda: self.shown > 0)
            finish = self.talk.finish
        except ModelError as error:
            if not self.shown:
                raise
            finish, broken = "interrupted", error
        self._mend(again=broken is None)
        yield self._written(finish, broken)

    def _stream(self) -> Iterator[Event]:
        """Ask for the draft from its beginning, and give out the sentences that hold."""
        self.places.clear()
        self.declined, self.repeated = False, 0
        sentences = SentenceStream(self.checker.pieces)
        messages = self.asked.messages()
        if self.talk.model.is_near:  # it may take a while
            yield Noticed(f"The model {self.talk.model.name} reads {self.asked.reads:,} tokens.")
        with closing(self.talk.stream(messages, most_tokens=self.asked.most_tokens)) as chunks:
            for chunk in chunks:
                yield from self._checked(sentences.feed(chunk))
                if self.asked.is_brief and self.shown:  # one sentence was asked for
                    return
                if len(self.places) >= _MOST_SENTENCES or self.repeated >= _MOST_REPEATED:
                    return
        last = sentences.end()
        if self.talk.finish == "cut off":  # half a sentence may say the opposite of the whole
            last = [each for each in last if each.text.endswith(_ENDINGS)]
        yield from self._checked(last)

    def _checked(self, sentences: Iterable[DraftSentence]) -> Iterator[Claimed]:
        for sentence in sentences:
            if sentence.text.upper().startswith(NOT_ANSWERED):
                self.declined = True
            elif _plain(sentence.text) == _plain(self.asked.question):
                continue
            elif any(sentence.text == one.text for place in self.places for one in place):
                self.repeated += 1
            else:
                found = self._check(sentence, self.places[-1] if self.places else ())
                self.places.append([found])
                if found.holds:
                    yield self._given_out(found)

    def _given_out(self, sentence: Checked) -> Claimed:
        made = claimed(sentence, self.registry, start=self.shown, settled=False)
        self.shown = made.claim.end + 1
        return made

    def _check(self, sentence: DraftSentence, before: Sequence[Checked]) -> Checked:
        started = perf_counter()
        is_told = any(each.holds for each in before)
        found = self.checker.check(sentence, is_told=is_told)
        self.checking += (perf_counter() - started) * 1000
        return found

    def _mend(self, *, again: bool) -> None:
        """Have what does not hold written anew, in one call, and drop what does not hold then."""
        failing = [place for place in self.places if not place[0].holds]
        mendable = [place for place in failing if place[0].may_be_mended]
        may_ask = again and not self.asked.is_brief and self.talk.left > _LEAST_SECONDS
        anew = self._anew([place[0] for place in mendable]) if may_ask and mendable else {}
        for number, place in enumerate(mendable, 1):
            before = self._before(place)
            mended = [self._check(sentence, before) for sentence in anew.get(number, ())]
            if mended and all(one.holds for one in mended):
                self.repaired += 1
                place[:] = mended
        for place in failing:
            if not place[0].holds:
                self.dropped.append(Dropped(place[0].text, place[0].flaws))
                place.clear()

    def _before(self, place: list[Checked]) -> Sequence[Checked]:
        at = next(at for at, each in enumerate(self.places) if each is place)
        return self.places[at - 1] if at else ()

    def _anew(self, failing: Sequence[Checked]) -> dict[int, list[DraftSentence]]:
        listed = "\n".join(_complaint(number, each) for number, each in enumerate(failing, 1))
        try:
            text = self.talk.whole(
                self.asked.messages_anew(listed),
                most_tokens=_TOKENS_ANEW * len(failing),
                is_enough=lambda text: has_all(text, len(failing)),
            )
        except ModelError:  # what holds is not lost because the rest cannot be mended
            return {}
        return numbered_lines(text, self.checker.pieces)

    def _written(self, finish: Finish, broken: ModelError | None) -> Written:
        holding = (one for place in self.places for one in place)
        briefing = self.asked.briefing
        return Written(
            claims=tuple(composed(holding, self.registry, settled=True)),
            writing=Writing(
                model=self.talk.model.name,
                finish=finish,
                calls=self.talk.calls,
                pieces=len(briefing.pieces),
                left_out=briefing.left_out,
                budget=briefing.budget,
                counted_by=briefing.counted_by,
                repaired=self.repaired,
                dropped=tuple(self.dropped),
                usage=self.talk.usage,
            ),
            checking=self.checking,
            declined=self.declined,
            error=broken,
        )


def _plain(sentence: str) -> str:
    """Give the words of a sentence, without "Question:"."""
    return " ".join(_WORDS.findall(sentence.casefold().removeprefix("question:")))


def _complaint(number: int, sentence: Checked) -> str:
    wrong = " ".join(flaw.detail for flaw in sentence.flaws)
    return f"{number}. {sentence.text}\n   What is wrong: {wrong}"
