"""Two questions in one, parted: "When did Ida Moor die and where?".

Two who are compared are asked about one after the other: "Compare the mayor's and the union's
figures for the strike" is what the mayor says of it, and what the union says.
"""

from __future__ import annotations

import re

from index import sentence_spans
from index.language.english import asking, grammar, one_of, saying, stories, verbs

_BE = r"(?:is|are|was|were)"
_AUX = rf"(?:{grammar.AUXILIARY})"
# Words that ask for a circumstance, so that any clause can be asked with them.
_WHEN = r"(?:when|where|why|how|by whom|with whom|what for)"
_ASKS = rf"(?:{asking.HOW}|{one_of(asking.ASKING)})"
_OPENS = re.compile(rf"(?:and |but |so )?(?:{_ASKS}|{_AUX})\b", re.IGNORECASE)
_EMBEDS = re.compile(rf"\b(?:{_ASKS}|whether|if|that)\b", re.IGNORECASE)
_QUOTES = re.compile(r"[“”\"]")
_MARK = re.compile(r"[\s?!.]+$")
_AND = re.compile(r"^(?:and|but|so),? ", re.IGNORECASE)

# "When and where did Ida Moor die?"
_BOTH = re.compile(rf"(?P<one>{_WHEN}) and (?P<other>{_WHEN}) (?P<rest>{_AUX} .+)", re.IGNORECASE)
# "When did Ida Moor die and where?"
_BARE = re.compile(rf"(?P<first>{_ASKS} .+?),? and (?P<other>{_WHEN})", re.IGNORECASE)
# "When was it stolen and who is suspected?": a circumstance is only asked for with the verb first.
_WHOLE = re.compile(
    rf"(?P<first>(?:{_ASKS}|{_AUX}) .+?),? and (?P<second>(?:{_WHEN} {_AUX}"
    rf"|{asking.HOW}|who|whom|whose|what|which) .+)",
    re.IGNORECASE,
)
_OWN = r"(?:['’]s|(?<=s)['’])"
_SAY = rf"(?:{one_of(saying.WHO_SAYS)})"
_NAME = ".{1,200}?"  # bounded, so that a long text of nothing but "and" is read through quickly
_COMPARED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:compare|contrast) what (?P<one>{_NAME}) and (?P<other>{_NAME}) {_SAY} "
        r"(?:about|on|of|over) (?P<topic>.+)",
        rf"(?:compare|contrast|(?:what is |what are )?(?:the )?differences? between) "
        rf"(?P<one>[^'’]+?){_OWN}(?: (?P<named>.+?))? (?:and|with|to|against|v(?:ersu)?s\.?) "
        rf"(?P<other>[^'’]+?){_OWN}(?: (?P<topic>.+))?",
        rf"(?:how|where|on what|in what|why) (?:do|does|did) (?P<one>{_NAME}) and "
        rf"(?P<other>{_NAME}) (?:differ|disagree)"
        r"(?: (?:on|over|about|in|regarding) (?P<topic>.+))?",
        rf"how (?:do|does|did) (?P<one>[^'’]+?){_OWN} (?P<topic>.+?) differ from "
        rf"(?P<other>[^'’]+?){_OWN}(?: .+)?",
    )
)
# "The mayor's account of the strike" is what she says about the strike.
_TOLD_OF = re.compile(
    rf"^(?:{one_of(stories.VERSIONS)})"
    r"(?: (?:of|on|for|about) |$)",
    re.IGNORECASE,
)
_ASKED = re.compile(rf"{_ASKS}(?= )", re.IGNORECASE)
_COUNTED = re.compile(rf"(?P<what>\w+(?: \w+){{0,2}}?) (?P<aux>{_AUX}) (?P<rest>.+)", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_HAPPENED = re.compile(rf"(?:\w+ed|{one_of(verbs.PASTS)})\b", re.IGNORECASE)


def parts_of(question: str) -> tuple[str, ...]:
    """Part a question into those it is made of; the question alone where it is one.

    Where the second has only the word it asks with, it takes the rest from the first. What is
    asked within another question ("say who won and who lost") is not parted, nor what is quoted.
    """
    sentences = [span.of(question).strip() for span in sentence_spans(question)]
    if _QUOTES.search(question):
        return (question,)
    if len(sentences) > 1:
        asks = all(each.endswith("?") and _OPENS.match(each) for each in sentences)
        return tuple(map(_asked, sentences)) if asks else (question,)
    plain = _MARK.sub("", question)
    if both := _BOTH.fullmatch(plain):
        return _asked(f"{both['one']} {both['rest']}"), _asked(f"{both['other']} {both['rest']}")
    if (bare := _BARE.fullmatch(plain)) and _is_one(bare["first"]):
        second = _again(bare["first"], bare["other"])
        return (_asked(bare["first"]), _asked(second)) if second else (question,)
    if (whole := _WHOLE.fullmatch(plain)) and _is_one(whole["first"]):
        return _asked(whole["first"]), _asked(whole["second"])
    return _sides(plain) or (question,)


def _sides(plain: str) -> tuple[str, ...]:
    """Ask for what each of two says who are compared; () where two are not."""
    found = next(filter(None, (form.fullmatch(plain) for form in _COMPARED)), None)
    if not found:
        return ()
    named = found.groupdict(default="")
    topics = (_TOLD_OF.sub("", named.get(name, "")) for name in ("topic", "named"))
    topic = max(topics, key=len)
    about = f" about {topic}" if topic else ""
    return tuple(f"What did {named[side]} say{about}?" for side in ("one", "other"))


def takes_over(second: str, first: str) -> bool:
    """Whether the second part has all of the first, but for the words that it asks with."""
    asks = _ASKED.match(first)
    words = _WORDS.findall(first[asks.end() :].casefold() if asks else first.casefold())
    return set(words) <= set(_WORDS.findall(second.casefold()))


def _is_one(first: str) -> bool:
    """Whether nothing is asked within a question, and it says what it is about."""
    asks = _ASKED.match(first)
    behind = first[asks.end() :] if asks else first
    return not _EMBEDS.search(behind) and bool(behind.strip())


def _again(first: str, other: str) -> str:
    """Ask `first` with another word: "How many people died", "where"; "" where it is not clear."""
    asks = _ASKED.match(first)
    assert asks
    word, rest = asks.group().casefold(), first[asks.end() :].strip()
    if re.match(rf"{_AUX} ", rest, re.IGNORECASE):
        # "Who is the strongest and why" asks why somebody is, whom no part names.
        names_none = word in ("who", "which", "what") and re.match(_BE, rest, re.IGNORECASE)
        return "" if names_none and other.casefold() in ("why", "how") else f"{other} {rest}"
    if counted := _COUNTED.fullmatch(rest):
        what, aux, told = counted["what"], counted["aux"], counted["rest"]
        if re.fullmatch(_BE, aux, re.IGNORECASE):
            return f"{other} {aux} {what} {told}" if word != "who" else ""
        return f"{other} {aux} {told} {what}" if word != "who" else ""
    if word.startswith("how "):
        subject = "people " if _HAPPENED.match(rest) else ""
        return f"{other} was it that {subject}{rest}"
    subject = {"who": "somebody", "what": "something"}.get(word, "")
    return f"{other} was it that {subject} {rest}" if subject else ""


def _asked(part: str) -> str:
    plain = _AND.sub("", _MARK.sub("", part)).strip(" ,")
    return f"{plain[:1].upper()}{plain[1:]}?"
