"""Sentences of other languages: the script tells most, the language its short words."""

from __future__ import annotations

import pytest

from index import sentence_spans

PARTED = {
    "de": ["Am 4. Mai kam der 2. Bürgermeister, z. B. mit Dr. Holm.", "Er blieb bis 9 Uhr."],
    "fr": ["M. Holm ferme le quai n° 4.", "« Pourquoi ? » demande Mme Dray.", "Rien."],
    "es": ["El Sr. Holm vive en EE. UU.", "¿Por qué?", "¡Nadie lo sabe!"],
    "it": ["Il dott. Holm ha chiuso il molo.", "«È finita.»", "Nessuno parla."],
    "pt": ["O Sr. Holm mora na Av. Moor, n.º 4.", "Ele fechou o cais."],
    "nl": ["Dhr. Holm en mevr. Dray kwamen, o.a. uit Vell.", "De kade is dicht."],
    "ru": ["А. С. Хольм закрыл причал.", "«Почему?» — спросил он."],
    "zh": ["码头关闭了。", "“为什么？”德雷问。", "他说：“有裂缝。”", "没有人说话！"],
    "ja": ["埠頭は閉鎖された。", "「なぜですか。」とドレイは聞いた。", "誰も答えない。"],
    "hi": ["डॉ. होल्म ने घाट बंद किया।", "क्यों?", "कोई नहीं जानता।"],
    "ar": ["هل الرصيف مغلق؟", "نعم، قال د. هولم.", "سيفتح في مايو."],
    "ur": ["گھاٹ بند ہے۔", "کیوں؟", "کوئی نہیں جانتا۔"],
    "th": ["ท่าเรือปิดแล้ว นายโฮล์มกล่าวว่า จะเปิดในเดือนพฤษภาคม"],
}
SPACELESS = {"zh", "ja"}


@pytest.mark.parametrize(("language", "parts"), PARTED.items())
def test_a_text_is_parted_by_the_signs_and_short_words_of_its_language(language, parts):
    text = ("" if language in SPACELESS else " ").join(parts)
    assert [span.of(text) for span in sentence_spans(text, language=language)] == parts


@pytest.mark.parametrize("language", ["zh", "ja", "hi", "ur"])
def test_a_script_is_known_without_its_language(language):
    text = ("" if language in SPACELESS else " ").join(PARTED[language][-2:])
    assert [span.of(text) for span in sentence_spans(text)] == PARTED[language][-2:]


@pytest.mark.parametrize("language", ["", "xx", "pt-BR", "klingon"])
def test_an_unknown_language_is_read_by_the_common_rules(language):
    text = "Das Ufer ist zu. Die Boote warten."
    assert len(sentence_spans(text, language=language)) == 2
