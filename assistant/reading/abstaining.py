"""Saying that the articles do not answer, and why, in a sentence a reader can act on.

A word is only said to be missing where it is a name or a figure: what an article tells in other
words ("killed" for "deaths") is not missing from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.choosing import Choice
from assistant.types import Evidence, Reading
from assistant.understanding import asking_sentence
from assistant.understanding.mentions import named, unmentioned
from index import Hit, Index, language_name, matching, near_names, people_called

NOT_ANSWERED = "The articles do not answer this."
# Articles on another matter seldom come nearer in meaning than this.
_NEAR = 0.3
_SEVERAL = 2
_EMPTY = "The archive is empty. `byline add FOLDER` adds articles, and they can be asked at once."


def reason_of(index: Index, reading: Reading, hits: Sequence[Hit], choice: Choice) -> str:
    """Say why an answer abstains: nothing found, nobody said it, or the nearest is not near."""
    if not len(index):
        return _EMPTY
    if reading.question.speaker and not choice.chosen:
        return _nobody_said_it(index, reading)
    if reading.language not in index.languages and not index.is_multilingual:
        return _in_another_language(reading.language, index.languages)
    if not hits:
        return _nothing_found(reading)
    if not choice.chosen:
        return "The passages found hold no whole sentence to quote."
    nearest = choice.chosen[0].evidence
    return _not_mentioned(index, reading, nearest) or _not_told(reading, nearest)


def is_near(choice: Choice, hits: Sequence[Hit]) -> bool:
    """Whether anything in the archive is near a question, so that a model is asked it."""
    if not choice.is_read:
        return choice.confidence >= _NEAR
    return bool(choice.chosen) and max((hit.why.vector for hit in hits), default=0.0) >= _NEAR


def takes_up(index: Index, reading: Reading, choice: Choice) -> bool:
    """Whether what was chosen is about what a follow-up asks, not only about what it carries over.

    The topic of a conversation finds articles and makes them look like an answer, whatever is
    asked about it. So a sentence, or the title above it, must hold a word of the question itself;
    where that has none ("Why?"), the question before must have been answered.
    """
    if not reading.carried or reading.question.speaker:  # of a speaker, all that he says
        return True
    own = index.words(reading.question.text, language=reading.language)
    if not own:
        return reading.question.history[-1].answer != NOT_ANSWERED
    evidence = [each.evidence for each in choice.chosen]
    told = (f"{one.article.title}\n{one.quote}" for one in evidence)
    return any(own & index.words(each, language=reading.language) for each in told)


def _in_another_language(asked: str, held: Sequence[str]) -> str:
    """Say that a question is not in the language of the articles, and what would be needed."""
    names = [language_name(each) for each in held]
    return (
        f"The question is in {language_name(asked)}, the articles are in {_joined(names, 'and')}: "
        "a multilingual embedding model (--embedder NAME) or a question in "
        f"{_joined(names, 'or')} would be needed."
    )


def _nothing_found(reading: Reading) -> str:
    question = reading.question
    limits = []
    if question.outlets:
        limits.append(f"from {_listed(question.outlets)}")
    if question.since:
        limits.append(f"since {question.since}")
    if until := min((day for day in (question.until, question.as_of) if day), default=None):
        limits.append(f"until {until}")
    if not limits:
        return "No article has a word of the question."
    read = _read_from_words(reading, ("outlets", "since", "until"))
    return f"No article {' '.join(limits)} has a word of the question{read}."


def _nobody_said_it(index: Index, reading: Reading) -> str:
    """Say that the speaker asked for says nothing, and who of a like name does."""
    speaker, names = reading.question.speaker, index.speaker_names()
    read = _read_from_words(reading, ("speaker",))
    near = [] if matching(speaker, names) else near_names(speaker, names)
    like = f" A like name has {_listed(near)}." if near else ""
    return f"No sentence found is said or relayed by “{speaker}”{read}.{like}"


def which_of(index: Index, speaker: str) -> str:
    """Say who is called so, where a name that was asked for is that of several; else ""."""
    people = people_called(speaker, index.speaker_names()) if speaker else []
    if len(people) < _SEVERAL:
        return ""
    return (
        f"Several people here are called {speaker}: {_joined(people, 'and')}. Ask for one by name."
    )


def _read_from_words(reading: Reading, limits: Sequence[str]) -> str:
    """Say that a limit was not given but read from the question, where that is so."""
    if not set(reading.inferred) & set(limits):
        return ""
    return "; that limit was read from the question's words"


def _not_mentioned(index: Index, reading: Reading, nearest: Evidence) -> str:
    """Say which name or figure that was asked for no article has, or the nearest one lacks.

    What is a name can only be told in English.
    """
    if reading.language != "en":
        return ""
    if unknown := unmentioned(index, reading.standalone):
        return f"No article mentions {_listed(unknown)}."
    asked = named(index, reading.standalone)
    article = nearest.article
    held = index.words(f"{article.outlet}\n{article.title}\n{article.text}")
    lacking = [word for word in asked if not index.words(word) & held]
    if not lacking:
        return ""
    return f"The nearest article, {_told(nearest)}, does not mention {_listed(lacking)}."


def _not_told(reading: Reading, nearest: Evidence) -> str:
    """Say what was looked for and what came nearest."""
    asked = asking_sentence(reading.standalone).strip()
    return f"No sentence found answers “{asked}”. The nearest is from {_told(nearest)}."


def _told(evidence: Evidence) -> str:
    """Name an article by its title, its outlet and its day, as far as it has them."""
    article = evidence.article
    called = article.title or article.file
    title = f"“{called}”" if called else "one without a title"
    known = [each for each in (article.outlet, str(article.published or "")) if each]
    return f"{title} ({', '.join(known)})" if known else title


def _listed(words: Sequence[str]) -> str:
    return _joined([f"“{word}”" for word in dict.fromkeys(words)], "or")


def _joined(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
