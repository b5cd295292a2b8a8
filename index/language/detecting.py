"""In which language a text is written: by its script, its function words, then py3langid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.language.english.grammar import HELPERS
from index.language.function_words import asking_words, languages_of_words
from index.language.names import LANGUAGES
from index.language.scripts import languages_written

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_READ = 500  # characters of an article: its first paragraphs
# Not \w: vowel signs of Hindi are no letters to it.
_WORD = re.compile(r"[^\s\d_.,;:!?¿¡\"'’‘“”„«»()\[\]…–—/।॥؟،؛-]+")
# Of the words of English prose a quarter are function words that no other language has.
_PLAINLY_ENGLISH = 0.1
_FEWEST_WORDS = 4
# A word that asks counts as several others. A question needs one of them, or other words of as
# much weight, to be in a language that no article has: "Kim", "De La Soul" are only names.
_ASKS = 3
_SURE = 0.8
_QUESTION_MARKS = ("?", "؟", "？", ";")
_SAME = {"nb": "no", "nn": "no"}


def language_of(text: str) -> str:
    """Give the language of an article (ISO 639-1); "" where too little of it is there to tell."""
    text = text[:_READ]
    written = languages_written(text)
    if len(written) == 1:
        return written[0]
    words = _words(text)
    english = _only_english()
    if not written and sum(word in english for word in words) > _PLAINLY_ENGLISH * len(words):
        return "en"
    if "zh" in written:
        return "zh"
    return _detected(text, written) if len(words) >= _FEWEST_WORDS else ""


def language_of_question(text: str, held: Sequence[str]) -> str:
    """Give the language of a question, of which the archive holds articles in `held`.

    Those come first, in their order: a few words seldom tell by themselves. Another language is
    only taken where its function words count for more, and enough.
    """
    written = languages_written(text)
    known = [each for each in held if each in written or not written]
    if len(written) == 1:
        return written[0]
    if written and len(known) == 1:
        return known[0]
    words = _words(text)
    counts = _counts(words, written)
    if words and words[0] in HELPERS and (not written or "en" in written):
        counts["en"] += _ASKS - 1  # "Was the bridge closed?", where "was" asks in German too
    most = max(counts.values(), default=0)
    first = max(known, key=lambda each: counts[each], default="")
    enough = _ASKS if text.rstrip().endswith(_QUESTION_MARKS) else _ASKS + 1
    alike = [each for each in known if counts[each] == most]
    if len(alike) > 1 and most >= enough:
        return _detected(text, alike) or first
    if first and (counts[first] == most or most < enough):
        return first
    best = sorted(each for each, count in counts.items() if count == most)
    if len(best) == 1:
        return best[0]
    return _detected(text, tuple(best) or written) or (written or ("en",))[0]


@cache
def _only_english() -> frozenset[str]:
    return frozenset(word for word, known in languages_of_words().items() if known == {"en"})


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _counts(words: Sequence[str], written: Sequence[str]) -> Counter[str]:
    """Count the function words of each language, each once; those that ask count for several."""
    counts = Counter[str]()
    languages = languages_of_words()
    for word in set(words):
        for language in languages.get(word, ()):
            if not written or language in written:
                counts[language] += _ASKS if word in asking_words(language) else 1
    return counts


def _detected(text: str, among: Sequence[str] = ()) -> str:
    """Give the language that the detector is sure of, "" where it is not; one of `among` if any."""
    ranked = [(_SAME.get(code, code), share) for code, share in _detector().rank(text)]
    ranked = [(code, share) for code, share in ranked if not among or code in among]
    total = sum(share for _, share in ranked)
    code, share = ranked[0] if ranked else ("", 0.0)
    return code if total and share >= _SURE * total else ""


@cache
def _detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Dialects and small neighbours would only draw from the languages told apart.
    identifier.set_languages(
        [code for code in identifier.nb_classes if _SAME.get(code, code) in LANGUAGES]
    )
    return identifier
