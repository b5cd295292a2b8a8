"""The tagger's network as an ONNX graph: what each token is, and which one it points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.embedding.bert import BertGraph

if TYPE_CHECKING:
    from index.embedding.bert import Weights

FEATURES = 4


def tagger_graph(model: Weights, adapter: Weights) -> bytes:
    """Build the network.

    Args:
        model: the weights of a BERT by its names.
        adapter: the changes of its linear layers, and the heads "features", "tags", "asks" and
            "answers".

    Returns:
        An ONNX model. Its inputs are `ids` and `mask`, int64 of shape (texts, tokens), and
        `features`, float of shape (texts, tokens, FEATURES); its outputs `tags`, the probabilities
        that a token is said, begins what is said, is a cue or is of a source, shape (texts, tokens,
        4), and `points`, the probability that the source of a token is another, shape (texts,
        tokens, tokens), that of the first token standing for none.
    """
    graph = BertGraph(model, adapter)
    states = graph.encoded(features="features")
    graph.node("Sigmoid", graph.linear(states, "tags", exact=True), output="tags")
    asks, answers = (graph.linear(states, name, exact=True) for name in ("asks", "answers"))
    scale = len(adapter["asks.bias"]) ** -0.5
    scores = graph.product(asks, answers, scale=scale, turned=True)
    graph.node("Softmax", scores, output="points", axis=-1)
    texts, tokens = "texts", "tokens"
    return graph.built(
        whole=dict.fromkeys(("ids", "mask"), (texts, tokens)),
        real={"features": (texts, tokens, FEATURES)},
        outputs={"tags": (texts, tokens, 4), "points": (texts, tokens, tokens)},
    )
