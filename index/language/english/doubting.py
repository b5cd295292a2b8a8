"""What is not said as a fact: denied, possible, planned, still to come, told by somebody."""

from __future__ import annotations

import re
from typing import Final

from index.language.english import one_of
from index.language.english.verbs import forms_of

NOT: Final = frozenset("not never cannot nor neither".split())
REFUSING: Final = frozenset("refuse refuses refused refusing fail fails failed failing".split())
DECLINING: Final = frozenset("decline declines declined declining".split())
DENYING: Final = (
    NOT
    | REFUSING
    | frozenset(
        "no nobody none nothing without denied denies deny denying hardly unable noone".split()
    )
)
SUPPOSING: Final = frozenset("if unless whether do does did".split())
"""Begin a clause that only supposes or asks."""
NO_DENIAL: Final = frozenset(
    "confidence only just merely least doubt matter sooner necessarily sure".split()
)
"""Behind a word that denies they make it deny nothing: "not only", "no doubt"."""
DENIED_IN_PASSING: Final = frozenset(
    "be been being have has had yet even ever immediately longer one any anyone anybody anything "
    "allow allowed want wanted way person people".split()
)
"""Words that stand between a denial and what it denies."""

PERHAPS: Final = frozenset("may might could should shall will".split())
REPORTEDLY: Final = frozenset("reportedly allegedly supposedly purportedly".split())
HEDGES: Final = frozenset(
    "may might could possible possibly potential potentially perhaps probable probably likely "
    "suspected alleged appears appear seems seem considering".split()
)
POSSIBLE: Final = (HEDGES | REPORTEDLY) | frozenset(
    "maybe unlikely appeared seemed apparently considers considered consider whether can ca if "
    "should would unclear risk threatens threatened chance".split()
)
PLANS: Final = forms_of("plan intend hope want", "base", "s", "ed") | frozenset(
    "aims expected proposed scheduled set".split()
)
PLANNED: Final = PLANS | {"proposal"} | forms_of("plan hope aim expect propose seek try attempt")
"""Words by which a sentence may keep that something is planned."""

IMPERSONAL: Final = frozenset("known clear unclear unknown likely unlikely possible".split())
"""Behind "it is", which then means nothing before it."""

AHEAD: Final = frozenset("will shall going would upcoming next due".split())
LATER: Final = AHEAD | frozenset("future tomorrow soon about".split())
"""Words by which a sentence may keep that something is still to come."""
SCHEDULED: Final = frozenset("expected going planned plan plans scheduled set".split())

HEARSAY: Final = re.compile(
    rf"\b(?:{one_of(REPORTEDLY)}|(?:is|are|was|were)\s+said\s+to)\b", re.IGNORECASE
)
"""Said by somebody, but these words do not say by whom."""
TO_COME: Final = re.compile(
    rf"\b(?:{one_of(AHEAD | SCHEDULED | {'until', 'by'})})\b|['’]ll\b", re.IGNORECASE
)
"""What speaks of days to come."""
