"""Damaged files of every kind are read: none may stop the rest, be lost, or take too much.

`python tests/bench/fuzz.py 20000` makes that many from our own samples and reads them. File
number 17 of seed 1 is always the same: `--only 17` reads it alone and `--keep FOLDER` keeps it.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from samples import samples

from index.articles import read_articles
from index.articles.files import FILE_READERS
from index.articles.limits import MAX_SECONDS
from index.articles.records import RECORD_READERS, TABLE_READERS
from index.types import Quarantined, ReadArticle

BATCH = 250
MOST_CHARACTERS = 5_000_000
SPECIAL = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\x1b",
    b'"', b"'", b"{" * 300, b"[" * 5000, b"<a>" * 300, b"</p>", b"]]>", b"<![CDATA[", b"<!--",
    b"&#x110000;", b"&#0;", b"&a;", b'<!DOCTYPE a [<!ENTITY a "b">]>', b"99999999999999999999",
    b"-1", b"NaN", b"1e999", b"\\bin99999999 ", b"\\u-99999 ", b"%PDF-1.7", b"endstream",
    b"PK\x05\x06", b"---\n", b"+++\n", b"\n\n\nFrom x\n", "\u202e\u2028\ufeff".encode(),
)  # fmt: skip


@dataclass
class Fuzzed:
    """What came of the files, and the promises that were broken."""

    files: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    quarantined: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0


def kinds() -> list[str]:
    """Give the endings of all kinds that are read."""
    return sorted({*FILE_READERS, *RECORD_READERS, *TABLE_READERS})


def fuzz(numbers: Iterable[int], *, seed: int, folder: Path) -> Fuzzed:
    """Make the files of these `numbers` in `folder`, read them and hold them to the promises."""
    known = {kind: of_kind for kind, of_kind in samples().items() if of_kind and kind in kinds()}
    fuzzed, batch, started = Fuzzed(), [], time.perf_counter()
    for number in numbers:
        random = Random(f"{seed}:{number}")
        kind = sorted(known)[number % len(known)]
        path = folder / f"{number}{kind}"
        path.write_bytes(mutated(random.choice(known[kind]), random))
        fuzzed.files[kind] += 1
        batch.append(path)
        if len(batch) == BATCH:
            _read(batch, fuzzed)
            batch = []
    _read(batch, fuzzed)
    fuzzed.seconds = time.perf_counter() - started
    return fuzzed


def mutated(data: bytes, random: Random) -> bytes:
    """Damage a file; of one that is packed, as often a part of it as the whole."""
    if data.startswith(b"PK") and random.random() < 0.7:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        name = random.choice(sorted(parts))
        parts[name] = _damaged(parts[name], random)
        with zipfile.ZipFile(file := BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
            for part, content in parts.items():
                packed.writestr(part, content)
        return file.getvalue()
    if data.startswith(b"\x1f\x8b") and random.random() < 0.5:
        return gzip.compress(_damaged(gzip.decompress(data), random), mtime=0)
    return _damaged(data, random)


def _damaged(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        start, end = sorted(random.randint(0, len(data)) for _ in range(2))
        end = min(end, start + random.choice((1, 8, 200, 10_000)))
        piece = data[start:end]
        data = random.choice(
            (
                data[:start] + bytes(byte ^ 1 << random.randint(0, 7) for byte in piece[:8])
                + data[start + len(piece[:8]) :],
                data[:start] + piece * random.randint(2, 5) + data[end:],
                data[:start] + data[end:],
                data[:start] + random.choice(SPECIAL) + data[start:],
                data[:start] + random.choice(SPECIAL) + data[end:],
                data[: max(start, 1)],
            )
        )  # fmt: skip
    return data


def _read(paths: Sequence[Path], fuzzed: Fuzzed) -> None:
    started = time.perf_counter()
    seen: set[str] = set()
    try:
        for each in read_articles(paths):
            seen.add(each.path)
            fuzzed.broken += _broken(each)
            fuzzed.articles += isinstance(each, ReadArticle)
            if isinstance(each, Quarantined):
                fuzzed.quarantined += 1
                fuzzed.reasons[_kind_of(each)] += 1
    except Exception as error:  # noqa: BLE001 - what must not leave is named, whatever it is
        fuzzed.broken.append(f"{type(error).__name__} left while reading after {sorted(seen)[-1:]}")
        if len(paths) > 1:
            for path in paths:
                _read([path], fuzzed)
            return
    lost = [str(path) for path in paths if str(path) not in seen]
    fuzzed.broken += [f"{path}: neither read nor named" for path in lost]
    if time.perf_counter() - started > MAX_SECONDS * len(paths) + MAX_SECONDS:
        fuzzed.broken.append(f"{paths[0]} and the next {len(paths)} took too long")


def _broken(met: ReadArticle | Quarantined) -> Iterator[str]:
    if isinstance(met, Quarantined):
        if not met.reason.strip():
            yield f"{met.path}: no reason"
        return
    article = met.article
    words = (article.text, article.title, article.outlet, article.section, *article.authors)
    if not article.text.strip() or len(article.text) > MOST_CHARACTERS:
        yield f"{met.path}: a text of {len(article.text)} characters"
    try:
        "".join(words).encode()
    except UnicodeEncodeError as error:
        yield f"{met.path}: {error.reason}"


def _kind_of(met: Quarantined) -> str:
    """Give the reasons that are worth a look: where a reader failed instead of naming it."""
    for mark in ("made its reader", "took more than", "too much memory"):
        if mark in met.reason:
            return f"{''.join(Path(met.path).suffixes)}: {met.reason[:90]}"
    return "named by its reader"


def main() -> int:
    """Read the command line, fuzz, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    for kind in sorted({*kinds()} - {kind for kind, of_kind in samples().items() if of_kind}):
        print(f"{kind}: no sample, so none was made")
    numbers = range(options.count) if options.only is None else [options.only]
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        fuzzed = fuzz(numbers, seed=options.seed, folder=folder)
    print(f"{fuzzed.files.total():,} files of {len(fuzzed.files)} kinds in {fuzzed.seconds:.0f} s:")
    print(f"{fuzzed.articles:,} articles, {fuzzed.quarantined:,} named as not readable")
    for reason, count in fuzzed.reasons.most_common():
        print(f"  {count:,} {reason}")
    print(*(f"BROKEN {each}" for each in fuzzed.broken), sep="\n")
    return 1 if fuzzed.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
