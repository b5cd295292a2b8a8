"""Small files of our own, at least one of every kind that is read: what fuzzing begins with."""

from __future__ import annotations

import gzip
import json
import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import documents
from openpyxl import Workbook
from printed import PRINTED

TITLE = "Ferry stopped at Lumen Bay"
FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."
SECOND = "“We sail again on Friday,” said captain Ilse Varga, who has led the ship for 9.5 years."

_HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2031-03-12T09:00:00+02:00", "author": {{"name": "Mara Quill"}}}}</script></head>
<body><article><h1>{TITLE}</h1><p>{FIRST}</p><ul><li>Leak</li></ul><table><tr><td>2031</td></tr>
</table><p>{SECOND}</p><figure><figcaption>The quay</figcaption></figure></article></body></html>"""

_RECORD = {
    "title": TITLE, "text": f"{FIRST}\n\n{SECOND}", "date": "2031-03-12", "authors": ["Mara Quill"],
    "url": "https://bay.example/1", "source": {"name": "Bay Post"}, "id": 7,
}  # fmt: skip
_LINES = "\n".join(json.dumps({**_RECORD, "id": number}) for number in range(3))
_ROWS = f'title,text,date,outlet\r\n"{TITLE}","{FIRST}\n\n{SECOND}",2031-03-12,Bay Post\r\n'

_RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Bay Post</title>
<item><title>{TITLE}</title><link>https://bay.example/1</link><pubDate>Wed, 12 Mar 2031 09:00:00
+0200</pubDate><description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></description></item>
</channel></rss>"""
_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Bay Post</title><entry><title>{TITLE}
</title><id>urn:1</id><updated>2031-03-12T09:00:00Z</updated><content type="html">&lt;p&gt;{FIRST}
&lt;/p&gt;</content></entry></feed>"""
_NITF = f"""<nitf><head><title>{TITLE}</title><docdata><date.issue norm="20310312"/></docdata>
</head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content><p>{FIRST}</p>
<p>{SECOND}</p></body.content></body></nitf>"""
_MAIL = f"""From: Mara Quill <mara@bay.example>\r\nTo: desk@bay.example\r\nSubject: {TITLE}\r
Date: Wed, 12 Mar 2031 09:00:00 +0200\r\nMIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="xx"\r\n\r\n--xx\r
Content-Type: text/plain; charset=utf-8\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n--xx\r
Content-Type: text/html; charset=utf-8\r\n\r\n<p>{FIRST}</p>\r\n--xx--\r\n"""

_WORD = documents.p(TITLE, style="Title") + documents.p(FIRST) + documents.p(SECOND)
_WORD += f"<w:tbl><w:tr><w:tc>{documents.p('2031')}</w:tc></w:tr></w:tbl>"
_STYLE = '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
_NOTE = f'<w:footnote w:id="1">{documents.p(SECOND)}</w:footnote>'
_ODT = (
    f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>{FIRST}<text:s text:c="3"/></text:p>'
)
_RTF = (
    rf"\pard\b {TITLE}\b0\par\pard {FIRST}\par{{\pict 8950}}\trowd\cellx9\intbl 2031\cell\row"
    rf"\pard\u8220?We sail{{\footnote\pard Note\par}}\'94\par"
)
_CHAPTERS = {
    "1.xhtml": f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>",
    "2.xhtml": f"<p>{FIRST}</p><p>{SECOND}</p>",
}
_BOOK = "<dc:title>Almanac</dc:title><dc:creator>Ada Fenn</dc:creator><dc:date>2031</dc:date>"


def samples() -> dict[str, tuple[bytes, ...]]:
    """Give sample files by their ending."""
    text = f"---\ntitle: {TITLE}\ndate: 2031-03-12\n---\n{FIRST}\n\n{SECOND}\n"
    toml = f'+++\ntitle = "{TITLE}"\ndate = 2031-03-12\n+++\n{FIRST}\n'
    feeds = (_RSS.encode(), _ATOM.encode(), _NITF.encode())
    printed = tuple(
        PRINTED[name]().data for name in ("heads", "three_columns", "table", "footnotes")
    )
    word = documents.docx(_WORD, styles=_STYLE, title=TITLE, footnotes=_NOTE)
    plain = {
        ".txt": (text.encode(), f"{TITLE}\n\n{FIRST}".encode("utf-16")),
        ".md": (text.encode(), toml.encode()),
        ".markdown": (text.encode(),),
        **dict.fromkeys((".html", ".htm"), (_HTML.encode(), _HTML.encode("cp1252"))),
        ".pdf": printed,
        **dict.fromkeys((".docx", ".docm"), (word,)),
        ".odt": (documents.odt(_ODT, title=TITLE),),
        ".rtf": (documents.rtf(_RTF),),
        ".epub": (documents.epub(_CHAPTERS, stated=_BOOK),),
        **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml"), feeds),
        ".eml": (_MAIL.encode(),),
    }
    wrapped = json.dumps({"articles": [_RECORD]})
    many = {
        **dict.fromkeys((".jsonl", ".ndjson"), (_LINES.encode(),)),
        ".json": (json.dumps([_RECORD]).encode(), wrapped.encode()),
        ".csv": (_ROWS.encode(), _ROWS.replace(",", ";").encode("utf-16")),
        **dict.fromkeys((".tsv", ".tab"), (_ROWS.replace(",", "\t").encode(),)),
        ".psv": (_ROWS.replace(",", "|").encode(),),
        ".mbox": (f"From mara@bay.example Wed Mar 12 09:00:00 2031\n{_MAIL}\n".encode() * 2,),
        ".xlsx": (_workbook(),),
    }
    packed = {
        f"{kind}.gz": tuple(gzip.compress(each, mtime=0) for each in of_kind)
        for kind, of_kind in many.items()
    }
    return plain | many | packed


def _workbook() -> bytes:
    book = Workbook()
    book.active.append(["title", "text", "date"])
    book.active.append([TITLE, FIRST, "2031-03-12"])
    book.save(file := BytesIO())
    return file.getvalue()
