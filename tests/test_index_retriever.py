"""The archive as LangChain sees it."""

from __future__ import annotations

from doubles import FERRY, PRESS, make_index


def test_a_langchain_document_knows_its_place_in_its_article(tmp_path):
    with make_index(tmp_path, *PRESS) as index:
        found = index.as_retriever(limit=2).invoke("ferry aground bridge")
    [ferry] = [each for each in found if each.metadata["article_id"] == "ferry"]
    place = ferry.metadata
    assert ferry.page_content == FERRY.text[place["start"] : place["end"]]
    assert (place["outlet"], place["published"]) == (FERRY.outlet, "2031-03-04")
    assert [each.metadata["rank"] for each in found] == [1, 2]
