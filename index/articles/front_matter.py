"""What a file states above its text, in YAML, TOML or JSON or as lines of names (knows yaml)."""

from __future__ import annotations

import json
import re
import tomllib

from index.articles.names import is_beside_text
from index.articles.stated import Fields, Unreadable

_YAML = re.compile(r"\s*^---[ \t]*\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\s*^\+\+\+[ \t]*\n(.{0,20000}?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_OPEN = re.compile(r"\s*^(?P<fence>---|\+\+\+)[ \t]*\n(?P<name>[^:=\n]+)[:=]", re.M)
_JSON = re.compile(r'\s*\{\s*"([^"\n]+)"\s*:')
_HEADER = re.compile(r"([^\W\d_][\w -]{0,30}):[ \t]*(.*)")
# "title: Weir: cost doubles", which is no YAML and plainly meant.
_COLON = re.compile(r"^(\w[\w -]*:[ \t]+)(?![\"'\[{|>&*!])(\S.*:[ \t].*)$", re.M)
_FEWEST_HEADERS = 2


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Part what is stated above the text from it.

    It stands between lines of `---` (YAML) or `+++` (TOML), in a JSON object at the top, or in
    `Title: ...` lines.

    Raises:
        Unreadable: where there is such a block and it is broken.
    """
    for fenced, read in ((_YAML, _read_yaml), (_TOML, _read_toml)):
        if block := fenced.match(text):
            fields = read(block[1])
            # A line of text between two rules is no front matter.
            return ({}, text) if fields is None else (fields, text[block.end() :])
    if (fence := _OPEN.match(text)) and is_beside_text(fence["name"]):
        raise Unreadable(f"the front matter is not closed; end it with a line of {fence['fence']}")
    if (first := _JSON.match(text)) and is_beside_text(first[1]):
        return _split_json(text.lstrip())
    return _split_headers(text)


def _read_yaml(block: str) -> Fields | None:
    import yaml

    try:
        # Strings only: a title of "No", an id of 0123 and a date stay as they are written.
        found = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - it builds no objects
    except (yaml.YAMLError, RecursionError) as error:
        quoted = _COLON.sub(lambda line: line[1] + json.dumps(line[2]), block)
        if quoted != block:
            return _read_yaml(quoted)
        why = " ".join(str(getattr(error, "problem", None) or "it is not YAML").split())
        raise _broken(why, "put values with a : in quotes") from error
    if not isinstance(found, dict):
        return None
    return {str(name): value for name, value in found.items() if value not in ("null", "~")}


def _read_toml(block: str) -> Fields:
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError) as error:
        raise _broken(str(error), "put text in quotes") from error


def _split_json(text: str) -> tuple[Fields, str]:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise _broken(str(error), "put names and text in quotes, and close it with }") from error
    return found, text[end:]


def _broken(why: str, way_out: str) -> Unreadable:
    return Unreadable(f"the front matter is broken ({why}); {way_out}")


def _split_headers(text: str) -> tuple[Fields, str]:
    above, blank, below = text.lstrip().partition("\n\n")
    headers = [_HEADER.fullmatch(line.strip()) for line in above.split("\n")]
    fields = {header[1]: header[2] for header in headers if header}
    known = [name for name in fields if is_beside_text(name)]
    if not blank or not all(headers) or len(known) < _FEWEST_HEADERS:
        return {}, text
    return fields, below
