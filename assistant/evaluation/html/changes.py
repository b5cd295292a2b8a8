"""What changed since an earlier run: paired differences, and the questions won and lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from assistant.evaluation.metrics import MAIN
from assistant.evaluation.tables import figure
from assistant.evaluation.types import Comparison, Difference, Metric, Row

_MOST: Final = 100
"""Questions of a list that are shown."""

_SECTION = Markup(
    '<section aria-labelledby="changes"><h2 id="changes">What changed</h2>{}{}</section>\n'
)
_TABLE = Markup(
    "<table><caption>Differences on the questions that both runs score, with paired 95 % "
    'bootstrap intervals.</caption><thead><tr><th scope="col">Metric</th>'
    '<th scope="col">Difference</th>'
    '<th scope="col"><span class="nowrap">Won, lost</span></th></tr></thead>'
    "<tbody>{}</tbody></table>"
)
_ROW = Markup(
    '<tr><th scope="row">{}<span class="quiet">{} → {} on {:,} questions: {}</span></th>'
    '<td class="number-cell"><b>{}</b><span class="quiet">{}</span></td>'
    '<td class="number-cell">{}</td></tr>\n'
)


def changes_html(comparison: Comparison, rows: Sequence[Row]) -> Markup:
    """Write `comparison`; `rows` are those of the run that is new."""
    texts = {row.question.id: row.question.text for row in rows}
    lists = [
        _list(f"{each.metric.name}: {what}", ids, texts)
        for each in comparison.differences
        if each.metric.name in MAIN
        for what, ids in (("won", each.won), ("lost", each.lost))
    ]
    lists += [
        _list("Asked before only", comparison.only_before, texts),
        _list("Asked now only", comparison.only_now, texts),
    ]
    table = _TABLE.format(_join(map(_row, comparison.differences)))
    return _SECTION.format(table, _join(lists))


def outcome(difference: Difference) -> str:
    """Say whether it got better: only an interval without 0 tells."""
    if difference.low <= 0 <= difference.high:
        return "no clear change"
    return "better" if (difference.value > 0) == difference.metric.higher_is_better else "worse"


def _row(difference: Difference) -> Markup:
    metric = difference.metric
    told = outcome(difference)
    css = {"better": "good", "worse": "bad"}.get(told, "quiet")
    low, high = (_signed(metric, each) for each in (difference.low, difference.high))
    return _ROW.format(
        metric.name,
        figure(metric, difference.old),
        figure(metric, difference.new),
        difference.count,
        Markup('<span class="{}">{}</span>').format(css, told),
        _signed(metric, difference.value),
        f"{low.removesuffix(metric.unit).rstrip()} to {high}",
        "" if metric.is_timing else f"{len(difference.won):,} / {len(difference.lost):,}",
    )


def _list(title: str, ids: Sequence[str], texts: Mapping[str, str]) -> Markup:
    if not ids:
        return Markup()
    items = _join(
        Markup('<li><span dir="auto">{}</span> <span class="quiet">{}</span></li>').format(
            texts.get(each, ""), each
        )
        for each in ids[:_MOST]
    )
    more = f", the first {_MOST} shown" if len(ids) > _MOST else ""
    return Markup(
        '<details class="list"><summary>{} <span class="count">{:,}{}</span></summary>'
        "<ul>{}</ul></details>"
    ).format(title, len(ids), more, items)


def _signed(metric: Metric, value: float) -> str:
    return f"{value:+,.0f} {metric.unit}" if metric.unit else f"{value:+.3f}"


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
