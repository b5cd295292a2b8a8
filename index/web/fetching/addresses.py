"""Addresses of machines: which may be asked, and which a name stands for."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from index.web.fetching.deadline import Deadline

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses that a host's name stands for; raises OSError where there are none."""

_GLOBAL = IPv6Network("2000::/3")  # the only part of IPv6 that is given to networks of the world
_SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""What is kept for protocols and the services of some clouds, and Python calls global."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Whether `address` is one of the whole world's, not of this machine or a network near it."""
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        is_special = found.is_multicast or found.is_reserved or any(found in n for n in _SPECIAL)
        return found.is_global and not is_special
    if inner := _inner(found):
        return is_public(str(inner))
    # Two old ways of wrapping IPv4 lie in the global part; what they lead to cannot be told.
    return found in _GLOBAL and found.is_global and not (found.sixtofour or found.teredo)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address only stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped


def look_up(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of `host`, those to be tried first first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))


def resolved(host: str, port: int, *, resolve: Resolve, deadline: Deadline) -> Sequence[str]:
    """Ask `resolve` in a thread of its own, as the system's cannot be told when to give up.

    Raises:
        OSError: the name stands for no address, or there was no answer in time.
    """
    answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except OSError as error:
            answers.put(error)
        except UnicodeError as error:  # a label of over 63 characters
            answers.put(OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, OSError):
        raise answer
    return answer
