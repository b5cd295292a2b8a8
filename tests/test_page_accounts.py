"""Accounts and named outlets on the page, read back as a browser would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invented import FERRIES, HARBOUR, evidence, harbour_answer
from lxml import html

from assistant.page import Turn, turn_html
from assistant.page.timeline import timeline_svg
from assistant.types import Account, Finished, Naming, Question, Version

FOUND = evidence(FERRIES, "Forty crews")
HOSTILE = '<script>x</script>"&'


def version(number, day, status="earlier", speaker="the Port", label="2"):
    return Version(
        value=f"{number} crews", status=status, evidence=(FOUND,), speaker=speaker,
        day=date(2031, 5, day), number=float(number), labels=(label,),
    )  # fmt: skip


FOUR = Account(
    about="how many crews are idle",
    versions=(
        version(40, 9, "updated"),
        version(55, 9, "differs", HOSTILE),
        version(30, 5),
        version(10, 3),
    ),
)


def page(**changes):
    given = replace(harbour_answer(Question(text="?")), **changes)
    turn = Turn(id="t", question=given.question).after(Finished(given))
    return html.fromstring(turn_html(turn))


def test_a_disputed_account_is_a_table_with_a_number_in_each_row():
    (table,) = page(accounts=(FOUR,)).find_class("accounts")
    assert table.xpath("./tbody/tr/th[@scope='row']/text()") == [
        "40 crews", "55 crews", "30 crews", "10 crews",
    ]  # fmt: skip
    assert table.xpath("./tbody/tr//button/text()") == ["2"] * 4
    assert "crews" in table.findtext("caption")


def test_a_teller_never_becomes_markup():
    shown = page(accounts=(FOUR,))
    assert not shown.xpath("//script")
    assert HOSTILE in shown.find_class("accounts")[0].text_content()


def test_a_timeline_says_in_words_what_it_draws():
    drawn = html.fromstring(str(timeline_svg(FOUR)))
    assert drawn.get("aria-label").endswith("the Port: 10 on 3 May, 30 on 5 May, 40 on 9 May") or (
        drawn.get("aria-label").startswith("the Port: 10 on 3 May, 30 on 5 May, 40 on 9 May;")
    )


def test_one_day_makes_no_timeline():
    assert not timeline_svg(replace(FOUR, versions=FOUR.versions[:2]))


def test_named_outlets_are_said_not_to_be_read():
    shown = page(claims=(), citations=(), named=(Naming(HARBOUR, "Coast Wire", HOSTILE),))
    assert shown.find_class("unread")[0].text == "Named by the article, not read."
    assert f"Coast Wire: “{HOSTILE}” in {HARBOUR.title}" in shown.text_content()
    assert not shown.xpath("//aside")
