"""The archive as LangChain sees it: a retriever of documents that know their offsets."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever


class PassageRetriever(BaseRetriever):
    """Gives the `limit` best passages of an `Index` as documents."""

    index: Any
    limit: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it
    ) -> list[Document]:
        return [self._document(hit) for hit in self.index.search(query, limit=self.limit)]

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
