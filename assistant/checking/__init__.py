"""The checks on a final sentence: is each thing it says in the text it cites, as the text says it?

Every check is a pure function of the sentence and the pieces it cites, and names the words that do
not hold. None of them tells whether the whole sentence is borne out: `checking.support` does.
"""

from assistant.checking.attribution import speaker_of
from assistant.checking.instructions import is_instruction
from assistant.checking.judging import flaws_of
from assistant.checking.quotations import quotation_verdict, quoted_place
from assistant.checking.reading import Texts
from assistant.checking.stating import leans_on_another

__all__ = [
    "Texts",
    "flaws_of",
    "is_instruction",
    "leans_on_another",
    "quotation_verdict",
    "quoted_place",
    "speaker_of",
]
