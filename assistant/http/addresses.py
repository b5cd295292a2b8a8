"""Addresses that people open and pass on, of each answer that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.conversations import visitor_of
from assistant.errors import UnknownConversation
from assistant.rendering import as_html

if TYPE_CHECKING:
    from assistant import Conversations


def add_addresses(api: FastAPI, conversations: Conversations | None) -> None:
    """Let `api` show visitors the answers kept for them."""

    @api.get("/a/{answer_id}", include_in_schema=False)
    def answer(answer_id: str, request: Request) -> HTMLResponse:
        conversation, _, number = answer_id.rpartition("-")
        visitor = visitor_of(request.cookies) or ""  # of whom nothing is kept
        turns = conversations.turns(conversation, user=visitor) if conversations else []
        for turn in turns:
            if str(turn.number) == number:
                page = as_html(turn.answer, home="../")
                return HTMLResponse(page, headers={"Cache-Control": "no-store"})
        raise UnknownConversation(
            f"No answer {answer_id!r} of yours is kept; only who asked can open it, in the same "
            "browser."
        )
