"""Whether somebody says a statement, or the article only tells what he wants, thinks or does.

For a reader "said by" must mean that: what an article tells of somebody's plans and views is a
statement too, but it is shown as his only where he can be the one who speaks.
"""

from __future__ import annotations

import re

from index.language.english import one_of
from index.language.english.grammar import DETERMINERS
from index.language.english.saying import SPEAKING, WITHHELD
from index.types import Statement

_SAYING = re.compile(
    rf"\b(?:{one_of(SPEAKING)}|according\s+to|reportedly|supposedly|purportedly|"
    r"(?:statement|comment)s?|words|view|opinion)\b",
    re.IGNORECASE,
)
# "She refused to say whether it was true" tells what she did not say.
_WITHHOLDING = re.compile(r"\b(?:refus|declin)\w*$", re.IGNORECASE)
_WITHHELD = re.compile(rf"to (?:{one_of(WITHHELD)})\b")
_THING = re.compile(r"(?:th(?:is|ese|at|ose|ere)|it|such)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<!^)\b[^\W\d_a-zß-ÿ]")
_FIRST = re.compile(rf"(?:{one_of(DETERMINERS | {'all'})})\s", re.IGNORECASE)


def is_voiced(statement: Statement, text: str) -> bool:
    """Whether somebody says `statement`, who can.

    With a word of saying, or in quotation marks, anybody but a thing pointed at ("this attack");
    else only somebody with a name: "the offensive saw ..." has no speaker. Nobody says what he
    refuses to say.
    """
    if statement.is_open(text) or _is_withheld(statement, text):
        return False
    name = statement.name.of(text)
    if _THING.match(name):
        return False
    if is_spoken(statement, text):
        return True
    return bool(_NAMED.search(name) or (name[:1].isupper() and not _FIRST.match(name)))


def is_spoken(statement: Statement, text: str) -> bool:
    """Whether a statement is in quotation marks or told by a word of saying, not of finding."""
    cue = statement.cue
    return statement.manner != "indirect" or not cue or bool(_SAYING.search(cue.of(text)))


def _is_withheld(statement: Statement, text: str) -> bool:
    is_refused = _WITHHOLDING.search(statement.cue.of(text))
    return bool(is_refused and _WITHHELD.match(statement.content[0].of(text)))
