"""The program itself: its name and help, the options commands share, and the archive they open."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

from assistant import rendering
from assistant.cli.failures import Commands
from assistant.cli.progress import Show, live
from assistant.settings import VERSION, Settings

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from index import Index

_WIDEST = 100  # longer lines are hard to read, however wide the window
EXIT_CODES = """\b
Exit codes:
    0  done; for ask also where the articles do not answer
    1  something went wrong, a sentence on stderr says what
    2  wrong usage: an option, a setting or the question makes no sense
    3  done, but some of the input could not be read and was left out
  130  interrupted with Ctrl-C

\b
Examples:
  byline add articles/
  byline ask "Who said the bridge would reopen?"
"""

app = typer.Typer(
    name="byline",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help reads the same in a pipe, a log and a narrow window
    pretty_exceptions_enable=False,
    epilog=EXIT_CODES,
)

ArchiveOption = Annotated[
    str | None,
    typer.Option("--archive", metavar="DIR", help='Folder of the archive; as a rule "archive".'),
]
_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "embedder": (
        "NAME",
        "Embedding model: a folder, or the name of a sentence-transformers model that is on this "
        "machine. As a rule the one that comes with Byline.",
    ),
    "catalog": (
        "URL",
        "PostgreSQL database that holds articles and conversations for several machines, such as "
        "postgresql://byline@db.example/news. As a rule none: they lie in the archive's folder.",
    ),
    "chroma": (
        "URL",
        "Chroma server that holds the vector index, such as http://127.0.0.1:8000; repeated, each "
        "holds a stretch of days. As a rule none: it lies in the archive's folder.",
    ),
    "reader": (
        "NAME",
        "Cross-encoder on this machine that reads whether a sentence answers. As a rule the "
        "reader that comes with Byline.",
    ),
    "model": (
        "NAME",
        "Language model that writes the answer: openai:..., anthropic:..., ollama:..., or the URL "
        "of an OpenAI-compatible server, #NAME behind it. Its key is read from the environment. "
        "As a rule none: answers are quoted.",
    ),
    "base_url": ("URL", "Where the model is reached, if not at its own address."),
    "nli": (
        "NAME",
        "Cross-encoder on this machine that judges whether the text bears a sentence out.",
    ),
    "host": ("HOST", "Address to listen at; 127.0.0.1 as a rule."),
    "port": ("PORT", "Port to listen at; 7860 as a rule."),
    "allow_host": (
        "NAME",
        "Answer requests to this name too, beside localhost and HOST; may be repeated. Others are "
        "refused, so that no page of a stranger's reads the archive.",
    ),
    "requests_a_minute": ("N", "Requests of one client; 600 as a rule."),
    "waiting": ("N", "Questions that wait for their turn; 100 as a rule."),
    "people": (
        "FILE",
        "Let in only the people in this file, which `byline people add NAME` makes; as a rule "
        "anybody is.",
    ),
    "allow_adding": (
        "",
        "Let visitors add and remove articles on the page; as a rule only where nobody else can "
        "reach it: HOST is this machine alone, and no other name is allowed.",
    ),
    "adding_files": ("N", "Files that visitors may add at a time; 1000 as a rule."),
    "adding_megabytes": ("N", "Megabytes that visitors may add at a time; 200 as a rule."),
}
CatalogOption = Annotated[
    str | None,
    typer.Option("--catalog", metavar=_OPTIONS["catalog"][0], help=_OPTIONS["catalog"][1]),
]
_SEVERAL: Final = ("chroma", "allow_host")
"""The options that may be repeated: a comma between two, in variables and files."""
_VALUES: Final = {**dict.fromkeys(_SEVERAL, list[str] | None), "allow_adding": bool | None}
"""What the options are that are no text."""

JsonOption = Annotated[bool, typer.Option("--json", help="Give it as JSON.")]
OPENING: Final = ("archive", "embedder", "catalog", "chroma")
"""The settings of what opens an archive."""
ASKING: Final = (*OPENING, "reader", "model", "base_url", "nli")
"""The settings of what asks questions."""


def with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of the settings `names`, in the place of its `settings`."""

    def dressed(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            flags = {name: given.pop(name) for name in names}
            flags |= {name: ",".join(flags[name]) for name in _SEVERAL if flags.get(name)}
            command(**given, settings=load_settings(**flags))

        parameters: list[Parameter] = []
        for each in signature(command, eval_str=True).parameters.values():
            own = map(_option, names) if each.name == "settings" else [each]
            parameters += (one.replace(kind=Parameter.KEYWORD_ONLY) for one in own)
        run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        return run

    return dressed


def _option(name: str) -> Parameter:
    kind: Any = ArchiveOption
    if name in _OPTIONS:
        metavar: str | None
        metavar, meaning = _OPTIONS[name]
        flag = f"--{name.replace('_', '-')}"
        value: Any = _VALUES.get(name, str | None)
        if value == bool | None:
            flag, metavar = f"{flag}/--no-{flag.removeprefix('--')}", None
        kind = Annotated[value, typer.Option(flag, metavar=metavar, help=meaning)]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def prepare_environment() -> None:
    """Keep the libraries quiet and off the network, save where the user says otherwise."""
    for variable, value in (
        ("ANONYMIZED_TELEMETRY", "False"),
        ("GRADIO_ANALYTICS_ENABLED", "False"),
        ("HF_HUB_DISABLE_PROGRESS_BARS", "1"),
        ("HF_HUB_DISABLE_TELEMETRY", "1"),
        ("HF_HUB_OFFLINE", "1"),
        ("LANGSMITH_TRACING", "false"),
        ("ORT_DISABLE_TELEMETRY", "1"),
        ("TOKENIZERS_PARALLELISM", "true"),
        ("TRANSFORMERS_VERBOSITY", "error"),
    ):
        os.environ.setdefault(variable, value)


def load_settings(**flags: str | None) -> Settings:
    """Settle the settings from `flags`, this process's environment and the current folder."""
    return Settings.load(flags, os.environ, Path.cwd())


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Index]:
    """Open the archive of `settings`, make it if `create`, and close it in the end."""
    from index import Index, load_embedder

    embedder = load_embedder(settings.embedder)
    with Index.open(
        settings.archive.expanduser(),
        embedder=embedder,
        create=create,
        catalog=settings.catalog,
        chroma=settings.chroma,
    ) as index:
        yield index


