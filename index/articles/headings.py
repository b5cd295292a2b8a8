"""The title that stands above the text of a file."""

from __future__ import annotations

import re

from index.articles.dates import read_time

_MARKDOWN_TITLE = re.compile(r"#{1,2}[ \t]+([^ \t].*?)[ \t#]*$")
_UNDERLINE = re.compile(r"\s*^(?:=|-){3,}[ \t]*(?:\n|\Z)", re.M)
_LONGEST_TITLE = 150
_FEWEST_WORDS = 3
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]{2}")
"""Two characters of a script that parts no words, about a word."""

_NO_TITLE_ENDS = (
    *".!;:,…-–—)", ".”", ".’", '."', "!”", '!"', *"。！；：，、」．｡", *"،؛۔।",
)  # fmt: skip
_SENTENCE_ENDS = (*".!?”’\"')…:", *"。！？」』）؟۔।»")


def split_title(text: str, *, stated: str) -> tuple[str, str]:
    """Part the title from the text: the one `stated`, else the first line if it reads like one.

    A title is taken out of the text; where there is none it is "".
    """
    first, _, below = text.strip().partition("\n")
    heading = _MARKDOWN_TITLE.fullmatch(first.strip())
    line = " ".join((heading[1] if heading else first).strip(" *_").split())
    below = _UNDERLINE.sub("", below, count=1) if _UNDERLINE.match(below) else below
    if stated:
        return stated, below if line.casefold() == stated.casefold() else text
    if heading or _reads_like_title(line, below):
        return line, below
    return "", text


def _reads_like_title(line: str, below: str) -> bool:
    """Tell a title from a first paragraph, and from the first line of a wrapped one."""
    if not line or len(line) > _LONGEST_TITLE or not any(map(str.isalpha, line)):
        return False
    if line.endswith(_NO_TITLE_ENDS) or line.startswith("By ") or read_time(line):
        return False
    following = below.strip().partition("\n")[0]
    if below.startswith("\n"):  # alone on its line: a word or two are enough
        return bool(following)
    if len(line.split()) + len(_UNPARTED.findall(line)) < _FEWEST_WORDS:
        return False
    # No blank line between: what follows must be a paragraph, not the rest of this one.
    is_paragraph = len(following) > _LONGEST_TITLE or following.endswith(_SENTENCE_ENDS)
    return is_paragraph and not following[0].islower()
