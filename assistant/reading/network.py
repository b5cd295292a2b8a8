"""The reader's network under onnxruntime: pairs of tokens in, logits out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from assistant.errors import ReaderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Processors that multiply bytes as fast as is worth it; elsewhere int8 gains next to nothing.
_GAINING = ("avx512_vnni", "avx_vnni")


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens of a question and of what is read for it; `types` is 1 where the latter stands."""

    ids: Sequence[int]
    types: Sequence[int]


@dataclass(frozen=True, slots=True)
class Logits:
    """What the network gives for a pair: of answering, and of each token, shape (tokens, 2)."""

    answers: float
    places: NDArray[np.float32]


class Network:
    """One loaded graph (see `reader_graph`)."""

    def __init__(self, session: Any) -> None:
        self._session = session

    @classmethod
    def load(cls, graph: Path | bytes) -> Network:
        """Load a graph from a file or from memory.

        Raises:
            ReaderError: it is torn, or is no graph.
        """
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as refusals

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        source = graph if isinstance(graph, bytes) else str(graph)
        try:
            session = onnxruntime.InferenceSession(
                source, options, providers=["CPUExecutionProvider"]
            )
        except (refusals.Fail, refusals.InvalidArgument, refusals.InvalidProtobuf) as error:
            raise ReaderError(f"The reader's network cannot be loaded: {error}.") from error
        return cls(session)

    def run(self, pairs: Sequence[Pair]) -> list[Logits]:
        """Give the logits of each pair, in order.

        Each runs alone, which costs no time: in int8 the others of a batch would change it.
        """
        return [self._run(each) for each in pairs]

    def _run(self, pair: Pair) -> Logits:
        import numpy as np

        rows = {"ids": pair.ids, "types": pair.types, "mask": [1] * len(pair.ids)}
        feed = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        answers, places = self._session.run(None, feed)
        return Logits(float(answers[0]), places[0])


def gains_by_int8() -> bool:
    """Whether this machine's processor runs the network twice as fast in int8."""
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    return any(flag in flags for flag in _GAINING)


def in_int8(graph: bytes) -> bytes:
    """Give a graph whose matrices are in int8, each column with a scale of its own."""
    from onnx import TensorProto, load_from_string
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    model = load_from_string(graph)
    add_pre_process_metadata(model)  # or it warns, on the root logger, that nothing was simplified
    with TemporaryDirectory() as folder:
        made = Path(folder) / "int8.onnx"
        quantize_dynamic(
            model,
            made,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return made.read_bytes()
