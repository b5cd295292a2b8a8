"""A real model in a real server: a tiny Llama of chance weights, under `transformers serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_TEXTS = (
    "The ferry ran aground off Pellworth on Monday morning.",
    "The mayor of Ostermere closed the bridge on Tuesday.",
    "The strike of the lamplighters enters its third week.",
)
_TEMPLATE = (
    "{% for each in messages %}<s>{{ each['role'] }}: {{ each['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<s>assistant:{% endif %}"
)
_STARTING = 120.0  # seconds; about seven on two idle cores, most of them imports


def make_model(folder: Path) -> Path:
    """Write a model of about 100,000 parameters, which can say any text and means none."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=_trained(), bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    tokenizer.chat_template = _TEMPLATE
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _trained() -> Tokenizer:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    bytewise = pre_tokenizers.ByteLevel
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = bytewise(), decoders.ByteLevel()
    special, alphabet = ["<s>", "</s>"], bytewise.alphabet()
    tokenizer.train_from_iterator(
        _TEXTS, trainers.BpeTrainer(special_tokens=special, initial_alphabet=alphabet)
    )
    return tokenizer


@contextmanager
def transformers_serve(folder: Path) -> Iterator[str]:
    """Serve a tiny model, made in `folder`; gives the name that `load_model` takes."""
    model, hub, port = make_model(folder / "model"), folder / "hub", _free_port()
    hub.mkdir()  # the server fails without its folder for models of the hub
    environment = {**os.environ, "HF_HUB_CACHE": str(hub), "HF_HUB_OFFLINE": "1"}
    command = [str(Path(sys.executable).with_name("transformers")), "serve", str(model)]
    address = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"{address}/health", server, folder / "server.log")
            yield f"{address}/v1#{model}"
        finally:
            server.terminate()
            server.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _STARTING
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(url, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"transformers serve did not start: {log.read_text('utf-8')[-2000:]}")
