"""What a conversation is about by now, and the rules that write the next question out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.types import Exchange
from assistant.understanding.followups.leaning import (
    AUXILIARY,
    PERSON,
    PLACE,
    THING,
    changes,
    leans,
)
from assistant.understanding.followups.phrases import (
    happens,
    is_many,
    people_of,
    phrases,
    topic_of,
    without_article,
)
from assistant.understanding.followups.words import is_capitalised, names, stems, telling
from assistant.understanding.followups.writing import asked_of, bracketed, exchanged, replaced

# So many of the latest topics stand for a part that is left out: it may be of either.
_TOPICS = 2
# A question of more characters says itself what it is about; of an answer no more are read.
_MOST_CHARACTERS = 500

_FRAGMENT = re.compile(
    rf"(?:(?:and|but|so|or)\s+)?(?:what|how) about\s+|and\s+(?!wh|how|{AUXILIARY})"
    r"|(?=according to\s[^,]*$)",
    re.IGNORECASE,
)
# "in Peru", "2016": it adds to the last question or changes it, and asks nothing of its own.
_CIRCUMSTANCE = re.compile(
    r"(?:according to|after|at|before|by|during|for|from|in|on|since|to|under|until|with)\s"
    r"|(?:19|20)\d\d$",
    re.IGNORECASE,
)
# "it" that means nothing, and "it" that is what happened and no thing.
_EMPTY_IT = re.compile(r"\bit (?:true|possible|likely|necessary|take|mean)\b", re.IGNORECASE)
_HAPPENING_IT = re.compile(r"\bit (?:happen|occur|come about)", re.IGNORECASE)
_PLACE_NAME = re.compile(r"\b(?:in|at|near)\s+((?:the\s+)?[A-Z].*)$")
_WHO = re.compile(r"who\b", re.IGNORECASE)
# Where a clause begins that may speak of what the question has named itself.
_CLAUSE = re.compile(
    rf"(?:[,.;?!]|\b(?:and|or|but)\s(?=wh|how|{AUXILIARY})"
    r"|\b(?:when|while|if|because|before|after)\b)[^,.;?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Thread:
    """What the conversation was about, the latest last; whom it named; what it asked last.

    `said` holds the stems of all its words, those of the answers too.
    """

    topics: tuple[str, ...] = ()
    person: str = ""
    asked: str = ""
    said: frozenset[str] = frozenset()

    def after(self, exchange: Exchange) -> Thread:
        """Go on with one exchange."""
        question = exchange.question.strip()
        if len(question) > _MOST_CHARACTERS:
            return self
        text = self.written_out(question)
        topics = self._topics_after(question, text)
        said = self.said | stems(question) | stems(exchange.answer[:_MOST_CHARACTERS])
        return Thread(topics, _person(exchange) or self.person, text, said)

    def written_out(self, question: str) -> str:
        """Write `question` out: the first rule that has something to say counts."""
        if not self.topics or len(question) > _MOST_CHARACTERS:
            return question
        rules = (self._fragment, self._he, self._it, self._there, self._short, self._left_out)
        texts = (rule(question.strip()) for rule in rules)
        return next((text for text in texts if text), question)

    def _topics_after(self, question: str, text: str) -> tuple[str, ...]:
        """Give the topics with the one that a question brings up, if it does."""
        fragment = _FRAGMENT.match(question)
        rest = question[fragment.end() :].strip(" ?.!") if fragment else ""
        if _CIRCUMSTANCE.match(rest):
            return tuple(exchanged(topic, rest) for topic in self.topics)
        stays = self.topics and _holds(question, self.topics[-1])
        if not fragment and (text != question or stays):
            return self.topics
        topic = topic_of(question, since=fragment.end() if fragment else 0)
        if not topic:
            return self.topics
        before = () if changes(question, self.said) else self.topics
        return (*(one for one in before if one != topic), topic)

    def _fragment(self, question: str) -> str:
        """Ask "And in 2020?" of the last question, "And the costs?" of the topic."""
        found = _FRAGMENT.match(question)
        if not found:
            return ""
        rest = question[found.end() :].strip(" ?.!")
        if _CIRCUMSTANCE.match(rest):
            again = exchanged(self.asked, rest)
            return again if again != self.asked else bracketed(again, rest)
        if is_capitalised(rest) and names(self.asked):
            return asked_of(self.asked, rest)
        leans = not (stems(rest) & stems(self.topics[-1]) or THING.search(rest))
        return bracketed(question, self._about) if leans else ""

    def _he(self, question: str) -> str:
        found = PERSON.search(question)
        if not found or names(question[: found.start()]):
            return ""
        if self.person:
            return replaced(question, found, self.person)
        return bracketed(question, self._about)

    def _it(self, question: str) -> str:
        """Put a topic for "it" and "they": the last one of that number; or add what there is."""
        found = THING.search(question)
        if not found or _EMPTY_IT.search(question) or _is_of_its_own(question, found):
            return ""
        topic = self._meant(question, found.group().casefold())
        if not topic or happens(topic) or _HAPPENING_IT.search(question):
            return bracketed(question, topic or self._about)
        return replaced(question, found, topic)

    def _meant(self, question: str, pronoun: str) -> str:
        """Give the last topic of the pronoun's number; "" if there is none."""
        free = [one for one in self.topics if not _holds(question, one)] or self.topics
        if pronoun == "ones":
            return without_article(free[-1])
        many = pronoun.startswith("t")
        return next((one for one in reversed(free) if is_many(one) == many), "")

    def _there(self, question: str) -> str:
        found, topic = PLACE.search(question), self.topics[-1]
        if not found:
            return ""
        if happens(topic):
            return bracketed(question, topic)
        name = _PLACE_NAME.search(topic)
        return replaced(question, found, f"{found['to'] or 'in '}{name[1] if name else topic}")

    def _short(self, question: str) -> str:
        """Write "the expedition" out as "the Lewis and Clark expedition"."""
        for topic in reversed(self.topics):
            if _holds(question, topic):
                return ""
            for phrase in phrases(question):
                if stems(phrase.text) < stems(topic):
                    whole = without_article(topic)
                    return f"{question[: phrase.start]}{whole}{question[phrase.end :]}"
        return ""

    def _left_out(self, question: str) -> str:
        return bracketed(question, self._about) if leans(question, self.said) else ""

    @property
    def _about(self) -> str:
        """The latest topics, the last first; of those that share a word, the last."""
        last, *others = reversed(self.topics[-_TOPICS:])
        return ", ".join((last, *(one for one in others if not stems(one) & stems(last))))


def _is_of_its_own(question: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun may mean something that the question names itself, before it."""
    before = question[: pronoun.start()]
    clause = _CLAUSE.search(before)
    return bool(
        (clause and any(telling(before[: clause.start()]))) or (pronoun["own"] and names(before))
    )


def _holds(question: str, topic: str) -> bool:
    return stems(topic) <= stems(question)


def _person(exchange: Exchange) -> str:
    """Give whom an exchange names first: its question, or the answer to a question for a name."""
    asked = [] if _WHO.match(exchange.question) else people_of(exchange.question)
    answered = [one for one in people_of(exchange.answer[:_MOST_CHARACTERS]) if " " in one]
    return next(iter((*asked, *answered)), "")
