"""Words that mean the same, and words that mean the opposite."""

from __future__ import annotations

from typing import Final

SAME: Final = (
    "died dead deaths killed toll fatalities perished drowned lives",
    "ill sick infected cases sickened",
    "injured wounded hurt injuries",
    "cost price budget worth bill",
    "board aboard carried carrying",
    "founded established formed created started launched opened inaugurated",
    "built constructed erected completed construction",
    "leave move relocated resettled displaced evacuated homes",
    "full filled fill",
    "married wed wedding",
    "marched marchers march protesters protested demonstrators",
    "missing unaccounted",
    "population people inhabitants residents",
    "came attended attendance crowd spectators",
)
"""Words that news uses for one deed; to have one of a row is as good."""

OPPOSITE_DEEDS: Final = (
    (
        "rise rises rising rose increase increased grow growth climb climbed jump jumped surge "
        "surged gain gained soar soared doubled tripled higher up",
        "fall falls falling fell decrease decreased decline declined drop dropped plunge plunged "
        "slump slumped shrink shrank lower sank down halved",
    ),
    ("more longer larger bigger faster greater", "less fewer shorter smaller slower"),
    ("win wins won winning beat beats victory", "lose loses lost losing defeat"),
    (
        "highest most largest biggest best strongest",
        "lowest least smallest worst weakest fewest",
    ),
    (
        "approve approved approves accept accepted accepts passed agreed",
        "reject rejected rejects refuse refused refuses dismissed declined",
    ),
    (
        "support supported supports back backed backs favour favoured favor favored",
        "oppose opposed opposes opposing",
    ),
    (
        "open opened opens reopen reopened opening",
        "close closed closes closing shut closure",
    ),
    ("convicted guilty", "acquitted innocent cleared"),
    ("buy bought buys", "sell sold sells"),
    ("strengthen strengthened", "weaken weakened"),
    ("import imported imports", "export exported exports"),
    ("started starts begin began begun", "ended ends end finished stopped"),
    ("confirmed confirms", "denied denies"),
    ("survived survives survivor", "died dies killed"),
)
"""Deeds that are the opposite of each other, in any of their forms."""

OPPOSITE_PLACES: Final = (
    ("above over", "below under"),
    ("before", "after"),
    ("more over exceeding", "less fewer under"),
    ("earlier", "later"),
    ("first", "last"),
    ("many", "few"),
    ("all", "none"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("oldest", "youngest newest"),
)
"""Words that stand before what they are said of, and say the opposite."""

RAISED: Final = frozenset(
    "risen rise rises rising rose climbed climbs increase increased raised grew grown fell fallen "
    "cut revised corrected updated lowered".split()
)
"""Before "to" they say that a number was another one before."""