def assistant_of(settings: Settings, index: Index) -> Assistant:
    """Make the assistant of `settings`: it quotes or, where a model is named, has it write."""
    from assistant import Assistant
    from assistant.reading import load_reader

    reader = load_reader(settings.reader) if settings.reader else None
    if not settings.model:
        return Assistant(index, reader=reader)
    from assistant.writing import Limits

    return Assistant.with_model(
        index,
        settings.model,
        base_url=settings.base_url,
        limits=Limits(
            seconds=settings.seconds,
            patience=settings.patience,
            brief=settings.brief,
            context=settings.context,
        ),
        nli=settings.nli,
        reader=reader,
        environment=os.environ,
    )


def is_terminal(stream: TextIO) -> bool:
    """Tell whether `stream` is a terminal that can redraw a line and show colours."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def as_text(answer: Answer, *, dropped: bool = False) -> str:
    """Write `answer` for the terminal there is."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    colour = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    return rendering.as_text(answer, width=width, colour=colour, dropped=dropped)


def progress() -> AbstractContextManager[Show]:
    """Show progress on stderr."""
    return live(sys.stderr, terminal=is_terminal(sys.stderr), clock=time.monotonic)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"byline {VERSION}")
        raise typer.Exit


@app.callback()
def byline(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Ask an archive of news articles.

    Each sentence of an answer shows the article and the exact place it comes from. Settings come
    from options, then from variables such as BYLINE_ARCHIVE and BYLINE_MODEL, then from
    byline.toml in the current folder; `byline config` names them all and tells which hold.
    """
