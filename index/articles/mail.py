"""Reading mails: single ones and mailboxes (the only place that knows the email package)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import TextIO, TypeAlias

from index.articles.decoding import decode
from index.articles.mail_body import read_body, unflowed, without_heads
from index.articles.markup import Blocks, read_blocks
from index.articles.stated import Stated, Unreadable
from index.types import Note

_Mail: TypeAlias = "Message[str, str]"

_BETWEEN = re.compile(r"From \S+ .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d\d:\d\d")
_STUFFED = re.compile(rb">+From ")
_MAX_BYTES = 32_000_000
_DEEPEST = 20
_DAMAGE = (
    AttributeError, IndexError, KeyError, LookupError, MessageError, OverflowError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What headers that are no sound headers make the email package raise."""

_SHIFTED = ("iso-2022", "hz", "utf-7")  # they look like ASCII until they are decoded
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|doorst)\s*:", re.I)
_VIA = re.compile(r"^['\"]?(.+?)['\"]? via .+$")
_NUMBERED_LIST = re.compile(r"[0-9a-f]+mc list$")  # what one big sender of newsletters writes
_QUOTING = {
    "cite": "quoted reply",
    "gmail_attr": "quoted reply",
    "gmail_quote": "quoted reply",
    "moz-cite-prefix": "quoted reply",
    "yahoo_quoted": "quoted reply",
}
_SIGNING = {"gmail_signature": "signature", "moz-signature": "signature"}
_CHROME = re.compile(
    r"\bunsubscribe\b|\babbestellen\b|\bvom newsletter abmelden\b|\bse désabonner\b|"
    r"\bdésinscri|\bdarse de baja\b|\bannulla l[’']iscrizione|\bview in browser\b|"
    r"\bview (?:this|it|the)\b.{0,20}? (?:in|on) (?:your|a|the) (?:web ?)?(?:browser|site)\b|"
    r"\bim browser (?:an|öffnen)",
    re.I,
)
_LONGEST_CHROME = 400
_ADDRESS = re.compile(r"https?://\S+")


def read_mail(data: bytes) -> Iterator[Stated | Unreadable]:
    """Read a mail, and each mail that is attached to it, as an article.

    Raises:
        Unreadable: where it is no mail.
    """
    yield from _articles(data, line=0)


def read_mbox(stream: TextIO) -> Iterator[Stated | Unreadable]:
    """Stream the mails of a mailbox; what is wrong with one of them keeps no other back.

    Args:
        stream: the mailbox as text in UTF-8, other bytes as surrogates.
    """
    for line, data in _split(stream):
        try:
            yield from _articles(data, line=line) if data.strip() else ()
        except Unreadable as problem:
            yield Unreadable(str(problem), line=line)


def _split(stream: TextIO) -> Iterator[tuple[int, bytes]]:
    """Give each mail of a mailbox with its first line."""
    begins, lines, size = 1, list[bytes](), 0
    for number, text in enumerate(iter(lambda: stream.readline(_MAX_BYTES), ""), 1):
        line = text.encode("utf-8", "surrogateescape")
        if _BETWEEN.match(text):
            yield begins, b"".join(lines)
            begins, lines, size = number, [], 0
        else:
            if size <= _MAX_BYTES:  # a bit more than is read tells that there is more
                lines.append(line[1:] if _STUFFED.match(line) else line)
            size += len(line)
    yield begins, b"".join(lines)


def _articles(data: bytes, *, line: int) -> Iterator[Stated | Unreadable]:
    if len(data) > _MAX_BYTES:
        raise Unreadable(f"a mail of over {_MAX_BYTES // 1_000_000} MB; the rest of it is not read")
    try:
        # The older of the two policies: it takes broken headers as they are, the newer one raises.
        whole = message_from_bytes(data.lstrip(b"\r\n"))
    except _DAMAGE as error:
        raise Unreadable(f"not a mail that can be read ({error})") from error
    if not whole.keys():
        raise Unreadable("no mail; one begins with lines such as From: ... and Subject: ...")
    waiting = [(whole, 0)]
    while waiting:
        mail, deep = waiting.pop(0)
        try:
            said = _read(mail, is_forwarded=bool(_FORWARDED.match(_header(mail, "Subject"))))
            if said.mails and deep == _DEEPEST:
                reason = f"mails within mails more than {_DEEPEST} deep are not read"
                yield Unreadable(reason, line=line)
            else:
                waiting += [(each, deep + 1) for each in said.mails]
            if said.text or not said.mails:  # else it does nothing but carry them
                yield _article(mail, said, line=line)
        except Unreadable as problem:
            yield Unreadable(str(problem), line=line)
        except _DAMAGE as error:
            yield Unreadable(f"a mail that is broken ({error})", line=line)


