"""The words of a text with their places, and what makes two words the same word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ed|es|al|ly|e|s|y)$")
_SHORTEST_STEM = 3
# Past and present of verbs that news is full of; other verbs have their endings taken off.
_IRREGULAR = dict(
    pair.split(":")
    for pair in "became:become began:begin begun:begin bought:buy broke:break broken:break "
    "brought:bring built:build came:come caught:catch children:child chose:choose chosen:choose "
    "died:death die:death dies:death dead:death dying:death drew:draw drawn:draw drove:drive "
    "fell:fall fallen:fall felt:feel fled:flee flew:fly fought:fight found:find gave:give "
    "given:give gone:go went:go grew:grow grown:grow held:hold hid:hide hidden:hide kept:keep "
    "knew:know known:know led:lead left:leave lost:lose made:make men:man met:meet paid:pay "
    "ran:run risen:rise rose:rise sank:sink sunk:sink sent:send shot:shoot shown:show sold:sell "
    "spent:spend spoke:speak stole:steal stolen:steal stood:stand struck:strike taken:take "
    "took:take taught:teach threw:throw thrown:throw won:win women:woman wrote:write "
    "written:write lying:lie beaten:beat".split()
)
# Words that every text holds: sharing one says nothing.
_COMMON = frozenset(
    "a about added after all also although am an and any are as at be because been before being "
    "both but by can could did do does doing during each either for from further get got had has "
    "have having he her here hers him his how however i if in into is it its itself just let like "
    "many may me might mine more most much must my no nor not now of off on one only onto or other "
    "our ours out over own per rather said say saying says shall she should since so some such "
    "than that the their theirs them then there these they this those though through to told tells "
    "tell too under until up upon us very was we were what when where whether which while who whom "
    "whose why will with within without would yet you your yours according reported reportedly "
    "allegedly".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of a text, and its place there.

    Attributes:
        text: the word as it stands.
        start: where it begins.
        end: where it ends, exclusive.
        plain: it in small letters, without accents and possessive ending; "" for a sign.
        stem: what it shares with its other forms: "closed" and "closing" give "clos".
        tells: whether sharing it with another text says something.
    """

    text: str
    start: int
    end: int
    plain: str
    stem: str
    tells: bool


def words_of(text: str) -> list[Word]:
    """Give the words, numbers and signs of `text`, in order; hyphens part words."""
    known: dict[str, tuple[str, str, bool]] = {}
    found: list[Word] = []
    for each in _TOKEN.finditer(text):
        word = each.group()
        forms = known.get(word)
        if forms is None:
            forms = known[word] = _forms(word)
        found.append(Word(word, each.start(), each.end(), *forms))
    return found


def _forms(word: str) -> tuple[str, str, bool]:
    plain = _plain(word)
    tells = bool(plain) and plain not in _COMMON and not plain.endswith("n't")
    return plain, stem_of(plain), tells


def _plain(word: str) -> str:
    """Give `word` in small letters, without accents, full stops and possessive ending."""
    if not word[:1].isalnum():
        return ""
    small = word.casefold().replace("’", "'").replace(".", "")
    small = small.removesuffix("'s").rstrip("'")
    if small.isascii():
        return small
    return "".join(each for each in normalize("NFKD", small) if not combining(each))


def stem_of(word: str) -> str:
    """Give the stem of a word in small letters."""
    known = _IRREGULAR.get(word, word)
    short = _ENDINGS.sub("", known)
    return short if len(short) >= _SHORTEST_STEM and not known[:1].isdigit() else known


def telling(words: Iterable[Word]) -> frozenset[str]:
    """Give the stems of the words that say something."""
    return frozenset(word.stem for word in words if word.tells)
