"""What one row scores, given that it has what is needed (`needs`)."""

from __future__ import annotations

from assistant.evaluation.texts import holds_any
from assistant.evaluation.types import Row


def text(row: Row) -> str:
    """Give the answer."""
    return str((row.answer or {})["answer"])


def short(row: Row) -> str:
    """Give the short answer, "" where there is none."""
    given = (row.answer or {}).get("short_answer")
    return str(given["text"]) if given else ""


def holds_answer(row: Row) -> float:
    """Whether a right answer stands in the answer; abstaining is a miss."""
    return float(row.answered and holds_any(text(row), row.question.answers))


def is_wrong_in_words(row: Row) -> float:
    """Whether what is said, or would be if it were said, holds no right answer.

    Where Byline abstained, the nearest sentences stand for what it would have said.
    """
    nearest = (row.answer or {}).get("nearest") or ()
    said = text(row) if row.answered else "\n".join(each["quote"] for each in nearest)
    return float(not holds_any(said, () if is_unanswerable(row) else row.question.answers))


def right_articles(row: Row) -> float:
    """How many right articles are cited."""
    return float(sum(each in (row.question.relevant or {}) for each in row.cited))


def is_unanswerable(row: Row) -> float:
    """Whether no article answers it."""
    return float(row.question.answerable is False)


def near_confidence(row: Row) -> float:
    """How confident its near miss is."""
    return row.near_miss.confidence if row.near_miss else 0.0


def sentence_precision(row: Row) -> float:
    """The share of the sentences' citations that are quoted exactly, for a supported sentence."""
    claims = (row.answer or {})["claims"]
    good = [each["citations"] for each in claims if each["support"] == "supported"]
    supported = {label for labels in good for label in labels}
    exact = [each["label"] in supported and each["verdict"] == "exact" for each in row.citations]
    return float(sum(exact) / len(exact))


def sentence_recall(row: Row) -> float:
    """The share of sentences that have citations and are supported by them."""
    claims = (row.answer or {})["claims"]
    good = [bool(each["citations"]) and each["support"] == "supported" for each in claims]
    return float(sum(good) / len(good))
