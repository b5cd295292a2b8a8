"""The reader's network as an ONNX graph, built from MiniLM's weights and the adapter: no torch.

The graph is BERT's (Devlin et al., 2019) with two heads on its last layer. The adapter's matrices
are merged into the weights (W + B A, Hu et al., "LoRA", 2022), so that they cost nothing to run.
Attention, the sum with its normalisation, and the activation are onnxruntime's joined operators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]

_OPSET, _MICROSOFT = 17, "com.microsoft"
_HEADS = 12
_EPSILON = 1e-12  # as BERT's normalisation has it


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
    from onnx import TensorProto, helper

    graph = _Graph()
    states = graph.embeddings(model)
    for layer in _layers(model):
        states = graph.layer(states, model, adapter, layer)
    graph.heads(states, adapter)
    pairs, tokens = "pairs", "tokens"
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [pairs, tokens])
        for name in ("ids", "types", "mask")
    ]
    outputs = [
        helper.make_tensor_value_info("answers", TensorProto.FLOAT, [pairs]),
        helper.make_tensor_value_info("places", TensorProto.FLOAT, [pairs, tokens, 2]),
    ]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=8,
    )
    return bytes(made.SerializeToString())


def _layers(model: Weights) -> Iterator[str]:
    number = 0
    while f"encoder.layer.{number}.output.dense.weight" in model:
        yield f"layer.{number}"
        number += 1


class _Graph:
    """Nodes and weights as they are put together; each method gives the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def embeddings(self, model: Weights) -> str:
        place = "embeddings.position_embeddings.weight"
        words = self._take(self._constant(model["embeddings.word_embeddings.weight"]), "ids")
        types = self._take(
            self._constant(model["embeddings.token_type_embeddings.weight"]), "types"
        )
        shape = self._node("Shape", "ids", start=1, end=2)
        count = self._node("Squeeze", shape)
        zero, one = self._integer(0), self._integer(1)
        places = self._take(self._constant(model[place]), self._node("Range", zero, count, one))
        summed = self._node("Add", self._node("Add", words, types), places)
        return self._node(
            "LayerNormalization",
            summed,
            self._constant(model["embeddings.LayerNorm.weight"]),
            self._constant(model["embeddings.LayerNorm.bias"]),
            epsilon=_EPSILON,
        )

    def layer(self, states: str, model: Weights, adapter: Weights, layer: str) -> str:
        import numpy as np

        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        mask = self._node("Cast", "mask", to=6)  # to int32, as the operator wants it
        attended = self._node(
            "Attention",
            states,
            self._constant(np.concatenate([_merged(model, adapter, one) for one in parts], axis=1)),
            self._constant(np.concatenate([model[f"encoder.{one}.bias"] for one in parts])),
            mask,
            domain=_MICROSOFT,
            num_heads=_HEADS,
        )
        states = self._added(attended, states, model, adapter, f"{layer}.attention.output")
        wide = f"{layer}.intermediate.dense"
        inner = self._node(
            "BiasGelu",
            self._node("MatMul", states, self._constant(_merged(model, adapter, wide))),
            self._constant(model[f"encoder.{wide}.bias"]),
            domain=_MICROSOFT,
        )
        return self._added(inner, states, model, adapter, f"{layer}.output")

    def _added(self, x: str, skip: str, model: Weights, adapter: Weights, name: str) -> str:
        """Put `x` through the linear layer of `name`, add `skip`, and normalise."""
        return self._node(
            "SkipLayerNormalization",
            self._node("MatMul", x, self._constant(_merged(model, adapter, f"{name}.dense"))),
            skip,
            self._constant(model[f"encoder.{name}.LayerNorm.weight"]),
            self._constant(model[f"encoder.{name}.LayerNorm.bias"]),
            self._constant(model[f"encoder.{name}.dense.bias"]),
            domain=_MICROSOFT,
            epsilon=_EPSILON,
        )

    def heads(self, states: str, adapter: Weights) -> None:
        axis, tokens = self._integer([2]), self._integer([1])
        first = self._take(states, self._integer(0), axis=1)
        weights = self._node("Unsqueeze", self._node("Cast", "mask", to=1), axis)
        summed = self._node("ReduceSum", self._node("Mul", states, weights), tokens, keepdims=0)
        mean = self._node("Div", summed, self._node("ReduceSum", weights, tokens, keepdims=0))
        joined = self._node("Concat", first, mean, axis=1)
        hidden = self._node("Tanh", self._linear(joined, adapter, "first"))
        answering = self._linear(hidden, adapter, "answering")
        self._node("Squeeze", answering, tokens, output="answers")
        self._linear(states, adapter, "places", output="places")

    def _linear(self, x: str, adapter: Weights, name: str, *, output: str = "") -> str:
        product = self._node("MatMul", x, self._constant(adapter[f"{name}.weight"].T))
        return self._node("Add", product, self._constant(adapter[f"{name}.bias"]), output=output)

    def _take(self, table: str, places: str, *, axis: int = 0) -> str:
        return self._node("Gather", table, places, axis=axis)

    def _node(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        from onnx import helper

        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def _integer(self, number: int | list[int]) -> str:
        import numpy as np

        return self._constant(np.asarray(number, dtype=np.int64))

    def _constant(self, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(value.copy(order="C"), name))
        return name


def _merged(model: Weights, adapter: Weights, name: str) -> NDArray[np.float32]:
    """Give the matrix of one linear layer, its change added, turned for x W."""
    weight = model[f"encoder.{name}.weight"]
    if f"{name}.up" in adapter:
        weight = weight + adapter[f"{name}.up"] @ adapter[f"{name}.down"]
    return weight.T
