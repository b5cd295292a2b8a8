"""What a conversation is about by now, and the rules that write the next question out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.types import Exchange
from assistant.understanding.followups.leaning import (
    AUXILIARY,
    PERSON,
    PLACE,
    THING,
    changes,
    is_whole,
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
from assistant.understanding.followups.writing import (
    asked_of,
    bracketed,
    exchanged,
    of_another,
    replaced,
)
from index import Named, people_in, sentence_spans
from index.language.english import asking, grammar, one_of, saying

# A question of more characters says itself what it is about; of an answer no more are read.
_MOST_CHARACTERS = 500

_FRAGMENT = re.compile(
    rf"(?:(?:and|but|so|or)\s+)?(?:what|how) about\s+|and\s+(?!wh|how|{AUXILIARY})"
    r"|(?=according to\s[^,]*$)",
    re.IGNORECASE,
)
# "in Peru", "2016": it adds to the last question or changes it, and asks nothing of its own.
_CIRCUMSTANCE = re.compile(
    rf"(?:according to|{one_of(grammar.PREPOSITIONS)})\s"
    r"|(?:19|20)\d\d$",
    re.IGNORECASE,
)
# "it" that means nothing, and "it" that is what happened and no thing.
_EMPTY_IT = re.compile(r"\bit (?:(?:true|possible|likely|necessary)|take|mean)\b", re.IGNORECASE)
_HAPPENING_IT = re.compile(r"\bit (?:happen|occur|come about)", re.IGNORECASE)
_PLACE_NAME = re.compile(r"\b(?:in|at|near)\s+((?:the\s+)?[A-Z].*)$")
_WHO = re.compile(r"who\b", re.IGNORECASE)
_WHO_SAID = re.compile(
    rf"(?:and )?who (?:has )?(?:{one_of(saying.WHO_SAYS)})(?: us)? "
    r"(?:that|this|it|so)\W*",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:and |but )?(?:why|when|where|how|since when|how so|why not)\W*", re.IGNORECASE
)
_ASKING = re.compile(rf"^(?:how (?:many|much)|{one_of(asking.ASKING)})\s+", re.IGNORECASE)
# Done to a paper: who wrote one is no paper.
_WRITTEN = re.compile(r"\b(?:published|released|written|issued|printed)\b", re.IGNORECASE)
_LEADS_OVER = re.compile(
    rf"^(?:(?:{asking.AGREED}|thank(?:s| you)|now|hm+|(?:al)?right)\b[ ,.!…-]*)+"
    r"(?=\S+\s)",
    re.IGNORECASE,
)
# Where a clause begins that may speak of what the question has named itself.
_CLAUSE = re.compile(
    rf"(?:[,.;?!]|\b(?:and|or|but)\s(?=wh|how|{AUXILIARY})"
    rf"|\b(?:{one_of(grammar.WHEN)})\b)[^,.;?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Thread:
    """What the conversation was about, the latest last; whom it named; what it asked last.

    `answer` is what was answered to that; `said` holds the stems of all words, those of the answers
    too. Of the latest topics the last `most` stand for a part that is left out.
    """

    topics: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()
    asked: str = ""
    answer: str = ""
    said: frozenset[str] = frozenset()
    most: int = 2

    def after(self, exchange: Exchange) -> Thread:
        """Go on with one exchange."""
        question = _plain(exchange.question)
        if len(question) > _MOST_CHARACTERS:
            return self
        text = self.written_out(question)
        topics = self._topics_after(question, text)
        said = self.said | stems(question) | stems(exchange.answer[:_MOST_CHARACTERS])
        people = _people(exchange) or self.people
        return replace(
            self, topics=topics, people=people, asked=text, answer=exchange.answer, said=said
        )

    def written_out(self, question: str) -> str:
        """Write `question` out: the first rule that has something to say counts."""
        if not self.asked or len(question) > _MOST_CHARACTERS or is_whole(question):
            return question
        of_last = (self._who_said, self._bare, self._another)
        of_topics = (
            self._fragment,
            self._he,
            self._it,
            self._there,
            self._short,
            self._left_out,
        )
        rules = (*of_last, *of_topics) if self.topics else of_last
        texts = (rule(_plain(question)) for rule in rules)
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
        before = () if is_whole(question) or changes(question, self.said) else self.topics
        return (*(one for one in before if one != topic), topic)

    def _who_said(self, question: str) -> str:
        """Ask who says what was just answered: "Who said that?"."""
        first = next(iter(sentence_spans(self.answer)), None)
        if not first or not _WHO_SAID.fullmatch(question):
            return ""
        return f"Who said that {first.of(self.answer)[:_MOST_CHARACTERS].rstrip(' .')}?"

    def _bare(self, question: str) -> str:
        """Ask "Why?" of what was asked last."""
        if not _BARE.fullmatch(question):
            return ""
        return bracketed(question, _ASKING.sub("", self.asked).rstrip(" ?.!"))

    def _another(self, question: str) -> str:
        """Ask the last question of somebody else who speaks: "And the contractor?"."""
        found = _FRAGMENT.match(question)
        rest = question[found.end() :].strip(" ?.!") if found else ""
        return of_another(self.asked, rest) if rest and not _CIRCUMSTANCE.match(rest) else ""

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
        sex = "woman" if found.group().casefold() in {"she", "her"} else "man"
        fitting = [one for one in self.people if one.sex in ("", sex)]
        if fitting:
            return replaced(question, found, fitting[0].name)
        return bracketed(question, self._about)

    def _it(self, question: str) -> str:
        """Put a topic for "it" and "they": the last one of that number; or add what there is."""
        found = THING.search(question)
        if not found or _EMPTY_IT.search(question) or _is_of_its_own(question, found):
            return ""
        topic = self._meant(question, found.group().casefold())
        is_paper = bool(_WRITTEN.search(question)) and is_capitalised(topic)
        if not topic or is_paper or happens(topic) or _HAPPENING_IT.search(question):
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
        last, *others = reversed(self.topics[-self.most :])
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


def _plain(question: str) -> str:
    """Leave out what only leads over to a question: "ok and who won the referendum"."""
    return _LEADS_OVER.sub("", question.strip())


def _people(exchange: Exchange) -> tuple[Named, ...]:
    """Give whom an exchange names: its question first, unless it asks for a name, then the answer.

    Who is known to be a man or a woman is called so; a body or an office is nobody's "he".
    """
    answer = exchange.answer[:_MOST_CHARACTERS]
    asked = [] if _WHO.match(exchange.question) else people_of(exchange.question)
    told = "\n".join((exchange.question, *exchange.people, answer))
    sexes = {one.name.split()[-1]: one.sex for one in people_in(told)}
    full = (one for one in people_of(answer) if " " in one)
    answered = [one for one in (*exchange.people, *full) if one.split()[-1] in sexes]
    named = dict.fromkeys((*asked, *answered))
    return tuple(Named(one, sexes.get(one.split()[-1], "")) for one in named)
