"""A report: every row, what they come to, and what must hold for the same to come out again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.risk import as_csv, risk_as_shipped, risk_coverage
from assistant.evaluation.storing import (
    row_from_dict,
    row_to_dict,
    summary_from_dict,
    summary_to_dict,
    timing_names,
)
from assistant.evaluation.types import Comparison, Row, RunFingerprint, Summary

_FORMAT = 1
_REPORT, _ROWS, _PAGE = "report.json", "rows.jsonl", "report.html"
_CURVE = "risk-coverage.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run. `name` is that of the questions' file; `started` an ISO time, `seconds` its length.

    `warnings` are sentences about the questions, such as which articles the archive lacks.
    `summaries` come in the order of the metrics, `rows` in that of the questions.
    """

    name: str
    rows: tuple[Row, ...]
    summaries: tuple[Summary, ...]
    fingerprint: RunFingerprint
    warnings: tuple[str, ...] = ()
    started: str = ""
    seconds: float = 0.0

    def __getitem__(self, metric: str) -> Summary:
        return {each.metric.name: each for each in self.summaries}[metric]

    def to_dict(self) -> dict[str, Any]:
        """Give all but the rows; what differs from run to run is in `times`."""
        timings = timing_names(self.summaries)
        written = {each.metric.name: summary_to_dict(each) for each in self.summaries}
        return {
            "format": _FORMAT,
            "name": self.name,
            "questions": len(self.rows),
            "fingerprint": asdict(self.fingerprint),
            "warnings": list(self.warnings),
            "summaries": [each for name, each in written.items() if name not in timings],
            "as_shipped": _as_shipped(self.rows),
            "times": {
                "started": self.started,
                "seconds": self.seconds,
                "summaries": [each for name, each in written.items() if name in timings],
            },
        }

    def write(self, folder: Path, comparison: Comparison | None = None) -> None:
        """Write the report, its rows, its page and its curve into `folder`, made if need be."""
        from assistant.evaluation.html import as_html

        folder.mkdir(parents=True, exist_ok=True)
        timings = timing_names(self.summaries)
        whole = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        lines = (json.dumps(row_to_dict(row, timings), ensure_ascii=False) for row in self.rows)
        # A lone surrogate in a question can be written, as it could be read.
        for name, text in (
            (_REPORT, f"{whole}\n"),
            (_ROWS, "".join(f"{line}\n" for line in lines)),
            (_PAGE, as_html(self, comparison)),
            (_CURVE, as_csv(risk_coverage(self.rows))),
        ):
            (folder / name).write_text(text, "utf-8", errors="surrogatepass")

    @classmethod
    def read(cls, folder: Path, *, rows: bool = True) -> Report:
        """Read what `write` has written; without `rows`, the figures alone, which is quick.

        Raises:
            EvaluationError: there is no report in `folder`, or it is none that can be read.
        """
        try:
            fields = json.loads(_text(folder / _REPORT))
            lines = _text(folder / _ROWS).split("\n") if rows else ()
            return _report(fields, tuple(row_from_dict(json.loads(x)) for x in lines if x))
        except FileNotFoundError as error:
            raise EvaluationError(
                f"There is no report in {folder}: {Path(error.filename).name} is missing. Name a "
                "folder that `byline eval --report` has written."
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise EvaluationError(
                f"The report in {folder} cannot be read ({error!r}); this Byline reads format "
                f"{_FORMAT}. Measure it again with `byline eval --report`."
            ) from error


def _report(fields: Mapping[str, Any], rows: tuple[Row, ...]) -> Report:
    if fields["format"] != _FORMAT:
        raise ValueError(f"format {fields['format']!r}")
    times = fields["times"]
    return Report(
        name=fields["name"],
        rows=rows,
        summaries=tuple(map(summary_from_dict, [*fields["summaries"], *times["summaries"]])),
        fingerprint=RunFingerprint(**fields["fingerprint"]),
        warnings=tuple(fields["warnings"]),
        started=times["started"],
        seconds=times["seconds"],
    )


def _as_shipped(rows: Sequence[Row]) -> dict[str, float] | None:
    point = risk_as_shipped(rows)
    return {name: round(value, 6) for name, value in asdict(point).items()} if point else None


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="surrogatepass")
