"""Mails as people, lists, newsletters and programs write them, all invented."""

from __future__ import annotations

from io import StringIO
from itertools import cycle

import pytest

from index.articles import read_articles
from index.articles.mail import read_mail, read_mbox
from index.articles.mail_body import unflowed
from index.articles.stated import Stated, Unreadable
from index.articles.wrapping import unwrap
from index.types import ReadArticle

QUOTED, SIGNED = ("left out", "quoted reply"), ("left out", "signature")
ATTACHED, FOOTER = ("left out", "attachment"), ("left out", "mail footer")
BETWEEN = "From ada@moor.example Tue Jun  3 09:00:00 2031\n"
HEAD = """From: Ada Fenn <ada@moor.example>
To: desk@moor.example
Subject: Peat fire out
Date: Tue, 03 Jun 2031 09:00:00 +0200
Message-ID: <77@moor.example>
"""


def mails(mail: str | bytes) -> list[Stated]:
    found = list(read_mail(mail.encode() if isinstance(mail, str) else mail))
    assert all(isinstance(each, Stated) for each in found), found
    return found


def refusal(mail: bytes) -> str:
    try:
        [found] = read_mail(mail)
    except Unreadable as problem:
        return str(problem)
    return str(found) if isinstance(found, Unreadable) else ""


def plain(body: str, *, head: str = HEAD, more: str = "") -> str:
    return f"{head}{more}Content-Type: text/plain; charset=utf-8\n\n{body}"


