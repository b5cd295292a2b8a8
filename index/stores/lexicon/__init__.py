"""The lexical index. This is the door."""

from index.stores.lexicon.documents import Draft
from index.stores.lexicon.lexicon import Lexicon, Match

__all__ = ["Draft", "Lexicon", "Match"]
