"""Small files of the kinds that offices and publishers keep, from what is to stand in them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from index.articles import read_articles
from index.types import Note, Quarantined, ReadArticle

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "w": _WORD,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = {
    **{name: f"{_OFFICE}:{name}:1.0" for name in ("office", "text", "table", "style", "manifest")},
    "draw": f"{_OFFICE}:drawing:1.0",
    "fo": f"{_OFFICE}:xsl-fo-compatible:1.0",
    "meta": f"{_OFFICE}:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def zipped(parts: dict[str, str]) -> bytes:
    with ZipFile(file := BytesIO(), "w", ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def _xml(tag: str, inner: str, names: dict[str, str]) -> str:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {spaces}>{inner}</{tag}>'


def p(text: str, *, style: str = "", properties: str = "") -> str:
    """Give a paragraph of Word; `text` is either plain or already runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, *, styles: str = "", title: str = "", **parts: str) -> bytes:
    """Give a Word file; `parts` are more of its parts by name, such as footnotes."""
    core = _xml("c", f"<dc:title>{title}</dc:title>", {"dc": "http://purl.org/dc/elements/1.1/"})
    more = {f"word/{name}.xml": _xml(f"w:{name}", text, _NAMES) for name, text in parts.items()}
    return zipped(
        {
            "word/document.xml": _xml("w:document", f"<w:body>{body}</w:body>", _NAMES),
            "word/styles.xml": _xml("w:styles", styles, _NAMES),
            "docProps/core.xml": core,
            **more,
        }
    )


def odt(body: str, *, styles: str = "", masters: str = "", title: str = "") -> bytes:
    inner = (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    page = f"<office:master-styles>{masters}</office:master-styles>"
    meta = f"<office:meta><dc:title>{title}</dc:title></office:meta>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": _xml("office:document-content", inner, _ODF),
            "styles.xml": _xml("office:document-styles", page, _ODF),
            "meta.xml": _xml("office:document-meta", meta, _ODF),
            "META-INF/manifest.xml": _xml("manifest:manifest", "", _ODF),
        }
    )


def rtf(body: str, *, head: str = "") -> bytes:
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204 Arial Cyr;}}"
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{head}{body}}}".encode("cp1252")


def epub(chapters: dict[str, str], *, stated: str = "", **parts: str) -> bytes:
    """Give a book of `chapters`: the body of each by its name, in the order of reading."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:x"><rootfiles><rootfile full-path='
            '"OEBPS/content.opf"/></rootfiles></container>',
            "OEBPS/content.opf": f'<package xmlns="urn:opf" xmlns:dc="urn:dc"><metadata>{stated}'
            f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{
                f"OEBPS/{name}": '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
                '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
                f"<body>{body}</body></html>"
                for name, body in chapters.items()
            },
            **parts,
        }
    )


def read(path: Path, content: bytes) -> ReadArticle:
    path.write_bytes(content)
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle), found
    return found


def text_of(path: Path, content: bytes) -> str:
    return read(path, content).article.text


def left_out(path: Path, content: bytes) -> dict[str, int]:
    notes: tuple[Note, ...] = read(path, content).notes
    assert all(note.kind == "left out" for note in notes)
    return {note.what: note.count for note in notes}


def problem(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    [found] = read_articles([path])
    assert isinstance(found, Quarantined), found
    return found.reason
