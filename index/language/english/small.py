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

REPORTED: Final = SMALL | frozenset("get mr mrs ms said say says".split())
"""Words that every report holds. The weights of the support check were fitted with these."""

COMMON: Final = REPORTED | frozenset(
    "according added allegedly although am doing either further got having here hers however "
    "itself just let might mine must nor now off one onto ours out per rather reported "
    "reportedly saying shall since tell tells theirs though told until upon very whether "
    "within without yet yours".split()
)
"""Words that every text holds: sharing one says nothing."""

SPOKEN: Final = (
    SMALL
    | frozenset(
        "according again already although am another best between doing don down either else ever "
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

OPENERS: Final = COMMON | frozenset(
    "additionally among another below besides between critics despite earlier even every ex "
    "fellow few finally first following former formerly four furthermore inside instead last "
    "late later meanwhile moreover name near nearly neither new next nothing officials once "
    "others outside people perhaps police previously recently researchers residents "
    "scientists second separately several similarly six soon still ten third three throughout "
    "thus today together two unlike veteran women workers".split()
)
"""Words that a sentence may begin with in front of a name."""

IN_NAMES: Final = frozenset("the a an its his her their of for in at on and s to by from".split())
"""Small words in what somebody is called, which tell nobody apart."""

JOINING: Final = frozenset("of the de la le du von van der den del bin al da di and for &".split())
"""Small words that may stand inside a name, between two capitalised ones."""
