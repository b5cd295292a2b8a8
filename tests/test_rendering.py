"""Rendering: what a reader sees of an answer, and what an article can do to the reader's screen."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.rendering import as_json, as_markdown, as_text, printable
from assistant.types import (
    Answer,
    Attribution,
    Citation,
    Claim,
    Coverage,
    Evidence,
    Fingerprint,
    Question,
    ShortAnswer,
)
from index import Article, Passage, Span

SENTENCE = "The bridge will reopen in May, according to the mayor."
ARTICLE = Article(
    id="a1",
    text=f"Rain fell. {SENTENCE}",
    title="Bridge to reopen",
    outlet="Harbour Post",
    url="https://harbour.example/bridge",
    published=date(2031, 3, 4),
    authors=("A. Name", "B. Name"),
)


def evidence(article: Article = ARTICLE, said: Attribution | None = None) -> Evidence:
    passage = Passage.cut(article, Span(0, len(article.text)))
    return Evidence.cut(article, passage, 11, len(article.text), said)


def answered(
    article: Article = ARTICLE, said: Attribution | None = None, text: str = SENTENCE, **changes
) -> Answer:
    claim = Claim(text, 0, len(text), ("1",), changes.pop("support", "supported"))
    verdict = changes.pop("verdict", "exact")
    return Answer(
        question=Question(text="When will the bridge reopen?"),
        text=text,
        coverage=Coverage(articles_in_index=1234, articles_matched=5, articles_cited=1),
        fingerprint=Fingerprint(corpus="c", embedder="e", version="1"),
        claims=(claim,),
        citations=(Citation("1", evidence(article, said), 0, len(text), verdict),),
        **changes,
    )


def shortly(text: str, words: str) -> Answer:
    """Answer with one sentence, `words` of it the short answer."""
    start = text.index(words)
    return answered(text=text, short=ShortAnswer(words, "1", start, start + len(words), 0, 0))


def understood(answer: Answer) -> Answer:
    """Give `answer` as that to a follow-up, with limits read from its words."""
    days = {"since": date(2031, 3, 1), "until": date(2031, 3, 14)}
    question = replace(answer.question, outlets=("Harbour Post",), **days)
    return replace(
        answer,
        question=question,
        standalone="When will the bridge of Ostermere reopen?",
        inferred=("since", "until"),
    )


def refused() -> Answer:
    answer = replace(answered(), claims=(), citations=(), text="The articles do not answer this.")
    return replace(answer, reason="Nothing is said of a tunnel.", nearest=(evidence(),))


def test_each_sentence_carries_the_label_of_its_source():
    assert as_text(answered()).splitlines()[0] == f"{SENTENCE} [1]"


def test_a_source_shows_outlet_day_authors_title_and_place():
    text = as_text(answered(), width=100)
    assert "[1] Harbour Post, 4 March 2031, by A. Name, B. Name: Bridge to reopen" in text
    assert f"(characters 11-{len(ARTICLE.text)} of article a1)" in text


def test_a_source_shows_who_said_it_and_who_relayed_it():
    said = Attribution("the mayor", "according to", "Coast Radio")
    assert "said by the mayor, relayed by Coast Radio" in as_text(answered(said=said))


def test_a_sentence_that_is_the_quote_itself_is_shown_once():
    assert as_text(answered()).count("The bridge will reopen") == 1
    assert f"“{SENTENCE}”" in as_text(answered(text="It reopens in May."))


def test_an_article_of_which_nothing_is_known_is_named_by_its_id():
    bare = Article(id="a1", text=ARTICLE.text)
    assert "[1] article a1" in as_text(answered(bare))
    assert "[^1]: article a1." in as_markdown(answered(bare))


@pytest.mark.parametrize("support", ["partial", "unsupported", "attribution_lost"])
@pytest.mark.parametrize("render", [as_text, as_markdown])
def test_doubt_about_a_sentence_stands_right_behind_it(render, support):
    assert re.search(r"mayor\. ?\[\^?1\] \(", render(answered(support=support)))


@pytest.mark.parametrize("verdict", ["elsewhere", "stitched", "not_found"])
@pytest.mark.parametrize("render", [as_text, as_markdown])
def test_a_quote_that_is_not_exact_is_said_to_be_so(render, verdict):
    assert "words quoted" in render(answered(verdict=verdict))
    assert "words quoted" not in render(answered())


def test_an_abstention_gives_the_reason_and_what_is_nearest():
    text = as_text(refused())
    assert text.startswith("The articles do not answer this.\nNothing is said of a tunnel.")
    assert "- Harbour Post, 4 March 2031" in text
    assert f"“{SENTENCE}”" in text


def test_no_line_is_wider_than_the_terminal_save_an_address():
    lines = as_text(answered(text="It reopens in May."), width=40).splitlines()
    assert max(len(line) for line in lines if "https" not in line) <= 40


def test_colours_change_nothing_but_the_citations():
    plain, coloured = as_text(answered()), as_text(answered(), colour=True)
    assert "\x1b" not in plain
    assert coloured.count("\x1b[1;36m[1]\x1b[0m") == 2
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_the_short_answer_stands_above_the_sentences_under_its_label():
    assert as_text(shortly(SENTENCE, "May")).startswith(f"May [1]\n\n{SENTENCE} [1]\n")
    assert f"\n\n**May**[^1]\n\n{SENTENCE.replace('May', '**May**')}[^1]" in as_markdown(
        shortly(SENTENCE, "May")
    )


def bold(text: str) -> list[str]:
    return re.findall("\x1b\\[1m(.*?)\x1b\\[0m", text)


def test_colours_make_the_short_answer_bold_where_it_stands():
    assert bold(as_text(shortly(SENTENCE, "the mayor"), colour=True)) == ["the mayor"] * 2
    assert "\x1b" not in as_text(shortly(SENTENCE, "the mayor"))


@pytest.mark.parametrize("width", [20, 23, 25, 31, 80])
def test_the_short_answer_is_bold_through_the_end_of_a_line(width):
    answer = shortly(SENTENCE, "according to the mayor")
    coloured = as_text(answer, width=width, colour=True)
    assert " ".join(bold(coloured)) == "according to the mayor according to the mayor"
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == as_text(answer, width=width)


@pytest.mark.parametrize("words", ["7", "61 <b>*people*</b>", "As \x9bshown"])
def test_a_short_answer_among_signs_is_marked_and_stays_text(words):
    text = "As \x9bshown [7], about 61 <b>*people*</b> left."
    marked = as_markdown(shortly(text, words)).split("\n\n")[2]
    plain = as_markdown(answered(text=text)).split("\n\n")[1]
    assert re.sub(r"(?<!\\)\*\*", "", marked) == plain
    assert len(re.findall(r"(?<!\\)\*\*", marked)) == 2
    coloured = as_text(shortly(text, words), width=100, colour=True)
    assert bold(coloured) == [printable(words)] * 2
    assert coloured.count("\x1b[1;36m[") == 3


def test_a_sentence_without_the_short_answer_is_not_marked():
    answer = shortly("In May! In May!", "May")
    sentences = [Claim("In May!", start, start + 7, ("1",), "supported") for start in (0, 8)]
    rendered = as_markdown(replace(answer, claims=tuple(sentences)))
    assert "\n\nIn **May**![^1] In May![^1]\n\n" in rendered


@pytest.mark.parametrize("answer", [answered(), refused()])
def test_what_was_read_from_the_question_is_told_and_how_to_leave_it_out(answer):
    lines = as_text(understood(answer), width=100).splitlines()
    assert lines[-3] == "Understood as: When will the bridge of Ostermere reopen?"
    assert lines[-2] == (
        "Read from the question: since 2031-03-01, until 2031-03-14 (--no-infer leaves that out)"
    )
    assert "*Read from the question: since 2031-03-01, until" in as_markdown(understood(answer))


def test_a_question_taken_as_it_is_put_needs_no_word_about_it():
    for rendered in (as_text(answered()), as_markdown(answered())):
        assert "Understood" not in rendered
        assert "Read from" not in rendered


def test_outlet_and_speaker_read_from_the_question_are_named():
    read = replace(understood(answered()), inferred=("outlets", "speaker"))
    read = replace(read, question=replace(read.question, speaker="the mayor"))
    assert "Read from the question: Harbour Post, said by the mayor (" in as_text(read, width=100)


HOSTILE = "\x1b]52;c;x\x07\x9b2J\u202eright\u2066 [7] <b onclick=x> ![a](http://bad.example) \udc80"


@pytest.mark.parametrize("render", [as_text, as_markdown, as_json])
@pytest.mark.parametrize("field", ["title", "outlet", "url", "text"])
def test_no_article_steers_the_terminal(render, field):
    article = replace(ARTICLE, **{field: "Rain fell. " + HOSTILE})
    rendered = render(answered(article, Attribution(HOSTILE, HOSTILE), HOSTILE))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rendered)
    rendered.encode("utf-8")


def test_a_number_in_brackets_of_an_article_does_not_look_like_a_citation():
    assert as_text(answered(text="As shown [7]."), colour=True).startswith("As shown (7). \x1b")
    assert r"\[^7\]" in as_markdown(answered(text="As shown [^7]."))


def test_markdown_of_an_article_stays_text():
    rendered = as_markdown(answered(text="<b>1</b> *x* ![a](http://bad.example) `c` | https://d.e"))
    assert r"\<b\>1\</b\> \*x\* !\[a\](http\://bad.example) \`c\` \| https\://d.e" in rendered


@pytest.mark.parametrize("start", ["# Rain", "- Rain", "1. Rain", "> Rain", "+ Rain", "---"])
def test_a_sentence_cannot_start_a_markdown_block(start):
    line = as_markdown(answered(text=start)).split("\n\n")[1]
    assert re.match(r"(\d+)?\\", line)


def test_markdown_has_a_footnote_for_each_label_with_link_quote_and_place():
    rendered = as_markdown(answered())
    assert f"{SENTENCE}[^1]" in rendered
    footnote = next(line for line in rendered.splitlines() if line.startswith("[^1]: "))
    assert "[Bridge to reopen](<https://harbour.example/bridge>)" in footnote
    assert f"“{SENTENCE}”" in footnote
    assert "of article a1" in footnote


def test_only_web_addresses_become_links():
    assert "javascript" not in as_markdown(answered(replace(ARTICLE, url="javascript:alert(1)")))


def test_an_address_cannot_leave_its_link():
    rendered = as_markdown(answered(replace(ARTICLE, url="https://h.example/a>) <b>\n[x](y)")))
    assert "(<https://h.example/a%3E)%20%3Cb%3E%0A[x](y)>)" in rendered


def test_json_is_the_answer_without_loss():
    answer = answered(replace(ARTICLE, title=HOSTILE), text="Ça rouvre \x9b \U0001f309")
    assert json.loads(as_json(answer)) == answer.to_dict()
    assert "Ça rouvre" in as_json(answer)


def test_printable_keeps_letters_of_every_script():
    text = "نمی‌دانم 👩‍🚀 Łódź 東京"
    assert printable(text) == text
    assert printable("a\n\tb\x1b[2J") == r"a b\x1b[2J"
