"""Who says what a sentence says, as spans of the sentence: speaker, cue, content, relay.

Only what the sentence itself names; a pronoun is not a name.
"""

from __future__ import annotations

import re

from index.types import Span, Statement

_CUES = (
    "said|says|say|stated|states|told|tells|noted|notes|announced|announces|added|adds|confirmed|"
    "confirms|claimed|claims|reported|reports|warned|warns|argued|argues|insisted|insists|"
    "acknowledged|explained|explains|declared|declares|stressed|stresses|denied|denies|alleged|"
    "alleges|estimated|estimates|wrote|writes|suggested|predicted|maintained|asserted|admitted|"
    "conceded(?=\\s+that)|described|promised|vowed|replied"
)
_PRONOUNS = frozenset(
    "he she it they we i you who which that this these those there one some many".split()
)
_ROLES = (
    "agency|agencies|analysts|army|authorit(?:y|ies)|board|bureau|commission|committee|company|"
    "council|court|department|doctors|forces|government|governor|group|institute|mayor|military|"
    "minister|ministry|office|officials?|party|police|president|report|rescuers|researchers|"
    "residents|spokes(?:man|woman|person|people)|team|union|witness(?:es)?"
)
# A name: capitalised words, which small joining words may hold together ("Ministry of Health").
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.(?=\s))?"
_NAME = rf"{_WORD}(?:(?:\s+(?:of|for|the|and|de|al|bin|van|von|da|di|on))*\s+{_WORD})*"
_TITLE_WORD = (
    r"(?:(?!(?:a|an|and|are|as|at|but|by|for|from|had|has|in|is|of|on|or|than|that|the|to|was|were|"
    r"when|which|while|who|with)\b)\w[\w’'-]*\s+)"
)
# A speaker: a name or a role, with what stands before it ("the Syrian state news agency SANA").
_SPEAKER = (
    r"(?!(?:but|and|while|though|as|when|that)\s)"
    rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+)?{_TITLE_WORD}{{0,4}}?"
    rf"(?:{_NAME}(?:\s+(?:{_ROLES}))?|(?<=\s)(?:{_ROLES}))"
)
_ENDS = r"(?=\s*[,.;:!?”\"’)]|\s+(?:and|that|which|who|in|on|at|after|as|but|for)\b|\s*$)"
_FROM = r"(?:(?:an?\s+|the\s+)?(?:statements?|figures?|data|report)\s+(?:from|by|of)\s+)?"

_ACCORDING = re.compile(rf"\b(?P<cue>[Aa]ccording\s+to)\s+{_FROM}(?P<speaker>{_SPEAKER}){_ENDS}")
_RELAY = re.compile(
    r"(?:\bas\s+(?:reported|quoted|cited|relayed|carried)|\bcarried|\bquoted)\s+by\s+"
    rf"(?P<relay>{_SPEAKER}){_ENDS}"
)
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s”\"’“]))(?P<speaker>{_SPEAKER})(?:,[^,]{{1,80}},)?\s+"
    rf"(?:(?:has|have|had|also|later|then|earlier|repeatedly)\s+)*(?P<cue>{_CUES})\b(?!\s+by\b)"
)
_AFTER = re.compile(rf"[,”\"’]\s+(?P<cue>{_CUES})\s+(?P<speaker>{_SPEAKER}){_ENDS}")


def find_statement(sentence: str) -> Statement | None:
    """Find who says `sentence`, if it names somebody; offsets are those of `sentence`."""
    for pattern in (_ACCORDING, _AFTER, _BEFORE):
        for found in pattern.finditer(sentence):
            if not _is_pronoun(found["speaker"]) and not _is_compared(sentence, found):
                return _statement(sentence, found)
    return None


def _is_pronoun(words: str) -> bool:
    return words.rsplit(maxsplit=1)[-1].lower() in _PRONOUNS


def _is_compared(sentence: str, found: re.Match[str]) -> bool:
    """Whether somebody is only compared with: "more than the government says"."""
    return sentence[: found.start("speaker")].rstrip().endswith(("than", "as"))


def _statement(sentence: str, found: re.Match[str]) -> Statement:
    relay = _RELAY.search(sentence)
    end = relay.start() if relay and relay.start() >= found.end() else len(sentence)
    around = (Span(0, found.start()), Span(found.end(), end))
    # What is said is the longer part of the sentence, before its speaker or after.
    content = max(around, key=lambda span: span.end - span.start).trimmed(sentence)
    return Statement(
        speaker=Span(*found.span("speaker")),
        cue=Span(*found.span("cue")),
        content=content,
        relayed_by=Span(*relay.span("relay")) if relay else None,
    )
