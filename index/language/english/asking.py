"""The words that a question asks with, and what is asked of."""

from __future__ import annotations

from typing import Final

ASKING: Final = frozenset("who whom whose what when where why how which".split())
EMBEDDING: Final = frozenset("how if that what whether why".split())
"""Begin what is said or asked within a sentence."""

HOW: Final = "how (?:many|much|long|old|far|high|big|large|tall|fast|wide|deep|heavy|often)"
"""The beginnings of questions for a number, as a part of a regular expression."""

CIRCUMSTANCES: Final = frozenset(
    "about regarding concerning on over of after during when following in at last yesterday this "
    "today".split()
)
"""Words that may follow "What did she say"."""

AGREED: Final = "ok|okay|great|good|fine|well"
"""Words that a question begins with after an answer."""

AMOUNTS: Final = frozenset(
    "percentage share number amount price speed age magnitude cost turnout size height toll "
    "population budget weight length depth".split()
)
"""What is counted or measured."""

TOTALS: Final = frozenset("number figure toll total price cost amount count share".split())
"""What somebody gives a figure of."""

ASPECTS: Final = frozenset(
    "advantage aftermath age aim aspect author background basis beginning benefit career "
    "cause characteristic con consequence controversy cost creation criticism damage date "
    "death definition description detail development difference disadvantage drawback "
    "effect evidence example factor feature finding form function future goal history "
    "idea impact importance information kind lack leader legacy life meaning method name "
    "number objective origin outcome overview part people point price pro problem process "
    "purpose reaction reason reception relationship requirement response result risk role "
    "root rule series side sign similarity size status story structure symptom term theme "
    "time treatment type use value variety version way".split()
)
"""What is asked of something else: "the symptoms of lung cancer" is about lung cancer."""

GENERAL: Final = frozenset(
    "people person number total year day date time place happen take many".split()
)
"""Who and what is counted in every story; it tells no deed from another."""

RARE: Final = frozenset(
    "first best worst most record biggest deadliest greatest highest largest lowest oldest "
    "smallest strongest warmest".split()
)
"""Words that say how rare a thing is: "the first time since 1945"."""

PICKING: Final = frozenset(
    "alive available bad better big common current dead different difficult early famous first "
    "good great ill important key large last long main major modern negative new next notable "
    "other others overall popular positive possible recent sick similar some special specific "
    "traditional typical unique well-known".split()
)
"""Adjectives that pick or praise within a topic and are no part of it."""
