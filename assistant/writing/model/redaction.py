"""Keeping keys out of what is shown and logged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

REDACTED = "[redacted]"

_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET)$", re.IGNORECASE)
_SHORTEST = 6  # a shorter value is no key, and taking it out of a text would riddle it
# A key by its looks: what OpenAI, Anthropic, Groq, xAI, Hugging Face and Google give, whole or
# masked with asterisks, and whatever follows the word Bearer.
_KEY = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf)[-_][\w*.\-]{4,}|\bAIza[\w\-]{10,}|(?<=bearer )\S{8,}", re.IGNORECASE
)


def secrets_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Give the values of `environment` that are secrets by their names, the longest first."""
    found = {value for name, value in environment.items() if _SECRET_NAME.search(name)}
    return tuple(sorted((each for each in found if len(each) >= _SHORTEST), key=len, reverse=True))


def redact(text: str, secrets: Sequence[str] = ()) -> str:
    """Take `secrets` out of `text`, and whatever looks like a key."""
    for secret in secrets:
        text = text.replace(secret, REDACTED)
    return _KEY.sub(REDACTED, text)
