"""Reading Rich Text Format: what is seen of it, without what was struck out or is hidden."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index.articles.blocks import Block, stated_by
from index.articles.documents.rtf_tokens import (
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    SYMBOLS,
    Token,
    tokens,
)
from index.articles.stated import Stated, Unreadable

_BEGIN = b"{\\rtf"
_UNSEEN = frozenset(
    "annotation aftncn aftnsep aftnsepc atnauthor atnid atnref colortbl datastore factoidname falt "
    "fchars filetbl fldinst ftncn ftnsep ftnsepc generator latentstyles lchars listoverridetable "
    "listtable mmathPr nesttableprops nonesttables nonshppict objdata pgptbl pict pn private "
    "revtbl rsidtbl shprslt sn sv tc template themedata userprops wgrffmtfilter xe "
    "xmlnstbl".split()
)
"""Groups that hold no text: tables of the file, pictures, codes of fields, comments."""

_HEADS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_MARKS = frozenset({"listtext", "pntext"})
_STARRED = frozenset({"shpinst", "shptxt", "do", "dptxbxtext", "ud", "footnote"})
"""Groups that hold text though programs that do not know them may pass them over."""

_FIELDS = {"fonttbl": "font", "stylesheet": "style", "info": "property", "title": "title"}


@dataclass(slots=True)
class _Paragraph:
    """What holds for the paragraph that is being read."""

    style: int = 0
    is_item: bool = False
    is_cell: bool = False
    level: int | None = None


@dataclass(slots=True)
class _Flow:
    """One run of blocks: the body's, a text box's, or that of the notes."""

    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    cells: list[str] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the group ends."""

    flow: _Flow
    into: str = "text"  # or "nothing", or the table of the file that the group belongs to
    is_hidden: bool = False
    is_deleted: bool = False
    encoding: str = ""
    after_unicode: int = 1
    font: int = 0
    style: int = 0


def read_rtf(data: bytes) -> Iterator[Stated]:
    """Read the blocks of a Rich Text file; its notes come after them.

    Raises:
        Unreadable: where it is no such file, or holds no text.
    """
    if not data.lstrip().startswith(_BEGIN):
        raise Unreadable("not a Rich Text file that can be read; save it anew")
    document = _Document()
    for token in tokens(data):
        document.take(token)
    document.end()
    blocks = [*document.body.blocks, *document.notes.blocks]
    yield stated_by(blocks, title=document.title, without=document.left_out)


