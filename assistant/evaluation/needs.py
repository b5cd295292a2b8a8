"""What a row must have to be scored: each gives the reason why not, or "" where it has it."""

from __future__ import annotations

from assistant.evaluation.types import Row

NO_ANSWER = "no article answers it"


def asked(row: Row) -> str:
    """It was asked and an answer or an abstention came back."""
    return "" if row.answer is not None else "asking failed"


def relevant(row: Row) -> str:
    """Some article of the archive is known to answer it."""
    question = row.question
    if question.relevant:
        return ""
    if question.answerable is False:
        return NO_ANSWER
    if question.missing:
        return "the archive lacks its right articles"
    return "its right articles are not known"


def answers(row: Row) -> str:
    """A right answer is known as a text."""
    if row.question.answerable is False:
        return NO_ANSWER
    return "" if row.question.answers else "no right answer is given"


def literal(row: Row) -> str:
    """A right answer stands in a right article, so that a quote can hold it."""
    if reason := answers(row):
        return reason
    if row.question.literal is None:
        return "not known whether an article has a right answer word for word"
    return "" if row.question.literal else "no article has a right answer word for word"


def answered(row: Row) -> str:
    """It was answered."""
    return "" if row.answered else "it abstained"


def abstained(row: Row) -> str:
    """It was not answered."""
    return "" if row.abstained else "it answered"


def sentences(row: Row) -> str:
    """Its answer has sentences: outlets that articles name are none."""
    claims = row.answer["claims"] if row.answer else ()
    return answered(row) or ("" if claims else "its answer has no sentence")


def cited(row: Row) -> str:
    """A sentence of its answer cites something."""
    return answered(row) or ("" if row.cited else "nothing is cited")


def short(row: Row) -> str:
    """It has a short answer."""
    return "" if row.answer and row.answer.get("short_answer") else "no short answer is given"


def answerability(row: Row) -> str:
    """It is known whether an article answers it."""
    return "" if row.question.answerable is not None else "not known whether it can be answered"


def unanswerable(row: Row) -> str:
    """No article answers it."""
    return "" if row.question.answerable is False else "an article answers it"


def near_miss(row: Row) -> str:
    """It was asked again of the archive as it was before an article that answers it came out."""
    if row.near_miss is None:
        return "near misses were not asked"
    return row.near_miss.left_out


def judged_by_words(row: Row) -> str:
    """It is known whether an answer to it is wrong: none is right, or a right one can be quoted."""
    return "" if row.question.answerable is False else literal(row)


def judged(row: Row) -> str:
    """It was answered, and it is known whether that was wrong."""
    return answered(row) or ("" if row.wrong is not None else "not known which articles are right")


def tokens(row: Row) -> str:
    """A model was used and says what it cost."""
    answer = row.answer or {}
    if not answer.get("fingerprint", {}).get("model"):
        return "no model was used"
    return "" if "tokens" in answer else "the model does not say what it cost"
