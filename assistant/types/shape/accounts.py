"""Accounts and named outlets as JSON, and back."""

from __future__ import annotations

from typing import Any

from assistant.types.accounts import Account, Naming, Version
from assistant.types.shape.parts import (
    Given,
    article_to_dict,
    day,
    evidence_to_dict,
    read_article,
    read_day,
    read_evidence,
)


def account_to_dict(account: Account) -> dict[str, Any]:
    """Give an account as JSON values."""
    return {
        "about": account.about,
        "independent_origins": account.origins,
        "versions": [_version(each) for each in account.versions],
    }


def read_account(given: Given) -> Account:
    """Read an account."""
    return Account(
        about=given["about"],
        versions=tuple(_read_version(each) for each in given["versions"]),
        origins=given["independent_origins"],
    )


def _version(version: Version) -> dict[str, Any]:
    article = version.article
    return {
        "value": version.value,
        "number": version.number,
        "status": version.status,
        "speaker": version.speaker or None,
        "relayed_by": version.relayed_by or None,
        "outlet": article.outlet or None,
        "published": day(article.published),
        "day": day(version.day),
        "independent_origins": version.origins,
        "citations": list(version.labels),
        "evidence": [evidence_to_dict(each) for each in version.evidence],
    }


def _read_version(given: Given) -> Version:
    return Version(
        value=given["value"],
        status=given["status"],
        evidence=tuple(read_evidence(each) for each in given["evidence"]),
        speaker=given["speaker"] or "",
        relayed_by=given["relayed_by"] or "",
        day=read_day(given["day"]),
        number=given["number"],
        labels=tuple(given["citations"]),
        origins=given["independent_origins"],
    )


def naming_to_dict(naming: Naming) -> dict[str, Any]:
    """Give an outlet that an article names as JSON values."""
    return {
        "outlet": naming.outlet,
        "headline": naming.headline,
        "article_id": naming.article.id,
        "article": article_to_dict(naming.article),
    }


def read_naming(given: Given) -> Naming:
    """Read an outlet that an article names."""
    return Naming(read_article(given), given["outlet"], given["headline"])
