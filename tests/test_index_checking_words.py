"""What `check` takes for found by words, where the words are those of many."""

from __future__ import annotations

from doubles import article, make_index


def test_a_text_that_many_articles_have_is_found_by_its_words(tmp_path):
    many = [article(f"ferry-{at}", "The ferry is late.") for at in range(60)]
    with make_index(tmp_path, *many) as index:
        found = {each.what: each.ok for each in index.check().findings}
    assert found["sampled passages found by their words"]
