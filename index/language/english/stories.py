"""What news is called, and those who publish it."""

from __future__ import annotations

from typing import Final

EVENTS: Final = (
    "accident affair article case crisis event incident issue news report situation story"
)
"""What a topic is called in the news, whichever it is."""

ABOUT_OUTLETS: Final = (
    "outlet newspaper paper news site agency organisation publication broadcaster magazine media "
    "source name named list cite credit mention headline run ran article report story piece "
    "publish write wrote claim cover coverage"
)
"""The words of a question for outlets and for what they published."""

CALLED: Final = tuple(
    "story stories news event events coverage article articles report reports reporting "
    "development developments fact facts course situation topic subject".split()
)
"""What a story is called, before what it is about."""
PIECES: Final = frozenset(
    "article articles coverage dispatch dispatches editorial editorials interview interviews page "
    "pages piece report reporting reports story stories website write-up".split()
)
"""What an outlet has written."""
VERSIONS: Final = frozenset(
    "account accounts claim claims figure figures number numbers position positions statement "
    "statements story stories version versions view views".split()
)
"""What somebody tells of a thing, before its name."""
OVERVIEWS: Final = frozenset(
    "overview summary timeline recap chronology history account rundown".split()
)
"""What is asked for by who wants to be told a story."""

PAPERS: Final = frozenset(
    "report reports study survey poll figures data statement statements analysis review "
    "audit".split()
)
"""What tells something in the name of those who made it."""

TELLING: Final = frozenset(
    "poll survey study report analysis data lawsuit suit complaint film video record average "
    "transcript filing memo office campaign group company administration team".split()
)
"""Papers and bodies that "find" and "show" without a capital."""

PRESS: Final = frozenset(
    "broadcasting chronicle courier daily dispatch echo examiner gazette globe guardian herald "
    "inquirer journal ledger magazine mail mirror monitor news observer pages post press radio "
    "register review standard star sun telegraph times today tonight tribune weekly wire".split()
)
"""Words that make a name that of an outlet."""

BODIES: Final = frozenset(
    "agency ministry department party committee council company group court university police "
    "army government house senate congress commission institute union times post press news "
    "journal administration campaign office board bank association bureau center centre "
    "foundation forces guard navy embassy federation corporation inc corp republicans democrats "
    "officials alliance coalition network service authority parliament hospital".split()
)
"""Words that make a name that of a body."""

FIGURES: Final = (
    "How many people died?",
    "How many people were injured?",
    "How many people are missing?",
    "How many people fell ill?",
    "How many people were arrested?",
    "How many people were displaced?",
    "How much does it cost?",
)
"""Questions for figures that change while an event goes on."""
