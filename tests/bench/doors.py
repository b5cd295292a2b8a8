"""One answer at every door: the same sentences, numbers, places and verdicts, or what differs.

    python tests/bench/doors.py QUESTIONS ARTICLES [--archive DIR] [--sample N]

The answers are written by a "model" that answers from its evidence, and read back from what each
door shows: JSON, the terminal, Markdown, HTML, the page, a kept conversation, and the shapes that
other programs give their citations.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from archives import embedded, parser
from quoting import QuotingModel
from reporting import provenance, table

from assistant import Answer, Assistant
from assistant.conversations import Conversations
from assistant.page import Turn, turn_html
from assistant.rendering import as_html, as_json, as_markdown, as_text, conversation_as
from assistant.rendering.shapes import SHAPES, cited
from assistant.writing import Writer
from assistant.writing.tokens import counter_for
from index import Index

Places = Mapping[str, tuple[str, int, int]]
"""The place in an article that each number stands for: article id, start, end."""

_PLACE = re.compile(r"characters\s+(\d+)-(\d+)\s+of\s+article\s+([^\s;)<]+)")
_BUTTON = re.compile(r'<button[^>]*class="number"[^>]*data-article="([^"]*)"[^>]*'
                     r'data-start="(\d+)"[^>]*data-end="(\d+)"[^>]*>(\d+)<')  # fmt: skip


def places_of(answer: Mapping[str, Any]) -> Places:
    """Give the places of an answer's JSON."""
    return {
        each["label"]: (each["article_id"], each["start"], each["end"])
        for each in answer["citations"]
    }


def numbers_of(answer: Mapping[str, Any]) -> list[str]:
    """Give the numbers in the order of the answer's sentences, then of accounts side by side."""
    versions = [
        version
        for account in answer["accounts"]
        if len(account["versions"]) > 1
        for version in account["versions"]
    ]
    return [label for each in (*answer["claims"], *versions) for label in each["citations"]]


