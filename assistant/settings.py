"""The few settings: flags before `BYLINE_*` variables before `byline.toml` before defaults.

Each value remembers where it came from. Nothing here reads the environment or the current
folder by itself: both are handed in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from index import is_address, shown_address

VERSION = "0.1.0"
FILE_NAME = "byline.toml"
DEFAULT = "default"
_MOST_SECONDS = 3600.0
_FEWEST_TOKENS = 1024  # less leaves no room for evidence


_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:]+", re.ASCII)
_SECRET = re.compile(r"key|token|secret|password", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a command works with; an empty `embedder` is the model that comes with Byline.

    `catalog` is the PostgreSQL database that holds articles and conversations, "" where they lie in
    the archive's folder; `chroma` are the servers that hold the vector index, a comma between two,
    "" where that lies there.
    An empty `reader` is Byline's own, else a cross-encoder that reads sentences in its place. An
    empty `model` is none: answers are quoted then. `base_url` is where the model's provider is
    reached, if not at its own address; `nli` a cross-encoder that judges support; `seconds` what
    an answer may take and `patience` what a model may be silent for before its first word, None as
    it suits where the model runs; `brief` whether it is asked as a small one, None as it suits too;
    `context` the tokens a model reads that does not say so itself. `allow_host` are names, a comma
    between two, that the server answers to beside its own; of one client it takes
    `requests_a_minute`, and of all so many that are `waiting`. `people` is the file of those who
    are let in, "" where anybody is. `allow_adding` is whether visitors may add and remove
    articles, None where only this machine can reach the page; so many `adding_files` and
    `adding_megabytes` at a time.

    `origins` says for each setting where its value came from: a flag, a variable, byline.toml
    or, where it is silent, the default.
    """

    archive: Path = Path("archive")
    embedder: str = ""
    catalog: str = ""
    chroma: str = ""
    reader: str = ""
    model: str = ""
    base_url: str = ""
    nli: str = ""
    seconds: float | None = None
    patience: float | None = None
    brief: bool | None = None
    context: int = 8192
    host: str = "127.0.0.1"
    port: int = 7860
    allow_host: str = ""
    requests_a_minute: int = 600
    waiting: int = 100
    people: str = ""
    allow_adding: bool | None = None
    adding_files: int = 1_000
    adding_megabytes: int = 200
    origins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(
        cls, flags: Mapping[str, str | None], environment: Mapping[str, str], folder: Path
    ) -> Settings:
        """Settle each setting by its first source that has a value.

        Args:
            flags: Values of the command line by setting, None where a flag was not given.
            environment: The environment's variables; an empty one counts as not set.
            folder: Where `byline.toml` is looked for.

        Returns:
            The settings, each with its origin.

        Raises:
            SettingsError: A value makes no sense, or `byline.toml` cannot be understood.
        """
        file = _read_file(folder / FILE_NAME)
        values: dict[str, Any] = {}
        origins: dict[str, str] = {}
        for name, setting in _SETTINGS.items():
            variable = f"BYLINE_{name.upper()}"
            for origin, value in (
                (f"--{name.replace('_', '-')}", flags.get(name)),
                (variable, environment.get(variable) or None),
                (FILE_NAME, file.get(name)),
            ):
                if value is not None:
                    values[name], origins[name] = setting.read(name, value, origin), origin
                    break
        return cls(**values, origins=origins)

    def explained(self) -> Iterator[tuple[str, str, str]]:
        """Give for each setting its name, its value as text, and where the value came from."""
        for name in _SETTINGS:
            value = getattr(self, name)
            text = "" if value is None else str(value)
            shown = shown_address(text) if name == "catalog" and text else text
            yield name, shown, self.origins.get(name, DEFAULT)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one setting is read from what a source gives.

    `parse` raises KeyError, TypeError or ValueError where that makes no sense.
    """

    parse: Callable[[object], object]
    expected: str
    shown: Callable[[object], str] = repr

    def read(self, name: str, value: object, origin: str) -> object:
        try:
            return self.parse(value)
        except (KeyError, TypeError, ValueError) as error:
            raise SettingsError(
                f"The setting {name} is {self.shown(value)} (from {origin}), but it must be "
                f"{self.expected}. Change it there, or leave it out to have the default."
            ) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _filled(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError(value)
    return text


def _folder(value: object) -> Path:
    return Path(_filled(value))


def _url(value: object) -> str:
    text = _text(value)
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(value)
    return text


def _database(value: object) -> str:
    text = _text(value)
    if text and not is_address(text):
        raise ValueError(value)
    return text


def _urls(value: object) -> str:
    return ",".join(dict.fromkeys(url for each in _text(value).split(",") if (url := _url(each))))


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not 0 < (seconds := float(str(value))) <= _MOST_SECONDS:
        raise ValueError(value)
    return seconds


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return {"yes": True, "true": True, "no": False, "false": False}[_text(value).casefold()]


def _tokens(value: object) -> int:
    if isinstance(value, bool) or (tokens := int(str(value))) < _FEWEST_TOKENS:
        raise ValueError(value)
    return tokens


def _hosts(value: object) -> str:
    names = [name for each in _text(value).split(",") if (name := each.strip().lower())]
    if not all(map(_HOST.fullmatch, names)):
        raise ValueError(value)
    return ",".join(names)


def _count(value: object) -> int:
    if isinstance(value, bool) or (count := int(str(value))) < 1:
        raise ValueError(value)
    return count


def _port(value: object) -> int:
    if isinstance(value, bool) or not 0 <= (port := int(str(value))) <= 65535:  # noqa: PLR2004
        raise ValueError(value)
    return port


_SETTINGS: Mapping[str, _Setting] = {
    "archive": _Setting(_folder, 'the path of a folder, such as "archive"'),
    "embedder": _Setting(_text, "the folder or the name of a model that is on this machine"),
    "catalog": _Setting(
        _database,
        'the address of a PostgreSQL database, such as "postgresql://byline@db.example/news", '
        "%40 in place of an @ in a password",
        shown=lambda _: "no address",  # there may be a password in it
    ),
    "chroma": _Setting(_urls, 'addresses, such as "http://127.0.0.1:8000"; a comma between two'),
    "reader": _Setting(_text, "the folder or the name of a cross-encoder that is on this machine"),
    "model": _Setting(
        _text, 'a language model, such as "openai:NAME" or "http://127.0.0.1:8080/v1#NAME"'
    ),
    "base_url": _Setting(_url, 'an address, such as "http://127.0.0.1:8080/v1"'),
    "nli": _Setting(_text, "the folder or the name of a cross-encoder that is on this machine"),
    "seconds": _Setting(_seconds, "a number of seconds up to 3600, such as 60"),
    "patience": _Setting(_seconds, "a number of seconds up to 3600, such as 300"),
    "brief": _Setting(_yes_or_no, "yes or no"),
    "context": _Setting(_tokens, "a whole number of tokens, 1024 or more"),
    "host": _Setting(_filled, 'an address to listen at, such as "127.0.0.1"'),
    "port": _Setting(_port, "a whole number from 1 to 65535, or 0 for any that is free"),
    "allow_host": _Setting(_hosts, 'names of this machine, such as "news.example,10.0.0.7"'),
    "requests_a_minute": _Setting(_count, "a whole number, 1 or more"),
    "waiting": _Setting(_count, "a whole number, 1 or more"),
    "people": _Setting(_text, 'the path of a file, such as "people.db"'),
    "allow_adding": _Setting(_yes_or_no, "yes or no"),
    "adding_files": _Setting(_count, "a whole number, 1 or more"),
    "adding_megabytes": _Setting(_count, "a whole number, 1 or more"),
}


def _read_file(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # TOML that is none, or bytes that are not UTF-8
        raise SettingsError(
            f'{path} is not TOML: {error}. Correct it; a line of it looks like archive = "archive".'
        ) from error
    if unknown := sorted(set(values) - set(_SETTINGS)):
        raise SettingsError(_unknown(path, unknown[0], values[unknown[0]]))
    return values


def _unknown(path: Path, name: str, value: object) -> str:
    if _SECRET.search(name):  # it must not stand on a screen, nor in a log
        return (
            f"{path} holds {name}, but keys are read from the environment only. Take the line out, "
            "and set the variable the provider names, such as OPENAI_API_KEY."
        )
    return (
        f"{path} sets {name} to {value!r}, but the only settings are {', '.join(_SETTINGS)}. "
        "Take the line out or correct its name."
    )
