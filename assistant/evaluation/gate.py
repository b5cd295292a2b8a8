"""A gate: what each metric must reach at least, or stay under."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.measure import Measure
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.report import Report
from assistant.evaluation.types import Metric


@dataclass(frozen=True, slots=True)
class Limit:
    """The least value of a metric, or the greatest where lower is better."""

    metric: Metric
    value: float

    def holds(self, value: float | None) -> bool:
        """Whether `value` passes; what is not scored does not."""
        if value is None:
            return False
        return value >= self.value if self.metric.higher_is_better else value <= self.value


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A limit that does not hold; `value` is None where the run gives none."""

    limit: Limit
    value: float | None

    def __str__(self) -> str:
        metric = self.limit.metric
        side = "below its floor of" if metric.higher_is_better else "above its ceiling of"
        if self.value is None:
            return f"{metric.name} has no value, so it cannot pass {self.limit.value:g}"
        unit = f" {metric.unit}" if metric.unit else ""
        return f"{metric.name} is {self.value:.4g}{unit}, {side} {self.limit.value:g}{unit}"


@dataclass(frozen=True, slots=True)
class Gate:
    """The limits of one file."""

    limits: tuple[Limit, ...]

    @classmethod
    def read(cls, path: Path, metrics: Sequence[Measure] = METRICS) -> Gate:
        """Read a gate: TOML, or JSON where the name ends so; a number for each metric's name.

        Raises:
            EvaluationError: it is neither, names an unknown metric, or no number; all is listed.
            OSError: the file cannot be opened.
        """
        known = {each.name: each.metric for each in metrics}
        fields = _fields(path)
        problems = [problem for each in fields if (problem := _problem(each, fields[each], known))]
        if problems or not fields:
            raise EvaluationError(
                f"{path} is no gate: it must hold a number for the name of each metric, such as "
                '"MRR@10" = 0.7.',
                problems,
            )
        return cls(tuple(Limit(known[name], float(value)) for name, value in fields.items()))

    def shortfalls(self, report: Report) -> list[Shortfall]:
        """Give every limit that does not hold for `report`."""
        values = {each.metric.name: each.value for each in report.summaries}
        return [
            Shortfall(each, values.get(each.metric.name))
            for each in self.limits
            if not each.holds(values.get(each.metric.name))
        ]


def _fields(path: Path) -> dict[str, Any]:
    text = path.read_bytes()
    try:
        decoded = text.decode("utf-8-sig")
        fields = json.loads(decoded) if path.suffix == ".json" else tomllib.loads(decoded)
    except ValueError as error:  # TOML or JSON that is none, or bytes that are not UTF-8
        raise EvaluationError(f"{path} cannot be read: {error}. Correct it.") from error
    return fields if isinstance(fields, dict) else {}


def _problem(name: str, value: object, known: dict[str, Metric]) -> str:
    if name not in known:
        plain = {each.casefold(): each for each in known}
        (near,) = get_close_matches(name.casefold(), plain, n=1, cutoff=0)
        return f"There is no metric {name!r}; the nearest is {plain[near]!r}."
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{name} is {value!r}, but it must be a number."
    return ""
