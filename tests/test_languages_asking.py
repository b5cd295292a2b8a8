"""Questions in other languages: a quoted sentence, or what would be needed for one."""

from __future__ import annotations

import pytest
from doubles import PRESS, WordEmbedder, article, make_index

from assistant import Assistant
from assistant.reading.abstaining import NOT_ANSWERED

GERMAN = (
    article(
        "flood",
        "In Steinach sind bei einem Hochwasser drei Menschen gestorben. "
        "Bürgermeisterin Anna Kolb sprach von der schlimmsten Flut seit 1954. "
        "Der Pegel stieg auf sechs Meter.",
        title="Hochwasser in Steinach",
        language="",
    ),
    article(
        "vote",
        "Lisbeth Hartung hat die Wahl in Grunau gewonnen. "
        "Die Talbrücke soll nach ihrem Willen neu gebaut werden.",
        title="Hartung siegt in Grunau",
        language="",
    ),
)
CHINESE = article(
    "zh",
    "临江市政府周三宣布，临江大桥将关闭六个月进行维修。市长王磊说，维修费用为三千万元。",
    language="",
)


class Translating(WordEmbedder):
    """Knows what a few German, Chinese and Arabic words mean in English."""

    MEANS = (
        ("Fähre", "ferry"), ("Brücke", "bridge"), ("Sturm", "storm"), ("Bürgermeisterin", "mayor"),
        ("大桥", " bridge "), ("暴风雨", " storm "), ("市长", " mayor "),
        ("الجسر", "bridge"), ("العاصفة", "storm"), ("البلدية", "mayor"),
    )  # fmt: skip

    def _vector(self, text):
        for word, meaning in self.MEANS:
            text = text.replace(word, f" {meaning} ")
        return super()._vector(text)


def unread(*_, **__):
    raise AssertionError("the reader knows English only")


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *GERMAN, CHINESE, *PRESS) as index:
        yield Assistant(index, reader=unread).ask


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wer sprach von der schlimmsten Flut?", "Bürgermeisterin Anna Kolb sprach"),
        ("Wie viele Menschen starben in Steinach?", "In Steinach sind"),
        ("Wer gewann die Wahl in Grunau?", "Lisbeth Hartung hat"),
        ("Welche Brücke soll neu gebaut werden?", "Die Talbrücke soll"),
        ("临江大桥为什么关闭？", "临江市政府周三宣布"),
        ("市长王磊说维修费用是多少？", "市长王磊说"),
    ],
)
def test_a_question_is_answered_by_a_sentence_in_its_language(ask, question, answer):
    found = ask(question)
    assert found.text.startswith(answer)
    assert found.citations[0].verdict == "exact"


def test_what_is_read_in_english_alone_steps_back(ask):
    answer = ask("Wer sprach von der schlimmsten Flut?")
    assert (answer.short, answer.accounts, answer.kind, answer.inferred) == (None, (), "other", ())
    assert answer.read_as == ()


def test_what_no_sentence_tells_is_refused_without_calling_words_names(ask):
    answer = ask("Welche Versicherung bezahlt den zerstörten Kindergarten?")
    assert answer.text == NOT_ANSWERED
    assert "mentions" not in answer.reason


def test_a_question_in_a_language_of_no_article_is_told_what_would_be_needed(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as index:
        answer = Assistant(index, reader=unread).ask("Warum ist die Brücke gesperrt?")
    assert answer.reason == (
        "The question is in German, the articles are in English: a multilingual embedding model "
        "(--embedder NAME) or a question in English would be needed."
    )


def test_a_multilingual_model_answers_in_the_language_of_the_articles(tmp_path):
    with make_index(tmp_path / "archive", *PRESS, embedder=Translating()) as index:
        for _ in index.embed():
            pass
        answer = Assistant(index, reader=unread).ask("Wo ist die Fähre?")
    assert answer.citations[0].article.id == "ferry"


def test_a_model_of_english_is_told_from_a_multilingual_one(tmp_path):
    with (
        make_index(tmp_path / "one") as one,
        make_index(tmp_path / "other", embedder=Translating()) as other,
    ):
        assert (one.is_multilingual, other.is_multilingual) == (False, True)
