"""Questions for the course of a story: "Tell me about the ferry", "Compare the dam and the bridge".

They ask for no value that one sentence gives, but for what the articles tell, in order of time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.understanding.day_forms import without_days
from index.language.english import asking, grammar, one_of, stories

_PLEASE = re.compile(
    r"^(?:(?:please|ok(?:ay)?|so|and|now)[, ]+)*(?:(?:can|could|would|will) you (?:please )?"
    r"|i(?:['’]d| would) like (?:you )?to |i want (?:you )?to )?(?:please )?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:[\s,]+(?:please|so far|in the archive|in your articles))*[\s?!.]*$", re.I)
_NOUN = one_of(stories.OVERVIEWS)
_ABOUT = one_of(grammar.ABOUT)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:compare(?: and contrast)?|contrast) (?P<one>.+?) "
        r"(?:and|with|to|versus|vs\.?|against) (?P<other>.+)",
        r"(?:tell|inform|update|brief) (?:me|us) (?:(?:more|everything|all|something|a bit) )?"
        r"(?:about|on) (?P<topic>.+)",
        r"what (?:do|can|could) you (?:know|tell me|tell us|say) (?:about|on|of) (?P<topic>.+)",
        r"what is (?:known|there to know) about (?P<topic>.+)",
        r"(?:summari[sz]e|sum up|recap|outline) (?P<topic>.+)",
        rf"(?:(?:give|show|write|make|provide) (?:(?:me|us) )?)?(?:an? |the )?"
        rf"(?:(?:short|brief|quick|general|complete) )?(?:{_NOUN})"
        r"(?: (?:of|on|about|for) (?P<topic>.+))?",
        r"list (?:(?:me|all|every|of) )*(?P<topic>.+)",
        r"what(?:['’]s| is) (?:the )?(?:latest|new|news)(?: news)?"
        r"(?: (?:about|on|in|with|from) (?P<topic>.+))?",
        r"(?:the )?(?:latest|any|recent) news(?: (?:about|on|of|from) (?P<topic>.+))?",
        r"what (?:all |else )?(?:(?:has |had )?happened|(?:is|was) happening|"
        rf"went on|is going on|took place|occurred)(?: (?:{_ABOUT}) (?P<happened>.+))?",
    )
)
# What a story is called, before what it is about.
_STORY = re.compile(
    r"^(?:(?:(?:all|the|key|main|latest)|recent|most important|whole|different|other) )*"
    rf"(?:{one_of(stories.CALLED)})(?: (?:{_ABOUT}) |$)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"(?:{one_of(asking.ASKING | asking.EMBEDDING)})\b", re.I)
# A clause says which moment of the story is meant: that is a question for one sentence.
_CLAUSE = re.compile(
    rf"\b(?:{one_of(grammar.CLAUSES | {'once', 'that', 'as', 'next', 'then'})})\b", re.IGNORECASE
)
_MOST_WORDS = 12
# What a follow-up carries over from the conversation stands in brackets.
_CARRIED = re.compile(r"(?P<asked>[^()]+?) \((?P<topic>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Overview:
    """The stories asked for: one, two that are compared, none where all news of the days is.

    With `may_be_one`, a single sentence may answer as well: "What happened to the ferry?".
    """

    topics: tuple[str, ...] = ()
    may_be_one: bool = False


def overview_of(question: str) -> Overview | None:
    """Give the stories whose course a question asks for; None where it asks for something else.

    Words for the days ("last week", "in May 2031") belong to no topic.
    """
    plain = " ".join(without_days(_ENDS.sub("", _PLEASE.sub("", question.strip()))).split())
    plain = plain.strip(" ,;:")
    if carried := _CARRIED.fullmatch(plain):
        within = overview_of(carried["asked"])
        topic = " ".join((*(within.topics if within else ()), carried["topic"]))
        return replace(within, topics=(topic,)) if within else None
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _read(found.groupdict())
    return None


def _read(found: dict[str, str | None]) -> Overview | None:
    asked = {name: words for name, words in found.items() if words}
    if _CLAUSE.search(asked.get("happened", "")):
        return None
    topics = tuple(_topic(words) for words in asked.values())
    if any(_ASKS.match(topic) or len(topic.split()) > _MOST_WORDS for topic in topics):
        return None
    return Overview(tuple(filter(None, topics)), may_be_one="happened" in asked)


def _topic(words: str) -> str:
    return _STORY.sub("", words.strip(" ,;:")).strip()
