"""Tokens are counted exactly where that can be known, and otherwise never too few."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from assistant.writing.tokens import RANKS, Ranks, counter_for

# An encoding of single bytes and one pair: "ab" is one token, every other character its own.
PAIRS = [bytes([byte]) for byte in range(256)] + [b"ab"]
FILE = b"".join(b"%s %d\n" % (base64.b64encode(pair), rank) for rank, pair in enumerate(PAIRS))
KNOWN = {"o200k_base": Ranks("tiny", hashlib.sha256(FILE).hexdigest(), r"\S+|\s+")}


def words(texts):
    return [len(text.split()) for text in texts]


def counter(model: str = "openai:gpt-4o-mini", *, known=KNOWN, local=words, **more):
    return counter_for(model, local=local, known=known, **{"environment": {}, **more})


def folder_with(path: Path, content: bytes) -> Path:
    (path / "tiny").write_bytes(content)
    return path


@pytest.mark.parametrize("variable", ["TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"])
def test_an_encoding_at_hand_counts_exactly(tmp_path, variable):
    found = counter(environment={variable: str(folder_with(tmp_path, FILE))})
    assert found.kind == "tiktoken-exact"
    assert found.count("ab abc") == 4  # ab, space, ab, c


def test_an_encoding_is_found_in_the_folder_that_is_named(tmp_path):
    assert counter(data=folder_with(tmp_path, FILE)).kind == "tiktoken-exact"


def test_an_article_that_spells_a_special_token_is_counted_like_any_text(tmp_path):
    found = counter(data=folder_with(tmp_path, FILE))
    assert found.count("<|endoftext|>") == len("<|endoftext|>")


def test_a_file_of_another_hash_is_neither_used_nor_touched(tmp_path):
    folder_with(tmp_path, FILE + b"\n")
    assert counter(environment={"TIKTOKEN_CACHE_DIR": str(tmp_path)}).kind == "local-tokenizer"
    assert (tmp_path / "tiny").read_bytes() == FILE + b"\n"


def test_a_whole_file_is_found_behind_one_that_is_not(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "whole").mkdir()
    folder_with(tmp_path / "broken", b"")
    found = counter(
        environment={"TIKTOKEN_CACHE_DIR": str(tmp_path / "broken")},
        data=folder_with(tmp_path / "whole", FILE),
    )
    assert found.kind == "tiktoken-exact"


@pytest.mark.parametrize(
    "model", ["ollama:gpt-4o", "anthropic:claude-9", "openai:/models/llama", "openai:", "gpt-4o"]
)
def test_a_model_whose_tokens_are_not_known_is_not_counted_exactly(tmp_path, model):
    assert counter(model, data=folder_with(tmp_path, FILE)).kind == "local-tokenizer"


def test_the_local_tokenizer_counts_with_a_margin_of_a_quarter():
    assert counter().count("the quay is shut") == 5


def test_without_any_tokenizer_the_bytes_are_the_bound():
    found = counter(local=None)
    assert found.kind == "bytes"
    assert found.count("Köln") == 5


def test_nothing_is_ever_fetched(monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("it went to the network"))
    assert counter(local=None, known=RANKS).count("quay") > 0


@pytest.mark.parametrize("name", ["cl100k_base", "o200k_base"])
def test_the_encodings_are_cut_and_hashed_as_tiktoken_says(name, monkeypatch):
    from tiktoken_ext import openai_public

    asked = {}
    monkeypatch.setattr(
        openai_public,
        "load_tiktoken_bpe",
        lambda url, expected_hash: asked.update({url: expected_hash}),
    )
    encoding = getattr(openai_public, name)()
    ((url, expected_hash),) = asked.items()
    file = hashlib.sha1(url.encode()).hexdigest()
    assert RANKS[name] == Ranks(file, expected_hash, encoding["pat_str"])
