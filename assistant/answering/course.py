"""What a question is before anything is searched for: talk, one for the archive, several, or one.

Talk and questions for the archive are answered at once; several questions in one are answered one
after another; all else goes its ordinary course (`answering`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answering.answering import Answering
from assistant.answering.joining import Joining
from assistant.answering.retrieval import coverage_of, search, spelled
from assistant.answering.watching import Watch
from assistant.overviews import holdings
from assistant.reading import Reading as Reader
from assistant.settings import VERSION
from assistant.types import (
    Answer,
    Claimed,
    Coverage,
    Event,
    Fingerprint,
    Finished,
    Found,
    Question,
)
from assistant.understanding import filters_of, overview_of, parts_of, takes_over, without_days
from assistant.understanding.followups import part_after, points_back, standalone
from assistant.understanding.talk import reply_to
from index import Hit, Index

if TYPE_CHECKING:
    from assistant.writing import Writer


STOPPED = "Stopped. This is what there was by then."
"""What an answer says of itself that somebody had stopped."""


def course_of(
    index: Index,
    asked: Question,
    *,
    reader: Callable[[], Reader],
    writer: Writer | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Event]:
    """Answer one checked question, as the events that `Assistant.stream` gives."""
    for event in _course(index, asked, reader=reader, writer=writer):
        if isinstance(event, Finished):
            stopped = [STOPPED] if stop and stop.is_set() else []
            yield _noted(event, [*stopped, *index.notices])
        else:
            yield event


def _noted(finished: Finished, notices: Sequence[str]) -> Finished:
    """Say in an answer that it was stopped, and what of the archive it was not searched for in."""
    answer = finished.answer
    return Finished(replace(answer, notice=" ".join(filter(None, (answer.notice, *notices)))))


def _course(
    index: Index,
    asked: Question,
    *,
    reader: Callable[[], Reader],
    writer: Writer | None,
) -> Iterator[Event]:
    if index.language_of(asked.text) != "en":
        yield from Answering(index, asked, reader=reader, writer=writer).events()
        return
    told = _talk(index, asked) or _of_archive(index, asked)
    if told:
        yield Finished(told)
        return
    asked = _leaning(asked)
    parts = parts_of(standalone(asked.text, asked.history))
    if len(parts) > 1:
        answer = yield from _several(index, asked, parts, reader=reader, writer=writer)
        if answer:
            yield Finished(answer)
            return
    yield from Answering(index, asked, reader=reader, writer=writer).events()


def _talk(index: Index, asked: Question) -> Answer | None:
    reply = reply_to(asked.text)
    return replace(_told(index, asked, reply), kind="talk") if reply else None


def _of_archive(index: Index, asked: Question) -> Answer | None:
    """Answer a question for what the archive holds; None where it is none."""
    watch = Watch()
    text, corrected = spelled(index, asked.text) if asked.infer else (asked.text, ())
    wanted = holdings.asked_of(text)
    if wanted is None:
        return None
    question, inferred = holdings.limited(asked)
    held = holdings.held(
        index, wanted, question, search=partial(search, index, limit=holdings.PASSAGES)
    )
    watch.lap("retrieve")
    return replace(
        _told(index, question, held.text),
        kind="archive",
        listed=held.listed,
        standalone=text,
        inferred=inferred,
        read_as=corrected,
        timings=watch.timings,
    )


def _told(index: Index, question: Question, text: str) -> Answer:
    return Answer(
        question=question,
        text=text,
        coverage=Coverage(articles_in_index=len(index)),
        fingerprint=Fingerprint(
            corpus=index.corpus_fingerprint, embedder=index.embedder_fingerprint, version=VERSION
        ),
        standalone=question.text,
        confidence=1.0,
    )


def _leaning(asked: Question) -> Question:
    """Keep only those earlier questions that this one may refer to.

    Thanks and counts say nothing of what it is about, and an overview that names its topic or its
    days stands alone.
    """
    overview, days = overview_of(asked.text), without_days(asked.text) != asked.text
    if overview and (overview.topics or days) and not points_back(asked.text):
        return replace(asked, history=())
    told = [each for each in asked.history if not _is_aside(each.question)]
    return replace(asked, history=tuple(told))


def _is_aside(question: str) -> bool:
    wanted = holdings.asked_of(question)
    return bool(reply_to(question)) or (wanted is not None and not wanted.topic)


def _several(
    index: Index,
    asked: Question,
    parts: Sequence[str],
    *,
    reader: Callable[[], Reader],
    writer: Writer | None,
) -> Generator[Event, None, Answer | None]:
    """Answer each part, written out by the first where it needs that; None where nothing answers.

    `parts` can each be asked without the conversation.
    """
    joining, hits = Joining(), list[Hit]()
    for text in parts:
        alone = text if takes_over(text, parts[0]) else part_after(text, parts[0])
        part = replace(asked, text=alone, history=())
        for event in Answering(index, part, reader=reader, writer=writer).events():
            match event:
                case Claimed():
                    yield from joining.shown(event)
                case Finished(answer):
                    joining.close(answer)
                case Found():
                    hits += event.hits
                    yield Found(tuple(hits), event.articles_in_index, event.quoted)
                case _:
                    yield event
    filters = filters_of(asked, index.outlets)
    coverage = coverage_of(index, hits, joining.citations, len(index), filters=filters)
    return joining.answer(asked.text, coverage)
