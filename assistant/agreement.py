"""What the sentences found agree on: the value that answers tends to stand in several passages.

A question asks for a value that it does not hold itself: a number, or a name. Redundancy of that
kind is how open-domain question answering found answers before it had readers (Dumais et al.,
"Web question answering: is more always better?", SIGIR 2002).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from assistant.evidence import Quotable
from assistant.question import kind_of

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(
    r"\$?\d(?:[\d.,]*\d)?%?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|dozen)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ]\w[\w&-]*")
# They have a capital where a sentence begins, and name nothing.
_NO_NAMES = frozenset(
    "a after all also although an and another as at because before both but by despite during "
    "each even every few for from had has have he her here his how however i if in instead is it "
    "its just last later many meanwhile more most mr mrs ms much my new no not now of on once one "
    "only or other our over said several she since so some still such than that the their then "
    "there these they this those though to two under until up we what when where which while who "
    "why with yet you your".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)


def values_in(question: str, sentence: str) -> frozenset[str]:
    """Give the values of `sentence` that may answer and that `question` does not hold.

    Numbers where it asks how many, else words with a capital, all in small letters; days and
    months only where it asks when.
    """
    kind = kind_of(question)
    values = _NUMBER if kind == "how many" else _CAPITALISED
    found = {match.group().casefold() for match in values.finditer(sentence)}
    no_answer = _NO_NAMES if kind == "when" else _NO_NAMES | _CALENDAR
    return frozenset(found - no_answer - set(_WORD.findall(question.casefold())))


def agreement(question: str, quotables: Iterable[Quotable]) -> Mapping[str, float]:
    """Say for each value in how many of the passages it stands: 1 for the most frequent ones."""
    held: dict[str, set[str]] = {}
    for each in quotables:
        values = values_in(question, each.evidence.quote)
        held.setdefault(each.hit.passage.id, set()).update(values)
    counts = Counter(value for values in held.values() for value in values)
    most = max(counts.values(), default=1)
    return {value: count / most for value, count in counts.items()}
