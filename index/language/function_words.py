"""Words that only hold a sentence together or ask, by language (stop-words has the lists).

Those of English are the lexicon's own: they were chosen by measurements.
"""

from __future__ import annotations

import re
from functools import cache

from stop_words import AVAILABLE_LANGUAGES, LANGUAGE_MAPPING, get_stop_words

from index.language.english.asking import ASKING
from index.language.names import LANGUAGES

# Words that ask: the lists of the package lack some, and they tell most of a question's language.
_ASKING = {
    "en": " ".join(ASKING),
    "de": "wer wem wen wessen was wann warum weshalb wieso wo wohin woher womit wodurch worum "
    "wofür wie wieviel wieviele viele welche welcher welches welchen welchem",
    "fr": "qui que quoi quand pourquoi où comment combien quel quelle quels quelles lequel "
    "laquelle",
    "es": "quién quiénes qué cuándo dónde adónde cómo cuánto cuánta cuántos cuántas cuál cuáles",
    "it": "chi cosa quando perché dove come quanto quanta quanti quante quale quali",
    "pt": "quem que quando porque porquê onde como quanto quanta quantos quantas qual quais",
    "nl": "wie wat wanneer waarom waar waarheen hoe hoeveel welk welke",
    "sv": "vem vad när varför var vart hur många mycket vilken vilket vilka",
    "da": "hvem hvad hvornår hvorfor hvor hvordan mange meget hvilken hvilket hvilke",
    "no": "hvem hva når hvorfor hvor hvordan mange mye hvilken hvilket hvilke",
    "pl": "kto kogo komu co kiedy dlaczego gdzie dokąd skąd jak ile ilu który która które jaki "
    "jaka",
    "tr": "kim kimin kimi ne neden niçin niye zaman nerede nereye nasıl kaç hangi kadar",
    "ru": "кто кого кому что когда почему зачем где куда откуда как сколько какой какая какие чем",
    "uk": "хто кого кому що коли чому де куди звідки як скільки який яка які чим",
    "ar": "من ما ماذا متى لماذا أين كيف كم هل أي بماذا لمن ما",
    "fa": "چه کی چرا کجا چگونه چطور چند کدام آیا",
    "hi": "कौन किस किसने किसे किसका क्या कब क्यों कहाँ कहां कैसे कितना कितने कितनी कौनसा",
}
# What the lists lack; mostly what an apostrophe leaves of an article ("l'eau", "dell'acqua").
_FURTHER = {
    "de": "beim wurde wurden worden",
    "fr": "c d j l m n qu s t jusqu lorsqu puisqu",
    "it": "c d l un all dall dell nell sull quest quell",
    "ca": "d l m n s t",
}
# Where no spaces part words, they are cut out, and few are parts of other words.
_UNSPACED_ASKING = {
    "zh": "为什么 為什麼 什么时候 什麼時候 什么 什麼 怎么样 怎么 怎麼 如何 多少 多长 多久 哪里 "
    "哪儿 哪些 哪个 哪家 哪 谁 誰 几 幾 吗 嗎 呢 吧 的 了 是 有 在 和 与 與 被 把 从 從 到 要 "
    "这 這 那 之",
    "ja": "なぜ どうして 何人 何が 何を 何 誰が 誰 だれ いつ どこ どう どの いくら いくつ ですか "
    "ましたか ますか でしたか",
    "th": "ทำไม อะไร เมื่อไร เมื่อไหร่ ที่ไหน อย่างไร เท่าไร เท่าไหร่ กี่ ใคร",
}

_LISTED = frozenset(
    code
    for code, name in LANGUAGE_MAPPING.items()
    if code in LANGUAGES and name in AVAILABLE_LANGUAGES
)
_ALONE = re.compile(r"(?<!\w)[^\W\dA-Za-z](?!\w)")


@cache
def function_words(language: str) -> frozenset[str]:
    """Give the words of `language` that tell nothing of what a question is about, in small letters.

    None where no list of that language is known.
    """
    if language in _UNSPACED_ASKING:
        return frozenset()
    known = get_stop_words(language) if language in _LISTED else []
    words = {word.casefold().strip() for word in known}
    return frozenset(words | asking_words(language) | set(_FURTHER.get(language, "").split()))


@cache
def asking_words(language: str) -> frozenset[str]:
    """Give the words of `language` that ask."""
    return frozenset(_ASKING.get(language, "").split())


def without_asking(question: str, language: str) -> str:
    """Leave the words that ask out of a question in a language that is written without spaces."""
    words = _UNSPACED_ASKING.get(language, "").split()
    if not words:
        return question
    # What is left alone between two of them is no word that a pair of characters could match.
    return _ALONE.sub(" ", re.sub("|".join(words), " ", question))


@cache
def languages_of_words() -> dict[str, frozenset[str]]:
    """Give each function word with the languages that have it."""
    found: dict[str, set[str]] = {}
    for language in sorted({*_LISTED, *_ASKING}):
        for word in function_words(language):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}
