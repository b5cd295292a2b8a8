"""Small words: those that every text holds, whatever it is about."""

from __future__ import annotations

from typing import Final

SMALL: Final = frozenset(
    "a about after all also an and any are as at be because been before being both but by can "
    "could did do does during each for from had has have he her him his how i if in into is it "
    "its like many may me more most much my no not of on only or other our over own she should "
    "so some such than that the their them then there these they this those through to too "
    "under up us was we were what when where which while who whom whose why will with would "
    "you your".split()
)
"""Small words that have no part in what is told."""

COMMON: Final = SMALL | frozenset(
    "according added allegedly although am doing either further get got having here hers however "
    "itself just let might mine mr mrs ms must nor now off one onto ours out per rather reported "
    "reportedly said say saying says shall since tell tells theirs though told until upon very "
    "whether within without yet yours".split()
)
"""Words that every text holds: sharing one says nothing."""

SPOKEN: Final = (
    SMALL
    | frozenset(
        "according again already although another best between doing don down either else ever "
        "every few further having hello here hers just later less little might must nor now off oh "
        "ok okay once one ones others out please same shall since something still thank thanks "
        "thing things though together until upon versus very vs way ways whether within without "
        "won wow yes yet".split()
    )
)  # fmt: skip
"""Words of a question that join, point and ask, and are no part of what it is about."""

SOUGHT: Final = SMALL - frozenset(
    "after because before both but during each he her him his like may more most no not only "
    "other over own she should some through too under up us while".split()
) | frozenset(
    "according am happen happened name people said say says so such tell tells told".split()
)
"""Words of a question that are not looked for. Chosen by measurements, as others do tell."""

OPENERS: Final = SMALL | frozenset(
    "according additionally although among another below besides between critics despite earlier "
    "either even every ex fellow few finally first following former formerly four further "
    "furthermore here however inside instead just last late later meanwhile moreover must name "
    "near nearly neither new next nor nothing now officials once one others out outside people "
    "perhaps police previously rather recently researchers residents scientists second separately "
    "several similarly since six soon still ten third though three throughout thus today together "
    "two unlike until upon veteran whether within without women workers yet".split()
)
"""Words that a sentence may begin with in front of a name."""

IN_NAMES: Final = frozenset("the a an its his her their of for in at on and s to by from".split())
"""Small words in what somebody is called, which tell nobody apart."""

JOINING: Final = frozenset("of the de la le du von van der den del bin al da di and for &".split())
"""Small words that may stand inside a name, between two capitalised ones."""
