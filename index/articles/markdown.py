"""From Markdown to plain blocks (the only place that knows markdown-it)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.articles.markup import read_blocks
from index.articles.stated import left_out
from index.types import Note

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_DEEPEST = 100
_MOST_STEPS = 300_000_000
_SHORTCODE = re.compile(r"\{\{[^{}]{0,2000}\}\}|\{%[^{}]{0,2000}%\}")
_SIGNS = (
    (re.compile(r"^\[!\w[\w-]*\][+-]?[ \t]*"), ""),  # the kind of a callout
    (re.compile(r"(?:^|[ \t])\{:[^{}\n]*\}", re.M), ""),  # attributes of kramdown
    (re.compile(r"!\[\[[^\[\]]*\]\]"), ""),  # what Obsidian sets in
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),  # its links
    (re.compile(r"(?<![=\w])==(?=\S)([^=\n]{1,500})(?<=\S)==(?![=\w])"), r"\1"),  # its marker pen
    (re.compile(r"(?<![%\w])%%[^%]{0,2000}%%"), ""),  # its comments
)
_LINE_BREAK = re.compile(r"<br\b", re.I)
_TITLES = ("h1", "h2")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class FromMarkdown:
    """The text of a Markdown file in blocks, and the heading that stands first in it.

    The heading is not in the text. `notes` say what was left out.
    """

    heading: str
    text: str
    notes: tuple[Note, ...]


def from_markdown(source: str) -> FromMarkdown:
    """Turn Markdown, as CommonMark, Hugo, Jekyll, Obsidian and Zola have it, to plain blocks.

    Signs of markup go, words stay: of a link its words, of code what it says. Items of lists keep
    their dash or number, rows of tables are lines with " | " between cells. Images, shortcodes,
    footnotes and struck-out words are left out, with notes.

    Raises:
        Unreadable: where HTML in it is nested too deep.
    """
    reading = _Reading()
    tokens = _parser().parse(source, {"left out": reading.left_out})
    blocks = list(reading.blocks(tokens))
    first = tokens[1].content if tokens and tokens[0].tag in _TITLES else ""
    heading = blocks.pop(0) if blocks and 0 < len(first) <= _LONGEST_TITLE else ""
    notes = (*left_out(reading.left_out), *reading.notes)
    return FromMarkdown(heading, "\n\n".join(blocks), notes)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.core.ruler.before("inline", "signs", _without_signs)
    parser.validateLink = _is_link  # type: ignore[method-assign,assignment]
    return parser


def _is_link(_: str) -> bool:
    return True  # wherever it leads: only its words are read


def _without_signs(state: StateCore) -> None:
    """Take the signs that CommonMark does not know out of the text, but not out of code."""
    for token in state.tokens:
        if token.type == "inline":
            if token.content.count("[") * len(token.content) > _MOST_STEPS:
                token.type = "code_block"  # no prose: each [ would be looked for a ] to the end
                continue
            token.content, shortcodes = _SHORTCODE.subn("", token.content)
            if shortcodes:
                state.env["left out"]["shortcode"] += shortcodes
            for sign, words in _SIGNS:
                token.content = sign.sub(words, token.content)


class _Reading:
    """One reading of a file: what was left out is counted beside the blocks."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.notes: list[Note] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[str]:
        """Give the blocks of a file; a list or a table is one."""
        at = 0
        while at < len(tokens):
            end = _end_of(tokens, at)
            block = self._block(tokens[at : end + 1])
            if block is not None:
                if block.strip():
                    yield block.strip("\n")
                at = end
            at += 1

    def _block(self, tokens: Sequence[Token]) -> str | None:
        """Read the block that `tokens` make up; None where its parts are blocks of their own."""
        kind = tokens[0].type
        if kind in ("bullet_list_open", "ordered_list_open"):
            return "\n".join(self._items(tokens))
        if kind == "table_open":
            return "\n".join(self._rows(tokens))
        if kind == "footnote_block_open":
            self.left_out["footnote"] += sum(each.type == "footnote_open" for each in tokens)
            return ""
        return self._leaf(tokens[0])

    def _leaf(self, token: Token) -> str | None:
        if token.type == "inline":
            return self._inline(token.children or [])
        if token.type == "html_block":
            found = read_blocks(token.content)
            self.notes += found.notes
            return found.text
        return token.content if token.type in ("fence", "code_block") else None

    def _items(self, tokens: Sequence[Token]) -> Iterator[str]:
        mark = ""
        for token in tokens:
            if token.type == "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else "- "
            elif block := (self._leaf(token) or "").strip():
                yield mark + block
                mark = ""

    def _rows(self, tokens: Sequence[Token]) -> Iterator[str]:
        row: list[str] = []
        for token in tokens:
            if token.type == "inline":
                row.append(self._inline(token.children or []))
            elif token.type == "tr_close":
                yield " | ".join(row)
                row = []

    def _inline(self, tokens: Sequence[Token]) -> str:
        written = ""
        kept: list[bool] = []  # of each emphasis that is open, whether its signs are letters
        struck = 0
        for token in tokens:
            if token.type in ("s_open", "s_close"):
                struck += 1 if token.type == "s_open" else -1
                self.left_out["struck-out word"] += token.type == "s_open"
            elif struck:
                continue
            elif token.type in ("em_open", "strong_open"):
                kept.append(written[-1:].isalnum())  # AT&T_Chem*Works*
                written += token.markup if kept[-1] else ""
            elif token.type in ("em_close", "strong_close"):
                written += token.markup if kept and kept.pop() else ""
            else:
                written += self._written(token)
        return written.strip()

    def _written(self, token: Token) -> str:
        if token.type in ("softbreak", "hardbreak"):
            return "\n"
        if token.type == "image":
            self.left_out["image"] += 1
            return ""
        if token.type == "html_inline":
            return "\n" if _LINE_BREAK.match(token.content) else ""
        return token.content if token.type in ("text", "code_inline") else ""


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """Give the place of the token that closes the one at `at`, which may be itself."""
    is_open = 0
    for end in range(at, len(tokens)):
        is_open += tokens[end].nesting
        if is_open <= 0:
            return end
    return len(tokens) - 1
