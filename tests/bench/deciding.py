"""Fit the weights of `assistant.reading.deciding`, and see what they decide on stories apart.

    python tests/bench/deciding.py gather ARCHIVE QUESTIONS OUT [--near-misses | --no-asked-on]
    python tests/bench/deciding.py fit GATHERED...

`gather` asks the questions as Byline does, and keeps the signs of every sentence that was read and
whether it is right: whether it holds an answer's words. With --near-misses each question is asked
as it is, and as of the day before the first of its articles. `fit` joins what was gathered,
each file counting the same, and minimises two log losses: of whether a question can be answered,
by its likeliest sentence, and of which sentence of an answerable one is right. It prints the
weights fitted on all, and what those fitted on four fifths of the stories decide on the last one.
`ordering.py` fits the order of what is quoted over the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from reporting import table
from scipy.optimize import minimize
from scipy.special import expit, logsumexp, softmax

from assistant.answering.drafting import SENTENCE, Draft, Drafter
from assistant.answering.retrieval import read
from assistant.evaluation import EvaluationQuestion, read_questions
from assistant.evaluation.retrieval import ranking_scored
from assistant.evaluation.texts import holds_any
from assistant.reading import load_reader
from assistant.reading.choosing import order_signs
from assistant.reading.deciding import Signs
from assistant.types import Question
from assistant.understanding import checked
from assistant.understanding.followups import FollowUp
from index import Index

Floats = NDArray[np.float64]

NAMES = [each.name for each in fields(Signs)]
HEAD = ("set", "questions", "AUROC", "answered of the answerable", "abstained of the rest",
        "right sentence first", "MRR@10")  # fmt: skip
FOLDS = 5
_WITHIN, _RIDGE = 0.5, 0.002


@dataclass(frozen=True, slots=True)
class Gathered:
    """One question and what was found for it.

    Its story is the week it was asked in, or what its id begins with. `signs` has the shape
    (sentences, signs); `right` says which of these sentences are right, and
    `passages` which passage each is of. `articles` and `scores` are those of the passages.
    """

    story: str
    answerable: bool
    relevant: Mapping[str, int]
    signs: Floats
    right: NDArray[np.bool_]
    passages: NDArray[np.int64]
    articles: Sequence[str]
    scores: Floats

    @classmethod
    def of(cls, line: str) -> Gathered:
        """Read what `gather` wrote."""
        row = json.loads(line)
        return cls(
            story=row["story"],
            answerable=row["answerable"],
            relevant=row["relevant"],
            signs=np.array(row["signs"], dtype=float).reshape(-1, len(NAMES)),
            right=np.array(row["right"], dtype=bool),
            passages=np.array(row["passages"], dtype=int),
            articles=row["articles"],
            scores=np.array(row["scores"], dtype=float),
        )

    @property
    def fold(self) -> int:
        """The part that its story is in."""
        return fold_of(self.story)


def fold_of(story: str) -> int:
    """Give the part that a story is in."""
    return crc32(story.encode()) % FOLDS


def gather(archive: Path, questions: Path, out: Path, *, near_misses: bool, asked_on: bool) -> None:
    """Ask every question, and write what was found and read for it."""
    with Index.open(archive) as index, out.open("w", encoding="utf-8") as file:
        drafter = Drafter(index, load_reader)
        for each in read_questions(questions, index):
            day = each.asked_on if asked_on else None
            before = _day_before(index, each) if near_misses else None
            if near_misses and not before:
                continue
            for as_of in {None, before}:
                asked = checked(Question(text=each.text, asked_on=day, as_of=as_of))
                draft = drafter.read(read(index, asked, FollowUp(each.text)))
                file.write(json.dumps(_row(each, draft, answers=not as_of)) + "\n")


def _day_before(index: Index, question: EvaluationQuestion) -> date | None:
    days = [index.article(each).published for each in question.relevant or ()]
    known = [day for day in days if day]
    return min(known) - timedelta(days=1) if known and len(known) == len(days) else None


def _row(question: EvaluationQuestion, draft: Draft, *, answers: bool) -> dict[str, Any]:
    relevant = dict(question.relevant or {}) if answers else {}
    evidence = [one.quotable.evidence for one in draft.choice.read]
    hits = {one.quotable.hit.passage.id: one.quotable.hit for one in draft.choice.read}
    hits |= {hit.passage.id: hit for hit in draft.hits if hit.passage.id not in hits}
    places = {each: at for at, each in enumerate(hits)}
    day = question.asked_on
    return {
        "story": f"{day:%G week %V}" if day else question.id.partition("-")[0],
        "answerable": answers and bool(question.answerable),
        "relevant": relevant,
        "signs": [astuple(one.signs) for one in draft.choice.read],
        "order": order_signs(draft.reading.standalone, draft.choice.read, load_reader()),
        "right": [answers and holds_any(each.quote, question.answers) for each in evidence],
        "passages": [places[one.quotable.hit.passage.id] for one in draft.choice.read],
        "articles": [hit.passage.article_id for hit in hits.values()],
        "scores": [hit.score for hit in hits.values()],
    }


def fitted(sets: Sequence[Sequence[Gathered]]) -> Floats:
    """Give the weights, the last one being the bias, that decide best over `sets`."""
    of_one = [(each, 1.0 / len(one) / len(sets)) for one in sets for each in one]

    def loss(weights: Floats) -> tuple[float, Floats]:
        lost, slope = 0.0, np.zeros_like(weights)
        for question, share in of_one:
            one, its_slope = _loss(question, weights)
            lost += share * one
            slope += share * its_slope
        bent = np.append(weights[:-1], 0.0)
        return lost + _RIDGE * float(bent @ bent), slope + 2 * _RIDGE * bent

    start = np.zeros(len(NAMES) + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _loss(question: Gathered, weights: Floats) -> tuple[float, Floats]:
    """Give the loss of a question, and its slope by the weights."""
    if not len(question.signs):
        return 0.0, np.zeros_like(weights)
    logits = _logits(question, weights)
    at = int(logits.argmax())
    lost = np.logaddexp(0.0, -logits[at] if question.answerable else logits[at])
    by_logit = np.zeros_like(logits)
    by_logit[at] = expit(logits[at]) - question.answerable
    if question.right.any() and not question.right.all():
        right = np.where(question.right, logits, -np.inf)
        lost += _WITHIN * (logsumexp(logits) - logsumexp(right))
        by_logit += _WITHIN * (softmax(logits) - softmax(right))
    return float(lost), np.append(by_logit @ question.signs, by_logit.sum())


def _logits(question: Gathered, weights: Floats) -> Floats:
    return np.asarray(question.signs @ weights[:-1] + weights[-1])


def decided(name: str, questions: Sequence[tuple[Gathered, Floats]]) -> tuple[object, ...]:
    """Give the figures of a set, each question decided by the weights beside it."""
    best = np.array([_logits(*each).max(initial=-20.0) for each in questions])
    answerable = np.array([each.answerable for each, _ in questions])
    answered = best >= 0
    first = [
        bool(each.right[_logits(each, weights).argmax()])
        for each, weights in questions
        if each.right.any()
    ]
    ranks = [_reciprocal_rank(*each) for each in questions if each[0].relevant]
    return (
        name,
        len(questions),
        _auroc(best, answerable),
        _share(answered[answerable]),
        _share(~answered[~answerable]),
        _share(first),
        _share(ranks),
    )


def _auroc(scores: Floats, positive: NDArray[np.bool_]) -> float | str:
    above = scores[positive][:, None] - scores[~positive][None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0))) if above.size else "-"


def _share(parts: Any) -> float | str:
    return float(np.mean(parts)) if len(parts) else "-"


def _reciprocal_rank(question: Gathered, weights: Floats) -> float:
    worth = question.scores.copy()
    likeliest = np.zeros_like(worth)
    np.maximum.at(likeliest, question.passages, expit(_logits(question, weights)))
    order = np.argsort(-(worth + SENTENCE * likeliest), kind="stable")
    ranking = list(dict.fromkeys(question.articles[at] for at in order))
    return ranking_scored("RR@10", ranking, question.relevant)


def _apart(sets: Mapping[str, Sequence[Gathered]]) -> Iterator[tuple[object, ...]]:
    """Decide each set by weights fitted without the fold of the question's story."""
    by_fold = {
        fold: fitted([[each for each in one if each.fold != fold] for one in sets.values()])
        for fold in range(FOLDS)
    }
    for name, one in sets.items():
        yield decided(name, [(each, by_fold[each.fold]) for each in one])


def main() -> None:
    """Gather or fit."""
    given = _options()
    if given.what == "gather":
        gather(given.archive, given.questions, given.out,
               near_misses=given.near_misses, asked_on=not given.no_asked_on)  # fmt: skip
        return
    sets = {
        path.stem: [Gathered.of(line) for line in path.read_text("utf-8").splitlines()]
        for path in given.gathered
    }
    weights = fitted(list(sets.values()))
    print(table(("sign", "weight"), [*zip(NAMES, weights, strict=False), ("bias", weights[-1])]))
    print(f"\nStories apart, {FOLDS} folds:\n\n{table(HEAD, list(_apart(sets)))}")
    shipped = [decided(name, [(each, weights) for each in one]) for name, one in sets.items()]
    print(f"\nAs fitted:\n\n{table(HEAD, shipped)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = parser.add_subparsers(dest="what", required=True)
    gathering = verbs.add_parser("gather")
    for name in ("archive", "questions", "out"):
        gathering.add_argument(name, type=Path)
    gathering.add_argument("--near-misses", action="store_true")
    gathering.add_argument("--no-asked-on", action="store_true")
    verbs.add_parser("fit").add_argument("gathered", type=Path, nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    main()
