"""What a plain mail says itself: without quoted replies, signatures and forwarded heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.articles.markup import Blocks
from index.articles.stated import left_out as noted
from index.articles.wrapping import unwrap
from index.types import Note

_QUOTED = re.compile(r"\s?>")
_MARKS = re.compile(r"(?:\s?>)+ ?")
_DATED = re.compile(r"\d{4}|\d:\d\d|@")
_LONGEST_ATTRIBUTION = 250
_MOST_LINES = 4
_WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Op) .{1,150}(?:\S@\S|\d{4}.{0,60}\d:\d\d|\d:\d\d.{0,60}\d{4}).{0,100}:$"
)

_FORWARDED = re.compile(
    r"\W*(?:Begin forwarded message|Forwarded [Mm]essage|Weitergeleitete Nachricht|"
    r"Message transféré|Mensaje reenviado|Messaggio inoltrato)\W*$"
)
_ORIGINAL = re.compile(
    r"-{2,} ?(?:Original [Mm]essage|Ursprüngliche Nachricht|Message d[’']origine|"
    r"Mensaje original|Messaggio originale|Oorspronkelijk bericht) ?-{2,}$"
)
_HEADER = re.compile(r"\*?[A-Z][\w-]{1,15}(?: \w{1,12})?\*? ?:\*?(?: |$)")
_FEWEST_HEADERS = 3

_RULE = re.compile(r"(?:-- ?|_{20,})$")
_LONGEST_SIGNATURE = 12
_SENT_FROM = re.compile(r"(?:Sent from (?:my|Mail)|Von meinem \w+ gesendet)\b.{0,40}$")


def read_body(text: str, *, is_forwarded: bool = False) -> Blocks:
    """Give what the writer of a plain mail says, in paragraphs, and what was left out of it.

    A mail that does nothing but quote is read as what it quotes.

    Args:
        text: the body, its soft line breaks joined.
        is_forwarded: whether what stands below the head of another mail was passed on to be read.
    """
    left_out: Counter[str] = Counter()
    lines = [line.rstrip("\r") for line in text.split("\n")]
    lines = _without_heads(lines, left_out, is_forwarded=is_forwarded)
    if not is_forwarded:
        lines = _without_unmarked_quote(lines, left_out)
    said = _without_signature(_without_quotes(lines, left_out), left_out)
    body = unwrap("\n".join(said))
    if not body and any(map(_QUOTED.match, lines)):
        return Blocks(
            unwrap("\n".join(_MARKS.sub("", line, count=1) for line in lines)),
            (Note("doubtful", "mail that only quotes"),),
        )
    return Blocks(body, noted(left_out))


def without_heads(text: str, *, is_forwarded: bool) -> Blocks:
    """Take heads of other mails out of the text of a mail; see `read_body`."""
    left_out: Counter[str] = Counter()
    lines = _without_heads(text.split("\n"), left_out, is_forwarded=is_forwarded)
    return Blocks(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), noted(left_out))


def unflowed(text: str, *, joins_words: bool) -> str:
    """Join the soft line breaks of format=flowed, as RFC 3676 has it.

    Args:
        text: the body.
        joins_words: whether the space at a soft break goes too (DelSp=yes).
    """
    return "\n".join(_flowing(text.replace("\r\n", "\n").split("\n"), joins_words=joins_words))


def _flowing(lines: list[str], *, joins_words: bool) -> Iterator[str]:
    whole, depth, is_soft = "", 0, False
    for line in lines:
        marks = line[: len(line) - len(line.lstrip(">"))]
        plain = line[len(marks) :].removeprefix(" ")
        if is_soft and len(marks) == depth and plain != "-- ":
            whole += plain
        else:
            if whole or depth or is_soft:
                yield whole
            elif line is not lines[0]:
                yield ""
            whole = f"{marks} {plain}" if marks else plain
        depth, is_soft = len(marks), plain.endswith(" ") and plain != "-- "
        if is_soft and joins_words:
            whole = whole[:-1]
    yield whole


def _without_heads(lines: list[str], left_out: Counter[str], *, is_forwarded: bool) -> list[str]:
    """Take out the heads of forwarded mails, and all below the head of one that is answered."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        ends = _end_of_head(lines, at)
        if ends == at:
            kept.append(lines[at])
            at += 1
            continue
        is_forward = is_forwarded or bool(_FORWARDED.match(lines[at].strip()))
        is_answer = not is_forward and any(map(str.strip, kept))
        left_out["quoted reply" if is_answer else "forwarded head"] += 1
        if is_answer:
            break
        at = ends
    return kept


def _end_of_head(lines: list[str], at: int) -> int:
    """Give where the head of a mail that begins at `at` ends; `at` where there is none."""
    begins = at
    if _marks_mail(lines[at]):
        begins += 1
        while begins < len(lines) and not lines[begins].strip():
            begins += 1
    elif at and lines[at - 1].strip():
        return at  # within a paragraph
    ends = begins
    while ends < len(lines) and _HEADER.match(lines[ends].strip()):
        ends += 1
    return ends if ends - begins >= _FEWEST_HEADERS else at


def _marks_mail(line: str) -> bool:
    return bool(_FORWARDED.match(line.strip()) or _ORIGINAL.match(line.strip()))


def _without_quotes(lines: list[str], left_out: Counter[str]) -> list[str]:
    kept: list[str] = []
    in_quote = False
    for line in lines:
        if _QUOTED.match(line):
            if not in_quote:
                left_out["quoted reply"] += 1
                del kept[_attribution(kept) :]
            in_quote = True
        else:
            in_quote = in_quote and not line.strip()
            kept.append(line)
    return kept


def _without_unmarked_quote(lines: list[str], left_out: Counter[str]) -> list[str]:
    """Cut off what stands below "On ..., Ada Fenn wrote:" where no line of it is marked."""
    above = ""  # the line before
    for at, line in enumerate(lines):
        if (
            at
            and line
            and not above.strip()
            and _is_unmarked_quote(lines[at : at + 2 * _MOST_LINES])
        ):
            left_out["quoted reply"] += 1
            return lines[:at]
        above = line
    return lines


def _is_unmarked_quote(lines: list[str]) -> bool:
    for end in range(1, _MOST_LINES):
        words = " ".join(lines[:end])
        if words.endswith(":") and len(words) <= _LONGEST_ATTRIBUTION and _WROTE.match(words):
            below = next((line for line in lines[end:] if line.strip()), "")
            return bool(below) and not _QUOTED.match(below)
    return False


def _attribution(lines: list[str]) -> int:
    """Give where the words that introduce a quote begin ("On ..., Ada Fenn wrote:")."""
    end = len(lines)
    while end and not lines[end - 1].strip() and len(lines) - end < _MOST_LINES:
        end -= 1
    begin = end
    while begin and lines[begin - 1].strip() and end - begin <= _MOST_LINES:
        begin -= 1
    words = " ".join(lines[begin:end])
    is_one = words.endswith(":") and _DATED.search(words) and len(words) <= _LONGEST_ATTRIBUTION
    return begin if is_one else len(lines)


def _without_signature(lines: list[str], left_out: Counter[str]) -> list[str]:
    """Cut a signature off: what few lines stand below a rule, and the name of a device."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    last = written[-_LONGEST_SIGNATURE - 1 :]
    if rule := next((at for at in last if _RULE.match(lines[at])), None):
        left_out["signature"] += 1
        lines = lines[:rule]
    elif written and _SENT_FROM.match(lines[written[-1]].strip()):
        left_out["signature"] += 1
        lines = lines[: written[-1]]
    return lines
