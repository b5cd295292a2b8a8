from __future__ import annotations

import pytest

from index.articles.fields import article_from
from index.articles.mending import mended, seems_wrongly_decoded
from index.articles.stated import Stated
from index.types import Note

MEANT = "The minister said: “I did not leak it” – the café’s owner, too."


@pytest.mark.parametrize("wrong", ["cp1252", "cp1250", "cp1251", "latin-1"])
def test_text_decoded_wrongly_before_is_mended(wrong):
    torn = "".join(
        MEANT.encode()[at : at + 1].decode(wrong, "ignore") or chr(byte)
        for at, byte in enumerate(MEANT.encode())
    )
    assert torn != MEANT
    assert mended(torn) == MEANT


def test_a_closing_quotation_mark_that_lost_its_last_byte_is_mended_too():
    assert mended("He said: â€œNo.â€ She left.") == "He said: “No.” She left."


def test_one_torn_line_is_mended_beside_good_ones():
    assert mended("👩‍🚀 “good”\n\nIt isnâ€™t shut.") == "👩‍🚀 “good”\n\nIt isn’t shut."


def test_mending_is_noted_and_counted_by_value():
    fields = {"text": "It isnâ€™t shut.", "title": "CafÃ© shut", "outlet": "Bay Post"}
    read = article_from(Stated(fields), place="")
    assert (read.article.text, read.article.title) == ("It isn’t shut.", "Café shut")
    assert read.notes == (Note("mended", "wrongly decoded text", count=2),)
    assert read.characters_removed == 0


@pytest.mark.parametrize(
    "text",
    [
        "Ça a été déçu : l’élève Éloïse, à Besançon – « très » bien.",
        "HÀ NỘI – Thủ tướng đã đến; “không” có gì ở Đà Nẵng.",
        "São João: ação, Ângela e Ítalo; CORAÇÃO.",
        "Größe ÄÖÜ “§ 5” ½ × 3 ± 2 °C — 5 €",
        "😀 👩‍🚀 🇩🇪 ✓ ★",
        "╔══╗\n║ok║\n╚══╝ ░▒▓",
        "Мэр сказал: «Мост закрыт» — до весны.",
        "Ο δήμαρχος είπε «όχι».",
        "قال العمدة إن الجسر مغلق.",
        "市长说：“桥已关闭。”",
        "Łódź, Kraków – „Most” zamknięty.",
    ],
)
def test_good_text_stays_as_it_is(text):
    assert mended(text) == text


def test_plain_english_is_not_looked_at_twice():
    assert not seems_wrongly_decoded("It’s “shut” – for now… the naïve owner said.")


def test_letters_and_their_marks_are_composed():
    article = article_from(
        Stated({"text": "Cafe\u0301 shut.", "title": "Zu\u0308rich"}), place=""
    ).article
    assert (article.text, article.title) == ("Café shut.", "Zürich")
