"""A chat model of LangChain's, as a `LanguageModel`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, ModelGarbled, ModelStopped
from assistant.types import Usage
from assistant.writing.model.connections import Connections
from assistant.writing.model.faults import fault, setup_fault
from assistant.writing.model.names import PROVIDERS, Target
from assistant.writing.model.redaction import redact, secrets_of
from assistant.writing.model.types import Ended, LanguageModel, Message, Patience, Waits
from assistant.writing.model.waiting import Chunk, Stopped, attempt, patiently

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

# What providers call the reason for ending ("status" is that of OpenAI's newer protocol), and the
# reasons that leave a text unfinished.
_REASONS = "finish_reason", "stop_reason", "done_reason", "status"
_CUT_OFF = {
    *("length", "max_tokens", "model_context_window_exceeded", "incomplete"),
    *("content_filter", "refusal", "safety"),
}
_MOST_NAMES = 5  # of the models a server has
# What their classes call the most tokens of a text.
_LIMITS = "max_tokens", "num_predict", "max_output_tokens"


def load_model(
    name: str,
    *,
    base_url: str = "",
    environment: Mapping[str, str],
    patience: Patience | None = None,
) -> LanguageModel:
    """Get a model ready by its name; it is not asked yet.

    Of the providers that have an extra, nothing is imported before the first question. Others are
    imported at once, as only their package knows what is wrong with a name or a key.

    Args:
        name: "openai:NAME", "anthropic:NAME", "ollama:NAME", another "PROVIDER:NAME" that
            LangChain's `init_chat_model` knows, or the address of a server that speaks OpenAI's
            protocol, "http://HOST/v1#NAME"; without "#NAME" the first model the server has.
        base_url: where the provider is reached, if not at its own address.
        environment: where keys are looked for: OPENAI_API_KEY and ANTHROPIC_API_KEY for the
            providers' own addresses, BYLINE_API_KEY for any other. An extra's provider is sent no
            key but these; the package of another one looks for its key itself.
        patience: how long the model may be silent; as a rule as it suits where it runs.

    Raises:
        ModelMissing: the name makes no sense, or the provider's package is not installed.
        ModelRefused: the provider wants a key, and there is none.
    """
    target = Target.of(name, base_url, environment)
    waits = (patience or Patience()).suiting(near=target.is_near)
    model = _ChatModel(target, secrets_of(environment), waits)
    if target.provider not in PROVIDERS:
        model.get_ready()
    return model


@dataclass
class _ChatModel:
    """The model a `target` names; `secrets` are never to be shown."""

    target: Target
    secrets: Sequence[str] = field(repr=False)
    waits: Waits
    connections: Connections = field(default_factory=Connections)

    @property
    def name(self) -> str:
        return self.target.name

    @property
    def context(self) -> int | None:
        # A server elsewhere may give the name of a large model to whatever it runs.
        return None if self.target.is_elsewhere else _profile(self._chat).get("max_input_tokens")

    @property
    def is_near(self) -> bool:
        return self.target.is_near

    def get_ready(self) -> None:
        """Import the provider's package and make its client.

        Raises:
            ModelMissing: there is no such package, or no such provider.
            ModelRefused: it will not be made, such as without a key.
        """
        _ = self._chat

    def stream(
        self,
        messages: Sequence[Message],
        *,
        seconds: float,
        most_tokens: int,
        stop: Event | None = None,
    ) -> Iterator[str | Ended]:
        self.get_ready()
        reason, usage, begun = "", None, False
        asked = patiently(
            lambda: self._chunks(messages, most_tokens),
            seconds=seconds,
            waits=self.waits,
            stop=stop,
            hang_up=self.connections.shut,
        )
        with closing(asked):
            for item in asked:
                if isinstance(item, Exception):
                    if reason:  # the text is whole: what follows it does not matter
                        break
                    raise self._fault(item, begun=begun)
                if item.text:
                    begun = begun or not item.text.isspace()
                    yield item.text
                reason = item.reason or reason
                usage = (usage or Usage()) + item.usage if item.usage else usage
        yield self._ended(reason, usage, begun=begun)

    @cached_property
    def _chat(self) -> BaseChatModel:
        made = attempt(lambda: _make(self.target, self.waits, self.connections))
        if isinstance(made, Exception):
            raise setup_fault(made, name=self.name, redact=self._redact)
        return made

    def _chunks(self, messages: Sequence[Message], most_tokens: int) -> Iterator[Chunk]:
        chat: Any = self._chat
        if not self.target.model:
            self.target = replace(self.target, model=_first_model(chat))
        limit = next((each for each in _LIMITS if each in type(chat).model_fields), _LIMITS[0])
        changes: dict[str, Any] = {limit: most_tokens}
        if "model_name" in type(chat).model_fields:
            changes["model_name"] = self.target.model
        chat = chat.model_copy(update=changes)
        for chunk in chat.stream([(message.role, message.text) for message in messages]):
            yield _read(chunk)

    def _ended(self, reason: str, usage: Usage | None, *, begun: bool) -> Ended:
        if not begun:
            why = f" It ended with {self._redact(reason)!r}." if reason else ""
            raise ModelGarbled(f"The model {self.name} sent no text.{why} Try another one.")
        if not reason:
            cut = EOFError("its stream ended without saying so")
            raise self._fault(cut, begun=begun)
        return Ended("cut off" if reason.lower() in _CUT_OFF else "complete", usage)

    def _fault(self, error: Exception, *, begun: bool) -> ModelError:
        if isinstance(error, Stopped):
            return ModelStopped(f"The model {self.name} was not waited for.")
        hint = "" if begun else self._hint(error)
        return fault(error, name=self.name, begun=begun, redact=self._redact, hint=hint)

    def _hint(self, error: Exception) -> str:
        """Say what may help beside what the error says itself."""
        status = getattr(error, "status_code", None)
        if not self.target.model and (status or isinstance(error, LookupError)):
            return f'It was asked which models it has; name one: "{self.name}#NAME".'
        is_unknown = status == HTTPStatus.NOT_FOUND
        if not is_unknown or self.target.provider != "openai" or not self.target.is_elsewhere:
            return ""
        names = attempt(lambda: _names(self._chat))
        return f"It has {', '.join(names[:_MOST_NAMES])}." if isinstance(names, list) else ""

    def _redact(self, text: str) -> str:
        return redact(text, self.secrets)


def _make(target: Target, waits: Waits, connections: Connections) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    # Later than ours, it ends the thread that nobody waits for any more.
    options = _options(target, connections, timeout=2 * waits.first)
    chat: BaseChatModel = init_chat_model(
        target.model or "unknown", model_provider=target.provider, **options
    )
    if _profile(chat).get("temperature") is False:  # it refuses a request that sets one
        chat = chat.model_copy(update={"temperature": None})
    return chat


def _names(chat: Any) -> list[str]:
    return [str(each.id) for each in chat.root_client.models.list().data]


def _first_model(chat: Any) -> str:
    names = _names(chat)
    if not names:
        raise LookupError("it names no model")
    return names[0]


def _options(target: Target, connections: Connections, *, timeout: float) -> dict[str, Any]:
    """Give what a provider's class is made with: no chance, and no trying again of its own."""
    address = {"base_url": target.base_url} if target.base_url else {}
    hooks = {"request": [connections.watch]}
    if target.provider == "ollama":
        # Its client sends OLLAMA_API_KEY to any address, unless it is given another one.
        headers = {"authorization": f"Bearer {target.key}"} if target.is_elsewhere else {}
        client = {"timeout": timeout, "headers": headers, "event_hooks": hooks}
        return {"temperature": 0, "client_kwargs": client, **address}
    options = {"temperature": 0, "max_retries": 0, "timeout": timeout, **address}
    if target.key:
        options["api_key"] = target.key
    if target.provider == "openai":
        from openai import DefaultHttpxClient

        options["http_client"] = DefaultHttpxClient(event_hooks=hooks)
        options["stream_usage"] = True
        if target.is_elsewhere:
            options["use_responses_api"] = False
    return options


def _profile(chat: BaseChatModel) -> Mapping[str, Any]:
    return chat.profile or {}


def _read(chunk: AIMessageChunk) -> Chunk:
    told, count = chunk.response_metadata, chunk.usage_metadata
    reason = next((str(told[each]) for each in _REASONS if told.get(each)), "")
    usage = Usage(count["input_tokens"], count["output_tokens"]) if count else None
    return Chunk(str(chunk.text), reason, usage)
