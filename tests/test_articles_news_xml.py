"""Items of news as agencies and archives write them in NITF and NewsML, all invented."""

from __future__ import annotations

import pytest

from index.articles import read_articles
from index.articles.stated import Stated, Unreadable
from index.articles.xml import read_xml
from index.types import ReadArticle

ABSTRACT, CAPTION = ("left out", "abstract"), ("left out", "caption")

AGENCY_NITF = """<?xml version="1.0" encoding="utf-8"?>
<nitf version="-//IPTC//DTD NITF 3.4//EN" change.date="October 18, 2006" change.time="19:30">
 <head><docdata><doc-id regsrc="TW"/><date.issue norm="20310603T091044Z"/>
  <ed-msg info="For global distribution"/><doc.copyright holder="TW" year="2031"/></docdata></head>
 <body><body.head><hedline><hl1 id="headline">Can peat be saved?</hl1>
  <hl2 id="originalHeadline">Can peat be saved?</hl2></hedline>
  <byline>By ADA FENN<byttl>TW Science Writer</byttl></byline>
  <distributor>The Tarn Wire</distributor>
  <dateline><location>HASK</location></dateline></body.head>
 <body.content><block id="Main">
   <p>HASK (TW) — The peat fire near <location>Hask</location> is out.</p>
   <hl2>Eleven days</hl2>
   <p>It burned for <chron>eleven days</chron>, said <person>Ines Toll</person>.</p>
   <media media-type="image"><media-reference source="a.jpg"/>
    <media-caption>Smoke over Hask.</media-caption><media-producer>Jon Asch</media-producer></media>
   <table><tr><th>Town</th><th>Acres</th></tr><tr><td>Hask</td><td>340</td></tr></table>
   <ul><li>Crews stay</li><li>Roads open</li></ul>
  </block></body.content><body.end/></body></nitf>"""
NITF_WITH_DTD = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf-3-2.dtd">
<nitf baselang="es-ES"><head><title>Presa aguanta</title>
 <tobject tobject.type="News"><tobject.subject tobject.subject.type="Disasters"/></tobject>
 <docdata><doc-id id-string="22751909"/><date.issue norm="20310603T222800+0200"/></docdata>
 <pubdata date.publication="20310603T230000+0200"/></head>
 <body><body.head><hedline><hl1>La presa aguanta</hl1></hedline><byline>Mar&iacute;a Sol</byline>
 <distributor><org>Agencia Moor</org></distributor><abstract><p>Resumen.</p></abstract></body.head>
 <body.content><p>Vell, 3 jun (AM).- La presa aguanta, dijo el ingeniero Pe\xf1a.
 </p></body.content></body></nitf>"""
ARCHIVE_NITF = """<nitf><head><title>COUNCIL VOTES TO CLOSE BRIDGE</title>
 <meta name="online_sections" content="Vell and Region"/>
 <docdata><doc-id id-string="1042"/><doc.copyright holder="Vell Courier" year="2030"/></docdata>
 <pubdata date.publication="20300405T000000" ex-ref="https://vell.example/bridge"
  name="The Vell Courier" position.section="B"/></head>
 <body><body.head><hedline><hl1>Council Votes to Close Bridge</hl1></hedline>
 <byline class="print_byline">By PETRA LIND</byline>
 <byline class="normalized_byline">Lind, Petra</byline></body.head>
 <body.content><block class="lead_paragraph"><p>The council voted 7-4.</p></block>
 <block class="full_text"><p>The council voted 7-4.</p><p>The bridge closes in May.</p></block>
 </body.content></body></nitf>"""
NITF_WITH_CDATA = """<nitf><head><docdata><date.release norm="2031-06-03T09:00:00Z"/></docdata>
 <pubdata name="Mill Gazette"/></head><body><body.head><hedline><hl1>Mill shut</hl1></hedline>
 <byline><byttl>By Ada Fenn</byttl></byline></body.head>
 <body.content><![CDATA[<p>The mill is shut.</p><p>It may open in May.</p>]]></body.content>
 </body></nitf>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:moor.example:1"
 version="4" standard="NewsML-G2" standardversion="2.23" xml:lang="en-GB">
 <rightsInfo><copyrightHolder><name>Moor Radio Ltd</name></copyrightHolder></rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:MOOR"><name>Moor Radio</name>
  </provider><versionCreated>2031-06-03T11:16:43+02:00</versionCreated>
  <firstCreated>2031-06-03T10:33:04+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
 <contentMeta><contentCreated>2031-06-03T10:00:00+02:00</contentCreated>
  <creator><name>Mira Holt</name></creator><language tag="en"/>
  <subject type="cpnat:abstract"><name>disaster</name></subject>
  <slugline>MOOR-FIRE</slugline><headline> Peat fire
  is out</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml">
  <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
  <h2>Eleven days</h2><p>The fire is <b>out</b>.</p><p/><p>Crews stay.</p></body></html>
 </inlineXML></contentSet></newsItem>"""
MESSAGE = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"
 xmlns:x="http://www.w3.org/1999/xhtml"><header><sent>2031-01-31T03:47:29.000Z</sent>
 <sender>tarnwire.example</sender></header><itemSet><newsItem guid="tag:tarnwire.example,2031:1">
 <itemMeta><itemClass qcode="icls:text"/><provider literal="tarnwire.example"/>
 <versionCreated>2031-01-31T03:47:29.000Z</versionCreated>
 <firstCreated>2031-01-31T03:47:29.000Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
 <contentMeta><creator literal="Tarn Wire"/><language tag="en"/>
 <headline>METALS-Tin rises</headline><creditline>Tarn Wire</creditline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+html">
 <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>
<p>(Adds detail)
    * Spot tin may edge up to $1,205 per ounce

    By Ada Fenn
    Jan 30 (Tarn Wire) - Tin rose on Tuesday on increased safe
haven demand, with prices finding further support from a weak
crown.
    Traders were also awaiting the meeting of the bank's nine
governors on Tuesday.
</p></body></html></inlineXML></contentSet></newsItem>
 <newsItem guid="tag:tarnwire.example,2031:2">
 <itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
 <contentMeta><headline>Tin bars</headline><description>Bars of tin</description></contentMeta>
 <contentSet><remoteContent href="a.jpg"/></contentSet></newsItem></itemSet></newsMessage>"""
