"""How a text becomes the words that are indexed: parted and stemmed in its language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from tantivy import (
    Filter,
    PreTokenizedString,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Token,
    Tokenizer,
)

from index.language import function_words, spaced, without_asking
from index.language.english.small import SOUGHT

# Vowel signs are parts of words, though they are no letters: a Hindi word is one word.
_WORD = r"[\p{L}\p{M}\p{N}]+"
_LONGEST = 40
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def is_english(language: str) -> bool:
    """Whether texts of a language are read as English: those of an unknown one are, too."""
    return language in ("", "en")


@cache
def english(*, asked: bool = False) -> TextAnalyzer:
    """Give the analyzer of English, `asked` without the words that ask."""
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST))
    words = words.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if asked:
        words = words.filter(Filter.custom_stopword(sorted(SOUGHT)))
    return words.filter(Filter.stemmer("english")).build()


def words_in(text: str, language: str, *, asked: bool = False) -> list[str]:
    """Give the words of `text` as they are indexed, in their order.

    Those of another language than English have its code before them: "die" means nothing in
    German. `asked` leaves out the words that ask.
    """
    if is_english(language):
        return english(asked=asked).analyze(text)
    text = normalize("NFKC", text)
    text = spaced(without_asking(text, language) if asked else text)
    return [f"{language}:{word}" for word in _other(language, asked=asked).analyze(text)]


def as_tokens(words: Iterable[str]) -> PreTokenizedString:
    """Give words as tantivy takes them; where in a text they stand is not indexed."""
    return PreTokenizedString("", [Token(word, at, 0, 0) for at, word in enumerate(words)])


@cache
def spelled() -> TextAnalyzer:
    """Give the analyzer of words that are as they are written, a space between two."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(_LONGEST)).build()


@cache
def _other(language: str, *, asked: bool) -> TextAnalyzer:
    """Give the analyzer of a language other than English.

    Its accents are folded last: its function words and its stemmer know them.
    """
    words = TextAnalyzerBuilder(Tokenizer.regex(_WORD)).filter(Filter.remove_long(_LONGEST))
    words = words.filter(Filter.lowercase())
    if asked and (known := function_words(language)):
        words = words.filter(Filter.custom_stopword(sorted(known)))
    if language in _STEMMERS:
        words = words.filter(Filter.stemmer(_STEMMERS[language]))
    return words.filter(Filter.ascii_fold()).build()
