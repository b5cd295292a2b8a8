"""True sentences of a passage turned into lies, and into truths in other words.

Each maker takes a sentence of the evidence and what stands beside it, and gives the sentence
changed, or "" where there is nothing of its kind to change. None of them uses the code that is
measured with it.
"""

from __future__ import annotations

import random
import re
from calendar import day_name, month_name
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

_DAYS = "|".join(day_name)
_MONTHS = "|".join(name for name in month_name if name and name != "May")
_NUMBER = re.compile(
    r"(?<![\w.,$€£-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w.,:-]*\d|(?:st|nd|rd|th)\b)"
)
_COUNT = re.compile(rf"{_NUMBER.pattern}(?=\s+[a-z]{{3,}})")
_WORDED = "two three four five six seven eight nine ten eleven twelve".split()
_NAME = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)+\b")
_CUES = "said|says|told reporters|added|claimed|warned|argued|wrote|noted|stated"
_SPEAKER = r"(?:(?:[a-z]+\s){0,3})?(?:[A-Z][\w.'’-]+\s){0,4}[A-Z][\w'’-]+"
_BEFORE = re.compile(
    rf"^(?P<who>(?:The\s)?{_SPEAKER})\s(?P<cue>{_CUES})\s(?:that\s)?(?P<what>[^“”\"]+)\.$"
)
_BEHIND = re.compile(rf"^(?P<what>[^“”\"]+),\s(?P<cue>{_CUES})\s(?P<who>{_SPEAKER})\.$")
_BEHIND_WHO = re.compile(
    rf"^(?P<what>[^“”\"]+),\s(?P<who>(?:the\s)?{_SPEAKER})\s(?P<cue>{_CUES})\.$"
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,]+), (?P<what>[^“”\"]+)\.$")
_ACCORDING_BEHIND = re.compile(r"^(?P<what>[^“”\"]+),? according to (?P<who>[^,]+)\.$")
_SAID = (_ACCORDING, _ACCORDING_BEHIND, _BEFORE, _BEHIND, _BEHIND_WHO)
_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]{20,})[”\"]")
_AUXILIARY = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|can|could|should|did)\b(?!\s+not|n['’]t)"
)
_NOT = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|can|could|should|did|do|does) not\b"
    r"|\b(was|were|is|are|has|have|had|would|could|should|did|do|does)n['’]t\b"
)
_SYNONYMS = (
    (r"\bagreed to\b", "declined to"), (r"\bplans to\b", "has no plans to"),
    (r"\bis expected to\b", "is no longer expected to"), (r"\bwill\b", "will no longer"),
    (r"\bmanaged to\b", "failed to"), (r"\bwas able to\b", "was unable to"),
    (r"\bare expected to\b", "are unlikely to"), (r"\b(?:has|have)\s(?=\w+ed\b)", "never "),
    (r"\bwith\b", "without"), (r"\ball of the\b", "none of the"), (r"\bmany\b", "few"),
)  # fmt: skip
_TURNED = (
    "increased/decreased rose/fell more/less higher/lower before/after above/below won/lost "
    "approved/rejected supported/opposed up/down first/last largest/smallest highest/lowest "
    "gained/lost accepted/rejected opened/closed began/ended north/south east/west over/under "
    "increase/decrease rise/fall men/women oldest/youngest"
).split()
_HEDGED = (
    (r"\b(?:may|might|could)\sbe\b", "is"), (r"\b(?:may|might|could)\shave\b", "has"),
    (r"\bis\sexpected\sto\sbe\b", "is"), (r"\b(?:reportedly|allegedly)\s", ""),
    (r"\b(?:plans|hopes|wants|intends)\sto\s(\w{2,}[^e\W])\b", r"\1ed"),
    (r"\b(?:plans|hopes|wants|intends)\sto\s(\w{2,}e)\b", r"\1d"),
    (r"\b(?:is|are)\s(?:expected|set|scheduled)\sto\s(\w{3,}[^e\W])\b", r"\1ed"),
    (r"\b(?:may|might|could)\s(\w{3,}[^e\W])\b(?<!not)", r"\1ed"),
    (r"\blikely\s", ""), (r"\b(?:appears|seems)\sto\sbe\b", "is"), (r"\balleged\s", ""),
    (r"\b(?:is|are)\sconsidering\s(?=\w+ing\b)", "is "), (r"\bpossible\s", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence of the evidence and what there is to lie with.

    Attributes:
        sentence: as it stands in its passage.
        passage: the text of that passage.
        others: the texts of the other passages.
        published: the day its article came out, if that is known.
        luck: what chooses.
    """

    sentence: str
    passage: str
    others: Sequence[str]
    published: date | None
    luck: random.Random

    def one_of(self, words: Sequence[str]) -> str:
        """Choose one of `words`; "" of none."""
        return self.luck.choice(sorted(set(words))) if words else ""


Maker: TypeAlias = Callable[[Beside], str]


def put(sentence: str, found: re.Match[str], words: str) -> str:
    """Write `words` where something was found."""
    return sentence[: found.start()] + words + sentence[found.end() :]


def _changed_number(beside: Beside) -> str:
    found = _NUMBER.search(beside.sentence)
    if not found:
        return ""
    value = float(found.group().replace(",", ""))
    return put(beside.sentence, found, f"{int(value * 1.4) + 2:,}")


def _number_from_beside(beside: Beside) -> str:
    found = _COUNT.search(beside.sentence)
    own = set(_NUMBER.findall(beside.sentence))
    other = beside.one_of([one for one in _COUNT.findall(beside.passage) if one not in own])
    return put(beside.sentence, found, other) if found and other else ""


def _numbers_exchanged(beside: Beside) -> str:
    found = list(_COUNT.finditer(beside.sentence))[:2]
    if len(found) < 2 or found[0].group() == found[1].group():
        return ""
    turned = put(beside.sentence, found[1], found[0].group())
    return put(turned, found[0], found[1].group())


def _other_weekday(beside: Beside) -> str:
    found = re.search(rf"\b(?:{_DAYS})\b", beside.sentence)
    days = [day for day in day_name if day not in beside.passage]
    return put(beside.sentence, found, beside.one_of(days)) if found and days else ""


def _other_date(beside: Beside) -> str:
    found = re.search(rf"\b({_MONTHS})\b", beside.sentence)
    months = [name for name in _MONTHS.split("|") if name not in beside.passage]
    return put(beside.sentence, found, beside.one_of(months)) if found and months else ""


def _name_from(text: str, beside: Beside) -> str:
    found = _NAME.search(beside.sentence)
    if not found:
        return ""
    words = set(beside.sentence.split())
    others = [one for one in _NAME.findall(text) if not words & set(one.split())]
    other = beside.one_of(others)
    return put(beside.sentence, found, other) if other else ""


def _name_from_passage(beside: Beside) -> str:
    return _name_from(beside.passage, beside)


def _name_from_elsewhere(beside: Beside) -> str:
    made = _name_from(beside.luck.choice(beside.others) if beside.others else "", beside)
    return made if not set(_NAME.findall(made)) <= set(_NAME.findall(beside.passage)) else ""


def _names_exchanged(beside: Beside) -> str:
    found = list(_NAME.finditer(beside.sentence))
    if len(found) < 2 or found[0].group() == found[1].group():
        return ""
    between = beside.sentence[found[0].end() : found[1].start()]
    if not re.search(r"\s[a-z]{4,}", between) or " and " in between or "," in between:
        return ""
    turned = put(beside.sentence, found[1], found[0].group())
    return put(turned, found[0], found[1].group())


def _negated(beside: Beside) -> str:
    found = _AUXILIARY.search(_unquoted_part(beside.sentence))
    return put(beside.sentence, found, f"{found.group()} not") if found else ""


def _affirmed(beside: Beside) -> str:
    found = _NOT.search(_unquoted_part(beside.sentence))
    if not found:
        return ""
    return put(beside.sentence, found, found[1] or found[2])


def _replaced(pairs: Sequence[tuple[str, str]]) -> Maker:
    def make(beside: Beside) -> str:
        text = _unquoted_part(beside.sentence)
        for pattern, words in pairs:
            if found := re.search(pattern, text):
                return put(beside.sentence, found, found.expand(words))
        return ""

    return make


def _turned(beside: Beside) -> str:
    both = [pair.split("/") for pair in _TURNED]
    pairs = [(one, other) for one, other in both] + [(other, one) for one, other in both]
    return _replaced([(rf"\b{one}\b", other) for one, other in pairs])(beside)


def _unquoted_part(sentence: str) -> str:
    """Give the sentence as far as its first quotation mark."""
    return re.split(r"[“\"‘]", sentence, maxsplit=1)[0]


def said_in(sentence: str) -> re.Match[str] | None:
    """Find who says what in `sentence`, where it is plain."""
    return next((found for form in _SAID if (found := form.match(sentence))), None)


def _unattributed(beside: Beside) -> str:
    found = said_in(beside.sentence)
    if not found or len(found["what"].split()) < 6:
        return ""
    return f"{found['what'][0].upper()}{found['what'][1:]}."


def _other_speaker(beside: Beside) -> str:
    found = said_in(beside.sentence)
    if not found:
        return ""
    known = rf"({_SPEAKER})\s(?:said|says|told)\b|\b(?:said|says)\s({_SPEAKER})\b"
    speakers = ["".join(pair).strip() for pair in re.findall(known, beside.passage)]
    words = set(beside.sentence.split())
    other = beside.one_of([one for one in speakers if not words & set(one.split()) and " " in one])
    what = found["what"][0].lower() + found["what"][1:]
    return f"{other[0].upper()}{other[1:]} said that {what}." if other else ""


def _quotation_altered(beside: Beside) -> str:
    found = _QUOTED.search(beside.sentence)
    if not found:
        return ""
    words = list(re.finditer(r"\b[a-z]{5,}\b", found["words"]))
    others = [
        one for one in re.findall(r"\b[a-z]{5,}\b", beside.passage) if one not in found["words"]
    ]
    if not words or not others:
        return ""
    place, other = beside.luck.choice(words), beside.one_of(others)
    at = found.start("words")
    return beside.sentence[: at + place.start()] + other + beside.sentence[at + place.end() :]


def _quotation_from_elsewhere(beside: Beside) -> str:
    found = _QUOTED.search(beside.sentence)
    others = [one for text in beside.others for one in _QUOTED.findall(text)]
    other = beside.one_of([one for one in others if one not in beside.passage])
    return put(beside.sentence, found, f"“{other}”") if found and other else ""


def _quotations_stitched(beside: Beside) -> str:
    found = _QUOTED.search(beside.sentence)
    if not found:
        return ""
    others = [one for one in _QUOTED.findall(beside.passage) if one != found["words"]]
    other = beside.one_of(others)
    words = found["words"].rstrip(",. ")
    return put(beside.sentence, found, f"“{words} {other}”") if other else ""


def _same(beside: Beside) -> str:
    return beside.sentence


def _attribution_in_front(beside: Beside) -> str:
    found = said_in(beside.sentence)
    if not found or found.re is _ACCORDING or re.match(r"(?:he|she|they)\b", found["what"]):
        return ""
    what, who = found["what"], found["who"]
    what = what if _NAME.match(what) else what[0].lower() + what[1:]
    who = who if not who.startswith("The ") else f"the {who[4:]}"
    return f"According to {who}, {what}."


def _attribution_behind(beside: Beside) -> str:
    found = said_in(beside.sentence)
    if not found or found.re in {_ACCORDING_BEHIND, _BEHIND, _BEHIND_WHO}:
        return ""
    who = found["who"] if not found["who"].startswith("The ") else f"the {found['who'][4:]}"
    return f"{found['what'][0].upper()}{found['what'][1:]}, {who} said."


def _reordered(beside: Beside) -> str:
    front = re.match(
        r"^((?:In|On|At|After|Before|During|Since|When|While|If|Until|For|By)\b[^,“”\"]{3,60}),\s"
        r"([^“”\"]+)\.$",
        beside.sentence,
    )
    if front:
        first, rest = front.groups()
        return f"{rest[0].upper()}{rest[1:]} {first[0].lower()}{first[1:]}."
    back = re.match(
        r"^([^“”\",]{30,})\s((?:after|when|while|because|since|before)\s[^“”\",]{10,})\.$",
        beside.sentence,
    )
    if not back:
        return ""
    first, rest = back.groups()
    begins = first[0] if _NAME.match(first) else first[0].lower()
    return f"{rest[0].upper()}{rest[1:]}, {begins}{first[1:]}."


def _number_otherwise(beside: Beside) -> str:  # noqa: PLR0911 - a way of writing each
    sentence = _unquoted_part(beside.sentence)
    if found := re.search(r"(?<=\d)\s?(?:percent|per cent)\b", sentence):
        return put(beside.sentence, found, "%")
    if found := re.search(r"(?<=\d)%", sentence):
        return put(beside.sentence, found, " per cent")
    if found := re.search(r"(?<![\w.,$-])([1-9])00(?=\s[a-z])", sentence):
        return put(
            beside.sentence,
            found,
            f"{['one', *_WORDED][int(found[1]) - 1]} hundred",
        )
    if found := re.search(r"(?<![\w.,$€£-])(?:[2-9]|1[0-2])(?=\s[a-z]{3,})", sentence):
        return put(beside.sentence, found, _WORDED[int(found.group()) - 2])
    if found := re.search(rf"(?<![\w-])(?:{'|'.join(_WORDED)})(?=\s[a-z]{{3,}})", sentence):
        return put(beside.sentence, found, str(_WORDED.index(found.group()) + 2))
    if found := re.search(r"(\d+(?:\.\d+)?) (million|billion)\b", sentence):
        return put(beside.sentence, found, f"{found[1]}{found[2][0]}n")
    return ""


def _weekday_as_date(beside: Beside) -> str:
    found = re.search(rf"\bon ({_DAYS})(?=[,.]?(?:\s|$))(?!,? {_MONTHS})", beside.sentence)
    if not found or not beside.published or re.search(r"\b(?:will|next)\b", beside.sentence):
        return ""
    back = (beside.published.weekday() - list(day_name).index(found[1])) % 7
    day = beside.published - timedelta(back)
    return put(beside.sentence, found, f"on {day.day} {day:%B}")


LIES: dict[str, Maker] = {
    "number changed": _changed_number,
    "number of something else in the passage": _number_from_beside,
    "two numbers of the sentence exchanged": _numbers_exchanged,
    "weekday changed": _other_weekday,
    "month changed": _other_date,
    "name of another in the passage": _name_from_passage,
    "name of another passage": _name_from_elsewhere,
    "two names of the sentence exchanged": _names_exchanged,
    "negation inserted": _negated,
    "negation removed": _affirmed,
    "negation in other words": _replaced(_SYNONYMS),
    "direction turned": _turned,
    "hedge dropped": _replaced(_HEDGED),
    "attribution dropped": _unattributed,
    "given to another speaker of the passage": _other_speaker,
    "quotation altered by a word": _quotation_altered,
    "quotation of another passage": _quotation_from_elsewhere,
    "two quotations stitched": _quotations_stitched,
}
TWINS: dict[str, Maker] = {
    "copied": _same,
    "attribution in front": _attribution_in_front,
    "attribution behind": _attribution_behind,
    "clauses reordered": _reordered,
    "number written otherwise": _number_otherwise,
    "weekday as a date": _weekday_as_date,
    "said as told reporters": _replaced([(r"\bsaid\b(?! to\b)", "told reporters")]),
    "hedge in another word": _replaced(
        [(r"\bmay\b", "might"), (r"\bcould\b", "may"), (r"\bplans to\b", "intends to"),
         (r"\bis expected to\b", "is likely to"), (r"\breportedly\b", "allegedly")]
    ),
    "negation contracted or written out": _replaced(
        [(r"\b(was|is|did|would|could|has|have|had|does|do) not\b", r"\1n’t"),
         (r"\b(was|is|did|would|could|has|have|had|does|do)n['’]t\b", r"\1 not")]
    ),
    "a trailing clause left out": _replaced(
        [(r",\s(?:which|who|where|while|whose)\s[^,“”]*\.$", ".")]
    ),
}  # fmt: skip
