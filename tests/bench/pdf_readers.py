"""How much of our own PDF files each reader gets right: `python tests/bench/pdf_readers.py`.

First the files of `printed`, then a hundred whose layout is drawn by chance (`laid_out`), from the
seed that is named. Readers that are not installed are left out (pypdf, pdfminer.six). Sentences:
those found word for word, in order. Blocks: those found between two blank lines, each of them
whole.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from laid_out import laid_out
from printed import PRINTED, Printed

from index.articles.documents.pdf import read_pdf


def ours(data: bytes) -> str:
    [stated] = read_pdf(data)
    return f"{stated.fields['title']}\n\n{stated.fields['text']}"


def pypdf_plain(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def pypdf_layout(data: bytes) -> str:
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(data)).pages
    return "\n\n".join(page.extract_text(extraction_mode="layout") for page in pages)


def pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(BytesIO(data))


def pdfium(data: bytes) -> str:
    from pypdfium2 import PdfDocument

    return "\n\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))


def sentences(blocks: tuple[str, ...]) -> list[str]:
    found = " ".join(" ".join(blocks).split()).split(". ")
    return [each for each in found if each]


def measured(reader: Callable[[bytes], str], files: Sequence[Printed]) -> str:
    kept = whole = all_sentences = all_blocks = 0
    seconds = 0.0
    for data, blocks in files:
        started = time.perf_counter()
        text = reader(data).replace("\r", "")
        seconds += time.perf_counter() - started
        flat = " ".join(text.split())
        found = [" ".join(each.split()) for each in text.split("\n\n")]
        kept += sum(each in flat for block in blocks for each in sentences((block,)))
        all_sentences += sum(len(sentences((block,))) for block in blocks)
        whole += sum(" ".join(block.split()) in found for block in blocks if block)
        all_blocks += sum(bool(block) for block in blocks)
    ms = 1000 * seconds / len(files)
    return f"sentences {kept}/{all_sentences}, blocks {whole}/{all_blocks}, {ms:.0f} ms a file"


if __name__ == "__main__":
    known = [make() for make in PRINTED.values()]
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    drawn = [laid_out(seed) for seed in range(first, first + 100)]
    for name, files in (("printed", known), ("laid out by chance", drawn)):
        for reader in (ours, pdfium, pypdf_plain, pypdf_layout, pdfminer):
            try:
                print(f"{name}, {reader.__name__}: {measured(reader, files)}")
            except ImportError as missing:
                print(f"{name}, {reader.__name__}: not installed ({missing.name})")
