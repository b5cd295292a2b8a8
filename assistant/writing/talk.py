"""One answer's dealings with the model: its time, its calls, and trying again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.errors import ModelError, ModelStopped
from assistant.types import Finish, Noticed, Usage
from assistant.writing.model import Ended, LanguageModel, Message

_Item = TypeVar("_Item")

RETRIES = 2
"""How often a model is asked again while nothing of its text has been shown."""

_BACKOFF = 1.0  # seconds before the first retry, doubled for the next


@dataclass
class Talk:
    """What one question may cost and has cost; `seconds` is for all calls together.

    Once `stop` is set, the model is waited for no longer, and not asked again.
    """

    model: LanguageModel
    seconds: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    stop: threading.Event = field(default_factory=threading.Event)
    calls: int = 0
    usage: Usage | None = None
    finish: Finish = "complete"
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.seconds - (self.clock() - self._started)

    def stream(
        self, messages: Sequence[Message], *, most_tokens: int
    ) -> Generator[str, None, None]:
        """Ask once, and give the text as it comes; how it ended is in `finish` then.

        Raises:
            ModelError: no text came, or not all of it.
        """
        if self.stop.is_set():
            raise ModelStopped(f"The model {self.model.name} was not asked any more.")
        self.calls += 1
        left = max(self.left, 0.0)
        items = self.model.stream(messages, seconds=left, most_tokens=most_tokens, stop=self.stop)
        for item in items:
            if isinstance(item, Ended):
                self._note(item)
            else:
                # Half a surrogate pair, as a provider's JSON may hold, is no text.
                yield item.encode("utf-8", "replace").decode("utf-8")

    def whole(
        self,
        messages: Sequence[Message],
        *,
        most_tokens: int,
        is_enough: Callable[[str], bool] = lambda _: False,
    ) -> str:
        """Ask until the whole text is there, or what there is `is_enough`.

        Raises:
            ModelError: it did not come.
        """

        def ask() -> Iterator[str]:
            text = ""
            with closing(self.stream(messages, most_tokens=most_tokens)) as chunks:
                for chunk in chunks:
                    text += chunk
                    if is_enough(text):
                        break
            yield text

        text = ""
        for item in self.retrying(ask, shown=lambda: False):
            text = item if isinstance(item, str) else text
        return text

    def retrying(
        self, ask: Callable[[], Iterator[_Item]], *, shown: Callable[[], bool]
    ) -> Iterator[_Item | Noticed]:
        """Give what `ask` gives, asking again where that may help and nothing has been `shown`.

        Raises:
            ModelError: asking again did not help, there is no time to, or something was shown.
        """
        for tries_left in reversed(range(RETRIES + 1)):
            try:
                yield from ask()
            except ModelError as error:
                wait = self._wait(error, RETRIES - tries_left)
                if not error.is_retryable or shown() or not tries_left or wait >= self.left:
                    raise
                yield Noticed(f"{error} It is asked again in {wait:.0f} s.")
                self.sleep(wait)
            else:
                return

    def _note(self, ended: Ended) -> None:
        self.finish = ended.finish
        if ended.usage:
            self.usage = (self.usage or Usage()) + ended.usage

    def _wait(self, error: ModelError, attempt: int) -> float:
        return _BACKOFF * 2.0**attempt if error.retry_after is None else error.retry_after
