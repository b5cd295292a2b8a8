"""What can go wrong with an evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from index import InputError


class EvaluationError(InputError):
    """The questions, an old report or a gate cannot be used; `problems` lists all that is wrong."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {each}" for each in problems)]))
        self.problems = tuple(problems)
