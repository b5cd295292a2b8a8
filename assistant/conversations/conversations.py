"""Conversations by their users. Nobody sees, or learns of, a conversation of somebody else."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from assistant.conversations.database import Database, FileDatabase
from assistant.conversations.served import ServedDatabase
from assistant.conversations.types import (
    LONGEST_REASON,
    BadReason,
    Conversation,
    Feedback,
    KeptTurn,
    checked_title,
    title_of,
)
from assistant.errors import ConversationError, UnknownConversation
from assistant.types import Answer, Exchange

FILE_NAME: Final = "conversations.db"
"""What the file is called in the folder of an archive."""

_ALL = 2**31
_SELECT = """
    SELECT id, "user", title, started, changed,
        (SELECT COUNT(*) FROM turns WHERE conversation = id)
    FROM conversations
"""
_OWN = 'id = ? AND "user" = ?'


class Conversations:
    """Conversations in one file or database, which threads share, and other processes use too.

    Every method raises ConversationError where it cannot be used, with the way out.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the file at `path`, and make it if there is none; its folder must exist.

        Raises:
            ConversationError: it cannot be read or written, or a newer Byline made it.
        """
        path = Path(path)
        if not path.parent.is_dir():
            raise ConversationError(
                f"There is no archive at {path.parent} whose conversations could be kept; make one "
                f"with `byline add FOLDER --archive {path.parent}`."
            )
        return cls(FileDatabase.open(path), str(path))

    @classmethod
    def at(cls, address: str) -> Self:
        """Open those in the PostgreSQL database at `address`, whose tables are made if need be.

        Raises:
            ConversationError: it does not answer, or cannot be written to.
        """
        database = ServedDatabase.open(address)
        return cls(database, database.name)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, *, user: str, title: str = "") -> Conversation:
        """Begin a conversation; without a `title` it gets that of its first question.

        Raises:
            BadTitle: the title is too long.
            ConversationError: `user` is "", which would be whoever has no name.
        """
        if not user:
            raise ConversationError("A conversation is somebody's; name its user.")
        now = datetime.now(UTC)
        begun = Conversation(
            id=secrets.token_hex(8),
            user=user,
            title=checked_title(title) if title else "",
            started=now,
            changed=now,
        )
        with self._database.writing() as execute:
            execute(
                'INSERT INTO conversations (id, "user", title, started, changed) '
                "VALUES (?, ?, ?, ?, ?)",
                (begun.id, user, begun.title, _text(now), _text(now)),
            )
        return begun

    def add(self, conversation_id: str, answer: Answer, *, user: str) -> int:
        """Keep `answer` as the next turn, and give its number; it is on disk then.

        Raises:
            UnknownConversation: `user` has no such conversation.
        """
        kept, now = json.dumps(answer.to_dict()), _text(datetime.now(UTC))
        with self._database.writing() as execute:
            row = execute(f"{_SELECT} WHERE {_OWN}", (conversation_id, user))
            before = _found(row.fetchall(), conversation_id)
            number = before.turns + 1
            execute("INSERT INTO turns VALUES (?, ?, ?, ?)", (before.id, number, now, kept))
            execute(
                "UPDATE conversations SET changed = ?, title = ? WHERE id = ?",
                (now, before.title or title_of(answer.question.text), before.id),
            )
        return number

    def listed(self, *, user: str) -> list[Conversation]:
        """Give the conversations of `user`, the one that changed last first."""
        rows = self._database.rows(
            f'{_SELECT} WHERE "user" = ? ORDER BY changed DESC, rowid DESC', user
        )
        return [_conversation(row) for row in rows]

    def get(self, conversation_id: str, *, user: str) -> Conversation:
        """Give a conversation of `user`.

        Raises:
            UnknownConversation: `user` has no such conversation, whoever else may have it.
        """
        rows = self._database.rows(f"{_SELECT} WHERE {_OWN}", conversation_id, user)
        return _found(rows, conversation_id)

    def turns(self, conversation_id: str, *, user: str) -> list[KeptTurn]:
        """Give what was asked and answered, oldest first.

        Raises:
            UnknownConversation: `user` has no such conversation.
        """
        return self._last(_ALL, conversation_id, user)

    def history(self, conversation_id: str, *, user: str, limit: int = 50) -> tuple[Exchange, ...]:
        """Give the last `limit` exchanges, oldest first, for a question that may lean on them.

        Raises:
            UnknownConversation: `user` has no such conversation.
        """
        turns = self._last(limit, conversation_id, user)
        return tuple(replace(turn.answer.exchange, question=turn.question) for turn in turns)

    def rename(self, conversation_id: str, title: str, *, user: str) -> None:
        """Give a conversation another title.

        Raises:
            BadTitle: it is empty or too long.
            UnknownConversation: `user` has no such conversation.
        """
        title = checked_title(title)
        with self._database.writing() as execute:
            changed = execute(
                'UPDATE conversations SET title = ? WHERE id = ? AND "user" = ? RETURNING id',
                (title, conversation_id, user),
            )
            if not changed.fetchall():
                raise _unknown(conversation_id)

    def delete(self, conversation_id: str, *, user: str) -> None:
        """Delete a conversation for good: its words are overwritten in a file.

        PostgreSQL overwrites them when it needs the room.

        Raises:
            UnknownConversation: `user` has no such conversation.
        """
        with self._database.writing() as execute:
            changed = execute(
                'DELETE FROM conversations WHERE id = ? AND "user" = ? RETURNING id',
                (conversation_id, user),
            )
            if not changed.fetchall():
                raise _unknown(conversation_id)
        self._database.forget()

    def rate(
        self, conversation_id: str, number: int, *, user: str, good: bool, reason: str = ""
    ) -> None:
        """Keep what `user` says of an answer, in place of what they said of it before.

        It goes with the conversation when that is deleted.

        Raises:
            BadReason: the reason is too long.
            UnknownConversation: `user` has no such conversation, or it has no such turn.
        """
        if len(reason) > LONGEST_REASON:
            raise BadReason(
                f"The reason has {len(reason):,} characters and may have {LONGEST_REASON:,}."
            )
        known = self.get(conversation_id, user=user)
        if not 1 <= number <= known.turns:
            raise _unknown(f"{conversation_id}-{number}")
        with self._database.writing() as execute:
            execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation, number) "
                "DO UPDATE SET given_at = excluded.given_at, good = excluded.good, "
                "reason = excluded.reason",
                (known.id, number, _text(datetime.now(UTC)), int(good), reason.strip()),
            )

    def feedback(self) -> list[Feedback]:
        """Give what all users say of their answers, the latest first, for whoever owns the file."""
        rows = self._database.rows(
            "SELECT conversation || '-' || number, answer, good, reason, given_at "
            "FROM feedback JOIN turns USING (conversation, number) ORDER BY given_at DESC"
        )
        return [
            Feedback(
                place, Answer.from_dict(json.loads(kept)), bool(good), reason,
                datetime.fromisoformat(given_at),
            )
            for place, kept, good, reason, given_at in rows
        ]  # fmt: skip

    def _last(self, limit: int, conversation_id: str, user: str) -> list[KeptTurn]:
        known = self.get(conversation_id, user=user)
        rows = self._database.rows(
            "SELECT number, asked_at, answer FROM turns WHERE conversation = ? "
            "ORDER BY number DESC LIMIT ?",
            known.id,
            limit,
        )
        return [self._turn(known, *row) for row in reversed(rows)]

    def _turn(self, of: Conversation, number: int, asked_at: str, kept: str) -> KeptTurn:
        try:
            answer = Answer.from_dict(json.loads(kept))
        except ValueError as error:
            raise ConversationError(
                f"Turn {number} of the conversation {of.id} in {self._name} cannot be read "
                f"({error}); put a copy of it back, or delete the conversation."
            ) from error
        return KeptTurn(number, answer, datetime.fromisoformat(asked_at))


def _found(rows: list[tuple[Any, ...]], conversation_id: str) -> Conversation:
    if not rows:
        raise _unknown(conversation_id)
    return _conversation(rows[0])


def _conversation(row: tuple[Any, ...]) -> Conversation:
    conversation_id, user, title, started, changed, turns = row
    return Conversation(
        id=conversation_id,
        user=user,
        title=title,
        started=datetime.fromisoformat(started),
        changed=datetime.fromisoformat(changed),
        turns=turns,
    )


def _unknown(conversation_id: str) -> UnknownConversation:
    return UnknownConversation(
        f"There is no conversation {conversation_id!r} of yours; `byline conversations` "
        "lists those there are, with their ids, as the page does."
    )


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")  # all of one length, so that text sorts
