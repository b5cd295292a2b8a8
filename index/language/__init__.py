"""The languages of articles and questions. This is the door."""

from index.language.datelines import after_dateline
from index.language.detecting import language_of, language_of_question
from index.language.function_words import function_words, without_asking
from index.language.names import LANGUAGES, language_name
from index.language.scripts import count_words, spaced

__all__ = [
    "LANGUAGES",
    "after_dateline",
    "count_words",
    "function_words",
    "language_name",
    "language_of",
    "language_of_question",
    "spaced",
    "without_asking",
]
