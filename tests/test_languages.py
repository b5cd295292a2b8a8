"""Languages: told by script, function words and a detector; words parted in each of them."""

from __future__ import annotations

import pytest

from index.language import (
    count_words,
    detecting,
    function_words,
    language_name,
    language_of,
    language_of_question,
    spaced,
    without_asking,
)

ARTICLES = {
    "de": "Der Hafen von Kolmhafen ist nach einer Woche Sturm wieder offen.",
    "fr": "Le port de Kerouan a rouvert mardi après une semaine de tempête.",
    "es": "El puerto de Villaclara reabrió el martes tras una semana de temporal.",
    "it": "Il porto di Montechiaro ha riaperto martedì dopo una settimana di tempesta.",
    "pt": "O porto de Vila Serena reabriu na terça-feira depois de uma semana de temporal.",
    "nl": "De haven van Oosterdam is dinsdag na een week storm weer opengegaan.",
    "ar": "أعيد فتح ميناء الصخر يوم الثلاثاء بعد أسبوع من العواصف.",
    "hi": "महापौर ने यह नहीं बताया कि मरम्मत पर कितना खर्च आएगा।",
    "zh": "青石港在一周的暴风雨之后重新开放。",
    "ja": "白浜港は一週間の嵐の後、火曜日に再開した。",
    "ru": "Порт Зелёногорска открылся во вторник после недели шторма.",
    "th": "ท่าเรือหินขาวเปิดอีกครั้งเมื่อวันอังคาร",
    "en": "The harbour at Vellmouth reopened on Tuesday after a week of storms.",
}
QUESTIONS = {
    "de": "Wie viele Boote sanken im Hafen?",
    "fr": "Combien de bateaux ont coulé dans le port ?",
    "es": "¿Cuántos barcos se hundieron en el puerto?",
    "it": "Quante barche sono affondate nel porto?",
    "pt": "Quantos barcos afundaram no porto?",
    "nl": "Hoeveel boten zonken er in de haven?",
    "ar": "كم قاربا غرق في الميناء؟",
    "hi": "बंदरगाह में कितनी नावें डूबीं?",
    "zh": "港口沉了多少条船？",
    "ja": "港で何隻の船が沈みましたか？",
    "ru": "Сколько лодок затонуло в порту?",
    "tr": "Limanda kaç tekne battı ve ne zaman?",
    "pl": "Ile łodzi zatonęło w porcie i dlaczego?",
}
ASKING = {
    "en": "who how", "de": "wer wie", "fr": "qui combien", "es": "quién cuánto", "it": "chi quanto",
    "pt": "quem quanto", "nl": "wie hoeveel", "ar": "من كم", "hi": "कौन कितने", "ru": "кто сколько",
    "tr": "kim kaç", "pl": "kto ile",
}  # fmt: skip


@pytest.mark.parametrize("language", ARTICLES)
def test_the_language_of_an_article_is_told_by_one_sentence(language):
    assert language_of(ARTICLES[language]) == language


@pytest.mark.parametrize("text", ["", "61", "Zephyrine Dray", "🌊 !"])
def test_where_too_little_is_written_no_language_is_told(text):
    assert language_of(text) == ""


def test_plain_english_needs_no_detector(monkeypatch):
    monkeypatch.setattr(detecting, "_detector", lambda: pytest.fail("was loaded"))
    assert language_of("The mayor of Ostermere closed the bridge, and nobody knows why.") == "en"


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("held", [("en",), ("en", "de", "zh", "ar")])
def test_the_language_of_a_question_is_told_even_where_no_article_has_it(language, held):
    assert language_of_question(QUESTIONS[language], held) == language


@pytest.mark.parametrize(
    "question",
    ["How many boats sank?", "harbour boats", "De La Soul", "Kim Vance", "La La Lunde", "Wer?!"],
)
def test_a_few_words_are_in_the_language_of_the_articles(question):
    assert language_of_question(question, ("en",)) == "en"


def test_keywords_are_in_the_language_that_most_articles_have():
    assert language_of_question("Steinach", ("de", "en")) == "de"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was the bow door repaired?", "en"),
        ("Was anyone hurt?", "en"),
        ("Was sagte der Minister?", "de"),
        ("Was kostet Benzin?", "de"),  # as much German as English, by its small words
    ],
)
def test_was_asks_in_english_and_in_german(question, language):
    assert language_of_question(question, ("en", "de")) == language


def test_names_in_another_script_do_not_make_a_question_of_that_language():
    assert language_of_question("What did 王磊 say about the bridge?", ("en", "zh")) == "en"


@pytest.mark.parametrize("language", ASKING)
def test_words_that_ask_are_function_words(language):
    assert set(ASKING[language].split()) <= function_words(language)


def test_what_stands_without_spaces_is_written_in_pairs():
    assert spaced("临江大桥 2031").split() == ["临江", "江大", "大桥", "2031"]


def test_what_asks_is_cut_out_of_a_chinese_question():
    assert without_asking("临江大桥为什么关闭？", "zh").split() == ["临江大桥", "关闭？"]


@pytest.mark.parametrize(
    ("text", "words"), [("The bridge is closed.", 4), ("临江大桥将关闭六个月。", 6), ("", 0)]
)
def test_words_are_counted_in_any_script(text, words):
    assert count_words(text) == words


def test_a_language_has_an_english_name_or_else_its_code():
    assert (language_name("pt"), language_name("xx")) == ("Portuguese", "xx")
