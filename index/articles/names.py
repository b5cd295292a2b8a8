"""The names that files and records give to what they state, in the usual languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.articles.stated import Fields

_ALIASES = {
    "id": "id guid uuid articleid docid documentid",
    "title": "title headline head heading webtitle articletitle newstitle ogtitle dctitle "
    "headlinemain titel uberschrift schlagzeile titre titulo titular titolo tytuł kop "
    "заголовок название العنوان عنوان 标题 標題 题目 タイトル 見出し 제목 शीर्षक başlık",
    "text": "text body content maintext articlebody articletext fulltext bodytext plaintext "
    "storytext contenttext contenthtml article bodyhtml texthtml textcontent rawtext "
    "rawcontent newstext articlecontent newscontent newsbody storybody transcript paragraphs "
    "cleanedtext cleantext copy volltext inhalt artikeltext beitrag texte contenu corps "
    "textearticle texto contenido cuerpo conteudo corpo testo contenuto tekst inhoud artikel "
    "artikeltekst tresc treść содержание текст النص نص المحتوى 正文 内容 內容 全文 文章 本文 "
    "記事 본문 내용 विषय metin html",
    "url": "url link weburl articleurl newsurl pageurl canonical canonicalurl canonicallink "
    "permalink ogurl requestedurl sourceurl externalurl shareurl href uri webpage weblink "
    "adresse lien enlace collegamento ссылка الرابط رابط 链接 連結 网址",
    "outlet": "outlet source publisher publication newspaper paper sourcename publishername "
    "publicationname publicationtitle newspapername outletname medianame newsoutlet "
    "newssource sitename ogsitename feedtitle dcpublisher journal medium media provider "
    "newsagency quelle zeitung fuente periodico diario medio fonte giornale testata veiculo "
    "jornal bron krant zrodło zrodlo gazeta источник издание المصدر مصدر الصحيفة 来源 來源 "
    "媒体 媒體 出典 媒体名 新聞社 신문사 출처 kaynak स्रोत site website sourcedomain domain",
    "published": "published publishedat publisheddate publishedon publishedtime publishtime "
    "publishdate publishat publicationdate publicationdatetime dateofpublication "
    "datepublished datepublish datepublication pubdate pubdatetime pubtime webpublicationdate "
    "firstpublished firstpublicationdate firstpublishedat articlepublishedtime articledate "
    "newsdate releasedate dateposted postedat postedon posted postdate postedtime dcdate "
    "dctermsissued issued issuedate date datetime time timestamp created createdat "
    "creationdate datecreated day datum erscheinungsdatum veroffentlicht veroffentlichtam "
    "veroffentlichungsdatum datedepublication datedeparution publiele fecha fechapublicacion "
    "fechadepublicacion publicado publicadoem dataora datapubblicazione datadipubblicazione "
    "pubblicato datapublicacao datadepublicacao data publicatiedatum gepubliceerd "
    "datapublikacji opublikowano дата датапубликации опубликовано التاريخ تاريخ تاريخالنشر "
    "日期 时间 時間 发布时间 发布日期 發佈時間 發布日期 日付 公開日 掲載日 配信日 날짜 tarih "
    "तारीख दिनांक publishedparsed pubdateparsed",
    "authors": "authors author byline bylines authorname authornames creator dccreator "
    "creators writer writers journalist journalists reporter reporters by writtenby "
    "articleauthor newsauthor contributors bylinetext autor autoren autorin verfasser auteur "
    "auteurs autora autores autore autori redacteur автор авторы المؤلف الكاتب كاتب 作者 记者 "
    "記者 著者 執筆者 기자 लेखक yazar",
    "updated": "updated updatedat updatedon updateddate updatetime updatedate lastupdated "
    "lastupdate lastmod lastmodified lastmodifieddate modified modifiedat modifieddate "
    "datemodified datemodify articlemodifiedtime webmodified aktualisiert geandert misajour "
    "datedemisajour actualizado modificado aggiornato atualizado bijgewerkt zaktualizowano "
    "обновлено 更新时间 更新日 更新日時 updatedparsed",
    "section": "section sectionname articlesection sectiontitle category desk newsdesk "
    "ressort rubrik rubrique seccion sezione secao rubriek dział раздел рубрика القسم 栏目 "
    "版面",
    "story": "story",
    "summary": "summary description abstract lead lede leadparagraph standfirst excerpt "
    "snippet highlights teaser trailtext deck dek subtitle ogdescription zusammenfassung "
    "beschreibung vorspann resume chapo chapeau descripcion resumen entradilla sommario "
    "descrizione riassunto resumo descricao samenvatting streszczenie аннотация описание ملخص "
    "الملخص 摘要 要約 概要",
    "language": "language lang inlanguage languagecode locale sprache langue idioma lingua "
    "taal jezyk język язык اللغة 语言 言語",
}
"""Our name of a field, and the names it may have, the one that counts most first."""

_TABLES = frozenset(
    "fields attributes params extra taxonomies meta metadata article content body document doc "
    "item news post properties node data".split()
)
"""Names of tables inside a record that may state what the record itself does not."""

_LOOKS = {
    "published": ("date", "publi", "posted", "fecha", "datum"),
    "outlet": ("outlet", "newspaper", "publisher", "publication"),
    "authors": ("author", "byline", "autor", "auteur", "writer"),
    "title": ("title", "headline", "titel", "titre", "titulo"),
}
"""Words in a name that we do not know, and what it may hold."""

OUR_NAMES = tuple(ours for ours in _ALIASES if ours != "summary")
TEXT_NAMES = ("text", "body", "content")
_WORDS = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])")
_IN_TABLE = ("name", "rendered", "main", "$date", "$oid", "#text", "__cdata", "value")
"""Where a table that stands for one value has it: WordPress, the mongo and XML exports."""
_DATES = ("published", "updated")
_LISTED = ("authors", "section", *_DATES)
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 2
_FEWEST_OF_TEXT = 100
_MUCH_LONGER = 2


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Give a name without case, marks and signs: "Published-At" and "publishedAt" are one."""
    if name.isascii():
        return "".join(filter(str.isalnum, name.casefold()))
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(filter(str.isalnum, letters))


