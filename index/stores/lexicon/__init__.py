"""The lexical index. This is the door."""

from index.stores.lexicon.lexicon import Draft, Lexicon, Match

__all__ = ["Draft", "Lexicon", "Match"]