def _article(mail: _Mail, said: _Said, *, line: int) -> Stated:
    title = _header(mail, "Subject")
    notes = said.notes
    if said.attachments:
        notes += (Note("left out", "attachment", count=said.attachments),)
    blocks = said.text.split("\n\n")
    if mail["List-Unsubscribe"] or mail["List-Id"]:
        kept = [each for each in blocks if len(each) > _LONGEST_CHROME or not _CHROME.search(each)]
        if len(kept) < len(blocks):
            notes += (Note("left out", "mail footer", count=len(blocks) - len(kept)),)
        blocks = kept
    if not (text := "\n\n".join(blocks)):
        only = f", only {said.attachments} attachments" if said.attachments else ""
        raise Unreadable(f"the mail “{title}” has no text{only}")
    fields = {
        "id": _header(mail, "Message-ID").strip("<> "),
        "title": title,
        "text": text.removeprefix(f"{title}\n\n"),
        "url": _header(mail, "Archived-At").strip("<> "),
        "outlet": _list_name(mail) or _header(mail, "Organization"),
        "published": _date(mail),
        "authors": _names(mail),
        "language": _header(mail, "Content-Language").partition(",")[0],
    }
    return Stated(fields, notes, line=line)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a part of a mail says, and what hangs on it."""

    text: str = ""
    notes: tuple[Note, ...] = ()
    mails: tuple[_Mail, ...] = ()
    attachments: int = 0
    is_plain: bool = False


def _read(part: _Mail, *, is_forwarded: bool, deep: int = 0) -> _Said:
    kind, inner = part.get_content_type(), part.get_payload()
    if isinstance(inner, list) and inner and deep < _DEEPEST:
        if kind == "message/rfc822":
            return _Said(mails=tuple(each for each in inner if isinstance(each, Message)))
        parts = [each for each in inner if isinstance(each, Message)]
        said = [_read(each, is_forwarded=is_forwarded, deep=deep + 1) for each in parts]
        return _together([_best(said)] if kind == "multipart/alternative" else said)
    is_text = kind in ("text/plain", "text/html") or kind.startswith("multipart/")
    if not is_text or part.get_filename() or part.get_content_disposition() == "attachment":
        return _Said(attachments=1)
    text = _decoded(part)
    if kind == "text/html":
        blocks = _read_html(text, is_forwarded=is_forwarded)
    else:
        if str(part.get_param("format")).lower() == "flowed":
            text = unflowed(text, joins_words=str(part.get_param("delsp")).lower() == "yes")
        blocks = read_body(text, is_forwarded=is_forwarded)
    return _Said(blocks.text, blocks.notes, is_plain=kind == "text/plain")


def _together(said: list[_Said]) -> _Said:
    return _Said(
        "\n\n".join(each.text for each in said if each.text),
        tuple(note for each in said for note in each.notes),
        tuple(mail for each in said for mail in each.mails),
        sum(each.attachments for each in said),
    )


def _best(said: list[_Said]) -> _Said:
    """Choose the plain one of several forms of a text, unless it is a stub or full of addresses."""
    texts = [each for each in said if each.text]
    plain = next((each for each in texts if each.is_plain), None)
    rich = next((each for each in reversed(texts) if not each.is_plain), None)
    if plain is None or rich is None:
        return plain or rich or _together(said)
    addresses = sum(map(len, _ADDRESS.findall(plain.text)))
    is_stub = 2 * len(plain.text) < len(rich.text) or 5 * addresses > len(plain.text)
    return rich if is_stub else plain


def _decoded(part: _Mail) -> str:
    payload = part.get_payload(decode=True)
    return _in(part.get_content_charset(), payload if isinstance(payload, bytes) else b"")


def _in(charset: str | None, data: bytes) -> str:
    """Decode what a mail says is in `charset`, which may be no charset or another one."""
    charset = (charset or "").lower()
    if charset.startswith(_SHIFTED):
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(charset)
    return decode(data, declared=charset)


def _read_html(text: str, *, is_forwarded: bool) -> Blocks:
    is_forwarded = is_forwarded or "Forwarded message" in text
    blocks = read_blocks(text, without=_SIGNING if is_forwarded else _QUOTING | _SIGNING)
    if not blocks.text:  # it does nothing but quote
        blocks = read_blocks(text)
    headless = without_heads(blocks.text, is_forwarded=is_forwarded)
    return Blocks(headless.text, (*blocks.notes, *headless.notes))


def _header(mail: _Mail, name: str) -> str:
    """Give a header as it is meant to be read, on one line; "" where there is none."""
    return _worded(_raw(mail, name))


def _worded(raw: str) -> str:
    """Decode the encoded words of a header (RFC 2047)."""
    with suppress(*_DAMAGE, Unreadable):
        pieces = (
            piece if isinstance(piece, str) else _in(charset, piece)
            for piece, charset in decode_header(raw)
        )
        raw = "".join(pieces)
    return " ".join(raw.split())


def _raw(mail: _Mail, name: str) -> str:
    """Give a header as it is written; bytes that should not be there are read as a text's."""
    found = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    return decode(str(found).encode("utf-8", "surrogateescape")).replace("\n", " ")


def _list_name(mail: _Mail) -> str:
    name = _header(mail, "List-Id").partition("<")[0].strip(" \"'")
    return "" if _NUMBERED_LIST.match(name) else name


def _date(mail: _Mail) -> str:
    written = _header(mail, "Date")
    with suppress(*_DAMAGE):
        return parsedate_to_datetime(written).isoformat()
    return written


def _names(mail: _Mail) -> list[str]:
    """Give the names of the senders, without their addresses."""
    found: list[tuple[str, str]] = []
    with suppress(*_DAMAGE):
        found = getaddresses([_raw(mail, "From")])
    names = (_VIA.sub(r"\1", _worded(name or address)) for name, address in found)
    return [name for name in names if name and "@" not in name]