_OURS = {
    _plain(name): (ours, place)
    for ours, names in reversed(_ALIASES.items())
    for place, name in reversed(list(enumerate(names.split())))
}
"""What a name means, and its place among the names of that; the first of two meanings counts."""


def by_our_names(fields: Fields) -> dict[str, object]:
    """Give what `fields` states under our names; what is empty or not ours is left out.

    Of several texts the first counts unless another is much longer, as where one is an extract.
    A short account is the "summary". What the record does not state is looked for in the tables
    inside it, such as `fields` or `_source`.
    """
    return _by_our_names(fields, depth=0)


def is_beside_text(name: str) -> bool:
    """Tell whether `name` is that of a field other than the text."""
    return meaning_of(name) not in ("", "text")


def meaning_of(name: str) -> str:
    """Give our name of a field, "" where it is none of ours."""
    return _OURS.get(_plain(name), ("", 0))[0]


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in case, marks and signs alone."""
    return _plain(one) == _plain(other)


def not_known(fields: Fields, stated: Mapping[str, object]) -> list[str]:
    """Give the names in `fields` that look like one of ours that is not `stated`."""
    missing = tuple(words for ours, words in _LOOKS.items() if ours not in stated)
    return [
        name
        for name, value in (fields.items() if missing else ())
        if _looks_like(name, missing) and isinstance(value, str | int) and says_something(value)
    ]


def says_something(value: object) -> bool:
    """Tell a value from one that is as good as missing."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})


@lru_cache(maxsize=4096)
def _looks_like(name: str, missing: tuple[tuple[str, ...], ...]) -> bool:
    if _plain(name) in _OURS:
        return False
    parts = [part.casefold() for part in _WORDS.findall(name)]
    return any(part.startswith(words) for words in missing for part in parts)


def _by_our_names(fields: Fields, *, depth: int) -> dict[str, object]:
    found: dict[str, list[tuple[int, object]]] = {}
    for name, value in fields.items():
        ours, place = _OURS.get(_plain(name), ("", 0))
        fitting = value if isinstance(value, str) else _fitting(ours, value) if ours else None
        if ours and says_something(fitting):
            found.setdefault(ours, []).append((place, fitting))
    stated = {
        ours: values[0][1] if len(values) == 1 else min(values, key=_place)[1]
        for ours, values in found.items()
    }
    if len(texts := found.get("text", ())) > 1:
        stated["text"] = _fullest(texts)
    if len(summaries := found.get("summary", ())) > 1:
        stated["summary"] = max((value for _, value in summaries), key=_length)
    if "text" not in stated and len(str(stated.get("story", ""))) > _FEWEST_OF_TEXT:
        stated["text"] = stated.pop("story")  # in some collections a story is its text
    for name, value in fields.items() if depth < _DEEPEST else ():
        if isinstance(value, dict) and (name == "_source" or _plain(name) in _TABLES):
            stated = _by_our_names(value, depth=depth + 1) | stated
    return stated


def _fitting(ours: str, value: object) -> object:
    """Give what a value says as a field of ours; None where that field has no such values."""
    if isinstance(value, Mapping) and ours != "authors":
        value = next((value[key] for key in _IN_TABLE if says_something(value.get(key))), None)
    if isinstance(value, list):
        if ours == "text":
            return _paragraphs(value)
        if ours in _DATES and not all(isinstance(each, int) for each in value):
            return None
        return value if ours in _LISTED else None
    return value if ours == "authors" or not isinstance(value, Mapping) else None


def _paragraphs(parts: list[object]) -> list[object] | None:
    """Give the parts of a text that is a list of strings, or of tables with nothing but a text."""
    if all(isinstance(part, str) for part in parts):
        return parts
    texts: list[object] = []
    for part in parts:
        stated = by_our_names(part) if isinstance(part, Mapping) else {}
        if stated.keys() & {"title", "url", "published"}:
            return None
        texts.append(stated.get("text", ""))
    return texts if any(texts) else None


def _place(found: tuple[int, object]) -> int:
    return found[0]


def _fullest(values: Sequence[tuple[int, object]]) -> object:
    """Give the first of several texts, or one that is much longer."""
    best: object = ""
    for _, value in sorted(values, key=_place):
        if not best or _length(value) > _MUCH_LONGER * _length(best):
            best = value
    return best


def _length(value: object) -> int:
    """Count the characters of a text without its markup."""
    written = value if isinstance(value, str) else str(value)
    return len(_TAG.sub("", written)) if "<" in written else len(written)
