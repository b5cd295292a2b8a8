"""An answer, or a conversation, as Markdown with footnotes.

Readers of Markdown number footnotes themselves, in the order of their first mention. Where that
may not be the number the source has everywhere else, its own number stands before the footnote's
mark, and again where the footnote begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.rendering import words
from assistant.rendering.accounts import COLUMNS, account_heading, agreement, cells, disputed
from assistant.rendering.escaping import address, inside, is_web_address, markdown

if TYPE_CHECKING:
    from assistant.types import Account, Answer, Claim, Dropped, Evidence, ShortAnswer, Version


def as_markdown(answer: Answer, *, dropped: bool = False) -> str:
    """Render `answer` as Markdown: the question, its sentences, and a footnote a source.

    The short answer is bold: on a line of its own, and in its sentence. With `dropped`, what a
    model wrote and what did not hold follows, with the reasons.
    """
    marks = _Marks() if _counts_up(answer) else _Marks(numbered=True)
    return "\n\n".join([f"**{markdown(answer.question.text)}**", *_body(answer, marks, dropped)])


def conversation_as_markdown(title: str, answers: Sequence[Answer]) -> str:
    """Render a conversation: `title`, and each question with its answer under a heading."""
    blocks = [f"# {markdown(title)}"]
    for turn, answer in enumerate(answers, start=1):
        blocks.append(f"## {markdown(answer.question.text)}")
        blocks += _body(answer, _Marks(f"{turn}-", numbered=True), dropped=False)
    return "\n\n".join(blocks)


@dataclass(frozen=True, slots=True)
class _Marks:
    """How sources are marked: `prefix` tells turns apart, `numbered` writes their number out."""

    prefix: str = ""
    numbered: bool = False

    @property
    def form(self) -> str:
        number = r"\[{0}\]" if self.numbered else ""
        return f"{number}[^{self.prefix}{{0}}]"

    def definition(self, label: str) -> str:
        number = rf"\[{label}\] " if self.numbered else ""
        return f"[^{self.prefix}{label}]: {number}"


def _counts_up(answer: Answer) -> bool:
    """Tell whether the sources, in the order of their first mention, are 1, 2, 3 and so on."""
    mentioned = [short.label for _, short in words.shorts(answer)]
    mentioned += (label for claim in answer.claims for label in claim.citations)
    versions = (version for account in disputed(answer) for version in account.versions)
    mentioned += (label for version in versions for label in version.labels)
    labels = list(dict.fromkeys(mentioned))
    return labels == [str(number) for number in range(1, len(labels) + 1)]


def _body(answer: Answer, marks: _Marks, dropped: bool) -> Iterator[str]:
    yield from _abstention(answer) if answer.abstained else _answered(answer, marks)
    if answer.nearest:
        yield words.nearest(answer)
        yield "\n".join(f"- {_source(evidence)}" for evidence in answer.nearest)
    if dropped and answer.dropped:
        yield words.DROPPED
        yield "\n".join(_left_out(answer.dropped))
    notes = filter(None, (answer.notice, *words.notes(answer)))
    yield from (f"*{markdown(line)}*" for line in notes)


def _answered(answer: Answer, marks: _Marks) -> Iterator[str]:
    for asked, short in words.shorts(answer):
        first = f"{markdown(asked)} " if asked else ""
        yield f"{first}**{markdown(short.text)}**{marks.form.format(short.label)}"
    if answer.claims:
        # Two marks side by side would read as one number.
        yield " ".join(
            _sentence(claim, answer.short) + words.marks(claim, marks.form, between=" ")
            for claim in answer.claims
        )
    if answer.named:
        yield from _named(answer)
    if answer.is_told:
        yield from _told(answer)
    for account in answer.accounts:
        yield from _account(account, marks)
    for citation in words.sources(answer.citations):
        source = _source(citation.evidence, words.doubt(citation), words.also_at(citation))
        yield marks.definition(citation.label) + source


def _named(answer: Answer) -> Iterator[str]:
    if not answer.claims:
        yield markdown(answer.text)
    yield words.NAMED
    yield "\n".join(f"- {markdown(words.naming(each))}" for each in answer.named)


def _told(answer: Answer) -> Iterator[str]:
    yield markdown(answer.text)
    if answer.listed:
        yield "\n".join(f"- {markdown(words.listing(each))}" for each in answer.listed)


def _account(account: Account, marks: _Marks) -> Iterator[str]:
    if account.is_disputed:
        yield markdown(account_heading(account))
        yield "\n".join(
            [_row(COLUMNS), _row(["---"] * len(COLUMNS))]
            + [_row(_version(version, marks)) for version in account.versions]
        )
    elif agreed := agreement(account):
        yield agreed


def _version(version: Version, marks: _Marks) -> Iterator[str]:
    yield from map(markdown, cells(version))
    yield " ".join(marks.form.format(label) for label in version.labels)


def _row(written: Iterable[str]) -> str:
    return f"| {' | '.join(written)} |"


def _abstention(answer: Answer) -> Iterator[str]:
    yield from (markdown(line) for line in words.refusal(answer))


def _left_out(dropped: Iterable[Dropped]) -> Iterator[str]:
    for each in dropped:
        yield f"- {markdown(each.text)}"
        yield from (f"  - {markdown(flaw.detail)}" for flaw in each.flaws)


def _sentence(claim: Claim, short: ShortAnswer | None) -> str:
    before, answering, after = words.parted(claim, short)
    if not answering:
        return markdown(claim.text)
    return f"{inside(before, markdown)}**{markdown(answering)}**{inside(after, markdown)}"


def _source(evidence: Evidence, *notes: str) -> str:
    article = evidence.article
    title, origin = markdown(article.name), markdown(words.origin(article))
    if is_web_address(article.url):
        title = f"[{title}](<{address(article.url)}>)"
    heading = f"{origin}: {title}" if origin else title
    parts = (words.said_by(evidence), words.place(evidence), *notes)
    details = "; ".join(part for part in parts if part)
    return f"{heading}. “{markdown(evidence.quote)}” ({markdown(details)})"
