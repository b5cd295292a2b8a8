"""Texts are held against each other in meaning, and no text is read twice in a row."""

from __future__ import annotations

import numpy as np
from doubles import WordEmbedder

from index.search.similarity import Similarity


def test_a_row_a_query_and_a_column_a_text():
    found = Similarity(WordEmbedder()).cosines(["ferry", "bridge"], ["a ferry", "storm", "bridge"])
    assert np.allclose(found, [[1, 0, 0], [0, 0, 1]])


def test_a_text_that_comes_again_is_not_read_again():
    embedder = WordEmbedder()
    similarity = Similarity(embedder)
    similarity.cosines(["ferry"], ["storm", "storm"])
    similarity.cosines(["storm"], ["ferry", "bridge"])
    assert embedder.read == ["ferry", "storm", "bridge"]


def test_only_so_many_texts_are_remembered():
    embedder = WordEmbedder()
    similarity = Similarity(embedder)
    for number in range(600):
        similarity.cosines([f"ferry {number}"], [])
    similarity.cosines(["ferry 599"], [])
    similarity.cosines(["ferry 0"], [])
    assert embedder.read[600:] == ["ferry 0"]


def test_nothing_beside_nothing_is_nothing():
    assert Similarity(WordEmbedder()).cosines([], []).shape == (0, 0)
