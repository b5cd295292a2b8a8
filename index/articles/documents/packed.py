"""Documents that are zipped XML, unpacked and parsed within limits (knows zipfile and lxml)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from index.articles.limits import MAX_NESTING, MAX_UNPACKED, MEGABYTE
from index.articles.stated import Unreadable

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    BadZipFile, EOFError, LargeZipFile, NotImplementedError, RuntimeError, ValueError, OSError,
    zlib.error,
)  # fmt: skip
"""What zipfile raises on a damaged file."""


class Packed:
    """The parts of a zipped document; `what` names its kind in the words of an error."""

    def __init__(self, data: bytes, *, what: str) -> None:
        self._what = what
        self._left = MAX_UNPACKED
        if data.startswith(_OLD_OFFICE):
            raise Unreadable("an old Office file or one with a password; save it anew without")
        with self._damage_named():
            self._zip = ZipFile(BytesIO(data))
            self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Unpack one part; b"" where there is none of that name.

        Raises:
            Unreadable: where it is damaged, or the parts read come to over 200 MB.
        """
        if name not in self.names:
            return b""
        with self._damage_named(), self._zip.open(name) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"unpacks to more than {MAX_UNPACKED // MEGABYTE} MB; split it")
        return data

    def xml(self, name: str) -> Any:
        """Unpack and parse one part; an empty element where there is none of that name.

        Raises:
            Unreadable: where it is damaged, nests too deep, or declares entities.
        """
        from lxml import etree

        if not (data := self.read(name)):
            return etree.Element("none")
        try:
            return parsed(data)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"{self.refused} ({name}: {error.msg})") from error

    @property
    def refused(self) -> str:
        """What to say of a file that is damaged or of another kind."""
        return f"not {self._what} that can be read"

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise Unreadable(f"{self.refused} ({error})") from error


def parsed(data: bytes) -> Any:
    """Parse XML of unknown origin: nothing is fetched, no entity is put in.

    Raises:
        Unreadable: where it nests deeper than 200 elements, or declares entities.
        lxml.etree.XMLSyntaxError: where it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(data, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable("declares entities of its own, which no sound document does")
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_NESTING:
            raise Unreadable(f"elements nest deeper than {MAX_NESTING}; save it anew")
        level = [child for element in level for child in element]
    return root


def local(element: Any) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """Give the value of the attribute with this local name; "" where there is none."""
    return next((v for n, v in element.items() if n.rpartition("}")[2] == name), "")


def child(element: Any, *names: str) -> Any:
    """Give the child of these local names, one below the other; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element
