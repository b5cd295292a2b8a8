"""A visitor's conversations on the page: listed, opened again, and what is kept of a new turn."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import unquote

from assistant.conversations import PERSON, Conversation, Conversations, visitor_of
from assistant.errors import ConversationError, UnknownConversation
from assistant.page.html import in_one_line
from assistant.page.past import Past
from assistant.page.turn import Turn
from assistant.rendering import FORMATS

NOT_YOURS: Final = (
    "This conversation is another visitor's, or it was deleted; what is asked now begins a new one."
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The conversations of one visitor; without a `visitor`, or a place to keep, there are none.

    An answer is never lost because it cannot be kept.
    """

    conversations: Conversations | None
    visitor: str | None
    person: str = ""

    @classmethod
    def of(cls, conversations: Conversations | None, cookies: Mapping[str, str]) -> Self:
        """Give the shelf of the visitor whom `cookies` name, as the person who is signed in."""
        return cls(conversations, visitor_of(cookies), unquote(cookies.get(PERSON, "")))

    def html(self, conversation: str, failure: str = "") -> str:
        """Write the way to what is kept: of the open `conversation`, and of the others."""
        try:
            known = self._listed()
        except ConversationError as error:
            known, failure = [], failure or f"Your conversations are not shown: {error}"
        [turns] = [each.turns for each in known if each.id == conversation] or [0]
        return in_one_line(
            "shelf.html",
            conversation=conversation if turns else "",
            failure=failure or ("" if turns or not conversation else NOT_YOURS),
            turns=turns,
            known=known,
            person=self.person,
            formats=FORMATS,
        )

    def keep(self, conversation: str, turn: Turn) -> Turn:
        """Keep a turn, in a new conversation where `conversation` is "", and tell where.

        A turn without an answer is not kept; of one that cannot be kept, `unkept` says why.
        """
        if not (self.conversations and self.visitor and turn.answer):
            return turn
        try:
            conversation = conversation or self.conversations.start(user=self.visitor).id
            number = self.conversations.add(conversation, turn.answer, user=self.visitor)
        except UnknownConversation:  # deleted in another window meanwhile
            return self.keep("", turn)
        except ConversationError as error:
            return replace(turn, unkept=f"This conversation is not kept: {error}")
        return replace(turn, conversation=conversation, number=number)

    def past(self, conversation: str) -> tuple[Past, ...]:
        """Give the turns of a conversation that is open again, the latest first."""
        return tuple(Past.of(turn) for turn in reversed(self.turns(conversation)))

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
                conversation=conversation,
                number=each.number,
            )
            for each in kept
        ]

    def _listed(self) -> list[Conversation]:
        if not self.conversations or not self.visitor:
            return []
        return self.conversations.listed(user=self.visitor)
