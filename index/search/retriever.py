"""The archive as LangChain sees it: a retriever of documents that know their offsets."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.errors import InputError
from index.types import Filters

_SHOWN: Final = 3  # outlets that may be meant


class PassageRetriever(BaseRetriever):
    """Gives the `limit` best passages of an `Index` as documents.

    `outlets`, `since`, `until` and `speaker` limit what is found, as `Filters` does; `asked_on` is
    the day of asking, around which news counts more.
    """

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    index: Any
    limit: int = Field(10, ge=1)
    asked_on: date | None = None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    speaker: str = ""

    def model_post_init(self, _: Any, /) -> None:
        """Refuse outlets that the archive has nothing of.

        Raises:
            InputError: there is one; the message names those that may be meant.
        """
        known = self.index.outlets() if self.outlets else []
        for outlet in self.outlets:
            if outlet not in known:
                near = get_close_matches(outlet, known, _SHOWN, 0) or ["none"]
                raise InputError(
                    f"No article in the archive comes from {outlet!r}; the outlets with the "
                    f"nearest names are {', '.join(near)}."
                )

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it
    ) -> list[Document]:
        limits = Filters(
            outlets=self.outlets, since=self.since, until=self.until, speaker=self.speaker
        )
        hits = self.index.search(query, limit=self.limit, asked_on=self.asked_on, filters=limits)
        return [self._document(hit) for hit in hits]

    def _document(self, hit: Any) -> Document:
        article = self.index.article(hit.passage.article_id)
        return Document(
            id=hit.passage.id,
            page_content=hit.passage.text,
            metadata={
                "article_id": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "url": article.url,
                "published": article.published.isoformat() if article.published else None,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "score": hit.score,
                "rank": hit.rank,
            },
        )
