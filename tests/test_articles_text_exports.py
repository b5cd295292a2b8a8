from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.articles import read_articles
from index.articles.exports import split_export
from index.types import Article, Note, Quarantined, ReadArticle

NEXIS = """
                               1 of 2 DOCUMENTS


                                  Vell Courier

                             March 4, 2031 Tuesday
                              Late Edition - Final

Council Votes To
Close Bridge

BYLINE: By MARA QUILL and TEO BRANDT

SECTION: Section A; Metro Desk; Pg. 1

LENGTH: 212 words

DATELINE: VELL


  The council voted on Monday to close
the bridge, the mayor said.

  "It will take a year," she said.

URL: https://vell.example/1

LOAD-DATE: March 5, 2031

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The bridge in May

PUBLICATION-TYPE: Newspaper


                   Copyright 2031 Vell Courier Company
                              All Rights Reserved


                               2 of 2 DOCUMENTS

                        Copyright 2031 Bucht Bote
                          Alle Rechte vorbehalten

                                Bucht Bote

                            3. März 2031 Montag

Fähre fährt wieder

LÄNGE: 100 Wörter

Die Fähre fährt wieder.
"""
NEXIS_UNI = """Council Votes To Close Bridge
Vell Courier
March 4, 2031 Tuesday

Copyright 2031 Vell Courier Company All Rights Reserved

Section: Section A; Metro Desk; Pg. 1
Length: 212 words
Byline: MARA QUILL and TEO BRANDT
Dateline: VELL

Body

The council voted on Monday to close
the bridge, the mayor said.

"It will take a year," she said.

Classification

Language: ENGLISH

Load-Date: March 5, 2031


End of Document

Ferry back
Bucht Bote
3 March 2031 10:15 PM GMT

Length: 4 words

Body

The ferry is back.

End of Document
"""
FACTIVA = """Section A; Metro Desk; Pg. 1
Council Votes To Close Bridge
By MARA QUILL and TEO BRANDT
212 words
4 March 2031
10:15
Vell Courier
VELLCO
English
(c) 2031 Vell Courier Company

The council voted on Monday to close
the bridge, the mayor said.

"It will take a year," she said.

Document VELLCO0020310304e73400012

Ferry back

4 words
3 March 2031
Bucht Bote
BUBO
English
Copyright 2031 Bucht Bote. All Rights Reserved.

The ferry is back.

Document BUBO000020310303e73300001

Search Summary
Text: bridge
"""
CODED = """SE   Section A; Metro Desk; Pg. 1
HD   Council Votes To Close Bridge
BY   By MARA QUILL and TEO BRANDT
WC   212 words
PD   4 March 2031
SN   Vell Courier
SC   VELLCO
LA   English
CY   (c) 2031 Vell Courier Company

LP

The council voted on Monday to close
the bridge, the mayor said.

TD

"It will take a year," she said.

CO   vellco : Vell Company

AN   Document VELLCO0020310304e73400012

HD   Ferry back
PD   3 March 2031
SN   Bucht Bote
LP   The ferry is back.
AN   Document BUBO000020310303e73300001
"""
PROQUEST = """____________________________________________________________

Report Information from ProQuest
____________________________________________________________

Document 1 of 2

Council Votes To Close Bridge

Author: QUILL, MARA; BRANDT, TEO

Publication info: Vell Courier ; Vell [Vell]04 Mar 2031: A.1.

ProQuest document link

Abstract: The council voted.

More of the abstract.

Full text: The council voted on Monday to close
the bridge, the mayor said.

"It will take a year," she said.

Subject: Bridges; Councils

Title: Council Votes To Close Bridge

Publication title: Vell Courier

Publication date: Mar 4, 2031

Section: Section A; Metro Desk; Pg. 1

Language of publication: English

____________________________________________________________

Document 2 of 2

Ferry back

Publication info: Bucht Bote ; Bucht [Bucht]03 Mar 2031.

Full text: The ferry is back.

Title: Ferry back
"""
LAYOUTS = {
    "nexis": NEXIS,
    "uni": NEXIS_UNI,
    "factiva": FACTIVA,
    "coded": CODED,
    "proquest": PROQUEST,
}


def read(path: Path, text: str) -> list[ReadArticle | Quarantined]:
    path.write_text(text)
    return list(read_articles([path]))


def articles(path: Path, text: str) -> list[Article]:
    return [each.article for each in read(path, text) if isinstance(each, ReadArticle)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_document_of_an_export_is_an_article_of_its_own(tmp_path, layout):
    first, second = articles(tmp_path / "a.txt", LAYOUTS[layout])
    assert (first.title, first.outlet) == ("Council Votes To Close Bridge", "Vell Courier")
    assert first.published == date(2031, 3, 4)
    assert first.authors == ("MARA QUILL", "TEO BRANDT")
    assert first.section == "Section A; Metro Desk; Pg. 1"
    assert first.language == "en"
    assert (second.outlet, second.published) == ("Bucht Bote", date(2031, 3, 3))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_of_a_document_is_its_text_alone(tmp_path, layout):
    first, second = articles(tmp_path / "a.txt", LAYOUTS[layout])
    assert first.text == (
        "The council voted on Monday to close\nthe bridge, the mayor said.\n\n"
        '"It will take a year," she said.'
    )
    assert second.text in ("The ferry is back.", "Die Fähre fährt wieder.")


def test_the_line_of_each_document_is_told(tmp_path):
    first, second = read(tmp_path / "a.txt", NEXIS)
    lines = [line.strip() for line in NEXIS.split("\n")]
    assert [first.line, second.line] == [
        lines.index("1 of 2 DOCUMENTS") + 1, lines.index("2 of 2 DOCUMENTS") + 1
    ]  # fmt: skip


@pytest.mark.parametrize("layout", ["proquest", "factiva"])
def test_what_stands_about_the_documents_is_left_out_with_a_note(tmp_path, layout):
    notes = [note for each in read(tmp_path / "a.txt", LAYOUTS[layout]) for note in each.notes]
    assert notes == [Note("left out", "cover page")]


def test_a_document_without_a_text_is_quarantined_in_its_place(tmp_path):
    uni = NEXIS_UNI.partition("End of Document")[0]
    export = f"{uni}End of Document\nNothing\n\nEnd of Document\n{uni}End of Document\n"
    kinds = [type(each) for each in read(tmp_path / "a.txt", export)]
    assert kinds == [ReadArticle, Quarantined, ReadArticle]


@pytest.mark.parametrize(
    "text",
    [
        "Quay shut\n\nThe quay was shut on Tuesday.\n\nEnd of Document\n",
        "The quay was shut.\n\nDocument 1 of 3\n\nThe paper was found on Tuesday.",
        "The quay was shut.\n\nIt said, in 532 words\nof anger, that it rained.",
        "Length: 40 metres\n\nThe quay was shut.",
    ],
)
def test_a_text_that_only_looks_like_an_export_is_one_article(tmp_path, text):
    assert split_export(text) == []
    assert len(articles(tmp_path / "a.txt", text)) == 1
