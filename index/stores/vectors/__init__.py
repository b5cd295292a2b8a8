"""The vector index (Chroma): which passages mean what a question means. This is the door."""

from __future__ import annotations

from pathlib import Path

from index.stores.vectors.generations import VectorIndex
from index.stores.vectors.types import Entry, Neighbour, Notes, VectorStore

__all__ = ["Entry", "Neighbour", "Notes", "VectorStore", "vector_store"]


def vector_store(folder: Path, notes: Notes, *, server: str = "") -> VectorStore:
    """Give the vector index in `folder` or, where any are named, on Chroma servers.

    Args:
        folder: where the archive keeps what it needs for it.
        notes: what it keeps for all its folders: the name under which they share what is on
            servers ("collection"; as a rule none), and which days are whose ("days").
        server: the address of a Chroma server, such as "http://127.0.0.1:8000", or those of
            several, a comma between two: each holds the passages of a stretch of days.
    """
    if not server:
        return VectorIndex(folder)
    from index.stores.vectors.parted import PartedVectors
    from index.stores.vectors.server import VectorServer

    shared = notes.note("collection")
    servers = [VectorServer(folder, each, collection=shared) for each in server.split(",")]
    return PartedVectors(notes, servers) if len(servers) > 1 else servers[0]
