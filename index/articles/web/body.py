"""Which blocks of a page are its article (the only place that knows trafilatura).

trafilatura finds where the article is; what it gives has lost the borders of paragraphs, so its
words only choose among the page's own blocks, which keep them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from index.articles.web.beside import may_be_text
from index.articles.web.blocks import Block, Element
from index.articles.web.linked import plain

_MODES: tuple[Mapping[str, bool], ...] = ({"favor_precision": True}, {}, {"favor_recall": True})
"""trafilatura's ways of extraction, the one that was best in the figures first."""

_WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u2e80-\u9fff\uac00-\ud7af]+")
_SHINGLE = 4
_SAME = 0.8
_LONG = 20
"""Characters from which a block is looked for inside the lines of an extraction."""
_FEWEST_WORDS = 6


def choose(tree: Element, blocks: Sequence[Block], beside: Mapping[int, str]) -> list[int]:
    """Choose the blocks of the article: their places in `blocks`, in order; may be none.

    What is beside the article only by its name is the article's where it is prose and trafilatura
    has it too.
    """
    doubtful = {at for at, kind in beside.items() if may_be_text(blocks[at], kind)}
    certain = beside.keys() - doubtful
    pruned = _without(
        tree,
        [blocks[at] for at in certain],
        [block for at, block in enumerate(blocks) if at not in certain],
    )
    asked = [at for at in range(len(blocks)) if at not in beside or at in doubtful]
    for mode in _MODES:
        extraction = Words(_extracted(pruned, mode))
        found = [at for at in asked if extraction.has(blocks[at].text)]
        if found := without_repeats(blocks, _filled(blocks, beside, found)):
            return found
    return []


def without_repeats(blocks: Sequence[Block], chosen: Sequence[int]) -> list[int]:
    """Leave out what only repeats other blocks: pull quotes, second copies for small screens."""
    shingles = {at: set(shingles_of(blocks[at].text)) for at in chosen}
    times = Counter(shingle for each in shingles.values() for shingle in each)
    left = set(chosen)
    # The longest first: a copy of the whole goes before the paragraphs that it repeats.
    for at in sorted(chosen, key=lambda at: (-len(blocks[at].text), -at)):
        own = shingles[at]
        repeated = sum(times[shingle] > 1 for shingle in own)
        if len(words_of(blocks[at].text)) >= _FEWEST_WORDS and repeated >= _SAME * len(own):
            left.remove(at)
            times.subtract(own)
    return sorted(left)


def words_of(text: str) -> list[str]:
    """Give the words of `text` to compare by; a letter of a script without spaces is a word."""
    return _WORD.findall(text.casefold())


def shingles_of(text: str) -> Iterator[tuple[str, ...]]:
    """Give every four words of `text` in a row."""
    words = words_of(text)
    for at in range(max(1, len(words) - _SHINGLE + 1)):
        yield tuple(words[at : at + _SHINGLE])


class Words:
    """The words of a text, to ask whether a block is in them."""

    def __init__(self, text: str) -> None:
        self._lines = {plain(line) for line in text.split("\n")}
        self._letters = plain(text)
        self._shingles = set(shingles_of(text))

    def has(self, text: str) -> bool:
        """Tell whether a block is a line of the text, or most of it stands there as it is."""
        letters = plain(text)
        if letters in self._lines or (len(letters) >= _LONG and letters in self._letters):
            return bool(letters)
        shingles = list(shingles_of(text))
        found = sum(each in self._shingles for each in shingles)
        return len(shingles) >= _FEWEST_WORDS and found >= _SAME * len(shingles)


def _extracted(tree: Element, mode: Mapping[str, bool]) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, **mode)
    return (document.text or "") if document else ""


def _without(tree: Element, beside: Sequence[Block], others: Sequence[Block]) -> Element:
    """Copy `tree` without the elements of the blocks beside the article."""
    kept = {tree}
    for block in others:
        kept.update((block.element, *block.element.iterancestors()))
    dropped = {block.element for block in beside} - kept
    copied = deepcopy(tree)
    for element, copy in list(zip(tree.iter(), copied.iter(), strict=True)):
        if element in dropped and copy.getparent() is not None:
            copy.drop_tree()
    return copied


def _filled(blocks: Sequence[Block], beside: Mapping[int, str], chosen: Sequence[int]) -> list[int]:
    """Add what stands between chosen blocks, in the element that holds most of them."""
    if not chosen:
        return []
    length = Counter[Element]()
    for at in chosen:
        length[_parent(blocks[at])] += len(blocks[at].text)
    [(holder, _)] = length.most_common(1)
    inside = [at for at in chosen if _parent(blocks[at]) is holder]
    between = (
        at
        for at in range(inside[0], inside[-1] + 1)
        if at not in beside and _parent(blocks[at]) is holder
    )
    return sorted({*chosen, *between})


def _parent(block: Block) -> Element:
    """Give the element that holds a block, the list's or table's for a line of one."""
    element = block.element if block.group is None else block.group
    parent = element.getparent()
    return element if parent is None else parent
