"""An answer as text for a terminal; accounts in columns where there is room, else stacked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Final

from assistant.rendering import words
from assistant.rendering.accounts import COLUMNS, account_heading, agreement, cells
from assistant.rendering.escaping import plain, printable

if TYPE_CHECKING:
    from assistant.types import Account, Answer, Claim, Dropped, Evidence, ShortAnswer, Version
    from index import Article

_INDENT = " " * 4
_LABEL = re.compile(r"\[\d+\]")
_LABEL_COLOUR = "\x1b[1;36m{}\x1b[0m"
_BOLD = "\x1b[1m{}\x1b[0m"


def as_text(
    answer: Answer,
    *,
    width: int = 80,
    colour: bool = False,
    dropped: bool = False,
    no_infer: str = "--no-infer",
) -> str:
    """Render `answer` for a terminal of `width` columns.

    With `colour`, citations are coloured, and the short answer is bold where it stands. With
    `dropped`, what a model wrote and what did not hold follows, with the reasons. `no_infer` is
    how one says that no limits are to be read from the question.
    """
    blocks = _abstention(answer, width) if answer.abstained else _answered(answer, width, colour)
    nearest = _nearest(answer, width) if answer.nearest else ()
    left_out = _left_out(answer.dropped, width) if dropped and answer.dropped else ()
    told = filter(None, (answer.notice, *words.notes(answer, f" ({no_infer} leaves that out)")))
    notes = "\n".join(fill(plain(line), width) for line in told)
    text = "\n\n".join(filter(None, [*blocks, *nearest, *left_out, notes]))
    return _LABEL.sub(lambda label: _LABEL_COLOUR.format(label[0]), text) if colour else text


def _answered(answer: Answer, width: int, colour: bool) -> Iterator[str]:
    marked = answer.short if colour else None
    for asked, short in words.shorts(answer):
        line = f"{plain(short.text)} [{short.label}]"
        first = f"{plain(asked)} " if asked else ""
        bold = _signs(short.text) if colour else 0
        yield _filled(f"{first}{line}", width, first=_signs(first), bold=bold)
    if answer.claims:
        yield "\n".join(_sentence(claim, marked, width) for claim in answer.claims)
    if answer.named:
        yield from _named(answer, width)
    if answer.is_told:
        yield from _told(answer, width)
    yield from told_accounts(answer, width)
    said = {claim.text for claim in answer.claims}
    for citation in words.sources(answer.citations):
        # A sentence of the answer that is the quote itself need not be read twice.
        repeated = citation.verbatim and " ".join(citation.quote.split()) in said
        yield _source(
            f"[{citation.label}]",
            citation.evidence,
            width,
            quote="" if repeated else citation.quote,
            note=words.doubt(citation),
            also=words.also_at(citation),
        )


def _named(answer: Answer, width: int) -> Iterator[str]:
    if not answer.claims:
        yield fill(plain(answer.text), width)
    lines = (_hanging(f"- {plain(words.naming(each))}", width) for each in answer.named)
    yield "\n".join([words.NAMED, *lines])


def _told(answer: Answer, width: int) -> Iterator[str]:
    yield fill(plain(answer.text), width)
    if answer.listed:
        yield "\n".join(
            _hanging(f"- {plain(words.listing(each))}", width) for each in answer.listed
        )


def _abstention(answer: Answer, width: int) -> Iterator[str]:
    yield "\n".join(fill(plain(line), width) for line in words.refusal(answer))


def _nearest(answer: Answer, width: int) -> Iterator[str]:
    yield words.nearest(answer)
    for evidence in answer.nearest:
        yield _source("-", evidence, width, quote=evidence.quote)


def _left_out(dropped: Iterable[Dropped], width: int) -> Iterator[str]:
    yield words.DROPPED
    for each in dropped:
        lines = [_indented(plain(flaw.detail), width) for flaw in each.flaws]
        yield "\n".join([_hanging(f"- {plain(each.text)}", width), *lines])


def _sentence(claim: Claim, short: ShortAnswer | None, width: int) -> str:
    before, answering, _ = words.parted(claim, short)
    line = plain(claim.text) + words.marks(claim, "[{}]", before=" ")
    return _filled(line, width, first=_signs(before), bold=_signs(answering))


def _filled(line: str, width: int, *, first: int = 0, bold: int = 0) -> str:
    """Wrap `line` and make `bold` of its signs bold, from `first` on; spaces are no signs."""
    wrapped = fill(line, width, subsequent_indent="  ", break_long_words=False)
    if not bold:
        return wrapped
    # Wrapping changes white space only, so a sign keeps its number.
    places = [place for place, sign in enumerate(wrapped) if not sign.isspace()]
    start, end = places[first], places[first + bold - 1] + 1
    return wrapped[:start] + _bold(wrapped[start:end]) + wrapped[end:]


def _signs(text: str) -> int:
    return len(printable(text).replace(" ", ""))


def _bold(text: str) -> str:
    """Make `text` bold line by line: a pager forgets a style where a line ends."""
    return re.sub(r"\S+(?: \S+)*", lambda piece: _BOLD.format(piece[0]), text)


def _source(
    mark: str, evidence: Evidence, width: int, *, quote: str = "", note: str = "", also: str = ""
) -> str:
    lines = [
        f"“{quote}”" if quote else "",
        words.said_by(evidence),
        f"({words.place(evidence)})",
        note,
        evidence.article.url,
        also,
    ]
    heading = _hanging(f"{mark} {plain(_heading(evidence.article))}", width)
    return "\n".join([heading, *(_indented(plain(line), width) for line in lines if line)])


def _hanging(line: str, width: int) -> str:
    return fill(line, width, subsequent_indent=_INDENT)


def _indented(line: str, width: int) -> str:
    # An address cut in two cannot be followed, so nothing is cut inside a word.
    return fill(
        line,
        width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _heading(article: Article) -> str:
    origin = words.origin(article)
    if origin and (article.title or article.file):
        return f"{origin}: {article.name}"
    return origin or article.name


_ROOM: Final = 80  # columns of a screen that a table needs
_MARGIN: Final = 2
_NARROWEST: Final = 4  # so that a number in its brackets is not broken


def told_accounts(answer: Answer, width: int) -> Iterator[str]:
    """Give a block for each account: its versions under a heading, or how many agree on one."""
    for account in answer.accounts:
        if account.is_disputed:
            heading = fill(plain(account_heading(account)), width)
            laid = _table if width >= _ROOM else _stacked
            yield f"{heading}\n{laid(account, width)}"
        elif agreed := agreement(account):
            yield fill(agreed, width)


def _row(version: Version) -> Sequence[str]:
    numbers = " ".join(f"[{label}]" for label in version.labels)
    return *(plain(cell) for cell in cells(version)), numbers


def _table(account: Account, width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _MARGIN))
    for _ in COLUMNS:
        grid.add_column(overflow="fold", min_width=_NARROWEST)
    for version in account.versions:
        grid.add_row(*map(Text, _row(version)))
    # With both sizes given, the terminal it runs in is not asked.
    console = Console(width=width - _MARGIN, height=1, color_system=None, legacy_windows=False)
    lines = console.render_lines(grid, pad=False)
    written = ("".join(piece.text for piece in line).rstrip() for line in lines)
    return "\n".join(" " * _MARGIN + line for line in written)


def _stacked(account: Account, width: int) -> str:
    return "\n".join(_line(_row(version), width) for version in account.versions)


def _line(row: Sequence[str], width: int) -> str:
    *said, numbers = dict.fromkeys(filter(None, row))
    line = f"{', '.join(said)} {numbers}"
    indents = " " * _MARGIN, " " * 2 * _MARGIN
    return fill(line, width, initial_indent=indents[0], subsequent_indent=indents[1])
