"""A language model writes; nothing of it is shown that does not hold."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Required, Self, TypedDict, Unpack

from assistant.errors import ContextTooLong
from assistant.types import Event, Evidence
from assistant.writing.briefing import NOTHING, brief, evidence_budget, pieces_of, stretches_of
from assistant.writing.checker import Checker
from assistant.writing.draft import Asked, Draft, Written
from assistant.writing.model import LanguageModel, Patience, load_model
from assistant.writing.talk import Talk
from assistant.writing.tokens import TokenCounter, counter_for
from index import Hit, Index, load_entailment

_SECONDS, _SECONDS_NEAR = 60.0, 600.0
_LITTLE = 8192  # tokens of context: a model that reads fewer is a small one
_LIKELIEST = 6  # sentences, which with their neighbours are some dozen
_SENTENCE_TOKENS = 150  # what a small model is asked for, and some more
_BRIEF_TOKENS = 900  # a small machine reads that in ten seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a model may cost.

    Attributes:
        seconds: for all its calls for one answer; None is a minute, or ten for one that runs near.
        patience: seconds it may be silent before its first word; None is half a minute, or five
            for one that runs near.
        context: tokens it reads, where it does not say so itself.
        answer_tokens: tokens an answer may have.
        brief: whether it is asked as a small model is; None is where it runs near, or reads little.
    """

    seconds: float | None = None
    patience: float | None = None
    context: int = 8192
    answer_tokens: int = 700
    brief: bool | None = None


class ModelOptions(TypedDict, total=False):
    """How a model is reached, and what it may cost.

    base_url: where its provider is reached, if not at its own address.
    limits: what an answer may cost.
    nli: a sentence-transformers cross-encoder for natural language inference that is on this
        machine, to judge support in place of Byline's own score.
    environment: where keys and the cache of token encodings are read from, as a rule `os.environ`;
        nothing of it is kept or shown.
    """

    base_url: str
    limits: Limits | None
    nli: str
    environment: Required[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes answers over `index` with `model`.

    `counter` counts the tokens of its prompts; `entails` is a check by a model of its own, where
    one was named: the probability that the first text of each pair bears out the second.
    `sleep` waits between two tries. Once `stop` is set, the model is waited for no longer.
    """

    index: Index
    model: LanguageModel
    counter: TokenCounter
    limits: Limits = Limits()
    entails: Callable[[Sequence[tuple[str, str]]], Sequence[float]] | None = None
    sleep: Callable[[float], object] = time.sleep
    stop: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def load(cls, index: Index, model: str, **options: Unpack[ModelOptions]) -> Self:
        """Make the writer of a model by name; arguments and errors as in `Assistant.with_model`."""
        limits, environment = options.get("limits") or Limits(), options["environment"]
        loaded = load_model(
            model,
            base_url=options.get("base_url", ""),
            environment=environment,
            patience=Patience(first=limits.patience),
        )
        nli = options.get("nli", "")
        return cls(
            index=index,
            model=loaded,
            counter=counter_for(loaded.name, local=index.count_tokens, environment=environment),
            limits=limits,
            entails=load_entailment(nli).probabilities if nli else None,
        )

    def talk(self) -> Talk:
        """Begin what one question may cost."""
        seconds = self.limits.seconds or (_SECONDS_NEAR if self.model.is_near else _SECONDS)
        return Talk(self.model, seconds, sleep=self.sleep, stop=self.stop)

    def until(self, stop: threading.Event) -> Self:
        """Give the same writer for one question that ends once `stop` is set."""
        return replace(self, stop=stop, sleep=stop.wait)

    @property
    def is_brief(self) -> bool:
        """Whether its model is asked as a small or a slow one is.

        It is shown the likeliest sentences alone, under numbers, and not asked whether they
        answer, nor to mend what does not hold: what a model of that kind says to that is chance.
        """
        if self.limits.brief is not None:
            return self.limits.brief
        return self.model.is_near or (self.model.context or self.limits.context) < _LITTLE

    def write(
        self,
        question: str,
        hits: Sequence[Hit],
        *,
        likeliest: Sequence[Evidence] = (),
        day: str,
        talk: Talk,
        may_cite: Callable[[Evidence], bool] = lambda _: True,
        objection: Callable[[str], str] | None = None,
    ) -> Iterator[Event | Written]:
        """Answer `question` from `hits`: `Claimed` and `Noticed` as they come, `Written` last.

        Args:
            question: as it can be asked alone.
            hits: what the answer may draw on, best first.
            likeliest: the sentences that most likely answer, best first.
            day: the day of asking in words, "" where there is none.
            talk: what the question may still cost.
            may_cite: whether a place may be cited: not, where somebody else says it.
            objection: what else speaks against a sentence, "" where nothing does.

        Raises:
            ModelError: nothing came that could be shown.
        """
        asked = self._asked(question, hits, likeliest, day)
        try:
            yield from Draft(asked, talk, self._checker(asked, may_cite, objection)).events()
        except ContextTooLong:
            shorter = asked.briefing.without_last()
            if shorter is None:
                raise
            asked = replace(asked, briefing=shorter)
            yield from Draft(asked, talk, self._checker(asked, may_cite, objection)).events()

    def _checker(
        self,
        asked: Asked,
        may_cite: Callable[[Evidence], bool],
        objection: Callable[[str], str] | None,
    ) -> Checker:
        return Checker(
            pieces={piece.label: piece for piece in asked.briefing.pieces},
            similar=self.index.similar,
            read=self.index.article,
            may_cite=may_cite,
            objection=objection or (lambda _: ""),
            entails=self.entails,
        )

    def _asked(
        self, question: str, hits: Sequence[Hit], likeliest: Sequence[Evidence], day: str
    ) -> Asked:
        most = self.limits.answer_tokens
        if self.is_brief:
            most = min(most, _SENTENCE_TOKENS)
        asked = Asked(question, day, NOTHING, most, is_brief=self.is_brief)
        budget = evidence_budget(
            self.model.context or self.limits.context,
            prompt_tokens=self._tokens(asked),
            answer_tokens=asked.most_tokens,
        )
        pieces = (
            stretches_of(self.index, likeliest[:_LIKELIEST])
            if asked.is_brief
            else pieces_of(self.index, hits)
        )
        if asked.is_brief:
            budget = min(budget, _BRIEF_TOKENS)
        shown = replace(asked, briefing=brief(pieces, counter=self.counter, budget=budget))
        return replace(shown, reads=self._tokens(shown))

    def _tokens(self, asked: Asked) -> int:
        return sum(self.counter.count(each.text) for each in asked.messages())
