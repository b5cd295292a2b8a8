"""Exports of an answer and of a conversation: what stands in them, and what no article can do."""

import json
import re
from dataclasses import replace

import pytest
from answers import AGROUND, CITATIONS, CLOSED, FIRST, NOTHING_HELD, SECOND, WRITTEN, over_answers
from doubles import BRIDGE, FERRY
from lxml import html

from assistant.rendering import (
    FORMATS,
    UnknownFormat,
    answer_as,
    as_bibtex,
    as_csl_json,
    as_html,
    conversation_as,
    printable,
)
from assistant.types import Answer, Question

SECOND_TURN = replace(
    WRITTEN,
    question=Question(text="Who closed the bridge?"),
    text=CLOSED,
    claims=(replace(WRITTEN.claims[1], start=0, end=len(CLOSED), citations=("1",)),),
    citations=(replace(CITATIONS[3], label="1", answer_start=0, answer_end=len(CLOSED)),),
)
TURNS = (WRITTEN, SECOND_TURN, NOTHING_HELD)


def citing(**changes) -> Answer:
    """Cite the article on the ferry, changed."""
    cited = replace(CITATIONS[0].evidence, article=replace(FERRY, **changes))
    return replace(WRITTEN, citations=(replace(CITATIONS[0], evidence=cited),))


def page(answer: Answer):
    return html.fromstring(as_html(answer))


def told(element) -> str:
    return " ".join(element.text_content().split())


# HTML


def test_nothing_on_the_page_can_run_or_load():
    whole = html.fromstring(conversation_as("html", "<script>", TURNS))
    assert whole.xpath("//script|//link|//img|//iframe|//object|//form|//base|//@src") == []
    assert whole.xpath("//@*[starts-with(name(), 'on')]") == []
    assert "url(" not in whole.xpath("string(//style)")
    (policy,) = whole.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_numbers_lead_to_their_source_and_sources_back_to_the_first_mention():
    whole = page(WRITTEN)
    ids = whole.xpath("//@id")
    assert ids == [f"{each}-{n}" for each in ("mention", "source") for n in (1, 2, 3)]
    assert whole.xpath("//p//a/@href") == ["#source-1", "#source-2", "#source-3", "#source-3"]
    assert whole.xpath("//li/a[starts-with(@href, '#')]/@href") == [
        "#mention-1",
        "#mention-2",
        "#mention-3",
    ]


def test_a_source_on_the_page_tells_all_that_a_footnote_tells():
    source = told(page(WRITTEN).get_element_by_id("source-2"))
    assert source.startswith("[2] The Saltmarsh Post, 4 March 2031: Ferry aground off Pellworth")
    assert f"“{SECOND}”" in source
    assert "said by Harbourmaster Ines Dray; characters 55-113 of article ferry" in source
    assert source.endswith("the words it rests on")


def test_doubt_about_a_sentence_stands_behind_it_on_the_page():
    (answer,) = page(WRITTEN).find_class("answer")
    assert told(answer) == f"{AGROUND}[1][2][3] {CLOSED}[3] (only partly borne out by the text)"


def test_an_abstention_on_the_page_gives_the_reason_and_what_is_nearest():
    shown = told(page(NOTHING_HELD))
    assert "The articles do not answer this. Nothing that was written held. Nearest" in shown
    assert f"“{FIRST}”" in shown


@over_answers
def test_a_page_says_what_the_answer_says_and_nothing_in_it_becomes_a_sign(answer):
    whole = page(answer)
    plain = page(citing())
    assert {each.tag for each in whole.iter()} <= {each.tag for each in plain.iter()} | {"a"}
    assert told(whole.find(".//h1")) == printable(answer.question.text)
    assert all(each.startswith(("#", "https://press.example/")) for each in whole.xpath("//@href"))


def test_only_a_web_address_can_be_followed_from_the_page():
    assert page(citing()).xpath("//li//cite/../@href") == ["https://saltmarsh.example/ferry"]
    assert "javascript" not in as_html(citing(url="javascript:alert(1)"))
    (address,) = page(citing(url='https://a.example/" onclick="x')).xpath("//li//cite/../@href")
    assert address == "https://a.example/%22%20onclick=%22x"


# Conversations


def test_ids_of_two_turns_differ_and_numbers_stay_those_of_the_answer():
    whole = html.fromstring(conversation_as("html", "Pellworth", TURNS))
    ids = whole.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert told(whole.get_element_by_id("turn-2-source-1")).startswith("[1] Lyn Valley Echo")
    assert all(whole.get_element_by_id(each[1:]) is not None for each in inner_links(whole))


def inner_links(whole) -> list[str]:
    return whole.xpath("//@href[starts-with(., '#')]")


def test_footnotes_of_two_turns_differ_and_each_says_its_number_in_the_answer():
    shown = conversation_as("markdown", "Pellworth", TURNS)
    assert shown.startswith("# Pellworth\n\n## What happened at Pellworth?\n\n")
    defined = re.findall(r"^\[\^(\d-\d)\]: \\\[(\d)\\\] ", shown, re.MULTILINE)
    assert defined == [("1-1", "1"), ("1-2", "2"), ("1-3", "3"), ("2-1", "1")]
    mentioned = re.findall(r"\\\[(\d)\\\]\[\^(\d-\d)\](?!:)", shown)
    assert mentioned == [("1", "1-1"), ("2", "1-2"), ("3", "1-3"), ("3", "1-3"), ("1", "2-1")]


