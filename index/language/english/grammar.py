"""The small words of the grammar: what may stand between a speaker and a verb, and what may not."""

from __future__ import annotations

BE = frozenset("is are was were be been being 's 're am isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't 've".split())
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
TIMES = frozenset("on in at this last late early next earlier later that the".split())
PRONOUNS = frozenset("he she they i we you it".split())
WHO = frozenset("who which".split())
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
OF = frozenset("of for at from in with to on".split())
DETERMINERS = frozenset(
    "the a an his her their its our my your this these those some many most several no any every "
    "each another other such".split()
)
PAUSES = frozenset(",;:.!?()[]—–-―…\"“”„«»‘’'")
ENDS = frozenset(".!?;:")
# Titles that end in a stop: "Gov. Moor".
SHORT_TITLES = frozenset(
    "mr mrs ms dr gov sen rep sens reps gen prof rev lt col sgt st capt maj hon".split()
)
# What no one speaks for, though a name stands for it.
STORMS = frozenset("hurricane typhoon cyclone storm".split())
