"""The lexical index. This is the door."""

from index.lexicon.lexicon import Draft, Lexicon, Match

__all__ = ["Draft", "Lexicon", "Match"]
