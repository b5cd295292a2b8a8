"""Answers in the shapes other programs know citations in: what each holds, and what comes back."""

import json
from dataclasses import asdict

import pytest
from answers import (
    AGROUND,
    CLOSED,
    FIRST,
    SECOND,
    WRITTEN,
    disputed_answer,
    over_answers,
)
from anthropic.types import TextBlock
from doubles import FERRY
from langchain_core.messages import AIMessage
from openai.types.chat import ChatCompletionMessage
from openai.types.responses import ResponseOutputText

from assistant.rendering.shapes import (
    READERS,
    SHAPES,
    Cited,
    cited,
    to_anthropic,
    to_cohere,
    to_langchain,
)
from assistant.rendering.shapes import to_openai as to_chat

IN_ANSWER = {"answer_start", "answer_end"}
IN_ARTICLE = {"start", "end"}
EVERYTHING = set(asdict(Cited()))
SURVIVES = {
    "openai": IN_ANSWER | {"address", "title"},
    "openai-responses": IN_ANSWER | {"address", "title"},
    "anthropic": IN_ANSWER | IN_ARTICLE | {"article_id", "title", "quote"},
    "cohere": EVERYTHING,
    "langchain": EVERYTHING,
}
VENDORS_OWN = {
    "openai": ChatCompletionMessage.model_validate,
    "openai-responses": ResponseOutputText.model_validate,
}


def held(citations, fields):
    return [{field: getattr(each, field) for field in sorted(fields)} for each in citations]


def unknown_to(model) -> dict:
    """Give the fields of a vendor's model, and of those in it, that the vendor does not know."""
    extra = dict(model.model_extra or {})
    for value in model.__dict__.values():
        for each in value if isinstance(value, list) else [value]:
            extra |= unknown_to(each) if hasattr(each, "model_extra") else {}
    return extra


@pytest.mark.parametrize("name", SHAPES)
@over_answers
def test_what_a_shape_has_room_for_comes_back(name, answer):
    shape = json.loads(json.dumps(SHAPES[name](answer)))
    read = READERS[name](shape)
    assert held(read, SURVIVES[name]) == held(cited(answer), SURVIVES[name])


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_shape_has_no_room_for_comes_back_as_none(name):
    others = EVERYTHING - SURVIVES[name] - {"article_id"}
    read = READERS[name](SHAPES[name](WRITTEN))
    assert {value for each in held(read, others) for value in each.values()} <= {None}


@pytest.mark.parametrize("name", VENDORS_OWN)
@over_answers
def test_openai_s_own_models_read_it_and_know_every_field(name, answer):
    assert unknown_to(VENDORS_OWN[name](SHAPES[name](answer), strict=True)) == {}


@over_answers
def test_anthropic_s_own_model_reads_every_block_and_knows_every_field(answer):
    for block in to_anthropic(answer)["content"]:
        assert unknown_to(TextBlock.model_validate(block, strict=True)) == {}


@over_answers
def test_langchain_s_message_takes_the_block_and_gives_it_back(answer):
    block = to_langchain(answer)
    assert AIMessage(content=[block]).content_blocks == [block]


def test_langchain_s_extras_hold_the_place_in_the_article():
    extras = to_langchain(WRITTEN)["annotations"][0]["extras"]
    assert FERRY.text[extras["start"] : extras["end"]] == FIRST
    assert (extras["article_id"], extras["verdict"], extras["label"]) == ("ferry", "exact", "1")


@pytest.mark.parametrize("name", SHAPES)
def test_what_only_an_account_leans_on_has_no_place_in_a_shape(name):
    read = READERS[name](SHAPES[name](disputed_answer()))
    assert [each.answer_end for each in read] == [len(disputed_answer().text)]


@pytest.mark.parametrize("name", SHAPES)
def test_a_citation_of_another_kind_is_passed_over(name):
    written = json.dumps(SHAPES[name](WRITTEN))
    for kind in ("url_citation", "char_location", "document", "citation"):
        written = written.replace(f'"type": "{kind}"', '"type": "of another kind"')
    assert READERS[name](json.loads(written)) == []


def test_openai_s_offsets_count_code_points_of_the_message_end_exclusive():
    message = to_chat(WRITTEN)
    spans = [each["url_citation"] for each in message["annotations"]]
    cut = [message["content"][each["start_index"] : each["end_index"]] for each in spans]
    assert cut == [AGROUND, AGROUND, AGROUND, CLOSED]
    assert spans[0]["url"] == "https://saltmarsh.example/ferry"


@over_answers
def test_an_article_without_a_web_address_is_found_again_by_its_id(answer):
    for given_back, known in zip(READERS["openai"](to_chat(answer)), answer.citations, strict=True):
        has_address = known.article.url.startswith("https://")
        assert given_back.article_id == (None if has_address else known.article.id)
        assert given_back.address.startswith("https://" if has_address else "byline:article/")


def test_anthropic_s_offsets_are_those_of_the_article():
    first, second = to_anthropic(WRITTEN)["content"]
    assert [first["text"], second["text"]] == [f"{AGROUND} ", CLOSED]
    places = first["citations"][:2]
    cut = [FERRY.text[each["start_char_index"] : each["end_char_index"]] for each in places]
    assert cut == [FIRST, SECOND] == [each["cited_text"] for each in places]
    assert [each["document_index"] for each in first["citations"]] == [0, 0, 1]


@over_answers
def test_anthropic_s_blocks_are_the_answer_and_none_is_white_space(answer):
    texts = [block["text"] for block in to_anthropic(answer)["content"]]
    assert "".join(texts) == answer.text
    assert all(text.strip() for text in texts)


def test_cohere_gives_one_citation_a_place_with_all_its_documents():
    first, second = to_cohere(WRITTEN)["citations"]
    assert [first["text"], second["text"]] == [AGROUND, CLOSED]
    assert [source["id"] for source in first["sources"]] == ["ferry", "ferry", "bridge"]
    assert set(first) == {"type", "start", "end", "text", "sources", "content_index"}
    assert (first["type"], first["content_index"]) == ("TEXT_CONTENT", 0)


@over_answers
def test_cohere_s_text_is_the_answer_s_between_its_offsets(answer):
    message = to_cohere(answer)
    (content,) = message["content"]
    for each in message["citations"]:
        assert each["text"] == content["text"][each["start"] : each["end"]]


@pytest.mark.parametrize("name", SHAPES)
def test_an_answer_is_given_in_the_same_words_each_time(name):
    assert SHAPES[name](WRITTEN) == SHAPES[name](WRITTEN)
