"""Articles in several languages in one archive: found by their words, kept with their language."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
import tantivy
from doubles import BRIDGE, PRESS, WordEmbedder, article, hear, make_index

from index import Index

FLOOD = article(
    "flood",
    "Am 4. Juli wurden die Brücken von Ostheim gesperrt. „Alles ist weg“, sagte Karla Vogt.",
    title="Hochwasser in Ostheim",
    language="",
)
OTHERS = (
    FLOOD,
    article("pont", "Les écoles de Lauzac restent fermées après la tempête.", language=""),
    article("hi", "रामगढ़ में सोमवार को एक पुल गिर गया।", title="पुल गिरा", language=""),
    article("zh", "临江市政府周三宣布，临江大桥将关闭六个月进行维修。", language=""),
    article("ar", "اندلع حريق كبير في ميناء الصخر يوم الثلاثاء.", language=""),
)
LANGUAGES = {"flood": "de", "pont": "fr", "hi": "hi", "zh": "zh", "ar": "ar"}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *OTHERS, *PRESS) as made:
        hear(made)
        yield made


def first(index, question: str) -> str:
    return index.search(question)[0].passage.article_id


@pytest.mark.parametrize("article_id", LANGUAGES)
def test_the_language_of_an_article_is_kept(index, article_id):
    assert index.article(article_id).language == LANGUAGES[article_id]


def test_the_languages_of_an_archive_come_by_their_passages(index):
    assert index.languages[0] == "en"
    assert set(index.languages) == {"en", *LANGUAGES.values()}


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("Welche Brücke ist gesperrt?", "flood"),
        ("Pourquoi l'école est-elle fermée ?", "pont"),
        ("पुल कब गिरा?", "hi"),
        ("临江大桥为什么关闭？", "zh"),
        ("أين كان الحريق؟", "ar"),
        ("Which bridge is closed?", "bridge"),
    ],
)
def test_an_article_is_found_by_words_in_other_forms(index, question, article_id):
    assert first(index, question) == article_id


def test_vowel_signs_part_no_word(index):
    assert index.words("रामगढ़ में", language="hi") == index.words("रामगढ़", language="hi")
    assert len(index.words("रामगढ़", language="hi")) == 1


def test_a_word_of_one_language_is_none_of_another(index):
    assert index.words("Ostheim", language="de").isdisjoint(index.words("Ostheim"))


def test_words_that_ask_are_no_words_of_a_question(index):
    asked = index.words("Wie viele Brücken wurden gesperrt?", language="de")
    assert asked == index.words("Brücken gesperrt", language="de")


def test_a_date_does_not_end_a_german_sentence(index):
    [passage] = index.passages("flood")
    assert passage.text == FLOOD.text


def test_who_speaks_is_read_in_english_alone(index):
    assert index.statements(["flood"]) == {"flood": []}


@pytest.mark.parametrize(("stated", "kept"), [("de-AT", "de"), ("DE", "de"), ("?", "de")])
def test_a_stated_language_is_kept_as_a_known_code(tmp_path, stated, kept):
    with make_index(tmp_path / "archive", replace(FLOOD, language=stated)) as index:
        assert index.article("flood").language == kept


def test_a_lexicon_of_an_older_kind_is_made_anew_at_opening(tmp_path):
    make_index(tmp_path, *OTHERS).close()
    shutil.rmtree(tmp_path / "lexicon")
    (tmp_path / "lexicon").mkdir()
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True).build()
    tantivy.Index(schema, path=str(tmp_path / "lexicon"))
    with Index.open(tmp_path, embedder=WordEmbedder()) as index:
        assert first(index, "Welche Brücke ist gesperrt?") == "flood"


def test_articles_of_before_languages_were_told_get_theirs_with_a_new_lexicon(tmp_path):
    with make_index(tmp_path, *OTHERS) as index, index._catalog.transaction():
        index._catalog.keep_languages(dict.fromkeys(LANGUAGES, ""))
    shutil.rmtree(tmp_path / "lexicon")
    with Index.open(tmp_path, embedder=WordEmbedder()) as index:
        assert {each.id: each.language for each in index.articles()} == LANGUAGES


def test_an_archive_in_one_language_looks_for_words_of_that_language_only(tmp_path):
    with make_index(tmp_path, BRIDGE) as index:
        assert index.languages == ("en",)
        assert index.search("Welche Brücke ist gesperrt?") == []