G2_WITH_NITF = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:isle:2">
 <itemMeta><provider literal="ISLE"/><versionCreated>2031-03-03T08:00:00Z</versionCreated>
 </itemMeta>
 <contentMeta><by>By Mira Holt and Jon Asch</by><headline>Ferry resumes</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/nitf+xml">
 <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" baselang="en"><body><body.head/>
 <body.content><p>The ferry sails.</p></body.content></body></nitf></inlineXML></contentSet>
 </newsItem>"""
G2_PLAIN = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:isle:3">
 <itemMeta><provider qcode="nprov:ISLE"/><firstCreated>2031-03-04</firstCreated>
 <title>Luna late</title></itemMeta><contentMeta/><contentSet>
 <inlineData contenttype="text/plain">The ferry Luna was late.

It had fog.</inlineData></contentSet></newsItem>"""
NEWSML_1 = """<?xml version="1.0" encoding="iso-8859-1"?>
<NewsML><NewsEnvelope><DateAndTime>20310710T130037Z</DateAndTime></NewsEnvelope>
 <NewsItem><Identification><NewsIdentifier><ProviderId>moor.example</ProviderId>
 <PublicIdentifier>urn:newsml:moor.example:20310710:1</PublicIdentifier></NewsIdentifier>
 </Identification><NewsManagement><FirstCreated>20310710T125902Z</FirstCreated>
 <ThisRevisionCreated>20310710T140000Z</ThisRevisionCreated></NewsManagement>
 <NewsComponent><NewsLines><HeadLine>Proc\xe8s \xe0 Hask</HeadLine><ByLine>Par Ad\xe8le Roy</ByLine>
 <SlugLine>proc\xe8s</SlugLine></NewsLines>
 <AdministrativeMetadata><Provider><Party FormalName="AM"/></Provider></AdministrativeMetadata>
 <DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata>
 <NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent>
 <p>L'op\xe9ratrice a fait appel.</p><p>La date est fix\xe9e.</p></DataContent></ContentItem>
 </NewsComponent>
 <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/>
 <DataContent>Le tribunal de Hask, vu de la place, un jour de pluie, en mars de cette ann\xe9e.
 </DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""

ITEMS = {
    "an agency's NITF": (
        AGENCY_NITF.encode(),
        {
            "title": "Can peat be saved?",
            "text": "HASK (TW) — The peat fire near Hask is out.\n\nEleven days\n\n"
            "It burned for eleven days, said Ines Toll.\n\nTown | Acres\nHask | 340\n\n"
            "- Crews stay\n- Roads open",
            "outlet": "The Tarn Wire",
            "published": "20310603T091044Z",
            "authors": ["By ADA FENN"],
        },
        [CAPTION],
    ),
    "NITF with its DTD": (
        NITF_WITH_DTD.encode("latin-1"),
        {
            "id": "Agencia Moor 22751909",
            "title": "La presa aguanta",
            "text": "Vell, 3 jun (AM).- La presa aguanta, dijo el ingeniero Peña.",
            "published": "20310603T230000+0200",
            "authors": ["María Sol"],
            "section": "Disasters",
            "language": "es-ES",
        },
        [ABSTRACT],
    ),
    "an archive's NITF": (
        ARCHIVE_NITF.encode(),
        {
            "id": "The Vell Courier 1042",
            "text": "The council voted 7-4.\n\nThe bridge closes in May.",
            "url": "https://vell.example/bridge",
            "outlet": "The Vell Courier",
            "authors": ["By PETRA LIND"],
            "published": "20300405T000000",
        },
        [],
    ),
    "NITF with HTML in CDATA": (
        NITF_WITH_CDATA.encode(),
        {
            "text": "The mill is shut.\n\nIt may open in May.",
            "authors": ["By Ada Fenn"],
            "outlet": "Mill Gazette",
            "published": "2031-06-03T09:00:00Z",
        },
        [],
    ),
    "a NewsML-G2 item": (
        ITEM.encode(),
        {
            "id": "urn:newsml:moor.example:1",
            "title": "Peat fire is out",
            "text": "Eleven days\n\nThe fire is out.\n\nCrews stay.",
            "outlet": "Moor Radio",
            "published": "2031-06-03T10:00:00+02:00",
            "updated": "2031-06-03T11:16:43+02:00",
            "authors": ["Mira Holt"],
            "section": "disaster",
            "language": "en",
        },
        [],
    ),
    "a NewsML-G2 message with a wrapped text and a picture": (
        MESSAGE.encode(),
        {
            "title": "METALS-Tin rises",
            "text": "(Adds detail)\n\n* Spot tin may edge up to $1,205 per ounce\n\nBy Ada Fenn\n\n"
            "Jan 30 (Tarn Wire) - Tin rose on Tuesday on increased safe haven demand, with prices "
            "finding further support from a weak crown.\n\nTraders were also awaiting the meeting "
            "of the bank's nine governors on Tuesday.",
            "outlet": "Tarn Wire",
            "published": "2031-01-31T03:47:29.000Z",
        },
        [("left out", "item of other media")],
    ),
    "NewsML-G2 around NITF": (
        G2_WITH_NITF.encode(),
        {
            "title": "Ferry resumes",
            "text": "The ferry sails.",
            "authors": "By Mira Holt and Jon Asch",
            "outlet": "ISLE",
            "language": "en",
        },
        [],
    ),
    "NewsML-G2 with plain text": (
        G2_PLAIN.encode(),
        {
            "title": "Luna late",
            "text": "The ferry Luna was late.\n\nIt had fog.",
            "outlet": "ISLE",
            "published": "2031-03-04",
        },
        [],
    ),
    "NewsML 1": (
        NEWSML_1.encode("latin-1"),
        {
            "id": "urn:newsml:moor.example:20310710:1",
            "title": "Procès à Hask",
            "text": "L'opératrice a fait appel.\n\nLa date est fixée.",
            "outlet": "AM",
            "published": "20310710T125902Z",
            "updated": "20310710T140000Z",
            "language": "fr",
        },
        [CAPTION],
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_of_news_gives_its_article(name):
    data, expected, notes = ITEMS[name]
    [found] = read_xml(data)
    assert isinstance(found, Stated), found
    assert {field: found.fields[field] for field in expected} == expected
    assert [(note.kind, note.what) for note in found.notes] == notes


def test_a_message_gives_an_article_an_item():
    other = ITEM.replace("moor.example:1", "moor.example:2").replace("Peat fire", "Well")
    found = list(read_xml(f"<newsMessage><itemSet>{ITEM}{other}</itemSet></newsMessage>".encode()))
    titles = [each.fields["title"] for each in found if isinstance(each, Stated)]
    assert titles == ["Peat fire is out", "Well is out"]


def test_an_item_that_its_agency_withdrew_is_named_and_not_read():
    [found] = read_xml(ITEM.replace("stat:usable", "stat:canceled").encode())
    assert isinstance(found, Unreadable)
    assert str(found) == "“Peat fire is out” is withdrawn by its agency"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<newsItem><itemMeta/></newsItem>", "no item of text; 1 of pictures"),
        ("<nitf><body><body.content/></body></nitf>", "no item of text"),
        ("<RBNews><headline>a</headline></RBNews>", "its root is <RBNews>; Byline knows"),
        (AGENCY_NITF[:-30], "broken XML"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities"),
    ],
)
def test_xml_without_news_is_refused_with_the_reason(data, reason):
    with pytest.raises(Unreadable, match=reason):
        list(read_xml(data.encode()))


@pytest.mark.parametrize("ending", [".xml", ".nitf", ".newsml"])
def test_an_item_of_news_is_read_from_a_file(tmp_path, ending):
    path = tmp_path / f"item{ending}"
    path.write_text(AGENCY_NITF)
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle)
    assert found.article.authors == ("ADA FENN",)
    assert str(found.article.published) == "2031-06-03"
