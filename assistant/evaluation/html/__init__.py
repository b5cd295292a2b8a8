"""A report as one HTML page that needs nothing else: no request, no script."""

from __future__ import annotations

from assistant.evaluation.html.page import as_html

__all__ = ["as_html"]