def timeless(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is never the same twice."""
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def faults(answer: Answer, read: Callable[[str], str]) -> Iterator[str]:
    """Say what is wrong with an answer in itself; `read` gives an article's text."""
    for claim in answer.claims:
        if answer.text[claim.start : claim.end] != claim.text:
            yield f"the offsets of {claim.text!r}"
        if not set(claim.citations) <= {each.label for each in answer.citations}:
            yield f"a number of {claim.text!r} stands for nothing"
    for version in (each for account in answer.accounts for each in account.versions):
        if not set(version.labels) <= {each.label for each in answer.citations}:
            yield f"a number of the account {version.value!r} stands for nothing"
    for each in answer.citations:
        if read(each.article.id)[each.start : each.end] != each.quote:
            yield f"the place of [{each.label}]"
        if each.verdict != "exact":
            yield f"the verdict on [{each.label}]: {each.verdict}"


def disagreements(answer: Answer, conversations: Conversations) -> Iterator[str]:
    """Name the doors that show something else than the answer's JSON does."""
    whole = answer.to_dict()
    places, numbers = places_of(whole), numbers_of(whole)
    has_short = answer.short is not None
    if timeless(json.loads(as_json(answer))) != timeless(whole):
        yield "JSON"
    if Answer.from_dict(whole).to_dict() != whole:
        yield "JSON, read back"
    for door, shown in (
        ("terminal", _terminal(answer)),
        ("Markdown", _footnotes(as_markdown(answer), r"\[\^(\d+)\]", has_short=has_short)),
        ("HTML", _linked(as_html(answer), has_short=has_short)),
        ("page", _page(answer)),
    ):
        if shown != (numbers, places):
            yield door
    yield from _kept(answer, conversations)
    yield from _shapes(answer)


def _terminal(answer: Answer) -> tuple[list[str], Places]:
    text = as_text(answer, width=1000)
    body, *sources = re.split(r"\n(?=\[\d+\] )", text)
    sentences = [line for line in body.splitlines() if line]
    if answer.short:
        sentences = sentences[1:]
    found = {
        label: (place[3], int(place[1]), int(place[2]))
        for source in sources
        if (label := re.match(r"\[(\d+)\]", source)[1]) and (place := _PLACE.search(source))  # type: ignore[index]
    }
    return re.findall(r"\[(\d+)\]", "\n".join(sentences)), found


def _footnotes(text: str, mark: str, *, has_short: bool) -> tuple[list[str], Places]:
    body, *notes = re.split(r"\n(?=\[\^\d+\]: )", text)
    blocks = body.split("\n\n")[1:]
    if has_short:
        blocks = blocks[1:]
    found = {
        re.match(mark, note)[1]: (place[3], int(place[1]), int(place[2]))  # type: ignore[index]
        for note in notes
        if (place := _PLACE.search(note))
    }
    return re.findall(mark, "\n".join(blocks)), found


def _linked(text: str, *, has_short: bool) -> tuple[list[str], Places]:
    numbers = re.findall(r'<a[^>]*href="#source-(\d+)"', text)[has_short:]
    parts = re.split(r'id="source-(\d+)"', text)
    found = {
        label: (place[3], int(place[1]), int(place[2]))
        for label, part in zip(parts[1::2], parts[2::2], strict=True)
        if (place := _PLACE.search(unescape(part)))
    }
    return numbers, found


def _page(answer: Answer) -> tuple[list[str], Places]:
    written = turn_html(Turn(id="turn-1", question=answer.question, answer=answer))
    answered = written.partition("<aside")[0].partition('class="claim')[2]
    buttons = _BUTTON.findall(answered)
    found = {
        label: (unescape(article), int(start), int(end)) for article, start, end, label in buttons
    }
    return [label for *_, label in buttons], found


def _kept(answer: Answer, conversations: Conversations) -> Iterator[str]:
    number = conversations.start(user="somebody").id
    conversations.add(number, answer, user="somebody")
    [turn] = conversations.turns(number, user="somebody")
    if turn.answer.to_dict() != answer.to_dict():
        yield "kept conversation"
    exported = json.loads(conversation_as("json", "", [turn.answer]))
    if timeless(exported["turns"][0]) != timeless(answer.to_dict()):
        yield "exported conversation"
    conversations.delete(number, user="somebody")


def _shapes(answer: Answer) -> Iterator[str]:
    spans = {(each.answer_start, each.answer_end) for each in answer.citations if each.in_answer}
    if {(each.answer_start, each.answer_end) for each in cited(answer)} != spans:
        yield "shapes"
    given = SHAPES["cohere"](answer)
    text = given["content"][0]["text"] if answer.claims else ""
    if any(text[each["start"] : each["end"]] != each["text"] for each in given["citations"]):
        yield "Cohere's shape"


def main() -> None:
    """Ask, compare and print."""
    given = parser(__doc__).parse_args()
    print(provenance(given.articles.name, given.questions.name), end="\n\n")
    counts = {"questions": 0, "written answers": 0, "sentences": 0, "citations": 0}
    wrong: list[tuple[str, str]] = []
    with (
        embedded(given.articles, given.questions, given.archive, sample=given.sample) as work,
        Index.open(work.archive) as index,
        tempfile.TemporaryDirectory() as folder,
        Conversations.open(Path(folder) / "conversations.db") as conversations,
    ):
        counter = counter_for("quoting", local=index.count_tokens, environment={})
        assistant = Assistant(
            index, writer=Writer(index=index, model=QuotingModel(), counter=counter)
        )
        for question in work.questions:
            answer = assistant.ask(question.text, asked_on=question.asked_on)
            counts["questions"] += 1
            counts["written answers"] += not answer.abstained
            counts["sentences"] += len(answer.claims)
            counts["citations"] += len(answer.citations)
            wrong += [
                (question.id, each) for each in faults(answer, lambda a: index.article(a).text)
            ]
            wrong += [(question.id, each) for each in disagreements(answer, conversations)]
    print(table(("what", "count"), [*counts.items(), ("differences", len(wrong))]))
    if wrong:
        print(table(("question", "what differs"), wrong))


if __name__ == "__main__":
    main()
