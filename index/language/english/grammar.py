"""The small words of the grammar: what may stand between a speaker and a verb, and what may not."""

from __future__ import annotations

BE = frozenset("is are was were be been being 's 're am isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't 've".split())
SHORTENED = "s|re|ve|ll|d|m"
"""What an apostrophe leaves of a verb."""
BEING = frozenset("is are was were be been being".split())
DO = "do|does|did|has|have|had"
ACT = f"{DO}|will|would|can|could|should|may|might|must"
AUXILIARY = f"is|are|was|were|{ACT}"
"""Verbs that a question begins with, as parts of regular expressions."""
HELPERS = (
    BE
    | HAVE
    | frozenset(
        "do does did don't doesn't didn't will would can could may might shall should must won't "
        "wouldn't can't couldn't cannot not never ever".split()
    )
)
ADVERBS = frozenset(
    "also then later earlier now still once again often sometimes always just even only already "
    "soon since too both all further thus instead long first meanwhile however actually himself "
    "herself themselves itself today yesterday tonight afterward afterwards twice previously "
    "well far almost quite either more most less so".split()
)
NEXT = frozenset("last this next earlier later".split())
TIMES = NEXT | frozenset("on in at late early that the".split())
PRONOUNS = frozenset("he she they i we you it".split())
WHO = frozenset("who which".split())
OWNERS = frozenset("his her their its".split())
NAMELESS = PRONOUNS | frozenset(
    "who one some many others other most several all both nobody".split()
)
"""Words that stand for somebody and name nobody."""
MANY = frozenset("they i we you many some others who people police most few women men both".split())
"""Words for several people, whose verb has no "s"."""
NONE = frozenset("neither nobody none no".split())
OTHERS = frozenset("many some others most few several both one those all nobody everyone".split())


def is_pronoun(word: str, *, short: bool = False) -> bool:
    """Whether `word` is "he"; `short`: whether it is "he's", with its helper."""
    front, mark, _ = word.partition("'")
    return front in PRONOUNS and bool(mark) == short


AND = frozenset("and but or then yet nor &".split())
JOINS = frozenset(
    "that while when because if although though after before but than whether where as so "
    "until unless since what how why whom whose".split()
)
PREPOSITIONS = frozenset(
    "in on at after during for with under from by to into amid following despite about against "
    "of over through without like among between since before within toward towards upon via "
    "near around per as than".split()
)
LINKS = frozenset("of in into on for from at to with by".split())
"""Prepositions that join two phrases to one."""
PLACED = frozenset("in on at from near off".split())
"""Prepositions of a place."""
WHEN = frozenset("when while after before because if since until where".split())
"""Words that begin a clause which says when, where or why."""
CLAUSES = WHEN | frozenset("which who whose".split())
OPENING = frozenset(
    "about according across after against amid and as at because before between but by despite due "
    "during following for from how in into near on or over regarding that to under what when where "
    "which while who whom whose why with without".split()
)
"""Words that open another part of a sentence behind a date or a name."""
ABOUT = frozenset(
    "of about on around in at with regarding concerning surrounding near during to".split()
)
"""Words between what is asked for and what it is about."""
BELONGING = frozenset(
    "a an and any as by each every from like next no of or per than that the this to with s since "
    "until before after".split()
)
"""Words in front of a date that make it a part of something else: "the last week"."""
OF = frozenset("of for at from in with to on".split())
DETERMINERS = frozenset(
    "the a an his her their its our my your this these those some many most several no any every "
    "each another other such".split()
)
PAUSES = frozenset(",;:.!?()[]—–-―…\"“”„«»‘’'")
ENDS = frozenset(".!?;:")
CLAUSE_ENDS = frozenset(
    ", ; : ( ) – — . ? ! and but or although because though while when which who that as if".split()
)
"""Words and signs behind which a denial or a hedge reaches nothing."""
# What no one speaks for, though a name stands for it.
STORMS = frozenset("hurricane typhoon cyclone storm".split())
