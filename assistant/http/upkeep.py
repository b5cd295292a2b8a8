"""The HTTP door for who runs the server, and the page that tells of every route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from assistant.http.documented import documented_html
from assistant.http.watching import MEDIA_TYPE, Figures

if TYPE_CHECKING:
    from index import Index


def add_upkeep_routes(api: FastAPI, index: Index, figures: Figures) -> None:
    """Let `api` tell whether it lives, whether it can answer, what it did, and what it offers."""

    @api.get("/healthz", tags=["upkeep"])
    def healthz() -> dict[str, str]:
        """Tell that the server lives."""
        return {"status": "ok"}

    @api.get("/readyz", tags=["upkeep"])
    def readyz() -> dict[str, Any]:
        """Tell that the archive can be read, and how far it is; else this is refused.

        `notices` tells what is left out of searches for now.
        """
        held = index.status()
        return {
            "status": "ready",
            "articles": held.articles,
            "passages": held.passages,
            "passages_embedded": held.embedded,
            "notices": index.notices,
        }

    @api.get("/metrics", tags=["upkeep"], response_class=Response)
    def metrics() -> Response:
        """Give figures for Prometheus: requests by route and status, their time, the archive."""
        return Response(figures.text(index), media_type=MEDIA_TYPE)

    @api.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(documented_html(api.openapi()))
