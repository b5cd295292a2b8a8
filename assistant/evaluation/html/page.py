"""The page: figures, plots, the worst questions, what changed. `Markup.format` escapes it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from assistant.evaluation.html.case import case_html
from assistant.evaluation.html.cases import faulty
from assistant.evaluation.html.changes import changes_html
from assistant.evaluation.html.charts import charts_html
from assistant.evaluation.metrics import MAIN
from assistant.evaluation.report import Report
from assistant.evaluation.tables import figure
from assistant.evaluation.types import Comparison, Row, RunFingerprint, Summary

_MOST: Final = 25
"""Questions shown of each fault; a page of thousands would not open."""

_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    "<header><h1>{title}</h1><p>{run}</p></header>\n"
    "{warnings}{main}{changes}{figures}{charts}{worst}{fingerprint}</main>\n</body>\n</html>\n"
)
_SECTION = Markup('<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{body}</section>\n')


def as_html(report: Report, comparison: Comparison | None = None) -> str:
    """Write `report` as one page that needs nothing else, with `comparison` if there is one."""
    # The style sheet is our own file, read here and nowhere mixed with anything else.
    style = Markup(files(__package__).joinpath("report.css").read_text("utf-8"))  # noqa: S704
    return str(
        _PAGE.format(
            title=f"Evaluation: {report.name}" if report.name else "Evaluation",
            style=style,
            run=_run(report),
            warnings=_join(
                Markup('<p class="warning">{}</p>\n').format(x) for x in report.warnings
            ),
            main=_main(report.summaries),
            changes=changes_html(comparison, report.rows) if comparison else "",
            figures=_section("figures", "Figures", _figures(report.summaries)),
            charts=_section("plots", "Plots", charts_html(report)),
            worst=_section("worst", "The worst questions", _worst(report.rows)),
            fingerprint=_section("made", "What this was made with", _made(report, comparison)),
        )
    )


def _run(report: Report) -> str:
    rows = report.rows
    counts = {
        "questions": len(rows),
        "answered": sum(row.answered for row in rows),
        "abstained": sum(row.abstained for row in rows),
        "not asked": sum(row.answer is None for row in rows),
    }
    told = [f"{count:,} {what}" for what, count in counts.items() if count or what != "not asked"]
    return " · ".join(told)


def _main(summaries: Iterable[Summary]) -> Markup:
    tiles = (
        Markup("<li><b>{}</b><span>{}</span></li>").format(
            figure(each.metric, each.value), each.metric.name
        )
        for each in summaries
        if each.metric.name in MAIN and each.value is not None
    )
    return Markup('<ul class="tiles" aria-label="Main figures">{}</ul>\n').format(_join(tiles))


def _figures(summaries: Iterable[Summary]) -> Markup:
    return Markup(
        "<table><caption>Every metric with its 95 % bootstrap interval, and how many questions "
        'it scores. <span class="nowrap">↓ less</span> is better.</caption>'
        '<thead><tr><th scope="col">Metric</th><th scope="col">Value</th>'
        '<th scope="col" class="wide"><span class="hidden">Interval, drawn</span></th>'
        '<th scope="col">Questions</th></tr></thead><tbody>{}</tbody></table>'
    ).format(_join(map(_figure, summaries)))


def _figure(summary: Summary) -> Markup:
    metric = summary.metric
    lower = (
        Markup() if metric.higher_is_better else Markup(' <span title="less is better">↓</span>')
    )
    return Markup(
        '<tr><th scope="row">{}{}<span class="quiet">{}</span>{}</th>'
        '<td class="number-cell"><b>{}</b><span class="quiet">{}</span></td>'
        '<td class="wide">{}</td><td class="number-cell">{:,}</td></tr>\n'
    ).format(
        metric.name,
        lower,
        metric.meaning,
        _unscored(summary),
        figure(metric, summary.value),
        _between(summary),
        _whisker(summary),
        summary.scored,
    )


def _between(summary: Summary) -> str:
    if summary.low is None:
        return "not scored" if summary.value is None else ""
    low, high = (figure(summary.metric, each) for each in (summary.low, summary.high))
    return f"{low.removesuffix(summary.metric.unit).rstrip()} to {high}"


def _whisker(summary: Summary) -> Markup:
    """Draw a share and its interval on a line from 0 to 1; other units have no such line."""
    if summary.metric.unit or None in (summary.value, summary.low, summary.high):
        return Markup()
    return Markup(
        '<svg class="whisker" viewBox="0 0 104 12" aria-hidden="true">'
        '<line class="grid" x1="4" y1="6" x2="100" y2="6"/>'
        '<line class="between" x1="{:.1f}" y1="6" x2="{:.1f}" y2="6"/>'
        '<circle cx="{:.1f}" cy="6" r="3.5"/></svg>'
    ).format(*(4 + 96 * (share or 0) for share in (summary.low, summary.high, summary.value)))


def _unscored(summary: Summary) -> Markup:
    if not summary.unscored:
        return Markup()
    reasons = _join(
        Markup("<li>{:,}: {}</li>").format(count, reason)
        for reason, count in summary.unscored.items()
    )
    return Markup("<details><summary>{:,} not scored</summary><ul>{}</ul></details>").format(
        sum(summary.unscored.values()), reasons
    )


def _worst(rows: Iterable[Row]) -> Markup:
    rows = list(rows)
    place = {row.question.id: f"q{number}" for number, row in enumerate(rows, 1)}
    parts = []
    for fault, found in faulty(rows):
        shown = [
            case_html(row, place[row.question.id], is_open=number == 0)
            for number, row in enumerate(found[:_MOST])
        ]
        more = f" The first {_MOST} are shown; rows.jsonl has all." if len(found) > _MOST else ""
        parts.append(
            Markup('<h3>{} <span class="count">{:,}</span></h3><p class="quiet">{}{}</p>{}').format(
                fault.title, len(found), fault.meaning, more, _join(shown)
            )
        )
    return _join(parts) or Markup("<p>None: nothing went wrong that can be told.</p>")


def _made(report: Report, comparison: Comparison | None) -> Markup:
    now, before = _fingerprint(report.fingerprint), {}
    if comparison:
        before = _fingerprint(comparison.before)
    now |= {"run at": report.started, "run took": f"{report.seconds:,.0f} s"}
    told = (
        Markup("<dt>{}</dt><dd>{}{}</dd>").format(name, value or "none", _was(before, name, value))
        for name, value in now.items()
    )
    return Markup("<dl>{}</dl>").format(_join(told))


def _fingerprint(made: RunFingerprint) -> dict[str, str]:
    return {
        "Byline": made.version,
        "corpus": made.corpus,
        "questions": made.questions,
        "embedder": made.embedder,
        "model": made.model,
        "prompts": made.prompts,
        "seed": str(made.seed),
        **made.settings,
    }


def _was(before: Mapping[str, str], name: str, now: str) -> Markup:
    if name not in before or before[name] == now:
        return Markup()
    return Markup(' <span class="quiet">before: {}</span>').format(before[name] or "none")


def _section(place: str, title: str, body: Markup) -> Markup:
    return _SECTION.format(id=place, title=title, body=body)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
