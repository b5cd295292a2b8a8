"""Fuzzing what servers send and how addresses are written: whatever comes is a sentence.

Run `python tests/bench/fetching_fuzz.py --rounds 20000 --seed 2`; it fails at the first exception
that is no `FetchError`. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import gzip
import random
import socket
from collections import Counter

from index.errors import FetchError
from index.web.fetching import Edition, Fetcher, Limits
from index.web.fetching.targets import Target

BODY = b"<html><body><p>The lamp of Pell Point was lit again.</p></body></html>"
PACKED = gzip.compress(BODY * 50)
SENT = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "v1"\r\n'
    b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY,
    b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\nX: y\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED)
    + PACKED,
    b"HTTP/1.1 302 Found\r\nLocation: http://moor.example/next?a=b#c\r\nContent-Length: 0\r\n\r\n",
    b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: W/"a"\r\n\r\n',
    b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    b"User-agent: *\nDisallow: /x*y$\nAllow: /\nCrawl-delay: 3\n",
)
PIECES = (
    *(b"\r\n", b"\0", b"99999999999999999999", b"-1", b"charset=punycode"),
    *(b"Location: //[::1]/\r\n", b"Location: http://\xff\r\n", b"Location: http://x..y/\r\n"),
    *(b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n"),
)
LETTERS = [
    *"http://s:@[]%.0x127,;?#\\ \t\n/aé①。ß\u200d\u202e\ufeffxn--",
    *("127.0.0.1", "http://", "https://", "localhost", "[::1]", "0x", "xn--a"),
]


def mutated(sent: bytes, chance: random.Random) -> bytes:
    """Change `sent` in a few places: bytes put in, taken out, doubled."""
    data = bytearray(sent)
    for _ in range(chance.choice([0, 1, 1, 2, 5, 20])):
        at = chance.randrange(len(data) + 1)
        other = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at:at] = chance.randbytes(chance.randrange(8))
            case 1:
                del data[at : at + chance.randrange(1, 30)]
            case 2:
                data[at:at] = chance.choice(PIECES)
            case _:
                data[at:at] = data[min(at, other) : max(at, other)][:200]
    return bytes(data)


def fetched(chance: random.Random) -> str:
    """Fetch from a server that sends nonsense, and say what came of it."""
    lines = []

    def connect(*_: object) -> socket.socket:
        ours, theirs = socket.socketpair()
        theirs.sendall(mutated(chance.choice(SENT), chance))
        theirs.shutdown(socket.SHUT_WR)
        lines.append(theirs)
        return ours

    limits = Limits(bytes=100_000, seconds=5, pause=0)
    fetcher = Fetcher(limits=limits, resolve=lambda *_: ["1.1.1.1"], connect=connect)
    try:
        found = fetcher.fetch("http://moor.example/lamp", known=Edition('"v1"'))
    except FetchError:
        return "refused"
    finally:
        for line in lines:
            line.close()
    return "not modified" if found.not_modified else f"read as {found.kind}"


def taken_apart(chance: random.Random) -> str:
    """Take a nonsense address apart; one that is accepted must mean itself."""
    address = "".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 14)))
    try:
        target = Target.of(chance.choice(["", "http://", "http://"]) + address)
        assert Target.of(target.url) == target
        target.next(address)
    except FetchError:
        return "address refused"
    return "address accepted"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    came = Counter(fetched(chance) for _ in range(given.rounds))
    came += Counter(taken_apart(chance) for _ in range(10 * given.rounds))
    for what, count in came.most_common():
        print(f"{count:>8,}  {what}")


if __name__ == "__main__":
    main()
