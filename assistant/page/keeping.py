"""A visitor's conversations on the page: listed, opened again, and what is kept of a new turn."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from markupsafe import Markup

from assistant.conversations import Conversations, visitor_of
from assistant.errors import UnknownConversation
from assistant.page.turn import Turn
from assistant.rendering import FORMATS


@dataclass(frozen=True, slots=True)
class Shelf:
    """The conversations of one visitor; without a `visitor`, or a place to keep, there are none.

    What cannot be kept is said in `error` of the turn; an answer is never lost for it.
    """

    conversations: Conversations | None
    visitor: str | None

    @classmethod
    def of(cls, conversations: Conversations | None, cookies: Mapping[str, str]) -> Self:
        """Give the shelf of the visitor whom `cookies` name."""
        return cls(conversations, visitor_of(cookies))

    def listed(self) -> list[tuple[str, str]]:
        """Give title and id of each conversation, the latest first."""
        if not self.conversations or not self.visitor:
            return []
        return [(each.title, each.id) for each in self.conversations.listed(user=self.visitor)]

    def keep(self, conversation: str, turn: Turn) -> str:
        """Keep a turn, in a new conversation where `conversation` is "", and give its id.

        A turn without an answer is not kept, and `conversation` stays what it is.

        Raises:
            ConversationError: it cannot be kept.
        """
        if not (self.conversations and self.visitor and turn.answer):
            return conversation
        if not conversation:
            conversation = self.conversations.start(user=self.visitor).id
        try:
            self.conversations.add(conversation, turn.answer, user=self.visitor)
        except UnknownConversation:  # deleted in another window meanwhile
            return self.keep("", turn)
        return conversation

    def count(self, conversation: str) -> int:
        """Count the turns of a conversation that is the visitor's."""
        if not (self.conversations and self.visitor and conversation):
            return 0
        return self.conversations.get(conversation, user=self.visitor).turns

    def turns(self, conversation: str) -> list[Turn]:
        """Give the turns of a conversation as they were answered, oldest first; none if unknown."""
        if not self.conversations or not self.visitor:
            return []
        try:
            kept = self.conversations.turns(conversation, user=self.visitor)
        except UnknownConversation:
            return []
        return [
            Turn(
                id=f"turn-{secrets.token_hex(4)}",
                question=each.answer.question,
                answer=each.answer,
            )
            for each in kept
        ]

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; "" keeps the one it has."""
        if self.conversations and self.visitor and conversation and title.strip():
            self.conversations.rename(conversation, title, user=self.visitor)

    def delete(self, conversation: str) -> None:
        """Delete a conversation for good."""
        if self.conversations and self.visitor and conversation:
            self.conversations.delete(conversation, user=self.visitor)


def exports_html(conversation: str, turns: int) -> Markup:
    """Write links to the last answer and to files of a conversation; nothing where none is open."""
    if not conversation:
        return Markup()
    answer = Markup('<a href="a/{}-{}">Address of this answer</a>').format(
        quote(conversation, safe=""), turns
    )
    links = (
        Markup('<a href="api/conversations/{}/export?format={}" download>{}</a>').format(
            quote(conversation, safe=""), name, form.label
        )
        for name, form in FORMATS.items()
    )
    return Markup('<p class="exports">{} · Save this conversation as {}</p>').format(
        answer, Markup(" · ").join(links)
    )
