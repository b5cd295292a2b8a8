"""What a sentence states that can be compared: its numbers, its days, its names, its words.

Each is read the same way from a sentence and from the text it rests on; each of them tells
whether another bears it out.
"""

from assistant.facts.days import day_of, days_in
from assistant.facts.names import Name, Vocabulary, names_in, vocabulary_of
from assistant.facts.numbers import Number, implied_in, numbers_in
from assistant.facts.periods import Days, Period
from assistant.facts.words import Word, stem_of, telling, words_of

__all__ = [
    "Days",
    "Name",
    "Number",
    "Period",
    "Vocabulary",
    "Word",
    "day_of",
    "days_in",
    "implied_in",
    "names_in",
    "numbers_in",
    "stem_of",
    "telling",
    "vocabulary_of",
    "words_of",
]
