"""What the articles give for one thing, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz

from assistant.accounts.asking import Sought
from assistant.accounts.finding import found_in
from assistant.accounts.origins import independent_origins
from assistant.accounts.same import worth_of
from assistant.accounts.standing import Value, grouped, versions_of
from assistant.accounts.telling import best_of_each, told
from assistant.accounts.told import Found
from assistant.evidence import Quotable
from assistant.question import asking_sentence
from assistant.types import Account, Evidence, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Similar: TypeAlias = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
    """Cosines of texts: a row for each of the first, shape (len(first), len(second))."""

# The likeliest sentences are embedded, each some 5 ms.
_EMBEDDED = 20
# The least score of a figure or a day, whose neighbours tell what it is of, and of a name.
_LEAST, _LEAST_OF_NAMES = -2.0, -1.0
# The least of a reference text, which seldom says again what it is about.
_LEAST_OF_REFERENCE, _LEAST_NAME_OF_REFERENCE = -3.5, -2.0
# A value of an article, a value of an account: how far below the best it may score.
_BESIDE_BEST = 2.5
_MARGIN, _MARGIN_OF_NAMES = 5.0, 2.5
_MOST = 6
_ALIKE = 80.0


def accounts_of(
    question: str,
    kind: Kind,
    quotables: Sequence[Quotable],
    *,
    similar: Similar,
) -> tuple[Account, ...]:
    """Lay side by side what `quotables` give for the thing that `question` asks for.

    Args:
        question: what is asked, standing alone.
        kind: what it asks for.
        quotables: the sentences of the best passages, in their order.
        similar: cosines of texts, a row for each of the first; asked for at most 20 sentences.

    Returns:
        One account, its labels empty; none where nothing is asked that has a value, or where no
        sentence gives one with enough certainty.
    """
    sought = Sought.read(question, kind)
    if sought is None:
        return ()
    sentences = _distinct(quotables)
    first = found_in(sought, sentences, {})
    likely = _likeliest(first)
    likeness = _likeness(question, [each.quote for each in likely], similar)
    found = _kept(found_in(sought, likely, likeness), sought)
    if not found:
        return ()
    all_told = [told(each, sought) for each in found]
    if not (sought.is_number or sought.is_day or sought.is_blame):
        all_told = best_of_each(all_told)
    values = grouped(all_told, sought)
    margin = _MARGIN if sought.is_number or sought.is_day else _MARGIN_OF_NAMES
    values = [each for each in values if each.weight >= values[0].weight - margin][:_MOST]
    if not (sought.is_number or sought.is_day):
        values = [values[0], *(each for each in values[1:] if _is_account(values[0], each))]
    versions = versions_of(values)
    origins = independent_origins([each for version in versions for each in version.evidence])
    return (Account(about=_about(question), versions=versions, origins=origins),)


def _is_account(first: Value, other: Value) -> bool:
    """Whether another name is an account of its own, not merely another name in the news.

    Two numbers beside the same words differ, two names there seldom do. So of news each must be
    what somebody says, and not the same one, or two texts must be alike but for the names; of
    reference texts each tells what it is about.
    """
    told = [*first.told, *other.told]
    if all(_is_reference(each.evidence) for each in told):
        return True
    pairs = ((one.evidence.quote, two.evidence.quote) for one in first.told for two in other.told)
    if any(fuzz.ratio(*pair) >= _ALIKE for pair in pairs):
        return True
    one, two = ({each.speaker for each in value.told if each.speaker} for value in (first, other))
    return bool(one and two and one != two)


def _distinct(quotables: Sequence[Quotable]) -> list[Evidence]:
    return list({(e.article.id, e.start): e for e in (q.evidence for q in quotables)}.values())


def _likeliest(found: Sequence[Found]) -> list[Evidence]:
    best: dict[int, tuple[float, Evidence]] = {}
    for each in found:
        key = id(each.evidence)
        if key not in best or best[key][0] < each.score:
            best[key] = (each.score, each.evidence)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    return [evidence for _, evidence in ranked[:_EMBEDDED]]


def _likeness(
    question: str,
    texts: Sequence[str],
    similar: Similar,
) -> Mapping[str, float]:
    if not texts:
        return {}
    return dict(zip(texts, map(float, similar([question], texts)[0]), strict=True))


def _kept(found: Sequence[Found], sought: Sought) -> list[Found]:
    """Keep the best value of each sentence, and of an undated article the best of all."""
    best: dict[tuple[str, int], Found] = {}
    is_value = sought.is_number or sought.is_day
    for each in found:
        if each.score < _least(each, is_value=is_value):
            continue
        key = (each.evidence.article.id, each.evidence.start)
        if key not in best or best[key].score < each.score:
            best[key] = each
    if sought.is_day:
        best = {key: _in_full(each, found, sought) for key, each in best.items()}
    of_article: dict[str, float] = {}
    for found_here in best.values():
        article = found_here.evidence.article.id
        of_article[article] = max(found_here.score, of_article.get(article, found_here.score))
    return [
        each
        for each in best.values()
        if each.score >= of_article[each.evidence.article.id] - _BESIDE_BEST
    ]


def _least(each: Found, *, is_value: bool) -> float:
    """Give the least score; less of a reference text: without a day or an outlet, it is no news."""
    if not _is_reference(each.evidence):
        return _LEAST if is_value else _LEAST_OF_NAMES
    return _LEAST_OF_REFERENCE if is_value else _LEAST_NAME_OF_REFERENCE


def _is_reference(evidence: Evidence) -> bool:
    return not (evidence.article.published or evidence.article.outlet)


def _in_full(each: Found, found: Sequence[Found], sought: Sought) -> Found:
    """Give the day in the fullest words of its sentence: not "1891" beside "13 January 1891"."""
    worth = worth_of(each, sought)
    same = [
        other
        for other in found
        if other.evidence is each.evidence and worth_of(other, sought).is_same(worth)
    ]
    return max(same, key=lambda other: (len(other.text.split()), other.score))


def _about(question: str) -> str:
    return asking_sentence(question).strip().rstrip("?").strip()