PRESS_RELEASE = plain(
    """The peat fire near Hask, which had burned for eleven days, is out, the
brigade said on Tuesday. Forty people have gone home.

"It will smoke for weeks", said its head, Ines Toll.
-- 
Press office, Moor Brigade
+00 555 0100
"""  # noqa: W291 - the space is what makes it a signature
)
ENCODED_HEADERS = b"""From: =?iso-8859-1?Q?J=F6rg_Brandt?= <jb@moor.example>
Subject: =?UTF-8?B?QnLDvGNrZSBnZXNwZXI=?= =?UTF-8?B?cnQg4oCTIFN0YXU=?=
Date: Tue, 3 Jun 2031 09:00:00 -0500 (CDT)
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Die Br=FCcke ist seit dem Morgen gesperrt, und niemand wei=DF, wie lange das=
 noch so bleibt.
"""
REPLY = plain(
    """It is out since nine.

On Tue, 3 Jun 2031 at 08:12, Bo Lind
<bo@tarn.example> wrote:

> Is the fire out?
>
>> It burns.

Crews stay until Friday.

Sent from my phone
""",
    head=HEAD.replace("Subject: ", "Subject: Re: "),
)
OUTLOOK_REPLY = plain(
    """The dam holds, the engineer said.

-----Original Message-----
From: Bo Lind
Sent: Monday, June 2, 2031 4:10 PM
To: Ada Fenn
Subject: The dam

Does it hold?
"""
)
UNMARKED_REPLY = plain(
    """On Tuesday, 3 June 2031, the mayor wrote: no.

On Jun 3, 2031, at 8:12 AM, Bo Lind
<bo@tarn.example> wrote:

Is the fire out?

Bo
"""
)
FORWARD = plain(
    """For the archive.

---------- Forwarded message ---------
From: Vell Courier <news@vell.example>
Date: Mon, 2 Jun 2031 at 07:00
Subject: Morning news
To: <ada@moor.example>

The council voted 7-4 to close the bridge.
""",
    head=HEAD.replace("Subject: ", "Subject: Fwd: "),
)
FLOWED = HEAD + (
    "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    "The peat fire near Hask is out, the \nbrigade said.\n From Friday on crews \nrest.\n"
    "\n> Is it \n> out?\n"
)
NEWSLETTER = b"""From: Moor Weekly <hello@weekly.moor.example>
Subject: Three fires
Date: Wed, 04 Jun 2031 06:00:00 +0000
List-Id: Moor Weekly <weekly.moor.example>
List-Unsubscribe: <https://weekly.moor.example/u/1>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_b"

--=_b
Content-Type: text/plain; charset=utf-8

View this email in your browser: https://weekly.moor.example/v/1
--=_b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><head><title>Three fires</title><style>td{color:red}</style></head><body>
<div style="display:none;max-height:0">What burned this week</div>
<table role="presentation"><tr><td><a href="x">View this email in your browser</a></td></tr>
<tr><td><h1>Three fires</h1><p>Three fires burned on the moor this week,
the brigade said.</p></td></tr>
<tr><td><table><tr><td><img src="a.png"></td><td>Two are out.</td></tr></table></td></tr>
<tr><td>You get this as you signed up. <a href="u">Unsubscribe</a></td></tr></table>
</body></html>
--=_b--
"""
GMAIL_REPLY = (
    HEAD
    + """Content-Type: text/html; charset=utf-8

<div dir="ltr">Out since nine.<div class="gmail_signature">Ada Fenn<br>Moor Radio</div></div><br>
<div class="gmail_quote"><div class="gmail_attr">On Tue Bo Lind wrote:<br></div>
<blockquote class="gmail_quote">Is it out?</blockquote></div>
"""
)
GMAIL_FORWARD = (
    HEAD.replace("Subject: ", "Subject: Fwd: ")
    + """Content-Type: text/html; charset=utf-8

<div dir="ltr">For you.<div class="gmail_quote"><div dir="ltr" class="gmail_attr">
---------- Forwarded message ---------<br>From: <b>Vell Courier</b> &lt;news@vell.example&gt;<br>
Date: Mon, 2 Jun 2031<br>Subject: Morning news<br>To: &lt;ada@moor.example&gt;<br></div><br>
<p>The council voted 7-4.</p>
</div></div>
"""
)
WITH_ATTACHMENTS = (
    HEAD
    + """Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8

The report is attached.
--b1
Content-Type: application/pdf; name="report.pdf"
Content-Disposition: attachment; filename="report.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQ=
--b1
Content-Type: text/plain; charset=utf-8

It has nine pages.
--b1
Content-Type: text/plain; charset=utf-8; name=notes.txt
Content-Disposition: attachment; filename=notes.txt

Not to be read.
--b1--
"""
)
APPLE_WITH_PICTURE = (
    HEAD
    + """Content-Type: multipart/alternative; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8

The mast fell at noon.
--b1
Content-Type: multipart/related; boundary=b2

--b2
Content-Type: text/html; charset=utf-8

<html><body>The mast fell at <b>noon</b>.<img src="cid:1"></body></html>
--b2
Content-Type: image/png
Content-ID: <1>
Content-Transfer-Encoding: base64

iVBORw0=
--b2--
--b1--
"""
)
NO_BLANK_LINE = """From: Ada Fenn <ada@moor.example>
Subject: Well dry
The well at Hask is dry, the mayor said.
"""
UNKNOWN_CHARSET = (
    HEAD.encode()
    + b"Content-Type: text/plain; charset=x-none\n\nDie Br\xfccke ist f\xfcr Wochen gesperrt.\n"
)
JAPANESE = (
    b"From: desk@moor.example\nSubject: =?iso-2022-jp?B?GyRCNjYbKEI=?=\n"
    b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "橋は閉鎖された。".encode("iso-2022-jp")
)
RAW_HEADERS = (
    "From: Jörg Brandt <jb@moor.example>\nSubject: Brücke gesperrt\nDate: yesterday, 9 o'clock\n"
    "\nDie Brücke ist zu.\n"
)
LIST_MAIL = plain(
    """The lock opens in May, the canal office said.
_______________________________________________
Canals mailing list
canals@lists.tarn.example
""",
    head=HEAD.replace("Ada Fenn <", "'Ada Fenn' via Canals <"),
    more='List-Id: "Canals of Tarn" <canals.lists.tarn.example>\n'
    "Archived-At: <https://lists.tarn.example/canals/9>\n",
)

