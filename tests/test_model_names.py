"""Which model a name means, and which key it may see."""

from __future__ import annotations

import subprocess
import sys

import pytest
from servers.scripted import Fails, Says, scripted

from assistant.errors import ModelError, ModelGarbled, ModelMissing, ModelRefused
from assistant.writing.model import LanguageModel, Message, load_model
from assistant.writing.model.redaction import redact, secrets_of

KEYS = {
    "OPENAI_API_KEY": "key-of-openai",
    "ANTHROPIC_API_KEY": "key-of-anthropic",
    "BYLINE_API_KEY": "key-of-byline",
}
ELSEWHERE = "http://models.pellworth.example/v1"


def ask(model: LanguageModel) -> list[object]:
    return list(model.stream([Message("user", "Who?")], seconds=20, most_tokens=9))


@pytest.mark.parametrize(
    ("name", "base_url", "known_as"),
    [
        ("openai:fabled", "", "openai:fabled"),
        ("anthropic:fabled", "", "anthropic:fabled"),
        ("ollama:fabled:8b", "", "ollama:fabled:8b"),
        (f"{ELSEWHERE}#org/fabled", "", f"{ELSEWHERE}#org/fabled"),
        (f"{ELSEWHERE}/#fabled", "", f"{ELSEWHERE}#fabled"),
        ("openai:fabled", ELSEWHERE, f"{ELSEWHERE}#fabled"),
        ("ollama:fabled", "http://h:11434", "ollama:fabled at http://h:11434"),
        (ELSEWHERE, "", ELSEWHERE),
    ],
)
def test_a_model_is_known_by_its_provider_or_its_address(name, base_url, known_as):
    assert load_model(name, base_url=base_url, environment=KEYS).name == known_as


@pytest.mark.parametrize(
    ("name", "base_url", "said"),
    [
        ("fabled", "", "'fabled' is not to be understood. Write \"openai:NAME\""),
        ("", "", "is not to be understood"),
        ("openai:", "", "is not to be understood"),
        ("sk-Lyn4Valley8Echo", "", "redacted"),
        ("groq:fabled", ELSEWHERE, f'write "{ELSEWHERE}#fabled"'),
        (f"{ELSEWHERE}#fabled", ELSEWHERE, "Give one of them"),
        ("https://ines:tide@pellworth.example/v1", "", "Put its key into BYLINE_API_KEY"),
        ("https://pellworth.example/v1?key=tide", "", "Put its key into BYLINE_API_KEY"),
        ("groq:fabled", "", "pip install langchain-groq"),
        ("127.0.0.1:7883/v1", "", "Write http:// in front of it."),
        ("localhost:11434", "", "Write http:// in front of it."),
        ("models.pellworth.example/v1#fabled", "", "Write http:// in front of it."),
        ("opnai:fabled", "", "Unsupported provider='opnai'"),
    ],
)
def test_a_name_that_makes_no_sense_is_refused_with_the_way_out(name, base_url, said):
    with pytest.raises(ModelMissing) as caught:
        load_model(name, base_url=base_url, environment={})
    assert said in str(caught.value)
    assert "tide" not in str(caught.value)
    assert "sk-Lyn" not in str(caught.value)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_missing_package_is_named_by_its_extra(provider, monkeypatch):
    monkeypatch.setitem(sys.modules, f"langchain_{provider}", None)
    with pytest.raises(ModelMissing, match=rf'pip install "byline\[{provider}\]"'):
        load_model(f"{provider}:fabled", environment=KEYS)


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_without_its_key_a_provider_is_refused_by_the_name_of_the_variable(provider, monkeypatch):
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", "of the process, and not handed in")
    with pytest.raises(ModelRefused, match=f"{provider.upper()}_API_KEY is not set"):
        load_model(f"{provider}:fabled", environment={"BYLINE_API_KEY": "key-of-byline"})


