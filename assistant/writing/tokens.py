"""How many tokens a text has for a model: exactly where that can be known, else no fewer than so.

What counts is said with the count (`CountedBy`). Nothing is ever fetched.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.types import CountedBy

if TYPE_CHECKING:
    from tiktoken import Encoding

CountTokens = Callable[[Sequence[str]], list[int]]

MARGIN = 1.25
"""How many tokens of a foreign model one of the embedding model's own stands for, at most.

Measured on English, German, Chinese and Arabic prose, on numbers and on addresses, against
cl100k_base; a fixed number of characters a token is no bound, as numbers take many.
"""

_FOLDERS = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
# Packages that bring the files along, and where they keep them.
_PACKAGES = {
    "llama_index": "core/_static/tiktoken_cache",
    "litellm": "litellm_core_utils/tokenizers",
}


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """Counts the tokens of a text; `kind` says how far the count can be trusted."""

    kind: CountedBy
    count: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Ranks:
    """The file of an encoding: its name in a cache of tiktoken's, its hash, and how it cuts.

    Values are those of `tiktoken_ext/openai_public.py`; the file's name is the SHA-1 of its
    address. `pattern` is the regular expression that cuts a text before pairs are merged.
    """

    file: str
    sha256: str
    pattern: str


_O200K = Ranks(
    file="fb374d419588a4632f3f557e76b4b70aebbca790",
    sha256="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    pattern=(
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    ),
)
_CL100K = Ranks(
    file="9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    sha256="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    pattern=(
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
        r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
)
RANKS: Mapping[str, Ranks] = {
    "cl100k_base": _CL100K,
    "o200k_base": _O200K,
    "o200k_harmony": _O200K,  # more special tokens, of which a prompt of ours has none
}


def counter_for(
    model: str,
    *,
    local: CountTokens | None,
    environment: Mapping[str, str],
    data: Path | None = None,
    known: Mapping[str, Ranks] = RANKS,
) -> TokenCounter:
    """Choose what counts tokens for `model`: the best of the three kinds that is at hand.

    Args:
        model: as LangChain names it, "openai:gpt-4o-mini".
        local: counts the tokens of texts with the embedding model's own tokenizer.
        environment: TIKTOKEN_CACHE_DIR and DATA_GYM_CACHE_DIR of it name folders to look in.
        data: one more folder to look in.
        known: the encodings that can be counted exactly.
    """
    ranks = known.get(_encoding_of(model))
    if ranks and (content := _content(ranks, _folders(environment, data))):
        encoding = _encoding(ranks, content)
        return TokenCounter("tiktoken-exact", lambda text: len(encoding.encode_ordinary(text)))
    if local:
        return TokenCounter("local-tokenizer", lambda text: ceil(local([text])[0] * MARGIN))
    # Byte-level pairs are made of bytes: there cannot be more of them.
    return TokenCounter("bytes", lambda text: len(text.encode("utf-8", "replace")))


def _encoding_of(model: str) -> str:
    """Name the encoding of one of OpenAI's models; "" for any other, whatever server it is at."""
    from tiktoken.model import encoding_name_for_model

    provider, _, name = model.partition(":")
    if provider not in {"openai", "azure_openai"}:
        return ""
    try:
        return encoding_name_for_model(name)
    except KeyError:
        return ""


def _folders(environment: Mapping[str, str], data: Path | None) -> Iterator[Path]:
    yield from (Path(environment[name]) for name in _FOLDERS if environment.get(name))
    if data:
        yield data
    for package, inside in _PACKAGES.items():
        found = find_spec(package)
        yield from (
            Path(each, inside) for each in (found and found.submodule_search_locations) or ()
        )


def _content(ranks: Ranks, folders: Iterator[Path]) -> bytes | None:
    """Read the file where it is whole; one of another hash is left alone."""
    for folder in folders:
        try:
            content = (folder / ranks.file).read_bytes()
        except OSError:
            continue
        if sha256(content).hexdigest() == ranks.sha256:
            return content
    return None


def _encoding(ranks: Ranks, content: bytes) -> Encoding:
    # tiktoken's own loader deletes a file that does not fit and fetches it again; so not that one.
    from tiktoken import Encoding

    pairs = (line.split() for line in content.splitlines() if line)
    merged = {b64decode(token): int(rank) for token, rank in pairs}
    return Encoding(ranks.file, pat_str=ranks.pattern, mergeable_ranks=merged, special_tokens={})
