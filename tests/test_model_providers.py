"""Other providers than OpenAI through their real clients, and one real model."""

from __future__ import annotations

import pytest
from servers.anthropic import anthropic
from servers.ollama import ollama
from servers.tiny import transformers_serve

from assistant.errors import ModelInterrupted, ModelRefused, ModelUnavailable
from assistant.types import Usage
from assistant.writing.model import Ended, Message, load_model

KEYS = {"ANTHROPIC_API_KEY": "key-of-anthropic", "BYLINE_API_KEY": "key-of-byline"}
SERVERS = {"anthropic": anthropic, "ollama": ollama}
COUNTED = Usage(read=7, written=3)


def ask(provider: str, base_url: str, *, most_tokens: int = 9) -> list[str | Ended]:
    model = load_model(f"{provider}:fabled", base_url=base_url, environment=KEYS)
    prompt = [Message("system", "Be short."), Message("user", "What ran aground?")]
    return list(model.stream(prompt, seconds=20, most_tokens=most_tokens))


@pytest.mark.parametrize("provider", SERVERS)
def test_a_text_streams_from_any_provider(provider):
    with SERVERS[provider]("The ferry ran") as server:
        items = ask(provider, server.address)
    assert items == ["The ", "ferry ", "ran ", Ended("complete", COUNTED)]


@pytest.mark.parametrize("provider", SERVERS)
def test_the_prompt_and_the_limit_reach_any_provider(provider):
    with SERVERS[provider]("The ferry ran") as server:
        ask(provider, server.address)
    (request,) = server.requests
    sent = request.body.get("options", request.body)
    assert (sent["temperature"], sent.get("num_predict", sent.get("max_tokens"))) == (0, 9)
    assert "Be short." in repr(request.body)
    assert "What ran aground?" in repr(request.body)


@pytest.mark.parametrize(
    ("provider", "settings"),
    [("anthropic", {"stop_reason": "max_tokens"}), ("ollama", {"done_reason": "length"})],
)
def test_a_text_at_its_limit_is_cut_off_at_any_provider(provider, settings):
    with SERVERS[provider]("The ferry ran", **settings) as server:
        assert ask(provider, server.address)[-1] == Ended("cut off", COUNTED)


@pytest.mark.parametrize("provider", SERVERS)
@pytest.mark.parametrize(
    ("status", "kind"), [(401, ModelRefused), (404, ModelRefused), (500, ModelUnavailable)]
)
def test_a_status_means_the_same_at_any_provider(provider, status, kind):
    with SERVERS[provider](status=status) as server, pytest.raises(kind, match=f"status {status}"):
        ask(provider, server.address)


@pytest.mark.parametrize("provider", SERVERS)
def test_a_server_that_is_not_there_is_unavailable_at_any_provider(provider):
    with SERVERS[provider]() as server:
        address = server.address
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        ask(provider, address)


def test_a_stream_of_ollama_without_its_last_line_is_interrupted():
    with ollama("The ferry ran", done_reason=None) as server, pytest.raises(ModelInterrupted):
        ask("ollama", server.address)


@pytest.mark.parametrize("provider", SERVERS)
def test_a_stranger_is_sent_no_key_of_any_provider(provider, monkeypatch):
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OLLAMA_API_KEY"):
        monkeypatch.setenv(name, "key-of-the-provider")
    with SERVERS[provider]("Yes") as server:
        ask(provider, server.address)
    (request,) = server.requests
    assert "key-of-byline" in repr(request.headers)
    assert "key-of-the-provider" not in repr(request.headers)


@pytest.mark.slow
def test_a_real_model_streams_text_and_counts_its_tokens(tmp_path):
    with transformers_serve(tmp_path) as name:
        model = load_model(name, environment={})
        *texts, ended = model.stream(
            [Message("system", "Be short."), Message("user", "What ran aground?")],
            seconds=60,
            most_tokens=12,
        )
    assert len(texts) > 1
    assert ended.finish in {"complete", "cut off"}
    assert ended.usage.read > 10
    assert 0 < ended.usage.written <= 12
