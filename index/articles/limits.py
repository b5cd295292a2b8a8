"""How much one file may ask of the machine: the limits of all readers, in one place."""

from __future__ import annotations

MEGABYTE = 1_000_000

MAX_FILE = 32 * MEGABYTE
"""Bytes of a file that is read whole."""

MAX_UNPACKED = 200 * MEGABYTE
"""Bytes that the parts of a packed document may come to; counted while they are unpacked."""

MAX_NESTING = 200
"""Elements of XML inside one another."""

MAX_SECONDS = 30.0
"""Time that one file may take."""

MAX_MEMORY = 2_000 * MEGABYTE
"""Bytes of memory for the process that reads files aside, where the platform can limit it."""
