"""Verbs that are bent by no rule, and verbs that many sentences share."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Form: TypeAlias = Literal["base", "s", "ed", "ing"]

# The base form, the past, and the participle where that is another one.
_TABLE = """
    beat beat beaten, become became become, begin began begun, bid bid, bite bit bitten,
    bleed bled, break broke broken, breed bred, bring brought, build built, buy bought,
    catch caught, choose chose chosen, come came come, cost cost, creep crept, cut cut, deal dealt,
    dig dug, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
    fall fell fallen, feel felt, fight fought, find found, flee fled, fling flung,
    fly flew flown,
    foresee foresaw foreseen, forget forgot forgotten, freeze froze frozen, get got,
    give gave given,
    go went gone, grow grew grown, hang hung, hear heard, hide hid hidden, hit hit, hold held,
    hurt hurt, keep kept, kneel knelt, know knew known, lead led, leap leapt, leave left, lend lent,
    light lit, lose lost, make made, mean meant, meet met, pay paid, prove proved proven, put put,
    quit quit, read read, ride rode ridden, ring rang rung, rise rose risen, run ran run, say said,
    see saw seen, seek sought, sell sold, send sent, set set, shake shook shaken, shed shed,
    shoot shot, show showed shown, shut shut, sing sang sung, sink sank sunk, sit sat, sleep slept,
    slide slid, speak spoke spoken, speed sped, spend spent, spin spun, split split, spread spread,
    spring sprang sprung, stand stood, steal stole stolen, sting stung, stride strode,
    strike struck, swear swore sworn, sweep swept, swim swam swum, swing swung, take took taken,
    teach taught, tear tore torn, tell told, think thought, throw threw thrown, tread trod,
    understand understood, wake woke woken, wear wore worn, weep wept, win won,
    withdraw withdrew withdrawn, wring wrung, write wrote written
"""
_ROWS = tuple(row.split() for row in _TABLE.split(","))

IRREGULAR: Final = {row[0]: " ".join(dict.fromkeys(row[1:])) for row in _ROWS}
"""The past and the participle of each verb."""
PASTS: Final = frozenset(row[1] for row in _ROWS)
PARTICIPLES: Final = frozenset(row[-1] for row in _ROWS)

BASES: Final = {form: base for base, *forms in _ROWS for form in forms} | dict(
    pair.split(":")
    for pair in "children:child died:death die:death dies:death dead:death dying:death lying:lie "
    "men:man women:woman".split()
)
"""The word that a bent form is one of."""

FINITE: Final = PASTS | frozenset(
    "am are be become can cannot could did do does forced get gets go goes had has have is joins "
    "keep lay leads lie lies make may meets might must need opens owes rung say says shall should "
    "stands take takes think thinks torn want wants was were will win wins would".split()
)
"""Forms that make a sentence of words, and do not end as most such forms do."""

_DOUBLED = frozenset(
    "admit begin blog brag dub get plan put quip rebut refer regret rip run slam stop win".split()
)


def forms_of(bases: str, *kinds: Form) -> frozenset[str]:
    """Give the forms of verbs that are of one of `kinds`, all where none is named."""
    every = (pair for base in bases.split() for pair in forms(base))
    return frozenset(written for form, written in every if not kinds or form in kinds)


def forms(base: str) -> list[tuple[Form, str]]:
    """Give the forms of a verb; the past may have two."""
    stem = base + base[-1] if base in _DOUBLED else base
    bare = stem.removesuffix("e")
    past = IRREGULAR.get(base) or (base[:-1] + "ied" if _ends_in_y(base) else bare + "ed")
    present = base[:-1] + "ies" if _ends_in_y(base) else base + ("es" if _hisses(base) else "s")
    ing = base + "ing" if base.endswith("ee") else bare + "ing"
    return [
        ("base", base),
        ("s", present),
        ("ing", ing),
        *(("ed", each) for each in past.split()),
    ]


def _ends_in_y(base: str) -> bool:
    return base[-1] == "y" and base[-2] not in "aeiou"


def _hisses(base: str) -> bool:
    return base.endswith(("s", "sh", "ch", "x", "z", "o"))


SHARED: Final = frozenset({"done", "worth"}) | forms_of(
    "affect ask become begin call cause change come compare consider contrast decide describe die "
    "differ eat end explain feel find get give go happen help influence keep kill know last lead "
    "learn live lose make mean meet move need play provide react relate respond run say see show "
    "start stop survive take talk tell think treat try understand use want win work"
)
"""Verbs that many questions share."""
