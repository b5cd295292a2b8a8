"""Prompts for language models: Markdown files with declared variables, rendered strictly.

A file begins with TOML between `+++` lines (`version`, `variables`); then come the system part, a
line `--- user ---`, and the user part. `{{name}}` is where the value of a variable goes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

__all__ = ["NAMES", "Prompt", "PromptError", "Rendered", "fingerprint", "load"]

NAMES = ("answer", "brief", "repair", "standalone")
"""The prompts there are."""

_HERE = Path(__file__).parent
_FILE = re.compile(
    r"\+\+\+\n(?P<head>.*?)^\+\+\+\n(?P<system>.*?)^--- user ---\n(?P<user>.*)", re.DOTALL | re.M
)
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")


class PromptError(ValueError):
    """A prompt's file, or what it is to be filled with, is not as declared."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt with its values filled in: what a model is told, and what it is asked."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt; `fingerprint` is a hash of its file, 12 hexadecimal digits."""

    name: str
    version: int
    variables: tuple[str, ...]
    system: str
    user: str
    fingerprint: str

    def render(self, **values: str) -> Rendered:
        """Fill in `values`; what looks like a placeholder inside a value stays as it is.

        Raises:
            PromptError: a declared variable has no value, or a value no variable.
        """
        declared = set(self.variables)
        _refuse(self.name, "was not given", declared - values.keys())
        _refuse(self.name, "was given but is not declared", values.keys() - declared)
        filled = (
            _PLACEHOLDER.sub(lambda found: values[found[1]], part)
            for part in (self.system, self.user)
        )
        return Rendered(*filled)


def load(name: str, folder: Path | None = None) -> Prompt:
    """Read the prompt `name` from `folder`, by default from the ones that come with Byline.

    Raises:
        PromptError: there is none of that name, or its file is not as described above.
    """
    content = _read(name, folder)
    found = _FILE.fullmatch(content.decode("utf-8").replace("\r\n", "\n"))
    if not found:
        raise PromptError(
            f"The prompt {name!r} must have its variables between two lines +++, then its system "
            "part, a line '--- user ---', and its user part."
        )
    system, user = found["system"].strip(), found["user"].strip()
    version, variables = _declared(name, found["head"])
    used = set(_PLACEHOLDER.findall(system) + _PLACEHOLDER.findall(user))
    _refuse(name, "is used but not declared", used - set(variables))
    _refuse(name, "is declared but not used", set(variables) - used)
    return Prompt(name, version, variables, system, user, _short_hash(content))


def fingerprint(folder: Path | None = None) -> str:
    """Hash all prompts of `folder` together: 12 hexadecimal digits.

    Raises:
        PromptError: one of them is missing.
    """
    return _short_hash(b"\0".join(_read(name, folder) for name in NAMES))


def _read(name: str, folder: Path | None) -> bytes:
    if name not in NAMES:
        raise PromptError(f"There is no prompt {name!r}; there are {', '.join(NAMES)}.")
    path = (folder or _HERE) / f"{name}.md"
    try:
        return path.read_bytes()
    except OSError as error:
        raise PromptError(f"The prompt {path} cannot be read: {error.strerror}.") from error


def _declared(name: str, head: str) -> tuple[int, tuple[str, ...]]:
    try:
        told = tomllib.loads(head)
        version, variables = told.pop("version"), tuple(told.pop("variables"))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise PromptError(
            f"The prompt {name!r} must begin with TOML that has version and variables: {error}."
        ) from error
    whole = isinstance(version, int) and all(isinstance(each, str) for each in variables)
    if not whole or told:
        raise PromptError(
            f"The prompt {name!r} must have a whole number as its version, names as its variables, "
            "and nothing else between the lines +++."
        )
    return version, variables


def _refuse(name: str, why: str, names: Set[str]) -> None:
    for each in sorted(names):
        raise PromptError(f"The variable {each!r} of the prompt {name!r} {why}.")


def _short_hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
