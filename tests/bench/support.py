"""How well the support check tells supported claims from unsupported ones.

    python tests/bench/support.py CLAIMS [--train]

CLAIMS are JSON lines with `id`, `text` (an article), `claim` and `supported`. The part of an id
before its first hyphen names its half. With --train the weights and thresholds of
`assistant/checking/support/scoring.py` are printed, fitted on CLAIMS.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from reporting import provenance, table, tell

from assistant.checking.support import PARTLY, SUPPORTED, Similar, supported_by_each
from assistant.checking.support.comparing import Features
from index import Embedder, load_embedder

_FOLDS, _REPEATS, _RESAMPLES, _SEED = 5, 10, 1_000, 20
# Strength of the ridge on standardised weights; from 30 to 1,000 the figures differ by .003.
_RIDGE = 100.0
# How sharply a threshold parts scores when one is chosen, in standard deviations of the logits: a
# sharp one follows single claims.
_SOFTNESS = 0.2
# The share of what is below PARTLY that is to be unsupported (no threshold reaches .7 in unseen
# articles), and the fewest claims that tell so.
_SURELY, _FEWEST = 2 / 3, 40
# An answer: so many sentences, each citing one passage of so many sentences.
_SENTENCES, _PASSAGE = 3, 7
_HEAD = (
    "claims", "scored by", "supported / not", "balanced accuracy", "AUROC",
    "unsupported: precision", "recall",
)  # fmt: skip

Array = np.ndarray


@dataclass(frozen=True)
class Claims:
    """The claims of a file, with what the check makes of them."""

    halves: Array
    groups: Array
    supported: Array
    features: Array
    scores: Array

    def only(self, kept: Array) -> Claims:
        """Leave out what is not `kept`."""
        return Claims(*(each[kept] for each in astuple(self)))


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims with a score each, and whether each was called supported."""

    supported: Array
    groups: Array
    scores: Array
    said: Array

    def only(self, kept: Array) -> Judged:
        """Leave out what is not `kept`."""
        return Judged(
            *(each[kept] for each in (self.supported, self.groups, self.scores, self.said))
        )


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over raw figures, and the logit from which on it says supported."""

    weights: Array
    bias: float
    threshold: float = 0.0

    def logits(self, features: Array) -> Array:
        """Give the logit of each row."""
        return np.asarray(features @ self.weights + self.bias)


def read_claims(path: Path, embedder: Embedder) -> tuple[Claims, list[dict[str, str]]]:
    """Read `path` and check every claim against its own article."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    found = supported_by_each(
        [line["claim"] for line in lines],
        [line["text"] for line in lines],
        similar=similar_of(embedder),
    )
    lines = [line for line, one in zip(lines, found, strict=True) if one.features]
    claims = Claims(
        np.array([line["id"].partition("-")[0] for line in lines]),
        np.unique([line["text"] for line in lines], return_inverse=True)[1],
        np.array([line["supported"] for line in lines], bool),
        np.array([astuple(one.features) for one in found if one.features]),
        np.array([one.score for one in found if one.features]),
    )
    return claims, lines


def similar_of(embedder: Embedder) -> Similar:
    """Give cosines as `Index.similar` does."""

    def similar(queries: Sequence[str], texts: Sequence[str]) -> Array:
        vectors = np.concatenate([embedder.embed(some) for some in _parts([*queries, *texts])])
        return np.asarray(vectors[: len(queries)] @ vectors[len(queries) :].T)

    return similar


def _parts(texts: Sequence[str], size: int = 64) -> Iterator[Sequence[str]]:
    for first in range(0, len(texts), size):
        yield texts[first : first + size]


def fit(features: Array, supported: Array) -> Model:
    """Fit a ridge logistic regression to standardised figures; both answers weigh the same.

    The weights are of the raw figures. The threshold is chosen on the same claims.
    """
    mean, spread = features.mean(0), features.std(0) + 1e-9
    rows = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    found = _newton(rows, supported, ridge=_RIDGE)
    weights = found[:-1] / spread
    model = Model(weights, float(found[-1] - mean @ weights))
    return Model(model.weights, model.bias, threshold(model.logits(features), supported))


def _newton(rows: Array, answers: Array, *, ridge: float, steps: int = 25) -> Array:
    """Minimise the class-balanced logistic loss; the last column is not held down by `ridge`."""
    share = answers.mean()
    weigh = np.where(answers, 0.5 / share, 0.5 / (1 - share))
    held = np.full(rows.shape[1], ridge)
    held[-1] = 0.0
    found = np.zeros(rows.shape[1])
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weigh * (likely - answers)) + held * found
        bend = (rows * (weigh * likely * (1 - likely))[:, None]).T @ rows + np.diag(held)
        found = found - np.linalg.solve(bend, slope)
    return found


