"""Which model a name means, where it is, and which key it may see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.errors import ModelMissing, ModelRefused
from assistant.writing.model.redaction import redact

_FORMS = (
    '"openai:NAME", "anthropic:NAME", "ollama:NAME", or the address of a server that speaks '
    'OpenAI\'s protocol, "http://HOST/v1#NAME"'
)
# "127.0.0.1:7883/v1", "localhost:8080", "models.example/v1"; "ollama:qwen2.5" is none.
_WITHOUT_SCHEME = re.compile(
    r"(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+(?:/\S*)?|/\S+)$|[\w-]+:\d+/\S*$"
)
_OWN_KEY = "BYLINE_API_KEY"
_NO_KEY = "none"  # clients want one, and look for a provider's in the environment without it


@dataclass(frozen=True, slots=True)
class _Provider:
    """What is known of a provider: its extra's package, its own host, and its key's variable."""

    package: str
    host: str = ""
    variable: str = ""


PROVIDERS: Mapping[str, _Provider] = {
    "openai": _Provider("langchain_openai", "api.openai.com", "OPENAI_API_KEY"),
    "anthropic": _Provider("langchain_anthropic", "api.anthropic.com", "ANTHROPIC_API_KEY"),
    "ollama": _Provider("langchain_ollama"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A model: an empty `model` is the server's first, an empty `base_url` the provider's own."""

    provider: str
    model: str
    base_url: str = ""
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, name: str, base_url: str, environment: Mapping[str, str]) -> Target:
        """Read a name; keys come from `environment`, a provider's own for its own address only.

        Raises:
            ModelMissing: the name or the address makes no sense, or a package is not installed.
            ModelRefused: its provider wants a key, and there is none.
        """
        target = _read(name, base_url)
        provider = PROVIDERS.get(target.provider)
        if provider is None:
            return target
        if find_spec(provider.package) is None:
            raise ModelMissing(
                f"The model {target.name} needs a package that is not installed. "
                f'Install it with pip install "byline[{target.provider}]".'
            )
        return replace(target, key=_key(target, provider, environment))

    @property
    def name(self) -> str:
        """The name for fingerprints."""
        if not self.base_url:
            return f"{self.provider}:{self.model}"
        if self.provider != "openai":
            return f"{self.provider}:{self.model} at {self.base_url}"
        return f"{self.base_url}#{self.model}" if self.model else self.base_url

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is at another address than its provider's own."""
        host = PROVIDERS[self.provider].host if self.provider in PROVIDERS else ""
        url = urlsplit(self.base_url)
        return bool(self.base_url) and (url.scheme, url.netloc) != ("https", host)

    @property
    def is_near(self) -> bool:
        """Whether it is on this machine, or at a private address."""
        if self.provider == "ollama" and not self.base_url:
            return True
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ip_address(host).is_private
        except ValueError:  # a name: one without a dot, or under .local, is of a network at home
            return bool(host) and ("." not in host or host.endswith((".local", ".internal")))


def _read(name: str, base_url: str) -> Target:
    if _WITHOUT_SCHEME.match(name):
        raise ModelMissing(f"The model {name} looks like an address. Write http:// in front of it.")
    if re.match(r"https?://", name):
        address, _, model = name.partition("#")
        if base_url:
            raise ModelMissing(
                f"The model {redact(name)} is an address, and so is the base URL {base_url}. "
                "Give one of them."
            )
        return Target("openai", model, _address(address))
    provider, _, model = name.partition(":")
    if not provider or not model or model.startswith("//"):
        raise ModelMissing(f"The model {redact(name)!r} is not to be understood. Write {_FORMS}.")
    if base_url and provider not in PROVIDERS:
        raise ModelMissing(
            f"The base URL {base_url} cannot be given to {provider}, only to "
            f'{", ".join(PROVIDERS)}. If it speaks OpenAI\'s protocol, write "{base_url}#{model}".'
        )
    return Target(provider, model, _address(base_url) if base_url else "")


def _address(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc or parts.query:
        raise ModelMissing(
            f"A model's address must look like http://HOST/v1, but one was given with no host, or "
            f"with a name, a password or a query in it. Put its key into {_OWN_KEY}."
        )
    return url.rstrip("/")


def _key(target: Target, provider: _Provider, environment: Mapping[str, str]) -> str:
    if target.is_elsewhere or not provider.variable:
        return environment.get(_OWN_KEY) or _NO_KEY
    key = environment.get(provider.variable, "")
    if not key:
        raise ModelRefused(
            f"The model {target.name} wants a key, and {provider.variable} is not set. Set it, or "
            "name a model that needs none."
        )
    return key
