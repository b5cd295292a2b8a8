"""Readers of documents: Word, OpenDocument, Rich Text, EPUB and PDF."""