@pytest.mark.parametrize(
    ("environment", "sent"),
    [(KEYS, "Bearer key-of-byline"), ({"OPENAI_API_KEY": "key-of-openai"}, "Bearer none")],
)
@pytest.mark.parametrize("as_base_url", [True, False])
def test_a_stranger_is_sent_no_key_of_a_provider(environment, sent, as_base_url, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with scripted([Says("Yes")]) as server:
        name, base_url = ("openai:x", server.url) if as_base_url else (f"{server.url}#x", "")
        ask(load_model(name, base_url=base_url, environment=environment))
    (request,) = server.requests
    assert request.headers["authorization"] == sent
    assert "key-of-openai" not in repr(request)


def test_the_address_of_a_provider_itself_wants_the_key_of_the_provider():
    with pytest.raises(ModelRefused, match="OPENAI_API_KEY is not set"):
        load_model("https://api.openai.com/v1#fabled", environment={"BYLINE_API_KEY": "other"})


def test_a_key_never_goes_to_the_address_of_a_provider_in_the_clear():
    model = load_model("http://api.openai.com/v1#fabled", environment=KEYS)
    assert model.target.key == "key-of-byline"


def test_a_model_shows_no_key():
    shown = repr(load_model("openai:fabled", environment=KEYS))
    assert "fabled" in shown
    assert "key-of" not in shown


def test_a_server_is_asked_which_model_it_has_where_none_is_named():
    with scripted([Says("Yes")], models=["first", "second"]) as server:
        model = load_model(server.url, environment={})
        ask(model)
    assert server.requests[0].body["model"] == "first"
    assert model.name == f"{server.url}#first"


def test_a_server_that_names_no_model_is_an_error_that_asks_for_a_name():
    with scripted([Says("Yes")], models=[]) as server, pytest.raises(ModelGarbled) as caught:
        ask(load_model(server.url, environment={}))
    assert "it names no model" in str(caught.value)
    assert f'name one: "{server.url}#NAME"' in str(caught.value)


def test_what_a_model_reads_is_known_of_the_models_of_a_provider_only():
    known = load_model("openai:gpt-4o-mini", environment=KEYS)
    elsewhere = load_model(f"{ELSEWHERE}#gpt-4o-mini", environment=KEYS)
    assert (known.context, elsewhere.context) == (128_000, None)


def test_a_model_that_takes_no_temperature_is_sent_none():
    from assistant.writing.model.chat import _make
    from assistant.writing.model.connections import Connections
    from assistant.writing.model.names import Target
    from assistant.writing.model.types import Waits

    takes = _make(Target.of("anthropic:claude-haiku-4-5", "", KEYS), Waits(30, 15), Connections())
    refuses = _make(Target.of("anthropic:claude-opus-4-7", "", KEYS), Waits(30, 15), Connections())
    assert (takes.temperature, refuses.temperature) == (0, None)


def test_naming_a_model_loads_none_of_its_packages():
    code = (
        "import sys; from assistant.writing.model import load_model;"
        "load_model('openai:x', environment={'OPENAI_API_KEY': 'k'});"
        "print(*{'langchain', 'langchain_core', 'langchain_openai', 'openai'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_secrets_are_told_by_the_ends_of_their_names():
    environment = {"A_KEY": "abcdefg", "B_TOKEN": "1234567890", "KEYBOARD": "qwertyz", "C_KEY": "1"}
    assert secrets_of(environment) == ("1234567890", "abcdefg")


@pytest.mark.parametrize(
    "text", ["The task-force met.", "A risk-free ferry", "the bearer of news", "basket-weaving"]
)
def test_words_that_are_no_keys_stay(text):
    assert redact(text) == text


def test_an_error_carries_none_of_the_errors_of_its_client_along():
    with scripted([Fails(500)]) as server, pytest.raises(ModelError) as caught:
        ask(load_model(f"{server.url}#x", environment={}))
    assert caught.value.__cause__ is caught.value.__context__ is None
