"""Accounts and named outlets in the terminal, in Markdown and on an exported page."""

import re
from dataclasses import replace

import pytest
from answers import WRITTEN, agreed_answer, disputed_answer, named_answer
from lxml import html

from assistant.rendering import (
    account_heading,
    agreement,
    as_html,
    as_markdown,
    as_text,
    conversation_as,
    standing,
    teller,
)
from assistant.types import Answer

HOSTILE = (
    "\x1b]52;c;x\x07\x9b2J\u202eright\u2066 | 83\n\n| <b onclick=x> [7] [^1] ![a](http://b.ex)"
)


def told(element) -> str:
    return " ".join(element.text_content().split())


def in_standings(*standings: str) -> Answer:
    """Give the disputed answer with as many versions as `standings`, of which each has one."""
    [account] = disputed_answer().accounts
    pairs = zip(account.versions, standings, strict=False)
    versions = tuple(replace(version, status=status) for version, status in pairs)
    return replace(disputed_answer(), accounts=(replace(account, versions=versions),))


def hostile() -> Answer:
    """Give the disputed answer with everything an article says in an account hostile."""
    [account] = disputed_answer().accounts
    evidence = account.versions[0].evidence[0]
    article = replace(evidence.article, outlet=HOSTILE, title=HOSTILE)
    version = replace(
        account.versions[0],
        value=HOSTILE,
        speaker=HOSTILE,
        relayed_by=HOSTILE,
        evidence=(replace(evidence, article=article),),
    )
    changed = replace(account, about=HOSTILE, versions=(version, *account.versions[1:]))
    return replace(disputed_answer(), accounts=(changed,))


@pytest.mark.parametrize(
    ("standings", "heading"),
    [
        (("updated", "earlier", "differs", "other scope"), "Accounts differ: how many fell ill"),
        (("updated", "earlier", "other scope"), "Updated: how many fell ill"),
        (("other scope", "other scope"), "Accounts of different things: how many fell ill"),
        (("agrees",), ""),
    ],
)
def test_the_heading_says_the_strongest_of_what_the_versions_are(standings, heading):
    assert account_heading(in_standings(*standings).accounts[0]) == heading


def test_a_version_is_told_by_its_speaker_and_relay_or_by_its_outlet():
    first, *_, last = disputed_answer().accounts[0].versions
    assert teller(first) == "Health Minister Oona Prask, relayed by Ovawire"
    assert teller(last) == "Lyn Valley Echo"
    assert standing(last) == "about something else"


def test_articles_that_agree_are_counted_with_their_independent_origins():
    agreed = "2 articles agree, from 1 independent origin."
    assert agreement(agreed_answer().accounts[0]) == agreed
    assert agreement(disputed_answer().accounts[0]) == ""
    for render in (as_text, as_markdown, as_html):
        assert agreed in render(agreed_answer())


def test_accounts_stand_in_lines_between_the_sentences_and_the_sources():
    sentence, accounts, source, *_ = as_text(disputed_answer(), width=200).split("\n\n")
    assert sentence.endswith("[1]")
    heading, *lines = accounts.splitlines()
    assert heading == "Accounts differ: how many fell ill"
    assert [re.split("  +", line.strip()) for line in lines[1:3]] == [
        ["97", "The hospital union", "Saltmarsh Post", "20 Aug 2031", "differs", "[2]"],
        [
            "66",
            "Health Minister Oona Prask",
            "Saltmarsh Post",
            "12 Aug 2031, published 20 Aug 2031",
            "given earlier",
            "[3]",
        ],
    ]
    assert source.startswith("[1] Saltmarsh Post")


@pytest.mark.parametrize("width", [20, 40, 79, 80, 81, 120])
def test_accounts_keep_to_the_terminal_and_lose_nothing(width):
    text = as_text(disputed_answer(), width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    block = text[text.index("Accounts differ") : text.index("\n[1] ")]
    for word in "83 97 66 12 union Prask relayed Ovawire given earlier something [1] [4]".split():
        assert word in block


def test_a_terminal_too_narrow_for_columns_has_a_version_told_in_one_run():
    lines = as_text(disputed_answer(), width=79).splitlines()
    assert "  97, The hospital union, Saltmarsh Post, 20 Aug 2031, differs [2]" in lines


def test_every_footnote_of_an_account_is_defined_and_every_one_defined_is_used():
    text = as_markdown(disputed_answer())
    defined = re.findall(r"^\[\^(\d)\]:", text, re.MULTILINE)
    assert defined == ["1", "2", "3", "4"]
    assert re.findall(r"\[\^(\d)\](?!:)", text) == ["1", "1", "2", "3", "4"]
    assert "| 97 | The hospital union | Saltmarsh Post | 20 Aug 2031 | differs | [^2] |" in text


def test_footnotes_that_accounts_mention_out_of_order_have_their_number_written_out():
    [account] = disputed_answer().accounts
    turned = replace(account, versions=account.versions[::-1])
    assert r"| \[4\][^4] |" in as_markdown(replace(disputed_answer(), accounts=(turned,)))


def test_a_page_has_a_table_whose_numbers_and_sources_lead_to_each_other():
    turns = (disputed_answer(), WRITTEN, disputed_answer())
    for text in (as_html(disputed_answer()), conversation_as("html", "Illness", turns)):
        whole = html.fromstring(text)
        ids = whole.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {each[1:] for each in whole.xpath("//@href[starts-with(., '#')]")} <= set(ids)
        (caption, *_) = whole.xpath("//table/caption")
        assert told(caption) == "Accounts differ: how many fell ill"
        assert len(whole.xpath("(//table)[1]/tbody/tr")) == 4


@pytest.mark.parametrize("render", [as_text, as_markdown])
def test_nothing_in_an_account_steers_the_terminal(render):
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(hostile())
    )


def test_a_hostile_value_stays_in_one_cell_and_makes_no_sign():
    text = as_markdown(hostile())
    (row,) = [line for line in text.splitlines() if line.endswith("| updated | [^1] |")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7
    assert r"\<b onclick=x\> \[7\] \[^1\] !\[a\]" in row
    page = html.fromstring(as_html(hostile()))
    assert page.xpath("//@onclick") == []
    assert [len(row.xpath("./td")) for row in page.xpath("//tbody/tr")] == [6, 6, 6, 6]


def test_a_number_in_an_account_does_not_look_like_a_citation():
    assert "[7]" not in as_text(hostile(), width=500)


def test_outlets_that_an_article_names_are_told_as_named_and_not_read():
    line = (
        "Coast Wire: Harbour stays shut — named by “Storm shuts Northmoor”, Saltmarsh Post, "
        "3 May 2031"
    )
    for text in (
        as_text(named_answer(), width=120),
        as_markdown(named_answer()),
        told(html.fromstring(as_html(named_answer()))),
    ):
        places = [
            text.index(each)
            for each in (named_answer().text, "Named by the article, not read:", line)
        ]
        assert places == sorted(places)


def test_a_speaker_that_a_pronoun_stands_for_is_marked_as_such():
    said = "said by Health Minister Oona Prask (“The ministry” in the text)"
    for render in (as_text, as_markdown, as_html):
        assert said in render(disputed_answer())
