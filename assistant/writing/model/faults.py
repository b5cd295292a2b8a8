"""What a provider's error means: any of them becomes one of our `ModelError`s.

The packages have classes of their own, so errors are known by the status they carry, as all the
clients name it alike, then by LangChain's classes, then by Python's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from socket import gaierror
from typing import Any

from assistant.errors import (
    ContextTooLong,
    ModelBusy,
    ModelError,
    ModelGarbled,
    ModelInterrupted,
    ModelMissing,
    ModelRefused,
    ModelSilent,
    ModelUnavailable,
)

_MOST_SAID = 200  # characters of a server's own words
_TOO_LONG = re.compile(
    r"context[_ ](length|size|window)|maximum context|prompt is too long|too many (input )?tokens"
)
_NO_QUOTA = re.compile(r"insufficient_quota|billing|credit balance")
# Classes of httpx, httpx2, openai and anthropic for a connection that failed, and for an error
# that a server reports in the midst of a stream; only some of them are LangChain's as well.
_UNREACHED = {"TransportError", "APIConnectionError", "APIError"}
_WAYS_OUT: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Check its key: BYLINE_API_KEY, or its provider's variable.",
    HTTPStatus.FORBIDDEN: "Check that its key may use this model.",
    HTTPStatus.NOT_FOUND: "Check its name and its address.",
}


def fault(
    error: Exception, *, name: str, begun: bool, redact: Callable[[str], str], hint: str = ""
) -> ModelError:
    """Say what `error` of the model `name` means.

    Args:
        error: what its package raised.
        name: the model's.
        begun: whether some of its text has been given already.
        redact: takes the keys out of a text.
        hint: a sentence to add.
    """
    said = _shortened(redact(_words(error)))
    if begun:
        return ModelInterrupted(f"The model {name} stopped in the midst of its text: {said}.")
    kind, what, way_out = _meaning(error)
    sentence = f"The model {name} {what}{': ' if said else ''}{said}. {way_out}"
    return kind(f"{sentence} {hint}".strip(), retry_after=retry_after(_headers(error)))


def setup_fault(error: Exception, *, name: str, redact: Callable[[str], str]) -> ModelError:
    """Say what it means that the model `name` cannot be made ready."""
    kind = ModelMissing if isinstance(error, ImportError | ValueError) else ModelRefused
    said = _shortened(redact(_words(error)))
    return kind(f"The model {name} cannot be made ready: {said}. Check its name and its key.")


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Give for how many seconds a server wants to be left alone, None where it does not say.

    The header (RFC 9110, section 10.2.3) holds seconds, or a date; `now` is the server's own
    clock where it tells it, else ours.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    then, told = _date(value), _date(headers.get("date", ""))
    if then is None:
        return None
    return max((then - (now or told or datetime.now(UTC))).total_seconds(), 0.0)


def _meaning(error: Exception) -> tuple[type[ModelError], str, str]:
    from langchain_core import exceptions

    status, words = _status(error), f"{_words(error)} {_code(error)}".lower()
    if isinstance(error, exceptions.ContextOverflowError) or _is_too_long(status, words):
        return ContextTooLong, "reads fewer tokens than the prompt has", "Show it less."
    if status:
        return _meaning_of_status(status, words)
    if type(error) is TimeoutError:  # our own: the clients' are classes of theirs
        way_out = (
            'Give it longer with "patience" and "seconds", show it less, or name a faster one.'
        )
        return ModelSilent, "was too slow", way_out
    if refused := _refused(error):
        return ModelUnavailable, f"cannot be reached, {refused}", "Check that it runs."
    unreached = exceptions.ModelConnectionError, exceptions.ModelTimeoutError, OSError
    classes = {each.__name__ for each in type(error).__mro__}
    if isinstance(error, unreached) or classes & _UNREACHED:
        what = "cannot be reached, or does not answer in time"
        return ModelUnavailable, what, "Check that it runs, and its address; or try again later."
    what = "sent what cannot be read"
    return ModelGarbled, what, "Check that its address is a model's, and no page's."


def _meaning_of_status(status: int, words: str) -> tuple[type[ModelError], str, str]:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return ModelUnavailable, f"is down (status {status})", "Try again later."
    if status == HTTPStatus.PAYMENT_REQUIRED or _NO_QUOTA.search(words):
        return ModelRefused, f"has no quota left (status {status})", "Look after its account."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ModelBusy, f"has too much to do (status {status})", "Try again later."
    way_out = _WAYS_OUT.get(status, "Check what it can be asked for.")
    return ModelRefused, f"refuses the request (status {status})", way_out


def _refused(error: BaseException | None) -> str:
    """Say that nothing listens there, or that there is no such host, where that is the cause."""
    while error:
        if isinstance(error, ConnectionRefusedError):
            return "nothing listens at its address"
        if isinstance(error, gaierror):
            return "there is no host of that name"
        error = error.__cause__ or error.__context__
    return ""


def _is_too_long(status: int, words: str) -> bool:
    if status == HTTPStatus.TOO_MANY_REQUESTS:  # too many tokens a minute are another matter
        return False
    return status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or bool(_TOO_LONG.search(words))


def _status(error: Exception) -> int:
    """Give the status of an error's answer, 0 where there is none that tells of an error."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    return status if isinstance(status, int) and status >= HTTPStatus.BAD_REQUEST else 0


def _headers(error: Exception) -> Mapping[str, str]:
    return getattr(getattr(error, "response", None), "headers", None) or {}


def _code(error: Exception) -> str:
    return f"{getattr(error, 'code', '')} {getattr(error, 'body', '')}"


def _words(error: Exception) -> str:
    """Give what the server said: the message of its JSON, where there is some."""
    body: Any = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    message = inner.get("message") if isinstance(inner, Mapping) else None
    return str(message or error or type(error).__name__)


def _shortened(said: str) -> str:
    """Put it on one line, without what a terminal would obey, and with no full stop."""
    line = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    line = line.rstrip(".")
    return line if len(line) <= _MOST_SAID else f"{line[: _MOST_SAID - 1]}…"


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
