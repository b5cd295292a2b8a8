"""Verbs that are bent by no rule, and verbs that many sentences share."""

from __future__ import annotations

from typing import Final

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

SHARED: Final = frozenset(
    "affect affects ask asked became become began begin begins call called came cause "
    "caused causes change changed come comes compare compares consider contrast decide "
    "decided describe die died differ done eat end ended explain feel find found gave get "
    "gets give given go goes got happen happened happening happens help helps influence "
    "keep kill killed know known last lead learn led live lose lost made make makes mean "
    "meant meet met move need play provide react reacted relate related respond responded "
    "run said say says see seen show started start stop stopped survive survived take "
    "takes talk tell think took treat try understand used using want wants win won work "
    "worked works worth".split()
)
"""Verbs that many questions share."""
