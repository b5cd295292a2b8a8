"""The languages of articles and questions. This is the door."""

from index.languages.detecting import language_of, language_of_question
from index.languages.function_words import function_words, without_asking
from index.languages.names import LANGUAGES, language_name
from index.languages.scripts import count_words, spaced

__all__ = [
    "LANGUAGES",
    "count_words",
    "function_words",
    "language_name",
    "language_of",
    "language_of_question",
    "spaced",
    "without_asking",
]
