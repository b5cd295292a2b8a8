"""What one row scores, given that it has what is needed (`needs`)."""

from __future__ import annotations

from assistant.evaluation.texts import exact_match, holds_any, token_f1
from assistant.evaluation.types import Row


def holds_answer(row: Row) -> float:
    """Whether a right answer stands in the answer; abstaining is a miss."""
    return float(row.answered and holds_any(_text(row), row.question.answers))


def is_wrong_in_words(row: Row) -> float:
    """Whether what is said, or would be if it were said, holds no right answer.

    Where Byline abstained, the nearest sentences stand for what it would have said.
    """
    nearest = (row.answer or {}).get("nearest") or ()
    said = _text(row) if row.answered else "\n".join(each["quote"] for each in nearest)
    return float(not holds_any(said, () if is_unanswerable(row) else row.question.answers))


def has_short(row: Row) -> float:
    """Whether a short answer is given."""
    return float(bool(_short(row)))


def short_exact(row: Row) -> float:
    """Whether the short answer is a right one."""
    return float(exact_match(_short(row), row.question.answers))


def short_f1(row: Row) -> float:
    """Words that the short answer shares with a right one."""
    return token_f1(_short(row), row.question.answers)


def whole_f1(row: Row) -> float:
    """Words that the whole answer shares with a right one."""
    return token_f1(_text(row), row.question.answers)


def words(row: Row) -> float:
    """Words of the answer."""
    return float(len(_text(row).split()))


def right_cited(row: Row) -> float:
    """Whether a right article is cited."""
    return float(right_articles(row) > 0)


def right_articles(row: Row) -> float:
    """How many right articles are cited."""
    return float(sum(each in (row.question.relevant or {}) for each in row.cited))


def is_unanswerable(row: Row) -> float:
    """Whether no article answers it."""
    return float(row.question.answerable is False)


def near_miss_order(row: Row) -> float:
    """Whether it has more confidence than its near miss, a half where they are level."""
    return (
        float(row.confidence > near_confidence(row)) + (row.confidence == near_confidence(row)) / 2
    )


def near_confidence(row: Row) -> float:
    """How confident its near miss is."""
    return row.near_miss.confidence if row.near_miss else 0.0


def near_miss_abstained(row: Row) -> float:
    """Whether its near miss abstained."""
    return float(bool(row.near_miss and row.near_miss.abstained))


def sentence_precision(row: Row) -> float:
    """The share of the sentences' citations that are quoted exactly, for a supported sentence."""
    answer = row.answer or {}
    supported = {
        label
        for claim in answer["claims"]
        if claim["support"] == "supported"
        for label in claim["citations"]
    }
    good = [each["label"] in supported and each["verdict"] == "exact" for each in row.citations]
    return _share(good)


def sentence_recall(row: Row) -> float:
    """The share of sentences that have citations and are supported by them."""
    claims = (row.answer or {})["claims"]
    good = [bool(each["citations"]) and each["support"] == "supported" for each in claims]
    return _share(good)


def tokens(row: Row) -> float:
    """Tokens that a model read and wrote."""
    return float((row.answer or {})["tokens"])


def _share(good: list[bool]) -> float:
    return sum(good) / len(good)


def _text(row: Row) -> str:
    return str((row.answer or {})["answer"])


def _short(row: Row) -> str:
    short = (row.answer or {}).get("short_answer")
    return str(short["text"]) if short else ""
