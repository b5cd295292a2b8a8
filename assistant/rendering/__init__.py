"""An answer as text for a terminal, and an answer or a conversation in a file. This is the door.

What articles say is never trusted with the reader's screen: characters that steer a terminal are
shown by their code, the signs of Markdown, HTML and TeX are escaped, and in the terminal a number
in square brackets that stands in an article becomes a round one, so that only Byline's own
citations look like citations.
"""

from __future__ import annotations

from assistant.rendering.accounts import (
    account_heading,
    agreement,
    dated,
    disputed,
    standing,
    teller,
)
from assistant.rendering.escaping import json_text, printable
from assistant.rendering.footnotes import as_markdown
from assistant.rendering.formats import (
    FORMATS,
    UnknownFormat,
    answer_as,
    as_json,
    conversation_as,
    unknown_format,
)
from assistant.rendering.html import as_fragment, as_html
from assistant.rendering.references import as_bibtex, as_csl_json
from assistant.rendering.templates import template
from assistant.rendering.terminal import as_text
from assistant.rendering.words import (
    DOUBTED_SUPPORT,
    DOUBTED_VERDICT,
    NAMED,
    naming,
    parted,
    read_as,
    refusal,
    shorts,
    sources,
    understood,
    verdict,
    writing,
)
from assistant.types import counted

__all__ = [
    "DOUBTED_SUPPORT",
    "DOUBTED_VERDICT",
    "FORMATS",
    "NAMED",
    "UnknownFormat",
    "account_heading",
    "agreement",
    "answer_as",
    "as_bibtex",
    "as_csl_json",
    "as_fragment",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "conversation_as",
    "counted",
    "dated",
    "disputed",
    "json_text",
    "naming",
    "parted",
    "printable",
    "read_as",
    "refusal",
    "shorts",
    "sources",
    "standing",
    "teller",
    "template",
    "understood",
    "unknown_format",
    "verdict",
    "writing",
]
