"""How many questions are answered right that were kept apart while rules were made.

    python tests/bench/answers_apart.py [--part apart|sample|accounts] [--details]

apart: docs/sample/questions-apart.jsonl, by form; sample: docs/sample/questions.jsonl in four
forms; accounts: the small archives in tests/bench/cases/accounts. `--details` lists what was not
right. All are answered without a model. When an answer is right is said in `scoring.py`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from reporting import provenance, table, tell
from scoring import (
    Asked,
    Case,
    Given,
    differing,
    is_case_right,
    is_right,
    keywords,
    lower,
    with_letter_missing,
)

from assistant import Assistant
from index import Embedder, Index, load_embedder

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"
CASES = Path(__file__).parent / "cases" / "accounts"
Ask = Callable[[str, date | None], Given]
FORMS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "as written": str,
        "lower case": lower,
        "one letter missing": with_letter_missing,
        "keywords": keywords,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was given for one question, and whether that is right."""

    group: str
    question: str
    expected: str
    given: Given
    is_right: bool
    is_answerable: bool = True
    has_strays: bool = False


def read(name: str) -> list[dict[str, object]]:
    """Read the questions of a file of the sample."""
    return [json.loads(line) for line in (SAMPLE / name).read_text("utf-8").splitlines()]


def ask_apart(ask: Ask) -> list[Result]:
    """Ask the questions kept apart, each in the form it is written in."""
    return [_ask(ask, Asked.of(fields)) for fields in read("questions-apart.jsonl")]


def ask_sample(ask: Ask) -> list[Result]:
    """Ask the sample's own questions in every form."""
    lines = read("questions.jsonl")
    return [
        _ask(ask, Asked.of(fields | {"question": change(str(fields["question"]))}, form=form))
        for form, change in FORMS.items()
        for fields in lines
    ]


def _ask(ask: Ask, asked: Asked) -> Result:
    given = ask(asked.question, asked.asked_on)
    return Result(
        group=asked.form,
        question=asked.question,
        expected=", ".join(asked.must_hold or asked.answers) or "(none)",
        given=given,
        is_right=is_right(asked, given),
        is_answerable=asked.answerable,
    )


def ask_cases(embedder: Embedder) -> list[Result]:
    """Ask each case of an archive of its own articles."""
    results = []
    for path in sorted(CASES.glob("*/case.json")):
        case = Case.of(path.parent.name, json.loads(path.read_text("utf-8")))
        with TemporaryDirectory() as folder:
            index = Index.build([path.parent / "articles"], folder, embedder=embedder)
            with index:
                given = asking(index)(case.question, case.asked_on)
        results.append(_result(case, given))
    return results


def _result(case: Case, given: Given) -> Result:
    return Result(
        group=case.expected,
        question=f"{case.name}: {case.question}",
        expected=" / ".join(case.values) or "nothing that differs",
        given=given,
        is_right=is_case_right(case, given),
        has_strays=sum(map(len, given.tables)) > len(differing(given)),
    )


def asking(index: Index) -> Ask:
    """Make what asks an archive without a model."""
    assistant = Assistant(index)
    return lambda question, day: Given.of(assistant.ask(question, asked_on=day))


def by_group(results: Sequence[Result]) -> list[tuple[str, int, int]]:
    """Count the questions of each group, and those answered right, in the order of asking."""
    return [
        (name, len(here), sum(each.is_right for each in here))
        for name, here in _grouped(results).items()
    ]


def _grouped(results: Sequence[Result]) -> dict[str, list[Result]]:
    groups: dict[str, list[Result]] = {}
    for each in results:
        groups.setdefault(each.group, []).append(each)
    return groups


def tell_apart(results: Sequence[Result]) -> str:
    """Write the right ones of each form, and of all."""
    total = ("all", len(results), sum(each.is_right for each in results))
    return table(("form", "questions", "right"), [*by_group(results), total])


def tell_sample(results: Sequence[Result]) -> str:
    """Write for each form the answerable that are right, and the unanswerable that are answered."""
    rows = []
    for name, here in _grouped(results).items():
        can = [each for each in here if each.is_answerable]
        cannot = [each for each in here if not each.is_answerable]
        right, refused = (sum(each.is_right for each in some) for some in (can, cannot))
        rows.append((name, f"{right} of {len(can)}", f"{len(cannot) - refused} of {len(cannot)}"))
    return table(("form", "answerable, right", "unanswerable, answered"), rows)


def tell_cases(results: Sequence[Result]) -> str:
    """Write the right ones of each expectation, and how many show rows of other things."""
    rows = [
        (*row, sum(each.has_strays for each in results if each.group == row[0]))
        for row in by_group(results)
    ]
    return table(("expected", "cases", "right", "with rows of something else"), rows)


def details(results: Sequence[Result]) -> str:
    """List what was not right: what was asked, given and expected."""
    wrong = [each for each in results if not each.is_right]
    return "\n".join(
        f"\n[{each.group}] {each.question}\n  expected: {each.expected}\n  given: {_said(each)}"
        for each in wrong
    )


def _said(result: Result) -> str:
    given = result.given
    rows = [f"\n    {row.status:12}{row.value}" for rows in given.tables for row in rows]
    sort = "refused: " if given.abstained else ""
    return f"{sort}[{given.short}] {given.text}{''.join(rows)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--part", choices=("apart", "sample", "accounts"))
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    embedder, parts = load_embedder(), []
    if options.part != "accounts":
        tell("building the archive of the sample ...")
        with (
            TemporaryDirectory() as folder,
            Index.build([SAMPLE / "articles"], folder, embedder=embedder) as index,
        ):
            if options.part != "sample":
                parts.append((ask_apart(asking(index)), tell_apart))
            if options.part != "apart":
                parts.append((ask_sample(asking(index)), tell_sample))
    if options.part in (None, "accounts"):
        tell("asking the small archives ...")
        parts.append((ask_cases(embedder), tell_cases))
    print(provenance("docs/sample", "tests/bench/cases/accounts"))
    for results, write in parts:
        print(f"\n{write(results)}{details(results) if options.details else ''}", flush=True)


if __name__ == "__main__":
    main()
