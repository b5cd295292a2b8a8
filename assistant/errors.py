"""What can go wrong with a question, beside what `index.errors` names.

BylineError
+-- QuestionError           the question cannot be answered as put
|   +-- QuestionTooLong     it has more characters than are read
+-- SettingsError           a flag, variable or line of byline.toml makes no sense
+-- ReaderError             the reader's weights are missing or wrong, or a named one cannot read
+-- UnknownStory            the archive has no story of that id
+-- ConversationError       a conversation cannot be kept, found or read
|   +-- UnknownConversation nobody of that name has a conversation of that id
+-- ModelError              the language model gave no usable text; it knows whether to try again
    +-- ModelMissing        its provider's package is not installed, or its name makes no sense
    +-- ModelRefused        it will not answer: wrong key, unknown model, bad request, no quota
    +-- ModelBusy           it has too much to do (429); it may say when to come back
    +-- ModelUnavailable    it cannot be reached, or is down
    |   +-- ModelSilent     it was asked, and did not answer in time: it may still be at work
    +-- ModelGarbled        what it sent cannot be read: broken JSON, no choices, no text
    +-- ModelStopped        who asked did not want to wait for it any longer
    +-- ModelInterrupted    its stream ended before the text did
    +-- ContextTooLong      the prompt has more tokens than it reads
"""

from __future__ import annotations

from index import BylineError


class QuestionError(BylineError):
    """The question is empty, too long, or limited to what the archive does not hold."""


class QuestionTooLong(QuestionError):
    """The question has more characters than are read."""


class SettingsError(BylineError):
    """A flag, a `BYLINE_*` variable or a line of `byline.toml` makes no sense."""


class ReaderError(BylineError):
    """The reader's weights are missing or not as they should be, or a named one cannot read."""


class ConversationError(BylineError):
    """A conversation cannot be kept, found or read."""


class UnknownConversation(ConversationError):
    """Nobody of that name has a conversation of that id."""


class UnknownStory(BylineError):
    """The archive has no story of that id."""


class ModelError(BylineError):
    """The language model gave no usable text; its message never holds a key.

    `is_retryable` tells whether asking again may help, `retry_after` how many seconds the model
    wants to be left alone first, None where it does not say.
    """

    is_retryable = False

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelMissing(ModelError):
    """Its provider's package is not installed, or its name makes no sense."""


class ModelRefused(ModelError):
    """It will not answer: the key is wrong, the model unknown, the request bad, the quota gone."""


class ModelBusy(ModelError):
    """It has too much to do (429)."""

    is_retryable = True


class ModelUnavailable(ModelError):
    """It cannot be reached, or is down."""

    is_retryable = True


class ModelSilent(ModelUnavailable):
    """It did not answer in time: asked again, it would begin anew, or behind what it works at."""

    is_retryable = False


class ModelGarbled(ModelError):
    """What it sent cannot be read: broken JSON, no choices, no text."""

    is_retryable = True


class ModelInterrupted(ModelError):
    """Its stream ended, or fell silent, before the text did."""

    is_retryable = True


class ModelStopped(ModelError):
    """Who asked did not want to wait for it any longer."""


class ContextTooLong(ModelError):
    """The prompt has more tokens than the model reads."""
