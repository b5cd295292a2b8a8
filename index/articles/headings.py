"""What stands above the text of a file: front matter and the title (knows yaml)."""

from __future__ import annotations

import re

from index.articles.names import is_beside_text
from index.articles.stated import Fields, Unreadable

_FENCED = re.compile(r"\s*^---[ \t]*\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCE = re.compile(r"\s*^---[ \t]*\n([^:\n]+):", re.M)
_HEADER = re.compile(r"([^\W\d_][\w -]{0,30}):[ \t]*(.*)")
_FEWEST_HEADERS = 2

_MARKDOWN_TITLE = re.compile(r"#{1,2}[ \t]+(.+?)[ \t#]*$")
_UNDERLINE = re.compile(r"\s*^(?:=|-){3,}[ \t]*(?:\n|\Z)", re.M)
_LONGEST_TITLE = 150
_FEWEST_WORDS = 3
_NO_TITLE_ENDS = (*".!;:,…-–—)", ".”", ".’", '."', "!”", '!"')
_SENTENCE_ENDS = (".", "!", "?", "”", "’", '"', "'", ")", "…", ":")


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Part what is stated above the text, in a `---` block or as `Title: ...` lines, from it.

    Raises:
        Unreadable: where there is such a block and it is broken.
    """
    if block := _FENCED.match(text):
        fields = _read_yaml(block[1])
        # A line of text between two rules is no front matter.
        return ({}, text) if fields is None else (fields, text[block.end() :])
    if (fence := _FENCE.match(text)) and is_beside_text(fence[1]):
        raise Unreadable("the front matter is not closed; end it with a line of ---")
    return _split_headers(text)


def _read_yaml(block: str) -> Fields | None:
    import yaml

    try:
        # Strings only: a title of "No", an id of 0123 and a date stay as they are written.
        found = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - it builds no objects
    except (yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(getattr(error, "problem", None) or "it is not YAML").split())
        raise Unreadable(
            f"the front matter is broken ({why}); put values with a : in quotes"
        ) from error
    if not isinstance(found, dict):
        return None
    return {str(name): value for name, value in found.items() if value not in ("null", "~")}


def _split_headers(text: str) -> tuple[Fields, str]:
    above, blank, below = text.lstrip().partition("\n\n")
    headers = [_HEADER.fullmatch(line.strip()) for line in above.split("\n")]
    fields = {header[1]: header[2] for header in headers if header}
    known = [name for name in fields if is_beside_text(name)]
    if not blank or not all(headers) or len(known) < _FEWEST_HEADERS:
        return {}, text
    return fields, below


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
    is_short = len(line) <= _LONGEST_TITLE and len(line.split()) >= _FEWEST_WORDS
    if not is_short or line.endswith(_NO_TITLE_ENDS) or line.startswith("By "):
        return False
    following = below.strip().partition("\n")[0]
    if below.startswith("\n"):
        return bool(following)
    # No blank line between: what follows must be a paragraph, not the rest of this one.
    is_paragraph = len(following) > _LONGEST_TITLE or following.endswith(_SENTENCE_ENDS)
    return is_paragraph and not following[0].islower()
