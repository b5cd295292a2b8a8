"""Questions made from news sentences by their form: who, how many, when, where, how old, who said.

Each pattern takes a sentence apart and puts the question's word where the answer stood, as in
Heilman and Smith, "Good question! Statistical ranking for question generation" (NAACL 2010),
with far fewer rules: what is odd or wrong among thousands teaches little, and harms little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from training.words import FUNCTION_WORDS, WORD

_NAME = r"[A-Z][\w’'.-]+(?: (?:(?:al|de|bin|von|van|of|the) )?[A-Z][\w’'.-]+){0,4}"
_TITLED = rf"(?:(?:[A-Z]?[a-z]+ ){{0,3}}){_NAME}"
_AUXILIARY = r"(?:was|were|is|are|has|have|had|will|would|could|can|may|should|must)"
_PAST = (
    r"(?:\w{3,}ed|said|told|won|lost|made|took|gave|went|came|left|began|met|led|held|found|sold|paid|"
    r"built|sent|wrote|broke|fell|rose|shot|stole|beat|ran|drew|saw|got|became|spoke|brought|kept|stood)"
)
_NUMBER = (
    r"(?:(?:about|some|nearly|more than|at least|around|over|almost) )?"
    r"(?:\d[\d,.]*(?: (?:hundred|thousand|million|billion))?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|"
    r"[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Dd]ozens|[Hh]undreds|[Tt]housands)"
)
_MONEY = r"(?:about |some |nearly |more than |at least )?[$€£]\d[\d,.]*(?: (?:hundred|thousand|million|billion|trillion))?"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)
_DAY = (
    rf"(?:(?:on )?(?:{_DAYS}(?: (?:morning|evening|night|afternoon))?|{_MONTHS} \d{{1,2}}(?:, \d{{4}})?)"
    rf"|in (?:{_MONTHS}(?: \d{{4}})?|\d{{4}})|(?:last|this|next) (?:week|month|year|spring|summer|fall|winter)"
    r"|yesterday|tomorrow)"
)
_DID = {
    "said": "say", "told": "tell", "won": "win", "lost": "lose", "made": "make", "took": "take",
    "gave": "give", "went": "go", "came": "come", "left": "leave", "began": "begin", "met": "meet",
    "led": "lead", "held": "hold", "found": "find", "sold": "sell", "paid": "pay", "built": "build",
    "sent": "send", "wrote": "write", "broke": "break", "fell": "fall", "rose": "rise", "shot": "shoot",
    "stole": "steal", "beat": "beat", "ran": "run", "drew": "draw", "saw": "see", "got": "get",
    "became": "become", "spoke": "speak", "brought": "bring", "kept": "keep", "stood": "stand",
}  # fmt: skip
_NO_NAMES = frozenset(
    "The A An Others Both In On At It He She They We I But And If As For This That These Those There When While "
    "After Before According Then So Yet Still Now Some Many Most Both Its His Her Their Our My You "
    "What Who Why How Where One Two Since With By To From Not No Also".split()
)
_OPENS_BADLY = re.compile(
    r"(?:And|But|So|Or|Yet|Now|That|This|It|It’s|He|She|They|We|I|You|There|Others)\b"
)
_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Made:
    """A question, the code points of its answer in the sentence, and which pattern made it."""

    question: str
    start: int
    end: int
    form: int


class Maker:
    """Makes questions of sentences; `counts` are those of a corpus' words, to find plain verbs by."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    @classmethod
    def over(cls, texts: Iterator[str]) -> Maker:
        """Count the words of `texts`."""
        counts = Counter[str]()
        for text in texts:
            counts.update(word.lower() for word in WORD.findall(text))
        return cls(counts)

    def questions(self, sentence: str) -> Iterator[Made]:
        """Make what can be made of one sentence."""
        for form, (pattern, write) in enumerate(self._patterns()):
            match = pattern.search(sentence)
            if match and not _OPENS_BADLY.match(match.groupdict().get("np") or ""):
                span = match.span("answer")
                question = write(match)
                if question and 4 <= len(question.split()) <= _MOST_WORDS + 6:
                    yield Made(f"{question[0].upper()}{question[1:]}?", *span, form)

    def _patterns(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
        return [
            (_WHO, lambda m: _no_pronoun(m, f"who {m['rest']}")),
            (_WHO_SAID, lambda m: _no_pronoun(m, f"who said {_that(m['rest'])}")),
            (_WHO_SAID_BEHIND, lambda m: f"who said {_lower(_that(m['rest']))}"),
            (_WHO_SAID_LAST, lambda m: _no_pronoun(m, f"who said {_lower(_that(m['rest']))}")),
            (_WHAT_SAID, lambda m: _no_pronoun(m, f"what did {m['who']} say{_about(m['answer'])}")),
            (_WHEN_WAS, lambda m: f"when {m['aux']} {_np(m['np'])}{_rest(m)}"),
            (_WHEN_DID, lambda m: f"when did {_np(m['np'])} {self._plain(m['verb'])}{_rest(m)}"),
            (_WHERE_WAS, lambda m: f"where {m['aux']} {_np(m['np'])}{_rest(m)}"),
            (_WHERE_DID, lambda m: f"where did {_np(m['np'])} {self._plain(m['verb'])}{_rest(m)}"),
            (_WHY_WAS, lambda m: f"why {m['aux']} {_np(m['np'])}{_rest(m)}"),
            (_WHY_DID, lambda m: f"why did {_np(m['np'])} {self._plain(m['verb'])}{_rest(m)}"),
            (_HOW_MANY, lambda m: f"how many {m['noun']} {m['rest']}"),
            (_HOW_MANY_HIT, lambda m: f"how many {m['noun']} were {m['verb']}{_short(m['rest'])}"),
            (_HOW_MANY_OF, lambda m: f"how many {m['noun']} did {_np(m['np'])} {self._plain(m['verb'])}{_short(m['rest'])}"),
            (_HOW_MUCH, lambda m: f"how much {_money(m, self._plain)}"),
            (_AGE, lambda m: f"how old is {m['who']}"),
            (_ROLE, lambda m: f"who is {m['role']}"),
            (_OFFICE, lambda m: f"who is the {m['role']}"),
            (_WHAT_DID, lambda m: f"what did {_np(m['np'])} {self._plain(m['verb'])}"),
            (_WAS, lambda m: f"{m['aux']} {_np(m['np'])} {_cut(m['answer'])}"),
            (_DID_DO, lambda m: f"did {_np(m['np'])} {self._plain(m['verb'])} {_cut(m['answer'])}"),
            (_KNOWN, lambda m: f"what was {m['np']} {m['how']} as"),
        ]  # fmt: skip

    def _plain(self, verb: str) -> str:
        """Give the plain form of a past one: of what its letters allow, the commonest word."""
        if verb in _DID:
            return _DID[verb]
        forms = [verb[:-2], verb[:-1]]
        if verb.endswith("ied"):
            forms = [f"{verb[:-3]}y"]
        elif len(verb) > 5 and verb[-3] == verb[-4]:
            forms.append(verb[:-3])
        return max(forms, key=lambda form: self._counts.get(form.lower(), 0))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


_REST = r"(?P<rest>[^.;:]{12,110}?)(?:[.;:,]|$)"
_NP = r"(?P<np>(?:The |A |An )?(?:[A-Z]?[\w’'-]+ ){0,4}[\w’'-]+)"
_WHO = _pattern(
    rf"^(?P<answer>{_TITLED}) (?P<rest>(?:{_AUXILIARY}|{_PAST}) [^.;:]{{10,110}}?)(?:[.;:,]|$)"
)
_WHO_SAID = _pattern(rf"^(?P<answer>{_TITLED}) said (?:that )?{_REST}")
_CUE = r"(?:said|says|told [A-Z]\w+|warned|added|announced|claimed|argued)"
_WHO_SAID_BEHIND = _pattern(
    rf"^[“\"]?(?P<rest>[^.;:“”\"]{{20,110}}?),[”\"]? (?:(?:{_CUE}|according to) )(?P<answer>{_TITLED})(?:[,.]|$| on | in )"
)
_WHO_SAID_LAST = _pattern(
    rf"^[“\"]?(?P<rest>[^.;:“”\"]{{20,110}}?),[”\"]? (?P<answer>{_TITLED}|[a-z]+|the [a-z ]{{4,30}}) {_CUE}\b"
)
_WHAT_SAID = _pattern(
    rf"^(?P<who>{_TITLED}) said (?:that )?(?P<answer>[^;:]{{20,160}}?)(?:[.;:]|$)"
)
_WHEN_WAS = _pattern(
    rf"^{_NP} (?P<aux>was|were|is|are|has|had|will|would) (?P<rest>[^.;:,]{{5,80}}?) (?P<answer>{_DAY})\b"
)
_WHEN_DID = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<rest>[^.;:,]{{4,80}}?) (?P<answer>{_DAY})\b")
_PLACE = (
    rf"(?:in|at|near|outside) (?P<answer>(?:the )?{_NAME})(?:,|\.|$| on | after | when | last )"
)
_WHERE_WAS = _pattern(rf"^{_NP} (?P<aux>was|were|is|are|will) (?P<rest>[^.;:,]{{5,70}}?) {_PLACE}")
_WHERE_DID = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<rest>[^.;:,]{{4,70}}?) {_PLACE}")
_CAUSE = (
    r"(?P<answer>(?:because(?: of)?|due to|in order to|so that|amid|over) [^.;]{10,120}?)(?:[.;]|$)"
)
_WHY_WAS = _pattern(
    rf"^{_NP} (?P<aux>was|were|is|are|has|had) (?P<rest>[^.;:,]{{5,70}}?),? {_CAUSE}"
)
_WHY_DID = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<rest>[^.;:,]{{4,70}}?),? {_CAUSE}")
_HOW_MANY = _pattern(rf"^(?P<answer>{_NUMBER}) (?P<noun>(?:[a-z-]+ ){{0,2}}[a-z]+s|people|men|women|children) (?P<rest>(?:{_AUXILIARY}|{_PAST}) [^.;:]{{8,90}}?)(?:[.;:,]|$)")  # fmt: skip
_HOW_MANY_HIT = _pattern(
    r"\b(?P<verb>killed|injured|wounded|arrested|displaced|evacuated|hospitalized|charged|detained|infected|"
    rf"rescued|hired|fired|affected|employed|deported) (?P<answer>{_NUMBER}) (?P<noun>(?:[a-z-]+ )?[a-z]+s|people|men|women|children)(?P<rest>[^.;:,]{{0,60}})"
)
_HOW_MANY_OF = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<answer>{_NUMBER}) (?P<noun>(?:[a-z-]+ ){{0,2}}[a-z]+s|people)(?P<rest>[^.;:,]{{0,60}})")  # fmt: skip
_HOW_MUCH = _pattern(rf"^{_NP} (?P<verb>{_AUXILIARY}|{_PAST}) (?P<middle>(?:[\w-]+ ){{0,3}}?)(?P<answer>{_MONEY})(?P<rest>[^.;:,]{{0,60}})")  # fmt: skip
_AGE = _pattern(rf"(?P<who>{_NAME}), (?P<answer>\d\d),")
_ROLE = _pattern(rf"\b(?P<answer>{_NAME}), (?P<role>(?:the|a|an) [a-z][^.;:,]{{8,60}}),")
_OFFICE = _pattern(
    r"(?P<role>(?:(?:[A-Z][a-z]+|defen[sc]e|foreign|prime|interior|finance|health|police|campaign|former|vice) ){1,3}(?:[Pp]resident|[Mm]inister|[Ss]ecretary|[Ss]poke\w+|[Cc]hair\w*|"
    rf"[Dd]irector|[Gg]overnor|[Cc]hief|[Mm]ayor|[Cc]oach)) (?P<answer>{_NAME})"
)
_WHAT_DID = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<answer>(?:a|an|the|its|his|her|their) [^.;:,]{{8,70}}?)(?:[.;:,]|$| on | in | after )")  # fmt: skip
_WAS = _pattern(
    rf"^{_NP} (?P<aux>was|were|is|are|has|had|will) (?P<answer>[^.;:,]{{12,80}}?)(?:[.;:,]|$)"
)
_DID_DO = _pattern(rf"^{_NP} (?P<verb>{_PAST}) (?P<answer>[^.;:,]{{12,80}}?)(?:[.;:,]|$)")
_KNOWN = _pattern(rf"(?P<np>{_NAME}),? (?:\([^)]*\),? )?(?:was |is |which was |which is )?(?P<how>previously known|formerly known|also known|better known|known) as (?P<answer>(?:the )?[^.;:,]{{3,40}})")  # fmt: skip


