"""A cross-encoder that is named judges support by its class for entailment, whatever its place."""

from __future__ import annotations

import pytest

from index import EmbedderError, load_entailment

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ferry", "ran", "aground", "sank"]


def tiny_encoder(folder, labels, *, favoured):
    """Save a classifier whose weights are nought and whose bias favours one of `labels`."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, id2label=dict(enumerate(labels)),
        label2id={name: place for place, name in enumerate(labels)},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([10.0 * (name == favoured) for name in labels]))
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.slow
@pytest.mark.parametrize("favoured", ["entailment", "neutral"])
def test_the_probability_is_that_of_the_class_called_entailment(tmp_path, favoured):
    labels = ["contradiction", "entailment", "neutral"]
    model = load_entailment(tiny_encoder(tmp_path, labels, favoured=favoured))
    [probability] = model.probabilities([("the ferry ran aground", "the ferry sank")])
    assert (probability > 0.99) == (favoured == "entailment")


@pytest.mark.slow
def test_a_model_without_that_class_is_refused_by_name(tmp_path):
    folder = tiny_encoder(tmp_path, ["good", "bad"], favoured="good")
    with pytest.raises(EmbedderError, match="good, bad apart, and no class of it is called entail"):
        load_entailment(folder)


def test_a_model_that_is_not_here_is_refused_and_not_fetched():
    with pytest.raises(EmbedderError, match="fetches nothing by itself"):
        load_entailment("nobody/has-this-model")
