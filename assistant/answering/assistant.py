"""Asking an archive: search, choose or write, cite and check, as one stream of events."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Self, Unpack

from assistant.answering.course import course_of
from assistant.answering.drafting import Drafter
from assistant.answering.retrieval import read
from assistant.reading import Reading as Reader
from assistant.reading import load_reader
from assistant.stories import Stories
from assistant.types import Answer, Event, Finished, Options, Question
from assistant.understanding import checked
from assistant.understanding.followups import follow_up
from index import Hit, Index

if TYPE_CHECKING:
    from assistant.writing import ModelOptions, Writer


class Assistant:
    """Answers questions from one archive; keeps nothing between questions but its `stories`."""

    def __init__(
        self, index: Index, *, writer: Writer | None = None, reader: Reader | None = None
    ) -> None:
        self.index = index
        self.writer = writer
        self.stories = Stories(index)
        self._reader = reader

    def reader(self) -> Reader:
        """Give what reads sentences; Byline's own is loaded when something is first read."""
        return self._reader or load_reader()

    @classmethod
    def with_model(
        cls,
        index: Index,
        model: str,
        *,
        reader: Reader | None = None,
        **options: Unpack[ModelOptions],
    ) -> Self:
        """Let a language model write the answers.

        Args:
            index: the archive.
            model: "provider:name" as LangChain knows it ("openai:...", "anthropic:...",
                "ollama:..."), or the URL of an OpenAI-compatible server, "#name" behind it.
            reader: reads sentences in place of Byline's own reader.
            **options: how the model is reached and what it may cost; see `ModelOptions`. The
                `environment` has to be given.

        Raises:
            ModelError: the name makes no sense, its package or its key is missing.
            EmbedderError: there is no such cross-encoder on this machine.
        """
        from assistant.writing import Writer

        return cls(index, writer=Writer.load(index, model, **options), reader=reader)

    def ask(self, question: str, **options: Unpack[Options]) -> Answer:
        """Answer `question`, or abstain.

        Args:
            question: up to 4,000 characters.
            **options: what limits it, and what was said before; see `Options`.

        Returns:
            The checked answer. Every sentence of it is quoted from an article or, with a model,
            borne out by what it cites.

        Raises:
            QuestionError: the question is empty or too long, or a filter makes no sense.
        """
        *_, last = self.stream(question, **options)
        assert isinstance(last, Finished)
        return last.answer

    def stream(
        self, question: str, *, stop: threading.Event | None = None, **options: Unpack[Options]
    ) -> Iterator[Event]:
        """Answer `question` as it comes: `Found`, a `Claimed` for each sentence, `Finished`.

        With a model there may be a `Noticed` between them, and sentences that are not settled yet.

        Takes and raises what `ask` does. Once `stop` is set, the answer ends with what there is: a
        model is not waited for any longer, and where nothing of it was shown, sentences are quoted.
        """
        asked = checked(Question.put(question, **options))
        writer = self.writer.until(stop) if self.writer and stop else self.writer
        return course_of(self.index, asked, reader=self.reader, writer=writer, stop=stop)

    def find(self, question: Question, *, limit: int = 10) -> list[Hit]:
        """Find the `limit` best passages for `question`, as `ask` understands it, best first.

        Raises:
            QuestionError: the question is empty or too long, or a filter makes no sense.
        """
        asked = checked(question)
        reading = read(self.index, asked, follow_up(asked.text, asked.history))
        return list(Drafter(self.index, self.reader).read(reading, limit=limit).hits)
