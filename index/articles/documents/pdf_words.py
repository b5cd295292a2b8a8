"""The words of a PDF page and where they stand (the only place that knows pypdfium2)."""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.articles.stated import Unreadable

_HYPHENS = "\x02\xad\ufffe"
"""What pdfium gives for a hyphen at the end of a line."""

_GAP = 0.2
"""Of the height of a letter: from here on a gap parts two words."""

_SAME_LINE = 0.5

_BOLD = (b"bold", b"black", b"heavy", b"bolditalic", b"boldoblique", b"boldmt", b"semibold")
"""How the names of bold fonts end."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, with its place on a page that is read upright; `y` grows downwards."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in the order they were drawn, and what else is on it."""

    words: tuple[Word, ...]
    has_picture: bool = False
    askew: int = 0  # words that stand at another angle than most

    @property
    def is_scan(self) -> bool:
        """Whether it holds pictures or drawings and no text."""
        return self.has_picture and not self.words


def read_pages(data: bytes) -> tuple[list[Page], str]:
    """Give the pages of a PDF file and the title that it states.

    Raises:
        Unreadable: where it is encrypted or damaged.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            title = document.get_metadata_value("Title")
            return [_page(document[number]) for number in range(len(document))], title
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("encrypted; save it without a password") from error
        raise Unreadable(f"not a PDF file that can be read ({error})") from error


@dataclass(frozen=True, slots=True)
class _Letter:
    character: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    angle: int


def _page(page: Any) -> Page:
    import pypdfium2.raw as pdfium

    letters = [*_letters(page.get_textpage())]
    has_picture = any(each.type != pdfium.FPDF_PAGEOBJ_TEXT for each in page.get_objects())
    angles = Counter(letter.angle for letter in letters if not letter.character.isspace())
    if not angles:
        return Page((), has_picture)
    upright = angles.most_common(1)[0][0]
    askew = [letter for letter in letters if letter.angle != upright]
    words = tuple(_words([letter for letter in letters if letter.angle == upright]))
    return Page(words, has_picture, askew=len([*_words(askew)]))


def _letters(text: Any) -> Iterator[_Letter]:
    """Give every character of a page, turned so that its line runs from left to right."""
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    font = ctypes.create_string_buffer(100)
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        character = chr(code) if 0 < code <= sys.maxunicode else "\ufffd"
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        turn = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, at)) / 5) * 5 % 360
        sides = (box.left, box.right, box.bottom, box.top)
        left, right, low, high = _turned(sides, turn)
        _, _, base, _ = _turned((x.value, x.value, y.value, y.value), turn)
        pdfium.FPDFText_GetFontInfo(text, at, font, len(font), None)
        is_bold = font.value.lower().endswith(_BOLD)
        yield _Letter(character, left, right, -base, high - low, is_bold, turn)


def _turned(sides: tuple[float, ...], turn: int) -> tuple[float, float, float, float]:
    """Turn a box (left, right, bottom, top) clockwise by `turn` degrees, if it is a quarter's."""
    left, right, low, high = sides
    quarter = {
        90: (-high, -low, left, right),
        180: (-right, -left, -high, -low),
        270: (low, high, -right, -left),
    }
    return quarter.get(turn, (left, right, low, high))


def _words(letters: list[_Letter]) -> Iterator[Word]:
    """Join letters that were drawn one after the other, with no space between, to words."""
    word: list[_Letter] = []
    for letter in letters:
        if word and (letter.character.isspace() or not _goes_on(word[-1], letter)):
            yield _word(word)
            word = []
        if not letter.character.isspace():
            word.append(letter)
    if word:
        yield _word(word)


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    size = max(before.size, letter.size)
    is_beside = abs(before.y - letter.y) < _SAME_LINE * size
    # A script from right to left goes on at the left of the letter before.
    gap = max(letter.left - before.right, before.left - letter.right)
    return is_beside and gap < _GAP * size and before.character not in _HYPHENS


def _word(letters: list[_Letter]) -> Word:
    text = "".join("-" if each.character in _HYPHENS else each.character for each in letters)
    return Word(
        text,
        left=min(each.left for each in letters),
        right=max(each.right for each in letters),
        y=letters[0].y,
        size=max(each.size for each in letters),
        is_bold=Counter(each.is_bold for each in letters).most_common(1)[0][0],
    )
