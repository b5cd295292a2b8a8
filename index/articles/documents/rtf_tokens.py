"""The tokens of a Rich Text Format file, and its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)

CHARACTERS = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "page": "\n", "column": "\n",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d",
    "zwnj": "\u200c",
}  # fmt: skip
"""What control words stand for."""

SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
"""What control symbols stand for."""

CODE_PAGES = {
    "mac": "mac_roman", "pc": "cp437", "pca": "cp850",
}  # fmt: skip
"""The encodings of whole files, by the control words that name them."""

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The encodings of fonts, by the numbers that Windows gave them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A control word with its number, a control symbol, a brace, or bytes of text."""

    word: str = ""
    number: int | None = None
    symbol: str = ""
    brace: str = ""
    text: bytes = b""

    @property
    def is_on(self) -> bool:
        """Whether a control word switches on what it names: all do, but those with a 0."""
        return self.number != 0


def tokens(data: bytes) -> Iterator[Token]:
    """Give the tokens of a file; what a control word says is binary is passed over."""
    at = 0
    while found := _TOKEN.search(data, at):
        at = found.end()
        if word := found["word"]:
            number = int(found["number"]) if found["number"] else None
            if word == b"bin":
                at += max(number or 0, 0)
                continue
            yield Token(word=word.decode("ascii"), number=number)
        elif found["byte"]:
            yield Token(text=bytes([int(found["byte"], 16)]))
        elif found["symbol"]:
            yield Token(symbol=found["symbol"].decode("latin-1"))
        elif found["brace"]:
            yield Token(brace=found["brace"].decode("ascii"))
        else:
            yield Token(text=found["text"])
