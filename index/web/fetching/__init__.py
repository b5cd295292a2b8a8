"""Fetching from the web, behind guards: the only place that asks other machines for articles.

Only http and https, only public addresses unless a host is allowed by name; each host is looked
up once a request and the connection made to the address that was checked. Redirects, bytes,
seconds and requests are limited, and what a host's robots.txt forbids is not read.
"""

from __future__ import annotations

from index.web.fetching.fetcher import Fetcher
from index.web.fetching.targets import without_user
from index.web.fetching.types import UNKNOWN, Edition, Fetched, Limits

__all__ = ["UNKNOWN", "Edition", "Fetched", "Fetcher", "Limits", "without_user"]
