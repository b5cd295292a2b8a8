"""Articles, quotes, sentences and citations as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from assistant.types.words import Attribution, Citation, Claim, Evidence, ShortAnswer
from index import Article, NamedOutlet, Speaker

Given: TypeAlias = Mapping[str, Any]
"""JSON values under their names."""


def day(day: date | None) -> str | None:
    """Write a day, None where it is not known."""
    return day.isoformat() if day else None


def read_day(day: str | None) -> date | None:
    """Read a day."""
    return date.fromisoformat(day) if day else None


def read_moment(moment: str | None) -> datetime | None:
    """Read a time."""
    return datetime.fromisoformat(moment) if moment else None


def speaker_to_dict(speaker: Speaker) -> dict[str, Any]:
    """Give who speaks in an archive as JSON values."""
    return {
        "name": speaker.name,
        "statements": speaker.statements,
        "articles": speaker.articles,
        "from": day(speaker.first),
        "to": day(speaker.last),
    }


def article_to_dict(article: Article) -> dict[str, Any]:
    """Give what is known about an article, null where it is not known."""
    return {
        "title": article.title or None,
        "outlet": article.outlet or None,
        "url": article.url or None,
        "published": day(article.published),
        "published_at": article.moment.isoformat() if article.moment else None,
        "updated": day(article.updated),
        "section": article.section or None,
        "story": article.story or None,
        "language": article.language or None,
        "file": article.file or None,
        "authors": list(article.authors),
        "named_outlets": [
            {"outlet": named.outlet, "headline": named.headline} for named in article.named_outlets
        ],
    }


def listed_to_dict(article: Article) -> dict[str, Any]:
    """Give an article that is listed as JSON values, under its id."""
    return {"article_id": article.id, "article": article_to_dict(article)}


def read_article(given: Given) -> Article:
    """Read what is known about an article; it has no text.

    What was kept before a field came has no value for it.
    """
    known = given["article"]
    return Article(
        id=given["article_id"],
        text="",
        title=known["title"] or "",
        outlet=known["outlet"] or "",
        url=known["url"] or "",
        published=read_day(known["published"]),
        authors=tuple(known["authors"]),
        moment=read_moment(known.get("published_at")),
        updated=read_day(known.get("updated")),
        section=known.get("section") or "",
        story=known.get("story") or "",
        language=known.get("language") or "",
        path=known.get("file") or "",
        named_outlets=tuple(
            NamedOutlet(named["outlet"], named["headline"]) for named in known["named_outlets"]
        ),
    )


def evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    """Give a quote, its place and who says it as JSON values."""
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


def read_evidence(given: Given) -> Evidence:
    """Read a quote; its article has no text."""
    said = given["statement"]
    return Evidence(
        article=read_article(given),
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


def read_claim(given: Given) -> Claim:
    """Read a sentence."""
    return Claim(
        text=given["text"],
        start=given["start"],
        end=given["end"],
        citations=tuple(given["citations"]),
        support=given["support"],
        speaker=given["speaker"] or "",
        score=given["support_score"],
    )


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """Give one citation as JSON values."""
    return {
        "label": citation.label,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        **evidence_to_dict(citation.evidence),
        "verdict": citation.verdict,
        "verbatim": citation.verbatim,
    }


def read_citation(given: Given) -> Citation:
    """Read a citation."""
    return Citation(
        label=given["label"],
        evidence=read_evidence(given),
        answer_start=given["answer_start"],
        answer_end=given["answer_end"],
        verdict=given["verdict"],
        verbatim=given["verbatim"],
    )


def short_to_dict(short: ShortAnswer) -> dict[str, Any]:
    """Give the short answer as JSON values."""
    return {
        "text": short.text,
        "citation": short.label,
        "answer_start": short.answer_start,
        "answer_end": short.answer_end,
        "start": short.start,
        "end": short.end,
    }


def read_short(given: Given) -> ShortAnswer:
    """Read a short answer."""
    return ShortAnswer(
        text=given["text"],
        label=given["citation"],
        answer_start=given["answer_start"],
        answer_end=given["answer_end"],
        start=given["start"],
        end=given["end"],
    )