def _no_pronoun(match: re.Match[str], question: str) -> str:
    named = match.groupdict().get("who") or match["answer"]
    return "" if named.split()[0].capitalize() in _NO_NAMES - {"The", "A", "An"} else _cut(question)


def _cut(text: str) -> str:
    """Cut what is too long at its last small word, so that it still reads."""
    words = text.split()
    while len(words) > _MOST_WORDS or (words and words[-1].lower() in FUNCTION_WORDS):
        words.pop()
    return " ".join(words)


def _rest(match: re.Match[str]) -> str:
    return f" {_cut(match['rest'])}"


def _short(rest: str) -> str:
    return f" {_cut(rest.strip())}" if rest.strip() else ""


def _np(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}".strip() if first in {"The", "A", "An"} else words


def _that(rest: str) -> str:
    return f"that {_cut(rest)}"


def _lower(text: str) -> str:
    return re.sub(r"\bthat (The|A|An|We|It|There|They|He|She)\b", lambda m: m[0].lower(), text)


def _about(content: str) -> str:
    told = [w for w in WORD.findall(content) if w.lower() not in FUNCTION_WORDS and len(w) > 3]
    longest = sorted(told, key=len, reverse=True)[:2]
    return f" about {' '.join(w for w in told if w in longest)}" if len(told) > 4 else ""


def _money(match: re.Match[str], plain: Callable[[str], str]) -> str:
    verb, subject, rest = match["verb"], _np(match["np"]), _short(match["rest"])
    if re.fullmatch(_AUXILIARY, verb):
        return f"{verb} {subject} {match['middle']}{rest.strip()}"
    return f"did {subject} {plain(verb)} {match['middle']}{rest.strip()}"