MAILS = {
    "a press release": (
        PRESS_RELEASE,
        {
            "id": "77@moor.example",
            "title": "Peat fire out",
            "text": "The peat fire near Hask, which had burned for eleven days, is out, the "
            "brigade said on Tuesday. Forty people have gone home.\n\n"
            '"It will smoke for weeks", said its head, Ines Toll.',
            "published": "2031-06-03T09:00:00+02:00",
            "authors": ["Ada Fenn"],
            "outlet": "",
        },
        [SIGNED],
    ),
    "encoded headers and soft breaks": (
        ENCODED_HEADERS,
        {
            "title": "Brücke gesperrt – Stau",
            "authors": ["Jörg Brandt"],
            "published": "2031-06-03T09:00:00-05:00",
            "text": "Die Brücke ist seit dem Morgen gesperrt, und niemand weiß, wie lange das noch "
            "so bleibt.",
        },
        [],
    ),
    "a reply": (
        REPLY,
        {"title": "Re: Peat fire out", "text": "It is out since nine.\n\nCrews stay until Friday."},
        [QUOTED, SIGNED],
    ),
    "a reply above the mail it answers": (
        OUTLOOK_REPLY,
        {"text": "The dam holds, the engineer said."},
        [QUOTED],
    ),
    "a reply above one without marks": (
        UNMARKED_REPLY,
        {"text": "On Tuesday, 3 June 2031, the mayor wrote: no."},
        [QUOTED],
    ),
    "a forwarded newsletter": (
        FORWARD,
        {"text": "For the archive.\n\nThe council voted 7-4 to close the bridge."},
        [("left out", "forwarded head")],
    ),
    "flowed text": (
        FLOWED,
        {"text": "The peat fire near Hask is out, the brigade said.\nFrom Friday on crews rest."},
        [QUOTED],
    ),
    "a newsletter with a stub of text": (
        NEWSLETTER,
        {
            "title": "Three fires",
            "outlet": "Moor Weekly",
            "text": "Three fires burned on the moor this week, the brigade said.\n\nTwo are out.",
        },
        [("left out", "hidden text"), FOOTER],
    ),
    "a reply in HTML": (GMAIL_REPLY, {"text": "Out since nine."}, [SIGNED, QUOTED]),
    "a newsletter forwarded in HTML": (
        GMAIL_FORWARD,
        {"text": "For you.\n\nThe council voted 7-4."},
        [("left out", "forwarded head")],
    ),
    "one with attachments": (
        WITH_ATTACHMENTS,
        {"text": "The report is attached.\n\nIt has nine pages."},
        [ATTACHED],
    ),
    "one with a picture in it": (APPLE_WITH_PICTURE, {"text": "The mast fell at noon."}, []),
    "no blank line below the headers": (
        NO_BLANK_LINE,
        {"title": "Well dry", "text": "The well at Hask is dry, the mayor said."},
        [],
    ),
    "an unknown charset": (
        UNKNOWN_CHARSET,
        {"text": "Die Brücke ist für Wochen gesperrt."},
        [],
    ),
    "a charset of seven bits": (JAPANESE, {"title": "橋", "text": "橋は閉鎖された。"}, []),
    "headers in raw bytes": (
        RAW_HEADERS,
        {
            "title": "Brücke gesperrt",
            "authors": ["Jörg Brandt"],
            "published": "yesterday, 9 o'clock",
        },
        [],
    ),
    "a list's": (
        LIST_MAIL,
        {
            "outlet": "Canals of Tarn",
            "authors": ["Ada Fenn"],
            "url": "https://lists.tarn.example/canals/9",
            "text": "The lock opens in May, the canal office said.",
        },
        [SIGNED],
    ),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_gives_what_its_writer_says(name):
    mail, expected, notes = MAILS[name]
    [found] = mails(mail)
    assert {field: found.fields[field] for field in expected} == expected
    assert [(note.kind, note.what) for note in found.notes] == notes


def test_attachments_are_counted():
    [found] = mails(WITH_ATTACHMENTS)
    assert [note.count for note in found.notes] == [2]


def test_an_attached_mail_is_an_article_of_its_own():
    inner = plain("The dam holds.", head="From: Bo Lind <bo@tarn.example>\nSubject: Dam\n")
    outer = f"""{HEAD}Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain

See below.
--b1
Content-Type: message/rfc822

{inner}
--b1--
"""
    first, second = mails(outer)
    assert (first.fields["title"], first.fields["text"]) == ("Peat fire out", "See below.")
    assert (second.fields["title"], second.fields["text"]) == ("Dam", "The dam holds.")
    assert second.fields["authors"] == ["Bo Lind"]


def test_a_mail_that_only_quotes_is_read_as_what_it_quotes():
    [found] = mails(plain("> The dam holds,\n> the engineer said.\n"))
    assert found.fields["text"] == "The dam holds,\nthe engineer said."
    assert [(note.kind, note.what) for note in found.notes] == [
        ("doubtful", "mail that only quotes")
    ]


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        ("Just a line of text\n", "no mail; one begins with"),
        (HEAD + "\n\n", "“Peat fire out” has no text"),
        (HEAD + "Content-Type: image/png\n\nabc", "has no text, only 1 attachments"),
        ("Subject: a\nContent-Type: text/html\n\n" + "<i>" * 300 + "x", "more than 200 deep"),
    ],
)
def test_what_holds_no_text_is_refused_with_the_reason(mail, reason):
    assert reason in refusal(mail.encode())


