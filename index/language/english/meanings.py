"""Words that mean the same, and words that mean the opposite."""

from __future__ import annotations

from typing import Final

SAME: Final = (
    "died killed toll fatalities perished drowned lives",
    "ill sick infected cases sickened",
    "injured wounded hurt injuries",
    "cost price budget worth bill",
    "board aboard carried carrying",
    "founded established formed created started launched opened inaugurated",
    "built constructed erected completed",
    "leave move relocated resettled displaced evacuated homes",
    "full fill",
    "married wed wedding",
    "march protested demonstrators",
    "missing unaccounted",
    "population people inhabitants residents",
    "came attended attendance crowd spectators",
)
"""Words that news uses for one deed; to have one of a row is as good."""

OPPOSITE_DEEDS: Final = (
    (
        "rise increase grow growth climb jump surge gain soar doubled tripled higher up",
        "fall decrease decline drop dropped plunge slump shrink shrank lower sank down halved",
    ),
    ("more longer larger bigger faster greater", "less fewer shorter smaller slower"),
    ("win winning beat victory", "lose defeat"),
    ("highest most largest biggest best strongest", "lowest least smallest worst weakest fewest"),
    ("approve accept passed agreed", "reject refuse dismissed declined"),
    ("support back favour favor favored", "oppose"),
    ("open reopen", "close shut closure"),
    ("convicted guilty", "acquitted innocent cleared"),
    ("buy", "sell"),
    ("strengthen", "weaken"),
    ("import", "export"),
    ("start begin", "end finished stopped"),
    ("confirm", "denied"),
    ("survive", "died killed"),
)
"""Deeds that are the opposite of each other; one form stands for all of the same stem."""

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
