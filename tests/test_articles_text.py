from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.cleaning import clean
from index.articles.decoding import decode
from index.articles.stated import Unreadable

NAIVE = "Naïve café owner said the €5 fee isn’t “fair”."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_a_text_is_the_same_in_every_usual_encoding(mark, encoding):
    assert decode(mark + NAIVE.encode(encoding)) == NAIVE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр города заявил, что мост закрыт до весны. " * 3, "cp1251"),
        ("Burmistrz powiedział, że most zostanie zamknięty aż do wiosny. " * 3, "cp1250"),
        ("市長は橋が閉鎖されたと述べた。" * 4, "shift_jis"),
    ],
)
def test_the_old_encodings_of_other_scripts_are_recognised(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding():
    assert decode(NAIVE.encode() + b" caf\xe9 " + NAIVE.encode()) == f"{NAIVE} caf\ufffd {NAIVE}"


def test_a_declared_encoding_is_believed_where_the_bytes_are_not_unicode():
    assert decode("Ärger".encode("cp437"), declared="cp437") == "Ärger"


def test_binary_data_is_not_a_text():
    with pytest.raises(Unreadable, match="looks like binary data, not text"):
        decode(bytes(range(256)) * 4)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_unreadable(data):
    with suppress(Unreadable):
        assert isinstance(decode(data), str)


@pytest.mark.parametrize(
    ("text", "expected", "removed"),
    [
        ("plain\ttext\nstays", "plain\ttext\nstays", 0),
        ("a\r\nb\rc\x0cd", "a\nb\nc\nd", 0),
        ("nul\x00, es\x1bcape, so\xadft, \x9cC1", "nul, escape, soft, C1", 4),
        ("\ufeffzero\u200bwidth\u2060", "zerowidth", 3),
        ("over\u202eride \u2066x\u2069", "override x", 3),
        ("tag\U000e0041\U000e007f", "tag", 2),
        ("Lat\u200din", "Latin", 1),
        ("می\u200cخواهم", "می\u200cخواهم", 0),
        ("👩\u200d🚀 क्\u200dष", "👩\u200d🚀 क्\u200dष", 0),
        ("end\u200d of 👩\u200d.", "end of 👩.", 2),
        ("half \ud83d pair", "half \ufffd pair", 0),
        ("no-break\u00a0space, NEL\u0085", "no-break\u00a0space, NEL\u0085", 0),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_removed_and_counted(text, expected, removed):
    assert clean(text) == (expected, removed)


@given(st.text(st.characters(codec=None) | st.sampled_from("\u200c\u200dक👩\xad\r\n")))
def test_cleaning_twice_is_cleaning_once(text):
    once, removed = clean(text)
    assert clean(once) == (once, 0)
    assert len(once) + removed <= len(text)
