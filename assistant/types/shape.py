"""The answer as JSON, and back: the shape that every door gives (docs/answer.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.types.accounts import Account, Naming, Version
from assistant.types.answer import Answer, Coverage, Fingerprint, Timings
from assistant.types.words import (
    Attribution,
    Citation,
    Claim,
    Evidence,
    Question,
    ShortAnswer,
)
from assistant.types.writing import Dropped, Flaw, Usage, Writing
from index import Article, NamedOutlet

_Given = Mapping[str, Any]


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """Give `answer` as JSON values."""
    question, writing = answer.question, answer.writing
    given = {
        "question": question.text,
        "asked_on": _day(question.asked_on),
        "standalone_question": answer.standalone or question.text,
        "kind": answer.kind,
        "answer": answer.text,
        "short_answer": answer.short and _short(answer.short),
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason or None,
        "notice": answer.notice or None,
        "claims": [claim_to_dict(claim) for claim in answer.claims],
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "nearest": [_evidence(evidence) for evidence in answer.nearest],
        "dropped": [_dropped(each) for each in answer.dropped],
        "accounts": [_account(each) for each in answer.accounts],
        "named_outlets": [_naming(each) for each in answer.named],
        "coverage": _coverage(answer.coverage),
        "filters": {
            "outlets": list(question.outlets),
            "since": _day(question.since),
            "until": _day(question.until),
            "as_of": _day(question.as_of),
            "speaker": question.speaker or None,
            "inferred": list(answer.inferred),
        },
        "writing": writing and _writing(writing),
        "fingerprint": {
            "corpus": answer.fingerprint.corpus,
            "embedder": answer.fingerprint.embedder,
            "model": answer.fingerprint.model or None,
            "prompts": answer.fingerprint.prompts or None,
            "version": answer.fingerprint.version,
        },
        "timings_ms": _timings(answer.timings),
    }
    # Only where a server counted: nothing is worth more than a number nobody counted.
    return given | ({"tokens": writing.usage.total} if writing and writing.usage else {})


def answer_from_dict(given: _Given) -> Answer:
    """Read an answer back.

    Raises:
        ValueError: it is not of the shape `answer_to_dict` gives.
    """
    try:
        return _answer(given)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is no answer of Byline's: {error!r}") from error


def article_to_dict(article: Article) -> dict[str, Any]:
    """Give what is known about an article, null where it is not known."""
    return {
        "title": article.title or None,
        "outlet": article.outlet or None,
        "url": article.url or None,
        "published": _day(article.published),
        "authors": list(article.authors),
        "named_outlets": [
            {"outlet": named.outlet, "headline": named.headline} for named in article.named_outlets
        ],
    }


def _answer(given: _Given) -> Answer:
    filters = given["filters"]
    question = Question(
        text=given["question"],
        asked_on=_read_day(given["asked_on"]),
        as_of=_read_day(filters["as_of"]),
        outlets=tuple(filters["outlets"]),
        since=_read_day(filters["since"]),
        until=_read_day(filters["until"]),
        speaker=filters["speaker"] or "",
    )
    fingerprint = given["fingerprint"]
    return Answer(
        question=question,
        text=given["answer"],
        coverage=_read_coverage(given["coverage"]),
        fingerprint=Fingerprint(
            corpus=fingerprint["corpus"],
            embedder=fingerprint["embedder"],
            version=fingerprint["version"],
            model=fingerprint["model"] or "",
            prompts=fingerprint["prompts"] or "",
        ),
        claims=tuple(_read_claim(each) for each in given["claims"]),
        citations=tuple(_read_citation(each) for each in given["citations"]),
        nearest=tuple(_read_evidence(each) for each in given["nearest"]),
        reason=given["reason"] or "",
        timings=Timings(*(given["timings_ms"][part] for part in ("retrieve", "answer", "check"))),
        standalone=given["standalone_question"],
        kind=given["kind"],
        inferred=tuple(filters["inferred"]),
        confidence=given["confidence"],
        short=_read_short(given["short_answer"]) if given["short_answer"] else None,
        writing=_read_writing(given) if given["writing"] else None,
        notice=given["notice"] or "",
        accounts=tuple(_read_account(each) for each in given["accounts"]),
        named=tuple(_read_naming(each) for each in given["named_outlets"]),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _short(short: ShortAnswer) -> dict[str, Any]:
    return {
        "text": short.text,
        "citation": short.label,
        "answer_start": short.answer_start,
        "answer_end": short.answer_end,
        "start": short.start,
        "end": short.end,
    }


def _read_short(given: _Given) -> ShortAnswer:
    return ShortAnswer(
        text=given["text"],
        label=given["citation"],
        answer_start=given["answer_start"],
        answer_end=given["answer_end"],
        start=given["start"],
        end=given["end"],
    )


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """Give one sentence as JSON values."""
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "citations": list(claim.citations),
        "support": claim.support,
        "support_score": round(claim.score, 4),
        "speaker": claim.speaker or None,
    }


def _read_claim(given: _Given) -> Claim:
    return Claim(
        text=given["text"],
        start=given["start"],
        end=given["end"],
        citations=tuple(given["citations"]),
        support=given["support"],
        speaker=given["speaker"] or "",
        score=given["support_score"],
    )


def _evidence(evidence: Evidence) -> dict[str, Any]:
    said = evidence.attribution
    return {
        "article_id": evidence.article.id,
        "passage_id": evidence.passage_id,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "article": article_to_dict(evidence.article),
        "statement": said
        and {
            "speaker": said.speaker,
            "cue": said.cue,
            "relayed_by": said.relayed_by or None,
            "called": said.called or None,
            "manner": said.manner,
        },
    }


def _read_evidence(given: _Given) -> Evidence:
    said = given["statement"]
    return Evidence(
        article=_read_article(given),
        passage_id=given["passage_id"],
        quote=given["quote"],
        start=given["start"],
        end=given["end"],
        attribution=said
        and Attribution(
            speaker=said["speaker"],
            cue=said["cue"],
            relayed_by=said["relayed_by"] or "",
            called=said["called"] or "",
            manner=said["manner"],
        ),
    )


def _read_article(given: _Given) -> Article:
    known = given["article"]
    return Article(
        id=given["article_id"],
        text="",
        title=known["title"] or "",
        outlet=known["outlet"] or "",
        url=known["url"] or "",
        published=_read_day(known["published"]),
        authors=tuple(known["authors"]),
        named_outlets=tuple(
            NamedOutlet(named["outlet"], named["headline"]) for named in known["named_outlets"]
        ),
    )


def _account(account: Account) -> dict[str, Any]:
    return {
        "about": account.about,
        "independent_origins": account.origins,
        "versions": [_version(each) for each in account.versions],
    }


def _version(version: Version) -> dict[str, Any]:
    article = version.article
    return {
        "value": version.value,
        "number": version.number,
        "status": version.status,
        "speaker": version.speaker or None,
        "relayed_by": version.relayed_by or None,
        "outlet": article.outlet or None,
        "published": _day(article.published),
        "day": _day(version.day),
        "independent_origins": version.origins,
        "citations": list(version.labels),
        "evidence": [_evidence(each) for each in version.evidence],
    }


def _read_account(given: _Given) -> Account:
    return Account(
        about=given["about"],
        versions=tuple(_read_version(each) for each in given["versions"]),
        origins=given["independent_origins"],
    )


def _read_version(given: _Given) -> Version:
    return Version(
        value=given["value"],
        status=given["status"],
        evidence=tuple(_read_evidence(each) for each in given["evidence"]),
        speaker=given["speaker"] or "",
        relayed_by=given["relayed_by"] or "",
        day=_read_day(given["day"]),
        number=given["number"],
        labels=tuple(given["citations"]),
        origins=given["independent_origins"],
    )


def _naming(naming: Naming) -> dict[str, Any]:
    return {
        "outlet": naming.outlet,
        "headline": naming.headline,
        "article_id": naming.article.id,
        "article": article_to_dict(naming.article),
    }


def _read_naming(given: _Given) -> Naming:
    return Naming(_read_article(given), given["outlet"], given["headline"])


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """Give one citation as JSON values."""
    return {
        "label": citation.label,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        **_evidence(citation.evidence),
        "verdict": citation.verdict,
        "verbatim": citation.verbatim,
    }


def _read_citation(given: _Given) -> Citation:
    return Citation(
        label=given["label"],
        evidence=_read_evidence(given),
        answer_start=given["answer_start"],
        answer_end=given["answer_end"],
        verdict=given["verdict"],
        verbatim=given["verbatim"],
    )


def _dropped(dropped: Dropped) -> dict[str, Any]:
    flaws = [{"lack": flaw.lack, "detail": flaw.detail} for flaw in dropped.flaws]
    return {"text": dropped.text, "flaws": flaws}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "articles_in_index": coverage.articles_in_index,
        "articles_matched": coverage.articles_matched,
        "articles_cited": coverage.articles_cited,
        "independent_origins": coverage.independent_origins,
        "from": _day(coverage.first),
        "to": _day(coverage.last),
    }


def _read_coverage(given: _Given) -> Coverage:
    return Coverage(
        articles_in_index=given["articles_in_index"],
        articles_matched=given["articles_matched"],
        articles_cited=given["articles_cited"],
        independent_origins=given["independent_origins"],
        first=_read_day(given["from"]),
        last=_read_day(given["to"]),
    )


def _writing(writing: Writing) -> dict[str, Any]:
    usage = writing.usage
    return {
        "model": writing.model,
        "finish": writing.finish,
        "calls": writing.calls,
        "pieces": writing.pieces,
        "left_out": writing.left_out,
        "budget": writing.budget,
        "counted_by": writing.counted_by,
        "repaired": writing.repaired,
        "usage": usage and {"read": usage.read, "written": usage.written},
    }


def _read_writing(given: _Given) -> Writing:
    writing = given["writing"]
    usage = writing["usage"]
    dropped = (
        Dropped(each["text"], tuple(Flaw(flaw["lack"], flaw["detail"]) for flaw in each["flaws"]))
        for each in given["dropped"]
    )
    plain = {name: value for name, value in writing.items() if name != "usage"}
    return Writing(**plain, dropped=tuple(dropped), usage=usage and Usage(**usage))


def _timings(timings: Timings) -> dict[str, float]:
    parts = {name: round(getattr(timings, name), 1) for name in ("retrieve", "answer", "check")}
    return parts | {"total": round(sum(parts.values()), 1)}