def threshold(logits: Array, supported: Array) -> float:
    """Give the logit at which the balanced accuracy is best, single claims smoothed away."""
    spread = logits.std() + 1e-9
    cuts = np.quantile(logits, np.linspace(0.02, 0.98, 193))
    above = 1 / (1 + np.exp(-(logits[:, None] - cuts) / (_SOFTNESS * 0.6 * spread)))
    gain = above[supported].mean(0) - above[~supported].mean(0)
    return float(cuts[np.argmax(gain)])


def cross_validated(
    claims: Claims, columns: Sequence[int], repeat: int
) -> tuple[Judged, list[float]]:
    """Score each claim by a model that saw no claim of its article; give the thresholds too."""
    rng = np.random.default_rng(_SEED + repeat)
    count = claims.groups.max() + 1
    fold = (rng.permutation(count) % _FOLDS)[claims.groups]
    logits, said = np.zeros(len(fold)), np.zeros(len(fold), bool)
    features, cuts = claims.features[:, columns], []
    for held_out in range(_FOLDS):
        test = fold == held_out
        model = fit(features[~test], claims.supported[~test])
        logits[test] = model.logits(features[test])
        said[test] = logits[test] >= model.threshold
        cuts.append(model.threshold)
    return Judged(claims.supported, claims.groups, logits, said), cuts


def balanced_accuracy(judged: Judged) -> float:
    """Give the mean of the shares of both answers that are right."""
    right = judged.said == judged.supported
    return float((right[judged.supported].mean() + right[~judged.supported].mean()) / 2)


def auroc(judged: Judged) -> float:
    """Give how often a supported claim has the higher score of a pair; a tie counts half."""
    high, low = judged.scores[judged.supported], judged.scores[~judged.supported]
    order = np.sort(low)
    wins = np.searchsorted(order, high, "left") + np.searchsorted(order, high, "right")
    return float(wins.mean() / 2 / len(low))


def precision(judged: Judged) -> float:
    """Give the share of what is called unsupported that is so."""
    return float((~judged.supported[~judged.said]).mean()) if (~judged.said).any() else 0.0


def recall(judged: Judged) -> float:
    """Give the share of what is unsupported that is called so."""
    return float((~judged.said[~judged.supported]).mean())


_FIGURES: tuple[Callable[[Judged], float], ...] = (balanced_accuracy, auroc, precision, recall)