@pytest.mark.parametrize(
    "mail",
    [
        b"From: " + b"(" * 50_000 + b"\n\nx",
        b"From: \xff\xfe <\x00@>\nDate: \x00\nSubject: =?x?Q?=ZZ?=\n\nx",
        b"Subject: =?utf-8?B?not base64!?=\n\nx",
        b"Content-Type: multipart/mixed; boundary=a\nSubject: a\n\nno boundary at all",
        b"Content-Type: multipart/mixed\nSubject: a\n\nno boundary named",
        b"Content-Type: ;;;=;charset\nSubject: a\n\nx",
        b"Content-Transfer-Encoding: base64\nSubject: a\n\nVGhlIGZpcmUgaXMgb3V0Lg",
        b"Subject: a\n\n" + b"a\n> b\n" * 20_000,
        b"Subject: a\n\n" + b"-- \n" * 20_000,
        b"Subject: a\n\n" + b"\n" * 200_000 + b"x",
        b"Subject: a\n\nx\n" + b"From: a\n" * 20_000,
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(mail):
    assert len(mails(mail)) == 1


def test_a_mailbox_gives_an_article_a_mail():
    first = plain("The fire is out.\n>From Friday on crews rest.\n")
    second = plain("From there it spread.\n", head="From: Bo\nSubject: Later\n")
    one, two = read_mbox(StringIO(f"{BETWEEN}{first}\n{BETWEEN}{second}\n"))
    assert isinstance(one, Stated)
    assert isinstance(two, Stated)
    assert one.fields["text"] == "The fire is out.\nFrom Friday on crews rest."
    assert (two.fields["title"], two.fields["text"]) == ("Later", "From there it spread.")
    assert (one.line, two.line) == (1, 12)


def test_a_mail_that_is_wrong_keeps_no_other_of_a_mailbox_back():
    between = "From - Tue Jun 03 09:00:00 2031\n"
    found = list(read_mbox(StringIO(f"{between}\nno headers here\n{between}{plain('Out.')}")))
    assert [type(each) for each in found] == [Unreadable, Stated]


def test_a_mailbox_is_read_one_mail_after_the_other():
    mail = [BETWEEN, *plain("The fire is out.\n").splitlines(keepends=True)]

    class Endless(StringIO):
        lines = cycle(mail)

        def readline(self, size=-1):
            return next(self.lines)

    assert isinstance(next(read_mbox(Endless())), Stated)


def test_what_is_no_mailbox_is_refused():
    [found] = read_mbox(StringIO("Dear all\n\nthe fire is out.\n"))
    assert isinstance(found, Unreadable)
    assert "no mail; one begins with" in str(found)


@pytest.mark.parametrize(("ending", "above"), [(".eml", ""), (".mbox", BETWEEN)])
def test_mails_are_read_from_files(tmp_path, ending, above):
    path = tmp_path / f"mail{ending}"
    path.write_bytes((above + plain("Die Brücke ist zu.")).encode())
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle)
    assert (found.article.title, found.article.text) == ("Peat fire out", "Die Brücke ist zu.")
    assert str(found.article.published) == "2031-06-03"


@pytest.mark.parametrize(
    ("text", "unwrapped"),
    [
        ("Short lines\nstay as they\nare.", "Short lines\nstay as they\nare."),
        (
            "A first line that is as long as lines of mails are, filled up with words\nand on.",
            "A first line that is as long as lines of mails are, filled up with words and on.",
        ),
        (
            "    A wire sets the first line of each paragraph in, and so it did\nhere.\n"
            "    Here too.",
            "A wire sets the first line of each paragraph in, and so it did here.\n\nHere too.",
        ),
        (
            "Who came, as far as the brigade could tell us on that Tuesday:\n- Hask\n- Tarn",
            "Who came, as far as the brigade could tell us on that Tuesday:\n\n- Hask\n- Tarn",
        ),
    ],
)
def test_lines_are_joined_where_the_next_word_did_not_fit(text, unwrapped):
    assert unwrap(text) == unwrapped


def test_flowed_lines_join_words_where_the_mail_says_so():
    assert unflowed("橋は \n閉鎖", joins_words=True) == "橋は閉鎖"
    assert unflowed("one \ntwo\n-- \nAda", joins_words=False) == "one two\n-- \nAda"


def test_mails_that_lie_too_deep_in_one_another_are_named():
    inner = b"From: Ada Quill <a@moor.example>\nSubject: Ferry\n\nThe ferry is back.\n"
    for _ in range(25):
        inner = b"Subject: Fwd\nContent-Type: message/rfc822\n\n" + inner
    assert any("deep" in str(each) for each in read_mail(inner) if isinstance(each, Unreadable))