class _Document:
    """The walk through a file, token by token."""

    def __init__(self) -> None:
        self.body, self.notes = _Flow(), _Flow()
        self.left_out: Counter[str] = Counter()
        self.title = ""
        self._states = [_State(self.body)]
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._bytes = b""  # of characters that may take several of them
        self._to_pass = 0  # characters that stand for one that was given as Unicode
        self._is_starred = False
        self._merged: list[bool] = []
        self._is_merged = False
        self._name = ""

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def take(self, token: Token) -> None:
        """Go on by one token."""
        if token.text:
            self._take_bytes(token.text)
            return
        self._write_bytes()
        if token.brace == "{":
            self._states.append(self._state)
            self._to_pass = 0
        elif token.brace:
            self._leave()
        elif token.symbol == "*":
            self._is_starred = True
            return
        elif token.symbol in "\r\n" and token.symbol:
            self._control(Token(word="par"))
        elif token.symbol:
            self._write(SYMBOLS.get(token.symbol, ""))
        else:
            self._control(token)
        self._is_starred = False

    def end(self) -> None:
        """Close what the file leaves open."""
        self._write_bytes()
        for flow in (self.body, self.notes):
            self._end_paragraph(flow)

    def _control(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._to_pass = self._state.after_unicode
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in ("par", "sect", "cell", "row", "nestcell", "nestrow"):
            self._part(word)
        elif self._opens_group(word):
            return
        else:
            self._set_letters(token)
            self._set_paragraph(token)
            self._set_table(word)

    def _opens_group(self, word: str) -> bool:
        """Take a word that says what its group is; tell whether it is one."""
        was_starred = self._is_starred
        if word == "annotation":
            self.left_out["comment"] += 1
        if word in _FIELDS:
            is_property = word != "title" or self._state.into == "property"
            self._set(into=_FIELDS[word] if is_property else self._state.into)
        elif word in _HEADS:
            self._set(into="head")
        elif word == "footnote":
            self._set(flow=self.notes)
        elif word in ("shptxt", "dptxbxtext"):
            self._set(flow=_Flow(), into="text")
        elif word in _MARKS:
            self._state.flow.paragraph.is_item = True
            self._set(into="nothing")
        elif word in _UNSEEN or (was_starred and word not in _STARRED) or word == "upr":
            self._set(into="nothing")
        elif word == "ud":
            self._set(into="text")
        else:
            return word in _STARRED
        return True

    def _set_letters(self, token: Token) -> None:
        word, number = token.word, token.number or 0
        if word == "plain":
            self._set(is_hidden=False, is_deleted=False, encoding="")
        elif word == "v":
            self._set(is_hidden=token.is_on)
        elif word == "deleted":
            self._set(is_deleted=token.is_on)
        elif word == "uc":
            self._set(after_unicode=number)
        elif word == "f":
            self._set(font=number, encoding=self._fonts.get(number, ""))
        elif word == "fcharset" and self._state.into == "font":
            self._fonts[self._state.font] = CHARSETS.get(number, "")
        elif word == "ansicpg":
            self._encoding = _known(f"cp{number}") or self._encoding
        elif word in CODE_PAGES:
            self._encoding = CODE_PAGES[word]

    def _set_paragraph(self, token: Token) -> None:
        word, number = token.word, token.number or 0
        flow = self._state.flow
        if word == "s" and self._state.into == "style":
            self._set(style=number)
        elif self._state.into != "text":
            return
        elif word == "pard":
            # The mark of an item may stand before the paragraph's own settings.
            flow.paragraph = _Paragraph(is_item=flow.paragraph.is_item)
        elif word == "s":
            flow.paragraph.style = number
        elif word == "ls":
            flow.paragraph.is_item = True
        elif word == "intbl":
            flow.paragraph.is_cell = True
        elif word == "outlinelevel":
            flow.paragraph.level = number

    def _set_table(self, word: str) -> None:
        if word == "trowd":
            self._merged, self._is_merged = [], False
        elif word in ("clmrg", "clvmrg"):
            self._is_merged = True
        elif word == "cellx":
            self._merged.append(self._is_merged)
            self._is_merged = False

    def _set(self, **changes: object) -> None:
        self._states[-1] = replace(self._state, **changes)  # type: ignore[arg-type]

    def _leave(self) -> None:
        state = self._state
        if state.into == "style" and state.style and self._name:
            self._styles[state.style] = self._name.strip(" ;").casefold()
        if len(self._states) > 1:
            self._states.pop()
        if state.into == "head" != self._state.into:
            self.left_out["page head"] += bool(self._name.strip())
        if self._state.into != "head":
            self._name = ""
        outer = self._state.flow
        if state.flow is not outer:
            self._end_paragraph(state.flow)
            if state.flow is not self.notes:
                outer.blocks += state.flow.blocks

    def _take_bytes(self, data: bytes) -> None:
        passed = min(self._to_pass, len(data))
        self._to_pass -= passed
        self._bytes += data[passed:]

    def _write_bytes(self) -> None:
        if self._bytes:
            encoding = self._state.encoding or self._encoding
            self._write(self._bytes.decode(encoding, errors="replace"))
            self._bytes = b""

    def _write(self, text: str) -> None:
        state = self._state
        if state.into in ("style", "head"):
            self._name += text
        elif state.into == "title":
            self.title += text
        elif state.into != "text" or state.is_deleted:
            return
        elif state.is_hidden:
            self.left_out["hidden text"] += bool(text.strip())
        else:
            state.flow.text += text

    def _part(self, word: str) -> None:
        """End a paragraph, a cell or a row."""
        flow = self._state.flow
        if self._state.into != "text" or self._state.is_deleted:
            return
        if word == "cell":
            flow.cells.append(flow.text)
            flow.text = ""
        elif word == "row":
            merged = dict(enumerate(self._merged))
            cells = [cell for at, cell in enumerate(flow.cells) if not merged.get(at)]
            flow.blocks.append(Block(" | ".join(" ".join(cell.split()) for cell in cells), "row"))
            flow.cells, flow.paragraph.is_cell = [], False
        elif word in ("nestcell", "nestrow") or flow.paragraph.is_cell:
            flow.text += "\n"
        else:
            self._end_paragraph(flow)

    def _end_paragraph(self, flow: _Flow) -> None:
        units = flow.text.encode("utf-16-le", "surrogatepass")
        text = units.decode("utf-16-le", errors="replace")
        kind = self._kind(flow.paragraph)
        flow.blocks.append(Block(text.replace("\n", " ") if kind.startswith("h") else text, kind))
        flow.text, flow.paragraph.is_item = "", False

    def _kind(self, paragraph: _Paragraph) -> str:
        name = self._styles.get(paragraph.style, "")
        if name == "title":
            return name
        if name.startswith("heading") or paragraph.level is not None:
            return "heading1" if name == "heading 1" or paragraph.level == 0 else "heading"
        return "item" if paragraph.is_item else ""


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
