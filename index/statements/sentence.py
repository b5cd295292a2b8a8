"""Who says what a sentence says, as spans of the sentence: speaker, cue, content, relay.

Only what the sentence itself names; a pronoun is not a name.
"""

from __future__ import annotations

import re

from index.statements.articles import statements_in
from index.statements.words import DAYS
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
    "agency|agencies|analysts|army|authorit(?:y|ies)|board|bureau|chairman|chairwoman|commission|"
    "committee|company|council|court|department|director|doctors|editor|embassy|forces|government|"
    "governor|group|institute|mayor|mediator|military|minister|ministry|office|officials?|party|"
    "police|president|report|rescuers|researchers|residents|spokes(?:man|woman|person|people)|"
    "team|union|witness(?:es)?"
)
# Words that begin no name, though a sentence may begin with them.
_NO_NAME = "After|And|As|At|Before|But|By|For|From|If|In|On|That|The|To|Under|When|While|With"
# A name: capitalised words, which small joining words may hold together ("Ministry of Health").
_WORD = rf"(?!(?:{_NO_NAME})\b)[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.(?=\s))?"
_NAME = rf"{_WORD}(?:(?:\s+(?:of|for|the|and|de|al|bin|van|von|da|di|on)){{0,3}}\s+{_WORD}){{0,7}}"
_TITLE_WORD = (
    r"(?:(?!(?i:a|an|and|are|as|at|but|by|for|from|had|has|in|is|of|on|or|than|that|the|to|was|were|"
    r"when|which|while|who|with)\b)\w[\w’'-]*\s+)"
)
# A speaker: a name or a role, with what stands before it ("the Syrian state news agency SANA")
# and where it is ("police in Port Ellisane").
_SPEAKER = (
    r"(?!(?:but|and|while|though|as|when|that)\s)"
    rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+)?{_TITLE_WORD}{{0,4}}?"
    rf"(?:{_NAME}(?:\s+(?:{_ROLES}))?|\b(?:{_ROLES}))"
    rf"(?:\s+(?:at|for|from|in|of)\s+(?:the\s+)?{_TITLE_WORD}?{_NAME})?"
)
_ENDS = (
    r"(?=\s*(?:[,.;:!?”\")]|’(?!s\b))|\s+(?:and|that|which|who|in|on|at|after|as|but|for)\b|\s*$)"
)
_FROM = r"(?:(?:an?\s+|the\s+)?(?:statements?|figures?|data|report)\s+(?:from|by|of)\s+)?"

_ACCORDING = re.compile(rf"\b(?P<cue>[Aa]ccording\s+to)\s+{_FROM}(?P<speaker>{_SPEAKER}){_ENDS}")
_RELAY = re.compile(
    r"(?:\bas\s+(?:reported|quoted|cited|relayed|carried)|\bcarried|\bquoted)\s+by\s+"
    rf"(?P<relay>{_SPEAKER}){_ENDS}"
)
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s”\"’“]))(?P<speaker>{_SPEAKER})(?:,\s(?P<also>[^,]{{1,80}}),)?\s+"
    rf"(?:(?:has|have|had|also|later|then|earlier|repeatedly)\s+)*(?P<cue>{_CUES})\b(?!\s+by\b)"
)
_AFTER = re.compile(
    rf"[,”\"’]\s+(?P<cue>(?!told|tells)(?:{_CUES}))\s+(?P<speaker>{_SPEAKER}){_ENDS}"
)

# What stands before these words is somebody else, or only part of somebody.
_PART_OF = re.compile(r"\b(?:as|at|by|for|from|in|of|than|to|with)\s+(?:the\s+)?$", re.IGNORECASE)
# What follows them in their clause has not been said.
_SILENT = re.compile(r"\b(?:if|neither|nobody|no one|unless|whether)\b[^,;:]*$", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:(?:the|a|an|its|his|her|their)\s+)?(?:report|figures|data)$", re.IGNORECASE
)
_MARK = re.compile(r"[“”„\"«»]")


def find_statement(sentence: str) -> Statement | None:
    """Find who says `sentence`, if it names somebody; offsets are those of `sentence`.

    Nobody is better than somebody else: where the words leave it open, there is no statement.
    """
    quoted = _quoted(sentence)
    for pattern in (_ACCORDING, _AFTER, _BEFORE):
        found = pattern.search(sentence)
        while found:
            if _is_speaker(sentence, found, quoted):
                return _statement(sentence, found)
            found = pattern.search(sentence, found.start("speaker") + 1)
    return _quoting(sentence)


def _quoting(sentence: str) -> Statement | None:
    """Find whoever is named beside a quotation, by the grammar that reads whole articles."""
    named = (one for one in statements_in(sentence) if one.manner == "direct" and one.cue)
    return next((one for one in named if _is_name(one.speaker.of(sentence))), None)


def _is_name(speaker: str) -> bool:
    words = speaker.lower().split()
    return speaker[:1].isupper() and words[0] not in _PRONOUNS and words[-1] not in DAYS


def _quoted(sentence: str) -> list[Span]:
    """Give the stretches in quotation marks; the same mark may open and close."""
    marks = [mark.start() for mark in _MARK.finditer(sentence)]
    if marks and marks[0] and not sentence[marks[0] - 1].isspace():
        marks.insert(0, 0)  # it closes what an earlier sentence opened
    if len(marks) % 2:
        marks.append(len(sentence))
    return [Span(*pair) for pair in zip(marks[::2], marks[1::2], strict=True)]


def _is_speaker(sentence: str, found: re.Match[str], quoted: list[Span]) -> bool:
    speaker, at = found["speaker"], found.start("speaker")
    if speaker.rsplit(maxsplit=1)[-1].lower() in _PRONOUNS | DAYS or _NOBODY.match(speaker):
        return False
    if found.re is not _ACCORDING and _PART_OF.search(sentence[:at]):
        return False
    cue = found.start("cue")
    if found.re is _BEFORE and _SILENT.search(sentence[:cue]):
        return False
    return not any(span.start < cue < span.end for span in quoted)


def _statement(sentence: str, found: re.Match[str]) -> Statement:
    relay = _RELAY.search(sentence)
    end = relay.start() if relay and relay.start() >= found.end() else len(sentence)
    around = (Span(0, found.start()), Span(found.end(), end))
    # What is said is the longer part of the sentence, before its speaker or after.
    content = max(around, key=lambda span: span.end - span.start).trimmed(sentence)
    return Statement(
        speaker=Span(*found.span(_named_by(found))),
        cue=Span(*found.span("cue")),
        content=(content,),
        relayed_by=Span(*relay.span("relay")) if relay else None,
    )


def _named_by(found: re.Match[str]) -> str:
    """Tell which group names the speaker: in "the mayor of Lyn, Ida Moor, said" the second does."""
    also = found.groupdict().get("also")
    return "also" if also and re.fullmatch(_NAME, also) else "speaker"
