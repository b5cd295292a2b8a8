"""PDF files in layouts drawn by chance: fonts, columns, gaps, heads and edges, many of each."""

from __future__ import annotations

from io import BytesIO
from random import Random

from printed import Printed
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

_WHO = "the mayor|Captain Ilse Varga|the port office|Samir Okoye, a teacher,|two nurses|the court"
_DID = (
    "closed the old bridge over the Tarn|asked for 4.5 million crowns|found the leak on Tuesday|"
    "said that nobody had been hurt|opened the reading room again|counted 2,300 ballots anew|"
    "sold the tram depot to a school|wrote to the owners of the quarry"
)
_WHY = (
    "after a vote that took until midnight|because the pipes had frozen|as the region had asked|"
    "though half of the council stayed away|while the ferry waited at Lumen Bay|"
    "for the first time since the flood of 2029|and promised a report by the end of May"
)
_HEADS = (
    "Bridge to stay shut until spring|School moves into the tram depot|Count of ballots begins anew"
    "|Quarry owners fear for their road|Nurses ask for a night bus|A winter without the ferry"
)


def laid_out(seed: int) -> Printed:
    """Give the file with this seed: one to three articles over one or more pages."""
    random = Random(seed)
    font = random.choice(("Times", "Helvetica"))
    size = random.choice((8.5, 9, 10, 11))
    columns = random.choice((1, 1, 2, 2, 3))
    pagesize = random.choice((A4, letter))
    gutter, margin = random.uniform(1.1, 2.5) * size, random.choice((40, 56, 72))
    has_indent = random.random() < 0.5
    body = ParagraphStyle(
        "body",
        fontName="Times-Roman" if font == "Times" else "Helvetica",
        fontSize=size,
        leading=size * random.choice((1.15, 1.2, 1.35)),
        alignment=random.choice((TA_JUSTIFY, TA_LEFT)),
        firstLineIndent=size if has_indent else 0,
        spaceAfter=0 if has_indent else size * random.choice((0.5, 0.8)),
    )
    bold = "Times-Bold" if font == "Times" else "Helvetica-Bold"
    large = ParagraphStyle(
        "head", fontName=bold, fontSize=size * random.choice((1.4, 1.8)), leading=size * 2.1,
        spaceBefore=size, spaceAfter=size * 0.4,
    )  # fmt: skip
    small = ParagraphStyle(
        "sub", fontName=bold, fontSize=size, leading=size * 1.2, spaceBefore=size * 0.6
    )
    blocks, flow = [], []
    for headline in random.sample(_HEADS.split("|"), random.randint(1, 3)):
        blocks.append(headline)
        flow.append(Paragraph(headline, large))
        for number in range(random.randint(3, 9)):
            if number and random.random() < 0.15:
                blocks.append(f"What {random.choice(('comes', 'came', 'is left'))} then")
                flow.append(Paragraph(blocks[-1], small))
            blocks.append(" ".join(_sentence(random) for _ in range(random.randint(1, 5))))
            flow.append(Paragraph(blocks[-1], body))
    has_heads = random.random() < 0.6

    def heads(canvas: object, document: BaseDocTemplate) -> None:
        if has_heads:
            canvas.setFont("Helvetica", size - 1)
            canvas.drawString(margin, pagesize[1] - margin / 2, "The Quay Post, 5 June 2031")
            canvas.drawRightString(pagesize[0] - margin, margin / 2, f"Page {document.page}")

    width = (pagesize[0] - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(
            margin + at * (width + gutter), margin, width, pagesize[1] - 2 * margin,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )
        for at in range(columns)
    ]  # fmt: skip
    document = BaseDocTemplate(file := BytesIO(), pagesize=pagesize, invariant=1)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=heads)])
    document.build(flow)
    return Printed(file.getvalue(), tuple(blocks))


def _sentence(random: Random) -> str:
    parts = [random.choice(part.split("|")) for part in (_WHO, _DID, _WHY)]
    sentence = " ".join(parts[: random.choice((2, 3, 3))])
    return f"{sentence[0].upper()}{sentence[1:]}."
