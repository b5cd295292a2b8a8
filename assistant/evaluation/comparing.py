"""Two runs side by side, on the questions that both have asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.evaluation.measure import Measure
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.report import Report
from assistant.evaluation.running import figures_of
from assistant.evaluation.statistics import interval, resampled, weights_of_all
from assistant.evaluation.types import Comparison, Difference, Row


def compare(before: Report, now: Report, metrics: Sequence[Measure] = METRICS) -> Comparison:
    """Compare two reports on their common questions, which have the same id and text.

    Each run's figure is over the common questions that it scores; the interval of the difference
    resamples them in pairs, by the seed of `now`. A metric that a run does not score is left out.
    """
    old = {_key(row): row for row in before.rows}
    new = {_key(row): row for row in now.rows}
    common = [(old[key], new[key]) for key in new if key in old]
    return Comparison(
        before=before.fingerprint,
        now=now.fingerprint,
        differences=tuple(_differences(common, metrics, now.fingerprint.seed)),
        only_before=tuple(row.question.id for key, row in old.items() if key not in new),
        only_now=tuple(row.question.id for key, row in new.items() if key not in old),
    )


def _key(row: Row) -> tuple[str, str]:
    return row.question.id, row.question.text


def _differences(
    common: Sequence[tuple[Row, Row]], metrics: Sequence[Measure], seed: int
) -> Iterator[Difference]:
    if not common:
        return
    old, new = zip(*common, strict=True)
    once = weights_of_all(len(common))
    draws = list(resampled(len(common), seed))
    for each in metrics:
        before, now = (float(figures_of(each, rows, once)[0]) for rows in (old, new))
        changes = [figures_of(each, new, some) - figures_of(each, old, some) for some in draws]
        between = interval(np.concatenate(changes))
        if between and not np.isnan(now - before):
            count = sum(any(each.name in row.scores for row in pair) for pair in common)
            won, lost = _won_and_lost(each, common)
            yield Difference(each.metric, before, now, *between, count, won, lost)


def _won_and_lost(
    measure: Measure, common: Sequence[tuple[Row, Row]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the ids of the questions that score better, and worse; timings are all noise."""
    if measure.metric.is_timing:
        return (), ()
    sign = 1 if measure.metric.higher_is_better else -1
    gains = {
        new.question.id: sign * (new.scores[measure.name] - old.scores[measure.name])
        for old, new in common
        if measure.name in old.scores and measure.name in new.scores
    }
    won = tuple(each for each, gain in gains.items() if gain > 0)
    return won, tuple(each for each, gain in gains.items() if gain < 0)
