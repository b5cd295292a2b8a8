"""A whole answer as JSON, and back."""

from __future__ import annotations

from typing import Any

from assistant.types.answer import Answer, Fingerprint, Timings
from assistant.types.shape.accounts import (
    account_to_dict,
    naming_to_dict,
    read_account,
    read_naming,
)
from assistant.types.shape.making import (
    coverage_to_dict,
    dropped_to_dict,
    part_to_dict,
    read_coverage,
    read_part,
    read_writing,
    timings_to_dict,
    writing_to_dict,
)
from assistant.types.shape.parts import (
    Given,
    citation_to_dict,
    claim_to_dict,
    day,
    evidence_to_dict,
    listed_to_dict,
    read_article,
    read_citation,
    read_claim,
    read_day,
    read_evidence,
    read_short,
    short_to_dict,
)
from assistant.types.words import Question


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """Give `answer` as JSON values."""
    question, writing = answer.question, answer.writing
    given = {
        "question": question.text,
        "asked_on": day(question.asked_on),
        "standalone_question": answer.standalone or question.text,
        "kind": answer.kind,
        "answer": answer.text,
        "short_answer": answer.short and short_to_dict(answer.short),
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason or None,
        "notice": answer.notice or None,
        "claims": [claim_to_dict(claim) for claim in answer.claims],
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "nearest": [evidence_to_dict(evidence) for evidence in answer.nearest],
        "dropped": [dropped_to_dict(each) for each in answer.dropped],
        "accounts": [account_to_dict(each) for each in answer.accounts],
        "named_outlets": [naming_to_dict(each) for each in answer.named],
        "parts": [part_to_dict(each) for each in answer.parts],
        "articles": [listed_to_dict(each) for each in answer.listed],
        "coverage": coverage_to_dict(answer.coverage),
        "filters": {
            "outlets": list(question.outlets),
            "since": day(question.since),
            "until": day(question.until),
            "as_of": day(question.as_of),
            "speaker": question.speaker or None,
            "inferred": list(answer.inferred),
            "read_as": [{"asked": asked, "read": read} for asked, read in answer.read_as],
        },
        "writing": writing and writing_to_dict(writing),
        "fingerprint": {
            "corpus": answer.fingerprint.corpus,
            "embedder": answer.fingerprint.embedder,
            "model": answer.fingerprint.model or None,
            "prompts": answer.fingerprint.prompts or None,
            "version": answer.fingerprint.version,
        },
        "timings_ms": timings_to_dict(answer.timings),
    }
    # Only where a server counted: nothing is worth more than a number nobody counted.
    return given | ({"tokens": writing.usage.total} if writing and writing.usage else {})


def answer_from_dict(given: Given) -> Answer:
    """Read an answer back.

    Raises:
        ValueError: it is not of the shape `answer_to_dict` gives.
    """
    try:
        return _answer(given)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is no answer of Byline's: {error!r}") from error


def _answer(given: Given) -> Answer:
    filters = given["filters"]
    question = Question(
        text=given["question"],
        asked_on=read_day(given["asked_on"]),
        as_of=read_day(filters["as_of"]),
        outlets=tuple(filters["outlets"]),
        since=read_day(filters["since"]),
        until=read_day(filters["until"]),
        speaker=filters["speaker"] or "",
    )
    fingerprint = given["fingerprint"]
    return Answer(
        question=question,
        text=given["answer"],
        coverage=read_coverage(given["coverage"]),
        fingerprint=Fingerprint(
            corpus=fingerprint["corpus"],
            embedder=fingerprint["embedder"],
            version=fingerprint["version"],
            model=fingerprint["model"] or "",
            prompts=fingerprint["prompts"] or "",
        ),
        claims=tuple(read_claim(each) for each in given["claims"]),
        citations=tuple(read_citation(each) for each in given["citations"]),
        nearest=tuple(read_evidence(each) for each in given["nearest"]),
        reason=given["reason"] or "",
        timings=Timings(*(given["timings_ms"][part] for part in ("retrieve", "answer", "check"))),
        standalone=given["standalone_question"],
        kind=given["kind"],
        inferred=tuple(filters["inferred"]),
        confidence=given["confidence"],
        short=read_short(given["short_answer"]) if given["short_answer"] else None,
        writing=read_writing(given) if given["writing"] else None,
        notice=given["notice"] or "",
        accounts=tuple(read_account(each) for each in given["accounts"]),
        named=tuple(read_naming(each) for each in given["named_outlets"]),
        # Answers that an earlier version kept have none of these.
        parts=tuple(read_part(each) for each in given.get("parts", ())),
        listed=tuple(read_article(each) for each in given.get("articles", ())),
        read_as=tuple((each["asked"], each["read"]) for each in filters.get("read_as", ())),
    )
