"""Fencing what articles say: it is shown as data, and cannot look like anything else.

Only what a model reads is changed. Offsets are always those of the article itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.types import Piece
from assistant.writing.markers import defused
from index import Article

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# What nobody sees and a model reads: controls, direction, fillers, tags, variation selectors.
# Joiners stay between letters that are not ASCII: Persian and Hindi are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e"
    "\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\ue000-\uf8ff\U000e0000-\U0010ffff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
# With these an article could end the fence, open a tag or a block of code, or take a turn in the
# talk: no mark of a chat template begins otherwise, save [INST] and its like. "<5%" is a number.
_TAG = re.compile(r"<(?=\s*[^\s\d])")
_TURN = re.compile(r"\[(/?(?:INST|[A-Z]+_[A-Z_]+))\]")
_HEADING = re.compile(r"^[ \t]*#+(?=\s)", re.MULTILINE)
_MOST_TITLE, _MOST_NAMES = 300, 120  # characters


def fenced(pieces: Iterable[Piece], nonce: str) -> str:
    """Give `pieces` as a model reads them, between marks that no article can know."""
    blocks = "\n\n".join(block(piece) for piece in pieces)
    return f"<passages {nonce}>\n{blocks}\n</passages {nonce}>"


def block(piece: Piece) -> str:
    """Give one piece: a line that says where it comes from, then its text behind its label.

    With the label in front of that line, small models take the line for the text and copy it.
    """
    return f"{_source(piece.article)}\n[{piece.label}] {neutral(piece.text)}".lstrip("\n")


def neutral(text: str) -> str:
    """Write `text` so that nothing of it is hidden, and nothing a marker, a tag or a heading."""
    seen = _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("`", "'")
    return defused(_HEADING.sub("", _TURN.sub(r"(\1)", _TAG.sub("‹", seen))))


def _source(article: Article) -> str:
    names = ", ".join(article.authors)
    day = article.published
    known = (
        _line(article.outlet, _MOST_NAMES),
        f"{day:%A}, {day.day} {day:%B %Y}" if day else "",
        f"by {_line(names, _MOST_NAMES)}" if names else "",
    )
    source = ", ".join(each for each in known if each)
    return ": ".join(each for each in (source, _line(article.title, _MOST_TITLE)) if each)


def _line(text: str, most: int) -> str:
    return " ".join(neutral(text).split())[:most]
