"""What a server sends, read piece by piece, unpacked and counted on the way."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from http.client import HTTPResponse, IncompleteRead

PACKINGS = "gzip"
"""The packings that we ask for."""

_PACKED = {"gzip", "x-gzip"}
_PLAIN = {"", "identity"}
_PIECE = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16


class Unusable(Exception):
    """A body cannot be used; its words say why. It never leaves this package."""


def read_body(response: HTTPResponse, *, most: int) -> bytes:
    """Read the body of `response`; what is packed is never unpacked beyond `most` bytes.

    Raises:
        Unusable: it is larger, packed in a way that was not asked for, or broken.
        OSError: the connection breaks, or time is over.
        http.client.HTTPException: it ends before its length is reached.
    """
    packing = (response.getheader("Content-Encoding") or "").strip().lower()
    if packing not in _PACKED | _PLAIN:
        raise Unusable(f"is packed as {packing[:80]}, which was not asked for")
    pieces = _pieces(response)
    body = bytearray()
    for piece in _unpacked(pieces) if packing in _PACKED else pieces:
        body += piece
        if len(body) > most:
            raise Unusable(f"is larger than {most / 1_000_000:g} MB, which is the limit")
    return bytes(body)


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(_PIECE):
        yield piece
    if response.length:  # read1 does not say that the connection ended early
        raise IncompleteRead(b"", response.length)


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip, of which there may be several in a row, at most a piece at a time."""
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    try:
        for piece in pieces:
            begun, rest = True, piece
            while rest:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(_GZIP)
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
        yield unpacker.flush()
    except zlib.error as error:
        raise Unusable(f"cannot be unpacked ({error})") from error
    if begun and not unpacker.eof:
        raise Unusable("breaks off before its end")
