"""BERT as an ONNX graph, built from a model's weights and an adapter: no torch.

The graph is BERT's (Devlin et al., 2019); whoever uses it puts heads on its last layer. The
adapter's matrices are merged into the weights (W + B A, Hu et al., "LoRA", 2022), so that they
cost nothing to run. Attention, the sum with its normalisation, and the activation are
onnxruntime's joined operators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights: TypeAlias = Mapping[str, NDArray[np.float32]]

_OPSET, _MICROSOFT = 17, "com.microsoft"
_HEADS = 12
_EPSILON = 1e-12  # as BERT's normalisation has it
Shape: TypeAlias = Sequence[str | int]


class BertGraph:
    """Nodes and weights as they are put together; each method gives the name of what it makes.

    Args:
        model: the weights of a BERT by its names ("encoder.layer.0.output.dense.weight").
        adapter: the changes of its linear layers ("layer.0.output.dense.up" and ".down") and the
            heads, each with ".weight" and ".bias".
    """

    def __init__(self, model: Weights, adapter: Weights) -> None:
        self._model, self._adapter = model, adapter
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def encoded(self, *, types: str = "", features: str = "") -> str:
        """Put the inputs `ids` and `mask` through the encoder, (texts, tokens, width) out.

        `types` and `features` name further inputs: which of two texts a token is of, and what
        else is known of it, which the adapter's "features.weight" turns into a vector.
        """
        states = self._embeddings(types, features)
        number = 0
        while f"encoder.layer.{number}.output.dense.weight" in self._model:
            states = self._layer(states, f"layer.{number}")
            number += 1
        return states

    def linear(self, x: str, name: str, *, output: str = "") -> str:
        """Put `x` through the adapter's head of that name."""
        product = self.node("MatMul", x, self.constant(self._adapter[f"{name}.weight"].T))
        return self.node(
            "Add", product, self.constant(self._adapter[f"{name}.bias"]), output=output
        )

    def take(self, table: str, places: str, *, axis: int = 0) -> str:
        """Take the rows of `table` at `places`."""
        return self.node("Gather", table, places, axis=axis)

    def node(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add an operator of ONNX."""
        from onnx import helper

        name = output or f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def integer(self, number: int | list[int]) -> str:
        """Add a whole number, or a list of them."""
        import numpy as np

        return self.constant(np.asarray(number, dtype=np.int64))

    def constant(self, value: NDArray[Any]) -> str:
        """Add an array."""
        from onnx import numpy_helper

        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(value.copy(order="C"), name))
        return name

    def built(
        self, *, whole: Mapping[str, Shape], real: Mapping[str, Shape], outputs: Mapping[str, Shape]
    ) -> bytes:
        """Give the ONNX model with inputs of whole and of real numbers, by name and shape."""
        from onnx import TensorProto, helper

        def infos(named: Mapping[str, Shape], kind: int) -> list[Any]:
            info = helper.make_tensor_value_info
            return [info(name, kind, list(shape)) for name, shape in named.items()]

        made = helper.make_model(
            helper.make_graph(
                self._nodes,
                "bert",
                infos(whole, TensorProto.INT64) + infos(real, TensorProto.FLOAT),
                infos(outputs, TensorProto.FLOAT),
                self._weights,
            ),
            opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
            ir_version=8,
        )
        return bytes(made.SerializeToString())

    def _embeddings(self, types: str, features: str) -> str:
        model = self._model
        place = "embeddings.position_embeddings.weight"
        kind = model["embeddings.token_type_embeddings.weight"]
        words = self.take(self.constant(model["embeddings.word_embeddings.weight"]), "ids")
        kinds = self.take(self.constant(kind), types) if types else self.constant(kind[0])
        shape = self.node("Shape", "ids", start=1, end=2)
        count = self.node("Squeeze", shape)
        zero, one = self.integer(0), self.integer(1)
        places = self.take(self.constant(model[place]), self.node("Range", zero, count, one))
        summed = self.node("Add", self.node("Add", words, kinds), places)
        if features:
            known = self.constant(self._adapter["features.weight"].T)
            summed = self.node("Add", summed, self.node("MatMul", features, known))
        return self.node(
            "LayerNormalization",
            summed,
            self.constant(model["embeddings.LayerNorm.weight"]),
            self.constant(model["embeddings.LayerNorm.bias"]),
            epsilon=_EPSILON,
        )

    def _layer(self, states: str, layer: str) -> str:
        import numpy as np

        model = self._model
        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        mask = self.node("Cast", "mask", to=6)  # to int32, as the operator wants it
        attended = self.node(
            "Attention",
            states,
            self.constant(np.concatenate([self._merged(one) for one in parts], axis=1)),
            self.constant(np.concatenate([model[f"encoder.{one}.bias"] for one in parts])),
            mask,
            domain=_MICROSOFT,
            num_heads=_HEADS,
        )
        states = self._added(attended, states, f"{layer}.attention.output")
        wide = f"{layer}.intermediate.dense"
        inner = self.node(
            "BiasGelu",
            self.node("MatMul", states, self.constant(self._merged(wide))),
            self.constant(model[f"encoder.{wide}.bias"]),
            domain=_MICROSOFT,
        )
        return self._added(inner, states, f"{layer}.output")

    def _added(self, x: str, skip: str, name: str) -> str:
        """Put `x` through the linear layer of `name`, add `skip`, and normalise."""
        model = self._model
        return self.node(
            "SkipLayerNormalization",
            self.node("MatMul", x, self.constant(self._merged(f"{name}.dense"))),
            skip,
            self.constant(model[f"encoder.{name}.LayerNorm.weight"]),
            self.constant(model[f"encoder.{name}.LayerNorm.bias"]),
            self.constant(model[f"encoder.{name}.dense.bias"]),
            domain=_MICROSOFT,
            epsilon=_EPSILON,
        )

    def _merged(self, name: str) -> NDArray[np.float32]:
        """Give the matrix of one linear layer, its change added, turned for x W."""
        weight = self._model[f"encoder.{name}.weight"]
        if f"{name}.up" in self._adapter:
            weight = weight + self._adapter[f"{name}.up"] @ self._adapter[f"{name}.down"]
        return weight.T
