"""How well accounts that differ are laid side by side, and what they do to ordinary questions.

    python tests/bench/accounts.py --disputed QUESTIONS
    python tests/bench/accounts.py --archive DIR --questions QUESTIONS [--sample 60]

The first asks each question of its own documents, and tells the even lines, by which the rules
were made, from the odd ones. The second prints every account with more than one version that an
archive gives to ordinary questions, for a reader to judge.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reporting import provenance, table, tell
from workload import evenly

from assistant import Answer, Assistant
from assistant.evaluation.disputed import (
    DisputedQuestion,
    DisputedReport,
    asked_of_documents,
    measure_disputed,
    read_disputed,
)
from index import Index, load_embedder

_HEAD = (
    "half", "questions", "all right shown", "no wrong undisputed", "strict", "with an account",
    "versions", "of them no answer",
)  # fmt: skip


def row(name: str, report: DisputedReport) -> tuple[str, ...]:
    """Make a row under `_HEAD`."""
    names = "all_right_shown no_wrong_undisputed strict with_account versions clutter".split()
    return (name, str(len(report.rows)), *(f"{report[each]:.3f}" for each in names))


def disputed(path: Path) -> str:
    """Measure the questions of `path`, by half."""
    embedder = load_embedder()

    def ask(question: DisputedQuestion) -> Answer:
        return asked_of_documents(question, embedder=embedder)

    rows = measure_disputed(read_disputed(path), ask=ask).rows
    parts = (("even (fitted)", rows[::2]), ("odd (test)", rows[1::2]), ("all", rows))
    return table(_HEAD, [row(name, DisputedReport(part)) for name, part in parts])


def ordinary(archive: Path, questions: Sequence[dict[str, Any]]) -> str:
    """Give the accounts of ordinary questions that have more than one version."""
    lines, with_account = list[str](), 0
    with Index.open(archive) as index:
        assistant = Assistant(index)
        for each in questions:
            day = date.fromisoformat(each["asked_on"]) if each.get("asked_on") else None
            accounts = assistant.ask(each["question"], asked_on=day).accounts
            with_account += bool(accounts)
            for account in (one for one in accounts if one.is_disputed):
                lines.append(f"\n{each['question']}")
                lines += [f"  {one.status:11} {one.value}" for one in account.versions]
    shown = sum(line.startswith("\n") for line in lines)
    head = f"{len(questions)} questions, {with_account} with an account, {shown} with versions"
    return "\n".join([head, *lines])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--disputed", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--sample", type=int, default=60)
    given = parser.parse_args()
    if bool(given.disputed) == bool(given.archive and given.questions):
        parser.error("Give --disputed QUESTIONS, or --archive DIR and --questions QUESTIONS.")
    path = given.disputed or given.questions
    tell(f"asking the questions of {path.name} ...")
    if given.disputed:
        print(f"{provenance(path.name)}\n\n{disputed(path)}", flush=True)
        return
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    lines = text.splitlines()
    questions = [json.loads(lines[at]) for at in evenly(given.sample, of=len(lines))]
    print(f"{provenance(path.name)}\n\n{ordinary(given.archive, questions)}", flush=True)


if __name__ == "__main__":
    main()
