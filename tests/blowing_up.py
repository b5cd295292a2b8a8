"""Every regular expression of Byline's, and texts that make a careless one take for ever."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from re import _constants as kinds  # what `re` parses a pattern into, the only place that knows
from re import _parser as parser

import app
import assistant
import index

ROOT = Path(__file__).parent.parent
SIZES = (8, 10, 12, 14, 16, 20, 24, 32, 64, 128, 256, 512, 1024)
_ANCHORED = frozenset({"match", "fullmatch"})
_END = "\0\n!"  # what hardly any pattern goes on with
_LONG_ENOUGH = 0.002  # seconds of the processor: what is shorter is noise
_MANY = 15  # repetitions from which on a limit limits nothing
_SETS = {
    kinds.CATEGORY_DIGIT: "7", kinds.CATEGORY_WORD: "a", kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_DIGIT: "a", kinds.CATEGORY_NOT_WORD: " ", kinds.CATEGORY_NOT_SPACE: "a",
}  # fmt: skip
_TRIED = "a A.1,;“\n-é"


@dataclass(frozen=True)
class Used:
    """A pattern by the place where it stands; one that is anchored is tried at one place."""

    place: str
    pattern: re.Pattern[str]
    is_anchored: bool

    def run(self, text: str) -> None:
        """Look for all that the pattern finds."""
        if self.is_anchored:
            self.pattern.fullmatch(text)
            self.pattern.match(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def patterns() -> list[Used]:
    """Give all patterns on texts, each once."""
    modules = list(_modules())
    source = "\n".join(Path(str(each.__file__)).read_text("utf-8") for each in modules)
    calls: dict[str, set[str]] = {}
    for name, call in re.findall(
        r"\b(\w+)\.(match|fullmatch|search|\w*sub\w*|find\w+|split)\b", source
    ):
        calls.setdefault(name, set()).add(call)
    for _, call, name in re.findall(r"\b(\w+)\.(\w+)\(\w+\) for \1 in (\w+)\b", source):
        calls.setdefault(name, set()).add(call)
    found: dict[tuple[str, int], Used] = {}
    for module in modules:
        for pattern, call in _written_in(Path(str(module.__file__))):
            key, place = (pattern, re.compile(pattern).flags), f"{module.__name__}, inside"
            found.setdefault(key, Used(place, re.compile(pattern), call in _ANCHORED))
        for name, value in vars(module).items():
            for each in _within(value, 4):
                is_anchored = calls.get(name, {""}) <= _ANCHORED
                place = f"{module.__name__}.{name}"
                found[each.pattern, each.flags] = Used(place, each, is_anchored)
    return sorted(found.values(), key=lambda each: (each.place, each.pattern.pattern))


def _modules() -> Iterator[object]:
    yield app
    for package in (assistant, index):
        yield package
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not each.name.endswith("__main__"):
                yield importlib.import_module(each.name)


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _within(each, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _within(each, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name, None), depth - 1)


def _written_in(path: Path) -> Iterator[tuple[str, str]]:
    """Find the patterns that are given to `re` where they are used, and to what of it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).startswith("re.")
            and not ast.unparse(node.func).endswith((".compile", ".escape"))
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value, ast.unparse(node.func).removeprefix("re.")


def attacks(pattern: re.Pattern[str]) -> set[tuple[str, str, str]]:
    """Give (begin, pump, end) for each repetition: begin + pump * n + end nearly matches."""
    found = set()
    for before, pump in _pumps(parser.parse(pattern.pattern, pattern.flags), ""):
        if pump:
            found |= {(before, pump, _END), ("", before + pump, _END)}
    return found


def _pumps(tree: object, before: str) -> Iterator[tuple[str, str]]:
    for kind, given in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            low, high, body = given
            if high == kinds.MAXREPEAT or high >= _MANY:
                yield before, _sample(body)
            yield from _pumps(body, before)
            before += _sample(body) * low
        elif kind is kinds.SUBPATTERN:
            yield from _pumps(given[-1], before)
            before += _sample(given[-1])
        elif kind is kinds.BRANCH:
            for branch in given[1]:
                yield from _pumps(branch, before)
            before += _sample(given[1][0])
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from _pumps(given[1], before)
        else:
            before += _sample([(kind, given)])


def _sample(tree: object) -> str:
    """Give a text that the pattern takes, each repetition once at least."""
    said = ""
    for kind, given in tree:
        if kind is kinds.LITERAL:
            said += chr(given)
        elif kind is kinds.NOT_LITERAL:
            said += next(each for each in _TRIED if ord(each) != given)
        elif kind is kinds.ANY:
            said += "a"
        elif kind is kinds.IN:
            said += _one_of(given)
        elif kind is kinds.BRANCH:
            said += _sample(given[1][0])
        elif kind is kinds.SUBPATTERN:
            said += _sample(given[-1])
        elif kind is kinds.ATOMIC_GROUP:
            said += _sample(given)
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            said += _sample(given[2]) * max(1, given[0])
    return said


def _one_of(items: list[tuple[object, object]]) -> str:
    if items[0][0] is kinds.NEGATE:
        taken = re.compile(_class_of(items[1:]))
        return next((each for each in _TRIED if not taken.match(each)), "¤")
    kind, given = items[0]
    if kind is kinds.CATEGORY:
        return _SETS[given]
    return chr(given[0] if kind is kinds.RANGE else given)


def _class_of(items: list[tuple[object, object]]) -> str:
    names = {
        kinds.CATEGORY_DIGIT: r"\d", kinds.CATEGORY_WORD: r"\w", kinds.CATEGORY_SPACE: r"\s",
        kinds.CATEGORY_NOT_DIGIT: r"\D", kinds.CATEGORY_NOT_WORD: r"\W",
        kinds.CATEGORY_NOT_SPACE: r"\S",
    }  # fmt: skip
    written = []
    for kind, given in items:
        if kind is kinds.CATEGORY:
            written.append(names[given])
        elif kind is kinds.RANGE:
            written.append("-".join(re.escape(chr(each)) for each in given))
        else:
            written.append(re.escape(chr(given)))
    return f"[{''.join(written)}]"


def power(used: Used, begin: str, pump: str, end: str) -> float:
    """Say with which power of the length the time grows: 1 is linear, 2 quadratic, 0 too little.

    It is told by two sizes of which the first takes long enough to be measured, and stops there,
    so that a pattern that blows up is found before it hangs. Of several measurements the least
    counts, as another process can only add to one.
    """
    for size, longer in pairwise(SIZES):
        text = begin + pump * size + end
        if _seconds(used, text, times=1) <= _LONG_ENOUGH:
            continue
        if (taken := _seconds(used, text, times=5)) > _LONG_ENOUGH:
            slower = _seconds(used, begin + pump * longer + end, times=3) / taken
            return log(slower) / log(longer / size)
    return 0.0


def _seconds(used: Used, text: str, *, times: int) -> float:
    return min(_once(used, text) for _ in range(times))


def _once(used: Used, text: str) -> float:
    before = time.process_time()
    used.run(text)
    return time.process_time() - before
