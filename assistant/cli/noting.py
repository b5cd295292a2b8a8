"""What adding has to tell: what could not be read, and what befell the rest on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

import typer

from assistant.rendering import counted, printable
from index import NoteKind

if TYPE_CHECKING:
    from index import Added, Noted, Quarantined

_SHOWN = 20


def tell_added(added: Added, *, passages: int, seconds: float) -> Iterator[str]:
    """Give the closing lines of adding: what became of what was seen, and the notes, counted."""
    yield (
        f"Seen {added.seen:,} = {added.added:,} added + {added.replaced:,} replaced + "
        f"{added.unchanged:,} unchanged + {len(added.quarantined):,} quarantined; "
        f"{passages:,} passages are searchable ({seconds:.1f} s)."
    )
    if added.characters_removed:
        yield f"Removed {counted(added.characters_removed, 'invisible character')}."
    for kind, things in count_notes(added.noted).items():
        files = len({noted.path for noted in added.noted if noted.note.kind == kind})
        what = ", ".join(counted(number, thing) for thing, number in things.items())
        yield f"{kind.capitalize()}: {what} (in {counted(files, 'file')})."


def tell_details(added: Added) -> None:
    """Name on stderr what could not be read, then what was not understood or is doubtful."""
    _tell_some([f"Quarantined: {each}" for each in added.quarantined], "--quarantine FILE")
    doubts = [each for each in added.noted if each.note.kind in ("not understood", "doubtful")]
    _tell_some([_line(each) for each in doubts], "--json")


def as_json(added: Added) -> dict[str, Any]:
    """Give what became of what was seen as JSON: counts, then each file that has a note."""
    files: dict[str, list[Noted]] = {}
    for noted in added.noted:
        files.setdefault(noted.path, []).append(noted)
    return {
        "seen": added.seen,
        "added": added.added,
        "replaced": added.replaced,
        "unchanged": added.unchanged,
        "characters_removed": added.characters_removed,
        "quarantined": [asdict(each) for each in added.quarantined],
        "notes": count_notes(added.noted),
        "files": {
            path: {
                "notes": count_notes(some),
                "details": [
                    {"line": each.line, "what": each.note.what, "detail": each.note.detail}
                    for each in some
                    if each.note.detail
                ],
            }
            for path, some in files.items()
        },
    }


def count_notes(noted: Sequence[Noted]) -> dict[str, dict[str, int]]:
    """Count what notes are about, by their kind; the most frequent come first."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in get_args(NoteKind)}
    for each in noted:
        counts[each.note.kind][each.note.what] += each.note.count
    return {kind: dict(found.most_common()) for kind, found in counts.items() if found}


def write_quarantined(items: Sequence[Quarantined], file: typer.FileTextWrite) -> None:
    """Write what could not be read, and why, as JSON lines."""
    file.writelines(f"{json.dumps(asdict(item))}\n" for item in items)


def _line(noted: Noted) -> str:
    place = f"{noted.path}:{noted.line}" if noted.line else noted.path
    detail = f" “{noted.note.detail}”" if noted.note.detail else ""
    return f"{noted.note.kind.capitalize()}: {place}: {noted.note.what}{detail}"


def _tell_some(lines: Sequence[str], way: str) -> None:
    for line in lines[:_SHOWN]:
        typer.echo(printable(line), err=True)
    if more := len(lines[_SHOWN:]):
        typer.echo(f"and {more:,} more; {way} writes them all.", err=True)
