"""Who tells a value, and whether two of them are one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.accounts.values import Found
from assistant.facts import names_in, stem_of, words_of
from assistant.types import Attribution, Evidence
from index.language.english import one_of, people, saying

_ROLES = frozenset(map(stem_of, people.VOICES))
_SPOKES = re.compile(r"\bspokes\w+|\bofficials?\b", re.IGNORECASE)
_MINISTER = re.compile(r"\bminister\b", re.IGNORECASE)
_LONGEST_APPOSITION = 70
_AFTER = re.compile(
    rf"^\W{{0,2}}\s?(?:,? ?(?:as )?(?:{one_of(saying.CREDITED)}) by"
    r"|,? according to)\s+(?P<who>[^,.;]{2,50})"
)
_SPOKE_FOR = re.compile(r"\b(?:spokes\w+|[Ii]ts\s\w+(?:\s\w+)?),?\s(?:[A-Z][\w'’-]*\s)*$")


def core_of(speaker: str) -> frozenset[str]:
    """Give the stems that name a speaker: his role aside."""
    return frozenset(
        word.stem
        for word in words_of(_MINISTER.sub("ministry", speaker))
        if word.tells and word.stem not in _ROLES
    )


def attribution_at(found: Found) -> Attribution | None:
    """Say who tells the value, which may be another than the speaker of its sentence."""
    quote, said = found.evidence.quote, found.evidence.attribution
    after = _AFTER.match(quote[found.span.end :])
    if after:
        return Attribution(after["who"].strip(), "")
    return said


def known_by(speaker: str, evidence: Evidence) -> frozenset[str]:
    """Give all stems that the article calls a speaker by: his name, his office, his house."""
    if not speaker:
        return frozenset()
    known = set(core_of(speaker))
    text = evidence.article.text
    for name in _names(speaker):
        for beside in _appositions(name, text):
            known |= core_of(beside)
    if _is_spoken_for(speaker, evidence) and not known & _houses(speaker):
        known |= core_of(_last_name_before(evidence, speaker))
    known |= core_of(_in_full(speaker, evidence))
    return frozenset(known)


def _is_spoken_for(speaker: str, evidence: Evidence) -> bool:
    """Whether the sentence calls him a spokesman, without a house of his own beside it."""
    at = evidence.quote.find(speaker)
    return bool(_SPOKES.search(speaker) or (at > 0 and _SPOKE_FOR.search(evidence.quote[:at])))


def _names(speaker: str) -> Iterator[str]:
    for name in names_in(words_of(speaker)):
        yield name.span.of(speaker).split()[-1]


def _houses(speaker: str) -> frozenset[str]:
    """Give the stems of a speaker's words with small letters, his role aside."""
    return frozenset(
        word.stem
        for word in words_of(speaker)
        if word.tells and word.text[0].islower() and word.stem not in _ROLES
    )


def _appositions(name: str, text: str) -> Iterator[str]:
    """Give what stands beside a name between commas, or right before it."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        behind = re.match(rf",\s([^,.;“”\"]{{3,{_LONGEST_APPOSITION}}})[,.]", text[match.end() :])
        if behind and not re.match(r"(?:said|told|wh(?:o|ich)|and|but)\b", behind[1]):
            yield behind[1]
        before = re.search(
            rf"(?:^|[,.;]\s)([^,.;“”\"]{{3,{_LONGEST_APPOSITION}}}?),?\s(?:[A-Z][\w'’-]*\s)*$",
            text[max(0, match.start() - 110) : match.start()],
        )
        if before and re.search(r"\b(?:of|for|spokes\w+|minist\w+|chair\w*)\b", before[1], re.I):
            yield before[1]


def _last_name_before(evidence: Evidence, speaker: str) -> str:
    """Give the last name before the sentence: whose spokeswoman it is."""
    before = evidence.article.text[max(0, evidence.start - 200) : evidence.start]
    names = [name.span.of(before) for name in names_in(words_of(before))]
    others = [name for name in names if name not in speaker]
    return others[-1] if others else ""


def _in_full(speaker: str, evidence: Evidence) -> str:
    """Give the longest name before that has his last word, as "the ministry" and "Moor" have."""
    head = next((word.stem for word in reversed(words_of(speaker)) if word.tells), "")
    fitting = [
        name
        for name in names_in(words_of(evidence.article.text[: evidence.end]))
        if any(stem_of(word) == head for word in name.words)
    ]
    longest = max(fitting, key=lambda name: (len(name.words), name.span.start), default=None)
    return longest.span.of(evidence.article.text) if longest else ""
