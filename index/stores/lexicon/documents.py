"""What the lexicon holds of a passage, and the changes to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import tantivy

from index.errors import ArchiveReadOnly
from index.stores.lexicon.analyzers import as_tokens, is_english, words_in
from index.types import Article, Passage

WORDS = "byline_words"
"""The name under which tantivy knows how words are parted."""
SPELLED = "byline_spelled"
"""That under which it knows how words are parted that are to be as they are written."""
_SPELLED = re.compile(r"[^\W\d_]{4,}")


class Draft:
    """Changes to a lexicon: none of them lasts, or can be found, until it is committed.

    What is taken in is read by a thread of tantivy's own while the next articles are prepared.
    """

    def __init__(self, index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
        self._index = index
        self._writer = writer

    def forget_all(self) -> None:
        """Forget everything."""
        self._writer.delete_all_documents()

    def forget(self, article_id: str) -> None:
        """Forget the passages of an article, if there are any."""
        self._writer.delete_documents_by_term("article", article_id)

    def take(self, article: Article, passages: Iterable[Passage]) -> None:
        """Take in an article in place of what was there under its id."""
        self.forget(article.id)
        with writing_refused():
            for number, passage in enumerate(passages):
                document = _document(article, passage)
                if not number:  # so that an article counts once
                    document.add_text("spelled", _spelled(article))
                self._writer.add_document(document)

    def commit(self) -> None:
        """Make the changes last and let them be found, all at once."""
        with writing_refused():
            self._writer.commit()
            self._index.reload()


@contextmanager
def writing_refused() -> Iterator[None]:
    """Say in a sentence what keeps tantivy from writing: as a rule a disk that is full.

    Raises:
        ArchiveReadOnly: it could not write; what the catalog holds is taken in the next time.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise ArchiveReadOnly(
            f"The word index cannot be written to ({error}); free some space or change the "
            "permissions, then run the command again. What was added before is safe."
        ) from error


def schema() -> tantivy.Schema:
    """Give the fields of a passage."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("passage", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("article", tokenizer_name="raw", index_option="basic")
    fields.add_text_field("language", tokenizer_name="raw", index_option="basic")
    fields.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    fields.add_integer_field("published", indexed=True, fast=True)
    fields.add_text_field("title", tokenizer_name=WORDS, index_option="freq")
    fields.add_text_field("text", tokenizer_name=WORDS, index_option="freq")
    fields.add_text_field("spelled", tokenizer_name=SPELLED, index_option="basic")
    return fields.build()


def _document(article: Article, passage: Passage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("passage", passage.id)
    document.add_text("article", article.id)
    document.add_text("outlet", article.outlet)
    if article.published:
        document.add_integer("published", article.published.toordinal())
    language = article.language or "en"
    document.add_text("language", language)
    for field, text in (("title", article.title), ("text", passage.text)):
        if is_english(language):
            document.add_text(field, text)
        else:
            document.add_pre_tokenized_text(field, as_tokens(words_in(text, language)))
    return document


def _spelled(article: Article) -> str:
    """Give each word of four letters and more once, as it is written."""
    return " ".join(dict.fromkeys(_SPELLED.findall(f"{article.title}\n{article.text}")))
