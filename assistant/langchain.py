"""The door for LangChain: the assistant as a Runnable that gives messages with citations."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage, AIMessageChunk, convert_to_messages
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import Runnable, RunnableConfig, run_in_executor

from assistant.http.messages import Message, Shown, conversation, pieces
from assistant.rendering.shapes import to_langchain

if TYPE_CHECKING:
    from assistant import Assistant

_ROLES = {"human": "user", "ai": "assistant"}


class AnswerRunnable(Runnable[Any, AIMessage]):
    """Answers a question, or the last one of a conversation.

    It takes a text, a prompt, messages as LangChain knows them, or a mapping with `messages`;
    earlier ones are the conversation, and those of a system or a tool are passed over. Options are
    those of `Assistant.ask`, given here, or with `bind` or `invoke`.

    What comes is one text block. Its annotations are LangChain's citations, with the place in the
    article among their `extras`; `response_metadata["answer"]` is the answer as JSON.
    """

    def __init__(self, assistant: Assistant, *, numbers: bool = True, **options: Any) -> None:
        """Answer with `assistant`, with numbers and a list of sources in the text if `numbers`."""
        self._assistant = assistant
        self._numbers = numbers
        self._options: Mapping[str, Any] = options

    def invoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AIMessage:
        """Answer.

        Raises:
            QuestionError: there is no question, or a limit makes no sense.
        """
        return self._call_with_config(self._answer, input, config, **kwargs)

    def stream(
        self,
        input: Any,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[AIMessage]:
        """Answer sentence by sentence, each once it is settled; citations come with the last.

        Raises:
            QuestionError: there is no question, or a limit makes no sense.
        """
        asked = iter([input])
        yield from self._transform_stream_with_config(asked, self._chunks, config, **kwargs)

    async def astream(
        self,
        input: Any,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[AIMessage]:
        """Give what `stream` does."""
        chunks = self.stream(input, config, **kwargs)
        while chunk := await run_in_executor(config, next, chunks, None):
            yield chunk

    def _answer(self, asked: Any, **options: Any) -> AIMessage:
        *_, shown = self._pieces(asked, options)
        assert isinstance(shown, Shown)
        return AIMessage(content=[_block(shown)], response_metadata=_metadata(shown))

    def _chunks(self, asked: Iterator[Any], **options: Any) -> Iterator[AIMessage]:
        for piece in self._pieces(next(asked), options):
            if isinstance(piece, str):
                yield AIMessageChunk(content=[{"type": "text", "text": piece, "index": 0}])
            else:
                last = {**_block(piece), "text": "", "index": 0}
                yield AIMessageChunk(
                    content=[last], response_metadata=_metadata(piece), chunk_position="last"
                )

    def _pieces(self, asked: Any, options: Mapping[str, Any]) -> Iterator[str | Shown]:
        question, history = conversation(_messages(asked))
        told = {"history": history} if history else {}
        events = self._assistant.stream(question, **{**self._options, **told, **options})
        return pieces(events, numbers=self._numbers)


def _messages(asked: Any) -> list[Message]:
    if isinstance(asked, Mapping):
        asked = asked["messages"]
    if isinstance(asked, PromptValue):
        asked = asked.to_messages()
    given = convert_to_messages([asked] if isinstance(asked, str) else asked)
    return [Message(role=_ROLES.get(each.type, each.type), content=each.text) for each in given]


def _block(shown: Shown) -> dict[str, Any]:
    return {**to_langchain(shown.placed), "text": shown.content}


def _metadata(shown: Shown) -> dict[str, Any]:
    return {"model_name": "byline", "answer": shown.answer.to_dict()}
