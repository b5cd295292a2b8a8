"""The reader's network as an ONNX graph: MiniLM under the adapter, with two heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from index import BertGraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]


def reader_graph(model: Weights, adapter: Weights) -> bytes:
    """Build the network.

    Args:
        model: the weights of a BERT by its names ("encoder.layer.0.output.dense.weight").
        adapter: the changes of its linear layers ("layer.0.output.dense.up" and ".down") and the
            heads ("first", "answering", "places", each with ".weight" and ".bias").

    Returns:
        An ONNX model. Its inputs are `ids`, `types` and `mask`, int64 of shape (pairs, tokens);
        its outputs `answers`, float of shape (pairs,), the logit that a sentence answers, and
        `places`, float of shape (pairs, tokens, 2), those of the answer's first and last token.
    """
    graph = BertGraph(model, adapter)
    _heads(graph, graph.encoded(types="types"))
    pairs, tokens = "pairs", "tokens"
    return graph.built(
        whole=dict.fromkeys(("ids", "types", "mask"), (pairs, tokens)),
        real={},
        outputs={"answers": (pairs,), "places": (pairs, tokens, 2)},
    )


def _heads(graph: BertGraph, states: str) -> None:
    axis, tokens = graph.integer([2]), graph.integer([1])
    first = graph.take(states, graph.integer(0), axis=1)
    weights = graph.node("Unsqueeze", graph.node("Cast", "mask", to=1), axis)
    summed = graph.node("ReduceSum", graph.node("Mul", states, weights), tokens, keepdims=0)
    mean = graph.node("Div", summed, graph.node("ReduceSum", weights, tokens, keepdims=0))
    joined = graph.node("Concat", first, mean, axis=1)
    hidden = graph.node("Tanh", graph.linear(joined, "first"))
    answering = graph.linear(hidden, "answering")
    graph.node("Squeeze", answering, tokens, output="answers")
    graph.linear(states, "places", output="places")
