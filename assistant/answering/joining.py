"""Several answers as one: their sentences one after another, each place cited by one number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.types import (
    Account,
    Answer,
    Citation,
    Claim,
    Claimed,
    Coverage,
    Part,
    ShortAnswer,
    Timings,
)

NOT_ALL_ANSWERED = "The articles do not answer"


class Joining:
    """Puts the answers to the parts of a question together, one after another.

    A sentence that an earlier answer has said is not said again, and a place in an article keeps
    the number it got first.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], str] = {}
        self._parts: list[Answer] = []
        self._claims: list[Claim] = []
        self._citations: list[Citation] = []
        self._reached = 0

    def shown(self, claimed: Claimed) -> Iterator[Claimed]:
        """Give a sentence of the answer that is coming as it will stand in the whole."""
        if claimed.claim.text not in self._said:
            placed = self._placed(claimed.claim, claimed.citations, self._reached)
            self._reached = placed.claim.end + 1
            yield replace(placed, settled=claimed.settled)

    def close(self, answer: Answer) -> None:
        """Take in an answer that is whole."""
        self._parts.append(answer)
        said, end = self._said, self._end
        for claim in answer.claims:
            if claim.text not in said:
                cited = [each for each in answer.citations if _within(each, claim)]
                placed = self._placed(claim, cited, end)
                end = placed.claim.end + 1
                self._claims.append(placed.claim)
                self._citations += placed.citations
        self._reached = self._end

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the sentences, then what only accounts lean on, at the end of the answer."""
        end = max(0, self._end - 1)
        cited = {each.label for each in self._citations}
        beside = {
            label: replace(each, label=label, answer_start=end, answer_end=end)
            for part in self._parts
            for each in part.citations
            if (label := self._label(each)) not in cited
        }
        return (*self._citations, *beside.values())

    def answer(self, question: str, coverage: Coverage) -> Answer | None:
        """Give the answer to the whole `question`; None where no part of it is answered.

        Each part has its own short answer. What the articles do not answer is said in the notice.
        """
        answered = [each for each in self._parts if not each.abstained]
        if not answered:
            return None
        first, text = answered[0], " ".join(each.text for each in self._claims)
        return replace(
            first,
            question=replace(first.question, text=question),
            text=text or first.text,
            claims=tuple(self._claims),
            citations=self.citations,
            accounts=tuple(self._account(one, each) for each in answered for one in each.accounts),
            named=tuple(naming for each in answered for naming in each.named),
            coverage=coverage,
            timings=_summed([each.timings for each in self._parts]),
            standalone=" ".join(each.standalone for each in self._parts),
            read_as=tuple(dict.fromkeys(pair for each in self._parts for pair in each.read_as)),
            confidence=min(each.confidence for each in answered),
            short=None,
            parts=tuple(map(self._part, self._parts)),
            notice=" ".join(dict.fromkeys(filter(None, self._notices(text)))),
        )

    @property
    def _said(self) -> set[str]:
        return {each.text for each in self._claims}

    @property
    def _end(self) -> int:
        """Where the next sentence begins."""
        return self._claims[-1].end + 1 if self._claims else 0

    def _placed(self, claim: Claim, citations: Sequence[Citation], start: int) -> Claimed:
        end = start + len(claim.text)
        placed = tuple(
            replace(each, label=self._label(each), answer_start=start, answer_end=end)
            for each in citations
        )
        labels = tuple(dict.fromkeys(each.label for each in placed))
        return Claimed(replace(claim, start=start, end=end, citations=labels), placed)

    def _part(self, answer: Answer) -> Part:
        return Part(answer.standalone, not answer.abstained, answer.reason, self._short(answer))

    def _short(self, answer: Answer) -> ShortAnswer | None:
        """Place a short answer in the whole."""
        short = answer.short
        if short is None:
            return None
        claim = next(each for each in answer.claims if short.answer_start < each.end)
        there = next(each for each in self._claims if each.text == claim.text)
        moved = there.start - claim.start
        return replace(
            short,
            label=self._label(next(each for each in answer.citations if each.label == short.label)),
            answer_start=short.answer_start + moved,
            answer_end=short.answer_end + moved,
        )

    def _account(self, account: Account, answer: Answer) -> Account:
        labels = {each.label: self._label(each) for each in answer.citations}
        versions = tuple(
            replace(each, labels=tuple(labels[label] for label in each.labels))
            for each in account.versions
        )
        return replace(account, versions=versions)

    def _label(self, citation: Citation) -> str:
        place = citation.article.id, citation.start, citation.end
        return self._numbers.setdefault(place, str(len(self._numbers) + 1))

    def _notices(self, text: str) -> Iterator[str]:
        for each in self._parts:
            yield each.notice
            if each.abstained:
                yield f"{NOT_ALL_ANSWERED} “{each.standalone}” {each.reason}"
            elif text and not each.claims:
                yield each.text


def _within(citation: Citation, claim: Claim) -> bool:
    return citation.in_answer and claim.start <= citation.answer_start < claim.end


def _summed(timings: Sequence[Timings]) -> Timings:
    return Timings(
        sum(each.retrieve for each in timings),
        sum(each.answer for each in timings),
        sum(each.check for each in timings),
    )
