"""The tools: what each takes, as a model of its arguments, and what it tells.

A docstring or a description here is what a language model goes by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.rendering import as_text, printable
from assistant.rendering.words import listing
from assistant.today import day_of_asking
from assistant.types import Claimed, Finished, Found, Noticed, Question, counted, to_json
from index import Article, Index, is_same_speaker

if TYPE_CHECKING:
    from assistant import Assistant

_WIDTH: Final = 100
_MOST: Final = 50  # passages or statements; more would fill a model's context
_PASSAGES_ABOUT: Final = 30  # of whose articles the statements are looked at


def _written(day: object) -> object:
    if day is not None and not isinstance(day, str):  # a number would be read as seconds
        raise ValueError("a day is written like 2031-03-04")
    return day


Day = Annotated[date | None, BeforeValidator(_written)]


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool gives: a text with citations for a language model, and the same as JSON."""

    text: str
    structured: Mapping[str, Any]


Report: TypeAlias = Callable[[str], None]
"""Is told, in a sentence, how far a tool has come."""


def unheard(sentence: str) -> None:
    """Report to nobody."""


class Tool(BaseModel):
    """The arguments of a tool; others are refused."""

    model_config = ConfigDict(extra="forbid")
    name: ClassVar[str]

    def tell(self, assistant: Assistant, *, report: Report = unheard) -> Told:
        """Do what the tool is for; `report` is told how far it has come.

        Raises:
            QuestionError: what is asked is empty or too long, or a limit makes no sense.
            UnknownArticle: the archive has no such article.
        """
        raise NotImplementedError


class _Limited(Tool):
    asked_on: Day = Field(
        None, description="The day of asking; news of those days counts more. As a rule today."
    )
    as_of: Day = Field(None, description="As on that day: nothing later is read.")
    outlets: tuple[str, ...] = Field((), description="Only articles of these outlets.")
    since: Day = Field(None, description="Only articles of that day or later.")
    until: Day = Field(None, description="Only articles of that day or earlier.")
    speaker: str = Field("", description="Only what somebody of that name says or relays.")

    def limits(self, index: Index) -> dict[str, Any]:
        """Give what `Assistant.ask` takes beside the question."""
        given = {name: getattr(self, name) for name in _Limited.model_fields}
        return given | {"asked_on": self.asked_on or self.as_of or day_of_asking(index)}


class Ask(_Limited):
    """Answer a question from the archive: checked sentences, each with numbered citations.

    Accounts that differ stand side by side. Where the articles do not answer, it says so and gives
    what comes nearest.
    """

    name = "ask"
    question: str
    infer: bool = Field(True, description="Read limits that are not given from the question.")

    def tell(self, assistant: Assistant, *, report: Report = unheard) -> Told:
        """Answer."""
        report("Searching the archive.")
        sentences = 0
        limits = self.limits(assistant.index)
        for event in assistant.stream(self.question, infer=self.infer, **limits):
            match event:
                case Found(hits, articles):
                    searched = counted(articles, "article")
                    found = counted(len(hits), "passage")
                    report(f"{searched} searched, {found} found; reading.")
                case Noticed(notice):
                    report(notice)
                case Claimed():
                    sentences += 1
                    report(f"{counted(sentences, 'sentence')} of the answer.")
                case Finished(answer):
                    pass
        text = as_text(answer, width=_WIDTH, no_infer="infer: false")
        return Told(text, answer.to_dict())


class SearchArticles(_Limited):
    """Find the passages that fit a question or words best, each with article and place."""

    name = "search_articles"
    query: str
    limit: int = Field(10, ge=1, le=_MOST)

    def tell(self, assistant: Assistant, *, report: Report = unheard) -> Told:  # noqa: ARG002
        """Search."""
        asked = Question.put(self.query, **self.limits(assistant.index))
        hits = assistant.find(asked, limit=self.limit)
        found = [(hit, assistant.index.article(hit.passage.article_id)) for hit in hits]
        lines = (
            f"[{hit.rank}] {_heading(article)}\n{_place(to_json(hit))}\n"
            f"{printable(hit.passage.text)}"
            for hit, article in found
        )
        told = [to_json(hit) | {"article": to_json(article)} for hit, article in found]
        return Told("\n\n".join(lines) or "No passage was found.", {"hits": told})


class ReadArticle(Tool):
    """Read one article in full; the offsets of citations count the characters of its `text`."""

    name = "read_article"
    article_id: str = Field(description="The id, as citations and passages give it.")

    def tell(self, assistant: Assistant, *, report: Report = unheard) -> Told:  # noqa: ARG002
        """Read."""
        article = assistant.index.article(self.article_id)
        head = filter(None, (_heading(article), printable(article.url)))
        return Told(
            "\n".join(head) + f"\n\n{article.text}",
            {"id": article.id, "text": article.text, **to_json(article)},
        )


class WhoSaid(_Limited):
    """Tell who says what about something: who speaks, the words, who relayed them, the place."""

    name = "who_said"
    about: str
    limit: int = Field(20, ge=1, le=_MOST)

    def tell(self, assistant: Assistant, *, report: Report = unheard) -> Told:  # noqa: ARG002
        """Give the statements that share most words with what is asked about, those first."""
        index = assistant.index
        asked = Question.put(self.about, **self.limits(index))
        hits = assistant.find(asked, limit=_PASSAGES_ABOUT)
        wanted = index.words(self.about)
        shared = [
            (len(wanted & index.words(said["said"])), said)
            for article_id in dict.fromkeys(hit.passage.article_id for hit in hits)
            for said in _statements(index, article_id)
            if not self.speaker or is_same_speaker(said["speaker"], self.speaker)
        ]
        best = sorted((each for each in shared if each[0]), key=lambda each: -each[0])
        told = [said for _, said in best[: self.limit]]
        text = "\n\n".join(map(_line, told)) or "Nobody is found who says anything about that."
        return Told(text, {"statements": told})


TOOLS: Final[Mapping[str, type[Tool]]] = {
    each.name: each for each in (Ask, SearchArticles, ReadArticle, WhoSaid)
}


def _statements(index: Index, article_id: str) -> Iterator[dict[str, Any]]:
    article = index.article(article_id)
    for each in index.statements([article_id])[article_id]:
        if not each.is_open(article.text):
            yield {
                "speaker": each.name.of(article.text),
                "said": each.saying(article.text),
                "manner": each.manner,
                "relayed_by": each.relayed_by.of(article.text) if each.relayed_by else None,
                "start": min(span.start for span in each.content),
                "end": max(span.end for span in each.content),
                "article_id": article.id,
                "article": to_json(article),
            }


def _line(said: Mapping[str, Any]) -> str:
    relayed = f", relayed by {said['relayed_by']}" if said["relayed_by"] else ""
    parts = (said["article"][key] for key in ("title", "outlet", "published"))
    origin = printable(", ".join(filter(None, parts)))
    told = printable(f"{said['speaker']}{relayed}: {said['said']}")
    return f"{told}\n{origin} {_place(said)}"


def _place(found: Mapping[str, Any]) -> str:
    return f"(characters {found['start']}-{found['end']} of article {found['article_id']})"


def _heading(article: Article) -> str:
    return printable(listing(article))