def with_interval(judged: Judged, figure: Callable[[Judged], float]) -> str:
    """Give a figure with its 95 % bootstrap interval over articles."""
    rng = np.random.default_rng(_SEED)
    rows = [np.flatnonzero(judged.groups == each) for each in np.unique(judged.groups)]
    drawn = [
        figure(
            judged.only(np.concatenate([rows[i] for i in rng.integers(len(rows), size=len(rows))]))
        )
        for _ in range(_RESAMPLES)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{_short(figure(judged))} ({_short(low)} to {_short(high)})"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def shipped_rows(claims: Claims) -> list[tuple[str, ...]]:
    """Measure the shipped weights and thresholds, over all claims and over each half."""
    scored = [("shipped, supported at SUPPORTED", SUPPORTED), ("shipped, at PARTLY", PARTLY)]
    rows = []
    for half, some in _by_half(claims):
        for name, least in scored:
            judged = Judged(some.supported, some.groups, some.scores, some.scores >= least)
            figures = [with_interval(judged, figure) for figure in _FIGURES]
            rows.append((half, name, _counts(some), *figures))
    return rows


def fitted_rows(claims: Claims) -> list[tuple[str, ...]]:
    """Measure what is fitted in cross-validation: all figures, and the plain ones alone."""
    names = [field.name for field in fields(Features)]
    groups = {"all figures": names, "`likeness` alone": ["likeness"], "`pairs` alone": ["pairs"]}
    rows = []
    for name, kept in groups.items():
        columns = [names.index(each) for each in kept]
        repeats = [cross_validated(claims, columns, repeat)[0] for repeat in range(_REPEATS)]
        for half, _ in _by_half(claims):
            inside = (claims.halves == half) if half != "all" else np.ones(len(claims.halves), bool)
            some = [each.only(inside) for each in repeats]
            rows.append(
                (half, f"cross-validated: {name}", _counts(claims.only(inside)), *_spread(some))
            )
    return rows


def _spread(repeats: Sequence[Judged]) -> Iterator[str]:
    """Give each figure's mean over the repeats and its standard deviation."""
    for figure in _FIGURES:
        values = [figure(each) for each in repeats]
        yield f"{_short(float(np.mean(values)))} ± {_short(float(np.std(values)))}"


def always_yes(claims: Claims) -> tuple[str, ...]:
    """Give the row of calling everything supported."""
    return ("all", "always supported", _counts(claims), ".500", ".500", "none", ".000")


def _by_half(claims: Claims) -> Iterator[tuple[str, Claims]]:
    yield "all", claims
    halves = np.unique(claims.halves)
    if 1 < len(halves) < len(claims.halves):
        for half in halves:
            yield str(half), claims.only(claims.halves == half)


def _counts(claims: Claims) -> str:
    return f"{claims.supported.sum():,} / {(~claims.supported).sum():,}"


def trained(claims: Claims) -> str:
    """Give the constants of `assistant/checking/support/scoring.py`.

    The weights are fitted to all claims. Scores and thresholds come from the logits that models
    gave to articles they had not seen: those are stretched so that a score means what it says.
    """
    columns = range(claims.features.shape[1])
    repeats = [cross_validated(claims, columns, repeat)[0] for repeat in range(_REPEATS)]
    unseen = np.mean([each.scores for each in repeats], axis=0)
    rows = np.column_stack([unseen, np.ones(len(unseen))])
    slope, shift = _newton(rows, claims.supported, ridge=0.0)
    model = fit(claims.features, claims.supported)
    scores = 1 / (1 + np.exp(-(slope * unseen + shift)))
    least = 1 / (1 + np.exp(-(slope * threshold(unseen, claims.supported) + shift)))
    weights = zip(fields(Features), slope * model.weights, strict=True)
    return "\n".join(
        (
            "_WEIGHTS = Features(",
            *(f"    {field.name}={weight:.3f}," for field, weight in weights),
            ")",
            f"_BIAS = {slope * model.bias + shift:.3f}",
            f"SUPPORTED, PARTLY = {least:.3f}, {partly(scores, claims.supported):.3f}",
        )
    )


def partly(scores: Array, supported: Array) -> float:
    """Give the highest score below which the share `_SURELY` is unsupported."""
    order = np.argsort(scores)
    share = np.cumsum(~supported[order]) / np.arange(1, len(order) + 1)
    surely = np.flatnonzero(share[_FEWEST - 1 :] >= _SURELY)
    return float(scores[order[surely[-1] + _FEWEST]]) if len(surely) else 0.0


def standardised(claims: Claims) -> str:
    """Give a table of what one standard deviation of each figure adds to the logit."""
    model = fit(claims.features, claims.supported)
    weights = model.weights * claims.features.std(0)
    names = (field.name for field in fields(Features))
    found = sorted(zip(names, weights, strict=True), key=lambda each: -abs(each[1]))
    return table(("figure", "weight a standard deviation"), [(n, f"{w:+.3f}") for n, w in found])


def milliseconds(lines: Sequence[dict[str, str]], embedder: Embedder) -> float:
    """Give the median time that the check of an answer takes: three sentences, a passage each."""
    similar, times = similar_of(embedder), []
    for first in range(0, len(lines) - _SENTENCES, _SENTENCES):
        some = lines[first : first + _SENTENCES]
        texts = [" ".join(line["text"].split(". ")[:_PASSAGE]) for line in some]
        began = perf_counter()
        supported_by_each([line["claim"] for line in some], texts, similar=similar)
        times.append((perf_counter() - began) * 1_000)
    return median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("claims", type=Path)
    parser.add_argument("--train", action="store_true")
    given = parser.parse_args()
    tell("checking the claims ...")
    embedder = load_embedder()
    claims, lines = read_claims(given.claims, embedder)
    if given.train:
        print(f"{trained(claims)}\n\n{standardised(claims)}", flush=True)
        return
    rows = [*shipped_rows(claims), *fitted_rows(claims), always_yes(claims)]
    answer = milliseconds(lines, embedder)
    print(f"{provenance(given.claims.name)}\n\n{table(_HEAD, rows)}\n", flush=True)
    print(f"{answer:.0f} ms an answer, {answer / _SENTENCES:.1f} ms a claim (medians)", flush=True)


if __name__ == "__main__":
    main()
