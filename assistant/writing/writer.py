"""A language model writes; nothing of it is shown that does not hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import prompts
from assistant.errors import ContextTooLong
from assistant.types import Event, Evidence
from assistant.writing.briefing import Briefing, brief, evidence_budget, pieces_of
from assistant.writing.checker import Checker
from assistant.writing.draft import Asked, Draft, Written
from assistant.writing.model import LanguageModel, load_model
from assistant.writing.talk import Talk
from assistant.writing.tokens import TokenCounter, counter_for
from index import Hit, Index, load_entailment


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a model may cost.

    Attributes:
        seconds: for all its calls for one answer.
        context: tokens it reads, where it does not say so itself.
        answer_tokens: tokens an answer may have.
    """

    seconds: float = 60.0
    context: int = 8192
    answer_tokens: int = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes answers over `index` with `model`.

    `counter` counts the tokens of its prompts; `entails` is a check by a model of its own, where
    one was named: the probability that the first text of each pair bears out the second.
    `sleep` waits between two tries.
    """

    index: Index
    model: LanguageModel
    counter: TokenCounter
    limits: Limits = Limits()
    entails: Callable[[Sequence[tuple[str, str]]], Sequence[float]] | None = None
    sleep: Callable[[float], None] = time.sleep

    @classmethod
    def load(
        cls,
        index: Index,
        model: str,
        *,
        base_url: str = "",
        limits: Limits | None = None,
        nli: str = "",
        environment: Mapping[str, str],
    ) -> Self:
        """Make the writer of a model by name; arguments and errors as in `Assistant.with_model`."""
        loaded = load_model(model, base_url=base_url, environment=environment)
        return cls(
            index=index,
            model=loaded,
            counter=counter_for(loaded.name, local=index.count_tokens, environment=environment),
            limits=limits or Limits(),
            entails=load_entailment(nli).probabilities if nli else None,
        )

    def talk(self) -> Talk:
        """Begin what one question may cost."""
        return Talk(self.model, self.limits.seconds, sleep=self.sleep)

    def write(
        self,
        question: str,
        hits: Sequence[Hit],
        *,
        day: str,
        talk: Talk,
        may_cite: Callable[[Evidence], bool] = lambda _: True,
    ) -> Iterator[Event | Written]:
        """Answer `question` from `hits`: `Claimed` and `Noticed` as they come, `Written` last.

        Args:
            question: as it can be asked alone.
            hits: what the answer may draw on, best first.
            day: the day of asking in words, "" where there is none.
            talk: what the question may still cost.
            may_cite: whether a place may be cited: not, where somebody else says it.

        Raises:
            ModelError: nothing came that could be shown.
        """
        briefing, most = self._briefing(question, hits, day), self.limits.answer_tokens
        try:
            yield from self._draft(Asked(question, day, briefing, most), talk, may_cite).events()
        except ContextTooLong:
            shorter = briefing.without_last()
            if shorter is None:
                raise
            yield from self._draft(Asked(question, day, shorter, most), talk, may_cite).events()

    def _draft(self, asked: Asked, talk: Talk, may_cite: Callable[[Evidence], bool]) -> Draft:
        checker = Checker(
            pieces={piece.label: piece for piece in asked.briefing.pieces},
            similar=self.index.similar,
            read=self.index.article,
            may_cite=may_cite,
            entails=self.entails,
        )
        return Draft(asked, talk, checker)

    def _briefing(self, question: str, hits: Sequence[Hit], day: str) -> Briefing:
        bare = prompts.load("answer").render(question=question, day=day, nonce="", evidence="")
        budget = evidence_budget(
            self.model.context or self.limits.context,
            prompt_tokens=self.counter.count(bare.system) + self.counter.count(bare.user),
            answer_tokens=self.limits.answer_tokens,
        )
        return brief(pieces_of(self.index, hits), counter=self.counter, budget=budget)
