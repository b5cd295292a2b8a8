"""How well web pages are read: `python tests/bench/pages.py PAGES_DIR`.

The folder holds bodies.jsonl (file, url, body) and the pages, as the public article extraction
benchmark has them. F1 is that benchmark's own: mean precision and recall of 4-word shingles, each
page counting alike (evaluate.py of scrapinghub/article-extraction-benchmark). The pages are parted
in two by a hash of their name: what was chosen was chosen on the first part, the second was only
measured.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median

from index.articles.fields import article_from
from index.articles.html import read_html
from index.articles.stated import Fields, Unreadable
from index.articles.web.blocks import blocks_of
from index.articles.web.parsing import parse

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Read:
    """A page as it was read, beside what people took for its body."""

    file: str
    gold: str
    text: str
    fields: Fields
    seconds: float
    glued: int
    reason: str = ""


def main(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "bodies.jsonl").read_text("utf-8").splitlines()]
    pages = [read(folder, row) for row in rows]
    parts = {
        "chosen on": [page for page in pages if is_first(page.file)],
        "measured only": [page for page in pages if not is_first(page.file)],
        "all": pages,
    }
    for name, part in parts.items():
        print(f"{name}: {len(part)} pages")
        for line in figures(part):
            print(f"  {line}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process {peak:.0f} MB")
    for page in sorted(pages, key=lambda page: f1([page])[0])[:10]:
        print(f"  {f1([page])[0]:.3f} {page.file} {page.reason}")


def read(folder: Path, row: dict[str, str]) -> Read:
    data = gzip.decompress((folder / row["file"]).read_bytes())
    began = time.process_time()
    try:
        met, reason = list(read_html(data)), ""
        found = [article_from(each, path=row["file"]).article for each in met]
    except Unreadable as problem:
        met, found, reason = [], [], str(problem)
    seconds = time.process_time() - began
    text = "\n\n".join(each.text for each in found)
    fields = met[0].fields if met else {}
    return Read(row["file"], row["body"], text, fields, seconds, glued(data, text), reason)


def is_first(file: str) -> bool:
    name = file.rsplit("/", 1)[-1]
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def figures(pages: Sequence[Read]) -> Iterator[str]:
    f, precision, recall = f1(pages)
    yield f"F1 of shingles {f:.4f} (precision {precision:.4f}, recall {recall:.4f})"
    kept, borders = (sum(each) for each in zip(*map(borders_kept, pages), strict=True))
    yield f"paragraph borders kept {kept} of {borders} ({kept / borders:.4f})"
    for field in ("published", "updated", "authors", "outlet", "title", "url", "section"):
        yield f"{field} on {sum(bool(page.fields.get(field)) for page in pages)} of {len(pages)}"
    yield f"headings and captions in one block with text {sum(page.glued for page in pages)}"
    taken = [1000 * page.seconds for page in pages]
    times = f"mean {fmean(taken):.0f}, median {median(taken):.0f}, most {max(taken):.0f}"
    yield f"ms of processor time a page: {times}"


def f1(pages: Sequence[Read]) -> tuple[float, float, float]:
    found = [shares(page.gold, page.text) for page in pages]
    precision = fmean(share(tp, fp, missed=fn) for tp, fp, fn in found if tp + fp > 0)
    recall = fmean(share(tp, fn, missed=fp) for tp, fp, fn in found if tp + fn > 0)
    total = precision + recall
    return (2 * precision * recall / total if total else 0.0), precision, recall


def share(true: float, wrong: float, *, missed: float) -> float:
    if wrong == missed == 0:
        return 1.0
    return true / (true + wrong) if true else 0.0


def shares(gold: str, text: str) -> tuple[float, float, float]:
    ours, theirs = shingles(text), shingles(gold)
    true = sum((ours & theirs).values())
    parts = (true, sum((ours - theirs).values()), sum((theirs - ours).values()))
    return tuple(part / (sum(parts) or 1) for part in parts)  # type: ignore[return-value]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    every = (tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
    return Counter(each for each in every if each)


def borders_kept(page: Read) -> tuple[int, int]:
    """Of borders between paragraphs that we both have, how many are a blank line with us."""
    words, ends = "", set()
    for block in map(as_words, page.text.split("\n\n")):
        words += f"{block} "
        ends.add(len(words) - 1)
    places, at = [], 0
    for paragraph in filter(None, map(as_words, page.gold.split("\n\n"))):
        start = words.find(paragraph, at)
        places.append((start, start + len(paragraph)))
        at = at if start < 0 else start + len(paragraph)
    both = [(one[1], two[0]) for one, two in pairwise(places) if one[0] >= 0 and two[0] >= 0]
    return sum(any(end <= at <= start for at in ends) for end, start in both), len(both)


def glued(data: bytes, text: str) -> int:
    """Count our blocks that hold a heading or a caption of the page, and more before or after."""
    try:
        blocks = blocks_of(parse(data))
    except Unreadable:
        return 0
    ours = {as_words(block) for block in text.split("\n\n")}
    apart = {as_words(each.text) for each in blocks if each.kind in ("heading", "caption")}
    begin = tuple(f"{each} " for each in apart if each.count(" ") > 1)
    end = tuple(f" {each}" for each in apart if each.count(" ") > 1)
    whole = {as_words(each.text) for each in blocks}
    return sum(each.startswith(begin) or each.endswith(end) for each in ours - whole)


def as_words(text: str) -> str:
    return " ".join(WORD.findall(text))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
