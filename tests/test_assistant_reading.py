"""The reader: whether a sentence answers a question, and where the answer stands."""

from __future__ import annotations

import pytest

from assistant.errors import ReaderError
from assistant.reading import Read, Reader, load_reader, loading
from assistant.reading.reader import whole

MAYOR = "Mayor Ines Toll said the repair would cost €3.5m."
COUNCIL = "The council voted 7-4 to close the bridge."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def test_the_sentence_that_answers_scores_above_the_one_that_does_not(reader):
    answers, silent = reader.read("How much will the bridge repair cost?", [MAYOR, COUNCIL])
    assert answers.score > 0.5 > silent.score


def test_the_answer_is_marked_in_its_sentence(reader):
    [read] = reader.read("How many pupils drowned?", ["About 12 pupils drowned in the lake."])
    assert "About 12 pupils drowned in the lake."[read.start : read.end] == "12"


@pytest.mark.parametrize(
    ("marked", "widened"),
    [("€3", "€3.5m"), ("3", "€3.5m"), ("Toll", "Toll"), ("Ines To", "Ines Toll"), ("cost", "cost")],
)
def test_what_is_marked_ends_where_a_word_or_a_number_ends(marked, widened):
    start = MAYOR.index(marked)
    read = whole(Read(0.9, start, start + len(marked), 0.5), MAYOR)
    assert MAYOR[read.start : read.end] == widened


def test_a_sentence_that_does_not_answer_marks_nothing(reader):
    [read] = reader.read("Who met Ruth Ames?", ["The harbour was closed at noon."])
    assert (read.start, read.end) == (-1, -1)


def test_a_title_tells_what_its_sentence_is_about(reader):
    question, sentence = "When does the Vell bridge reopen?", "It reopens on 4 May."
    bare, titled = reader.read(
        question, [sentence] * 2, titles=["Baker wins prize", "Vell bridge closed for repair"]
    )
    assert titled.score > bare.score


def test_sentences_are_read_in_their_order_however_long_they_are(reader):
    sentences = [COUNCIL, " ".join([MAYOR] * 20), MAYOR]
    read = reader.read("How much will the bridge repair cost?", sentences)
    alone = [reader.read("How much will the bridge repair cost?", [one])[0] for one in sentences]
    assert [one.score for one in read] == pytest.approx([one.score for one in alone], abs=1e-3)


def test_nothing_to_read_gives_nothing(reader):
    assert reader.read("Who?", []) == []


def test_an_empty_sentence_answers_nothing(reader):
    [read] = reader.read("Who met Ruth Ames?", [""])
    assert read.score < 0.5
    assert read == Read(read.score)


def test_spoilt_weights_are_named_with_the_way_out(tmp_path, monkeypatch):
    spoilt = tmp_path / "reader.safetensors"
    spoilt.write_bytes(b"spoilt")
    monkeypatch.setattr(loading, "_ADAPTER", spoilt)
    with pytest.raises(ReaderError, match=r"SHA-256 .* not .*; reinstall Byline"):
        load_reader(cache=tmp_path)


def test_a_torn_merged_network_is_made_anew(tmp_path):
    load_reader(cache=tmp_path)
    [kept] = tmp_path.glob("reader@*")
    kept.write_bytes(b"torn")
    loading._own.cache_clear()
    assert load_reader(cache=tmp_path).read("Who?", [MAYOR])
    assert kept.stat().st_size > 1_000_000