def test_a_conversation_as_json_is_its_answers_without_loss():
    given = json.loads(conversation_as("json", "Pellworth", TURNS))
    assert given == {"title": "Pellworth", "turns": [answer.to_dict() for answer in TURNS]}
    assert [Answer.from_dict(turn).claims for turn in given["turns"]] == [t.claims for t in TURNS]


@pytest.mark.parametrize("name", ["bibtex", "csl-json"])
def test_an_article_of_two_turns_is_listed_once(name):
    listed = conversation_as(name, "Pellworth", TURNS)
    assert listed == answer_as(name, WRITTEN)
    assert listed.count("Bridge closed for a month") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversation_without_a_turn_is_written_all_the_same(name):
    assert isinstance(conversation_as(name, "Nothing yet", ()), str)


@pytest.mark.parametrize(
    "write", [lambda: answer_as("htm", WRITTEN), lambda: conversation_as("htm", "", ())]
)
def test_an_unknown_format_is_refused_with_those_there_are(write):
    with pytest.raises(UnknownFormat, match=r"'htm' is no format .*csl-json\. Did you mean 'html'"):
        write()


# References


def test_bibtex_has_the_fields_that_styles_know():
    first, second = entries(as_bibtex(TURNS))
    assert re.fullmatch(r"thesaltmarshpost2031-[0-9a-f]{8}", first.pop("key"))
    assert first == {
        "type": "article",
        "title": "{Ferry aground off Pellworth}",
        "journal": "The Saltmarsh Post",
        "date": "2031-03-04",
        "year": "2031",
        "month": "mar",
        "url": "https://saltmarsh.example/ferry",
        "note": "Article ferry",
    }
    assert second["journal"] == BRIDGE.outlet


def test_csl_json_has_the_fields_that_styles_know():
    (item,) = json.loads(as_csl_json([citing(authors=("Quill, Ada", "Coast Wire"))]))
    assert item == {
        "id": "ferry",
        "type": "article-newspaper",
        "title": "Ferry aground off Pellworth",
        "author": [{"family": "Quill", "given": "Ada"}, {"literal": "Coast Wire"}],
        "container-title": "The Saltmarsh Post",
        "issued": {"date-parts": [[2031, 3, 4]]},
        "URL": "https://saltmarsh.example/ferry",
    }


def test_what_is_not_known_of_an_article_is_left_out():
    bare = citing(title="", outlet="", url="", published=None)
    (entry,) = entries(as_bibtex([bare]))
    assert entry.pop("key").startswith("article-")
    assert entry == {"type": "misc", "note": "Article ferry"}
    assert json.loads(as_csl_json([bare])) == [{"id": "ferry", "type": "article-newspaper"}]


def test_an_answer_without_a_source_has_no_references():
    assert (as_bibtex([NOTHING_HELD]), as_csl_json([NOTHING_HELD])) == ("", "[]")


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Quill, Ada", "Quill, Ada"),
        ("Rope and Anchor", "{Rope and Anchor}"),
        ("Quill, Ada, Coast Wire", "{Quill, Ada, Coast Wire}"),
    ],
)
def test_a_name_that_bibtex_would_part_in_the_wrong_place_is_kept_together(author, written):
    (entry,) = entries(as_bibtex([citing(authors=(author, "Tom Reyes"))]))
    assert entry["author"] == f"{written} and Tom Reyes"


@over_answers
def test_whatever_an_article_says_bibtex_reads_it_back(answer):
    cited = {each.article.id: each.article for each in answer.citations}
    read = entries(as_bibtex([answer]))
    assert len({entry["key"] for entry in read}) == len(cited)
    for entry, article in zip(read, cited.values(), strict=True):
        assert untex(entry.get("title", "{}")[1:-1]) == printable(article.title)
        assert untex(entry.get("journal", "")) == printable(article.outlet)
        assert untex(entry["note"]) == printable(f"Article {article.id}")


@over_answers
def test_whatever_an_article_says_csl_json_reads_it_back(answer):
    cited = {each.article.id: each.article for each in answer.citations}
    for item, article in zip(json.loads(as_csl_json([answer])), cited.values(), strict=True):
        assert (item["id"], item.get("title", "")) == (article.id, article.title)
        assert ("issued" in item) == (article.published is not None)


def entries(text: str) -> list[dict[str, str]]:
    """Read BibTeX as it is defined: a value ends at the brace that closes it, escaped or not."""
    read = []
    for kind, key, rest in re.findall(r"@(\w+)\{([^,\s]+),\n(.*?)\n\}(?=\n\n|$)", text, re.DOTALL):
        fields = {"type": kind, "key": key}
        for line in rest.split("\n"):
            name, _, value = line.strip().removesuffix(",").partition(" = ")
            fields[name] = unbraced(value)
        read.append(fields)
    return read


def unbraced(value: str) -> str:
    if not value.startswith("{"):
        return value
    depth = 0
    for place, sign in enumerate(value):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            assert place == len(value) - 1, f"the value ends early: {value}"
    assert depth == 0, f"the value never ends: {value}"
    return value[1:-1]


TEX_NAMES = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def untex(text: str) -> str:
    """Read TeX's escapes; a sign that TeX would act on must not stand there bare."""
    names = "|".join(TEX_NAMES)
    bare = re.sub(rf"\\(?:{names})\{{\}}|\\[&%$#_]", "", text)
    assert not re.search(r"[\\{}&%$#_~^]", bare), f"TeX would act on {bare}"
    return re.sub(
        rf"\\({names})\{{\}}|\\([&%$#_])", lambda sign: TEX_NAMES.get(sign[1], sign[2]), text
    )
