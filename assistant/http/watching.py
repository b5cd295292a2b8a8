"""Who watches the server: a name for each request, a line of the log, and figures of all."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.http.problems import METHODS

if TYPE_CHECKING:
    from index import Index

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

LOG: Final = logging.getLogger("byline.http")

REQUEST_ID: Final = "X-Request-ID"
_PLAIN: Final = re.compile(r"[\w.:-]{1,64}", re.ASCII)  # nothing that steers a terminal or a log
_SECONDS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)


class Figures:
    """What one server has done so far, for Prometheus to read."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        kept: dict[str, Any] = {"registry": self._registry}
        self._requests = Counter(
            "byline_requests", "Requests answered.", ("method", "route", "status"), **kept
        )
        self._seconds = Histogram(
            "byline_request_seconds", "Time to the last byte.", ("route",), buckets=_SECONDS, **kept
        )
        self._articles = Gauge("byline_articles", "Articles in the archive.", **kept)
        self._passages = Gauge("byline_passages", "Passages in the archive.", **kept)
        self._embedded = Gauge("byline_passages_embedded", "Passages that have a vector.", **kept)

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        # The route, not the path: who asks must not make up figures without end.
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, index: Index) -> bytes:
        """Write all figures, those of the archive as they are now."""
        held = index.status()
        self._articles.set(held.articles)
        self._passages.set(held.passages)
        self._embedded.set(held.embedded)
        return generate_latest(self._registry)


class Watched:
    """Gives each request a name, counts it, and writes a line about it to the log `byline.http`."""

    def __init__(self, app: ASGIApp, *, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the request's name among the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        name = given if _PLAIN.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = name
        began, status = time.perf_counter(), 500

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = name
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            seconds = time.perf_counter() - began
            self._figures.count(scope, status, seconds)
            LOG.info(
                "%s %s %r %d %.0f ms", name, scope["method"], scope["path"], status, 1000 * seconds
            )
