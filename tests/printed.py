"""PDF files as newspapers and offices set them, each with the blocks that are read from it.

All texts are invented. `PRINTED` holds the pages by name: a function that gives the file, and the
blocks, the title first.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

HEADLINE = "Storm shuts the harbour of Lumen Bay"
SECOND_HEADLINE = "Library of Orrin opens again"
HARBOUR = (
    "The harbour of Lumen Bay was shut on Tuesday after a storm broke two of its cranes, the port "
    "office said. No ship will leave before Friday, and eleven crews wait on board.",
    "Captain Ilse Varga said her ferry had lost an anchor. She praised the tug crews, who worked "
    "through the night in waves of six metres.",
    "Repairs will cost 3 million crowns, of which the region pays half. Work on the quay begins in "
    "May, and the fish market moves to the old station until then.",
)
LIBRARY = (
    "The library of Orrin opened again on Monday, four years after the fire. Some 2,000 people "
    "came, mayor Petra Holm said.",
    "Half of the books were saved by students who formed a chain. The reading room now has a roof "
    "of glass, and its clock runs again.",
    "Members pay nothing until the end of 2031. The library had asked for gifts, and 9,400 volumes "
    "came from three countries.",
)
SCHOOL = (
    "The school at Brae gets a new hall in 2032, the council decided with nine votes to four. The "
    "old one leaks and is too small for the pupils of two villages.",
    "Teacher Samir Okoye said the pupils had waited for ten years. He will hold the first lesson "
    "in it himself.",
)


class Printed(NamedTuple):
    """A file, and the blocks that are to be read from it."""

    data: bytes
    blocks: tuple[str, ...]


class Sheet:
    """A canvas that sets paragraphs in columns."""

    def __init__(self, **options: object) -> None:
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1, pageCompression=0, **options)

    def line(self, text: str, x: float, y: float, *, font="Times-Roman", size=10.0) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def lines(self, lines, x, y, *, font="Times-Roman", size=10.0, pitch=12.0) -> float:
        for line in lines:
            self.line(line, x, y, font=font, size=size)
            y -= pitch
        return y

    def column(self, paragraphs, x, y, width, *, gap=6.0, indent=0.0, size=10.0) -> float:
        for line, dx, dy in set_lines(paragraphs, width, gap=gap, indent=indent, size=size):
            self.line(line, x + dx, y - dy, size=size)
        return y - dy - size

    def page(self) -> None:
        self.canvas.showPage()

    def saved(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def set_lines(paragraphs, width, *, gap=6.0, indent=0.0, size=10.0, pitch=12.0):
    """Give each line of `paragraphs` with its place below and right of the first."""
    placed, down = [], 0.0
    for paragraph in paragraphs:
        stands_for = "x" * round(indent / pdfmetrics.stringWidth("x", "Times-Roman", size))
        lines = simpleSplit(stands_for + paragraph, "Times-Roman", size, width)
        for number, line in enumerate(lines):
            is_first = number == 0
            text = line.removeprefix(stands_for) if is_first else line
            placed.append((text, indent if is_first else 0.0, down))
            down += pitch
        down += gap
    return placed


def one_column() -> Printed:
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
    sheet.column(HARBOUR, 60, 745, 440)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR))


def indented() -> Printed:
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
    sheet.column(HARBOUR, 60, 745, 300, gap=0, indent=12)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR))


def solid() -> Printed:
    """Paragraphs with neither gap nor indent: only their last lines are short."""
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
    sheet.column(HARBOUR, 60, 745, 330, gap=0)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR))


def two_columns() -> Printed:
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=22)
    sheet.column(HARBOUR, 60, 745, 220)
    sheet.column(LIBRARY, 300, 745, 220)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR, *LIBRARY))


def two_columns_by_row(offset: float = 0.0) -> Printed:
    """The lines of both columns are drawn in turn, as some programs do."""
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=22)
    left, right = set_lines(HARBOUR, 220), set_lines(LIBRARY, 220)
    for at in range(max(len(left), len(right))):
        for lines, x, lower in ((left, 60, 0.0), (right, 300, offset)):
            if at < len(lines):
                sheet.line(lines[at][0], x, 745 - lines[at][2] - lower)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR, *LIBRARY))


def columns_off_the_grid() -> Printed:
    return two_columns_by_row(offset=5.5)


def three_columns() -> Printed:
    sheet = Sheet()
    sheet.line(HEADLINE, 50, 790, font="Times-Bold", size=24)
    for x, paragraphs in ((50, HARBOUR), (220, LIBRARY), (390, SCHOOL)):
        sheet.column(paragraphs, x, 750, 155, gap=0, indent=10)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR, *LIBRARY, *SCHOOL))


def stacked() -> Printed:
    """Two articles, one below the other, each in two columns under a short headline."""
    sheet = Sheet()
    sheet.line("Harbour shut", 60, 780, font="Helvetica-Bold", size=18)
    sheet.column(HARBOUR[:2], 60, 755, 220)
    sheet.column(HARBOUR[2:], 300, 755, 220)
    sheet.line("Library open", 60, 600, font="Helvetica-Bold", size=18)
    sheet.column(LIBRARY[:2], 60, 575, 220)
    sheet.column(LIBRARY[2:], 300, 575, 220)
    return Printed(sheet.saved(), ("Harbour shut", *HARBOUR, "Library open", *LIBRARY))


def heads() -> Printed:
    """Three pages with a running head and a number at the foot; a sentence runs across two."""
    sheet = Sheet()
    lines = [line for line, _, _ in set_lines([" ".join(HARBOUR)], 300, gap=0)]
    texts = (lines[:4], lines[4:], [line for line, _, _ in set_lines(SCHOOL[:1], 300)])
    for number, text in enumerate(texts, 1):
        sheet.line("The Quay Post", 60, 810, size=8)
        sheet.line("Thursday, 5 June 2031", 440, 810, size=8)
        if number == 1:
            sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
        sheet.lines(text, 60, 750)
        sheet.line(f"– {number} –", 280, 40, size=8)
        sheet.page()
    return Printed(sheet.saved(), (HEADLINE, " ".join(HARBOUR), SCHOOL[0]))


def single_page_with_heads() -> Printed:
    sheet = Sheet()
    sheet.line("The Quay Post   Thursday, 5 June 2031   Page 7", 60, 810, size=8)
    sheet.line(HEADLINE, 60, 770, font="Times-Bold", size=18)
    sheet.column(HARBOUR, 60, 740, 400)
    sheet.line("© The Quay Post 2031   7", 60, 40, size=8)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR))


def hyphens() -> Printed:
    sheet = Sheet()
    lines = (
        "The twenty-five crews of the harbour will be-",
        "gin on Monday. Of the others, captain Anne-",
        "Marie Stroud said, twenty-five wait, and twenty-",
        "five have left. The line was closed in 2029-",
        "30 for a time.",
    )
    sheet.lines(lines, 60, 780)
    text = (
        "The twenty-five crews of the harbour will begin on Monday. Of the others, captain "
        "Anne-Marie Stroud said, twenty-five wait, and twenty-five have left. The line was closed "
        "in 2029-30 for a time."
    )
    return Printed(sheet.saved(), ("", text))


def ligatures() -> Printed:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    sheet = Sheet()
    sheet.line("Of\ufb01cials con\ufb01rmed that \ufb01ve \ufb02ats were \ufb02ooded.", 60, 780,
               font="Vera")  # fmt: skip
    return Printed(sheet.saved(), ("", "Officials confirmed that five flats were flooded."))


def rotated() -> Printed:
    """A page that lies on its side, and is to be turned to be read."""
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(0, 842)
    sheet.canvas.rotate(-90)
    sheet.line(HEADLINE, 60, 500, font="Times-Bold", size=18)
    sheet.column(HARBOUR, 60, 470, 400)
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR))


def footnotes() -> Printed:
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
    lines = [line for line, _, _ in set_lines([" ".join(HARBOUR[:2])], 300)]
    sheet.lines(lines[:3], 60, 750)
    sheet.line("1 The port office keeps a list of all ships.", 60, 60, size=7.5)
    sheet.page()
    sheet.lines(lines[3:], 60, 780)
    blocks = (HEADLINE, " ".join(HARBOUR[:2]), "1 The port office keeps a list of all ships.")
    return Printed(sheet.saved(), blocks)


def subheadings() -> Printed:
    """Headings in bold letters of the same size, without a full stop."""
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=18)
    y = sheet.column(HARBOUR[:1], 60, 750, 300)
    sheet.line("What the captain saw", 60, y, font="Times-Bold")
    sheet.column(HARBOUR[1:2], 60, y - 12, 300)
    return Printed(sheet.saved(), (HEADLINE, HARBOUR[0], "What the captain saw", HARBOUR[1]))


def items() -> Printed:
    sheet = Sheet()
    y = sheet.column(HARBOUR[:1], 60, 780, 300)
    for item in (
        "• The market moves in May.",
        "• Two cranes are to be",
        "• Ferries sail on Friday.",
    ):
        sheet.line(item[0], 66, y)
        sheet.line(item[2:], 80, y)
        y -= 12
        if item.endswith("be"):
            sheet.line("bought from Orrin.", 80, y)
            y -= 12
    listed = (
        "- The market moves in May.\n- Two cranes are to be bought from Orrin.\n"
        "- Ferries sail on Friday."
    )
    return Printed(sheet.saved(), ("", HARBOUR[0], listed))


def table() -> Printed:
    sheet = Sheet()
    y = sheet.column(HARBOUR[:1], 60, 780, 300) - 10
    for row in (("Year", "Planned", "Spent"), ("2030", "3", "2"), ("2031", "12", "9")):
        for x, cell in zip((60, 160, 260), row, strict=True):
            sheet.line(cell, x, y)
        y -= 14
    rows = "Year | Planned | Spent\n2030 | 3 | 2\n2031 | 12 | 9"
    return Printed(sheet.saved(), ("", HARBOUR[0], rows))


def justified() -> Printed:
    """Two narrow columns with even edges: gaps between words are as wide as they need be."""
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 790, font="Times-Bold", size=20)
    style = ParagraphStyle(
        "justified", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY,
        firstLineIndent=10,
    )  # fmt: skip
    for x, paragraphs in ((60, HARBOUR), (230, LIBRARY)):
        y = 770.0
        for text in paragraphs:
            set_text = Paragraph(text, style)
            _, height = set_text.wrap(155, 600)
            set_text.drawOn(sheet.canvas, x, y - height)
            y -= height
    return Printed(sheet.saved(), (HEADLINE, *HARBOUR, *LIBRARY))


def caption_between() -> Printed:
    """A picture with its caption at the foot of the first column, amid a sentence."""
    sheet = Sheet()
    sheet.line(HEADLINE, 60, 780, font="Times-Bold", size=20)
    lines = [line for line, _, _ in set_lines([" ".join(HARBOUR)], 220)]
    below = sheet.lines(lines[:6], 60, 750)
    sheet.canvas.rect(60, below - 60, 220, 50, fill=1)
    sheet.line("The quay on Tuesday evening. Photo: Mara Quill", 60, below - 72, size=8)
    sheet.lines(lines[6:], 300, 750)
    caption = "The quay on Tuesday evening. Photo: Mara Quill"
    return Printed(sheet.saved(), (HEADLINE, " ".join(HARBOUR), caption))


PRINTED: dict[str, Callable[[], Printed]] = {
    each.__name__: each
    for each in (
        one_column, indented, solid, two_columns, two_columns_by_row, columns_off_the_grid,
        three_columns, stacked, heads, single_page_with_heads, hyphens, ligatures, rotated,
        footnotes, subheadings, items, table, justified, caption_between,
    )
}  # fmt: skip
