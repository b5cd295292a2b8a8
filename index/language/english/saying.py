"""The words that tell that somebody says, thinks or wants something: one table, by class.

A verb stands under its base form; its other forms follow by rule, save the irregular ones.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from index.language.english.verbs import Form, forms, forms_of

Class: TypeAlias = Literal["say", "tell", "think", "plan", "judge", "show", "quote", "talk"]
"""What follows a verb: say, a clause or a quotation; tell, somebody who hears it and then that;
think, a clause; plan, something to do; judge, what it is about; show, a clause, told by a paper;
quote, nothing but a quotation; talk, "of" or "about" something."""


class Verb(NamedTuple):
    """A form of a verb of the table, of whose classes it may be.

    What may be the past is taken for it, such as "read". `is_bent` tells that it may be another
    form than the base.
    """

    kinds: frozenset[Class]
    form: Form
    is_bent: bool


VERBS: dict[Class, str] = {
    "say": """
        say state note add announce confirm claim report argue insist acknowledge explain
        declare stress deny allege write suggest maintain assert admit concede reply respond
        tweet retweet remark comment observe recall joke quip lament complain boast brag muse
        recount reiterate repeat emphasize emphasise clarify contend caution cry shout yell
        chant conclude predict estimate disclose imply insinuate intimate opine proclaim
        pronounce testify vent gush conjecture post highlight underscore underline signal
        speculate affirm profess rave scoff sneer tease retort riff interject intone exclaim
        elaborate describe attest aver bemoan theorize theorise blog swear telegraph ponder
        wonder marvel decree hint recite grouse decide point
    """,
    "tell": """
        tell warn assure remind inform advise convince persuade promise ask
    """,
    "think": """
        think believe hope fear expect wish know feel doubt worry assume suspect imagine
        consider regard view see envision understand remember realize realise recognize
        recognise forget guess reckon foresee anticipate calculate agree disagree dream regret
        accept
    """,
    "plan": """
        plan vow pledge refuse decline want seek intend promise threaten prefer offer agree
        volunteer demand hope resolve opt
    """,
    "judge": """
        call accuse blame praise criticize criticise condemn denounce slam blast attack mock
        defend support oppose endorse reject dismiss urge propose question hail applaud commend
        thank congratulate ridicule deride decry rebuke assail bash chastise chide scold berate
        challenge dispute rebut refute debunk cite quote reference tout extol laud champion
        herald advocate favor favour portray characterize characterise depict paint label brand
        dub liken compare credit fault address discuss outline recommend disavow renounce
        repudiate disown voice express echo trash knock belittle demonize taunt lambast lambaste
        rip insult welcome demand request nominate invoke interpret identify admire love hate
        dislike disparage downplay issue release unveil back encourage mention push order refer
        brush press pressure forecast embrace protest
    """,
    "show": """
        show find suggest indicate reveal establish document warn
    """,
    "talk": """
        talk speak rail
    """,
    "quote": """
        read continue counter fire shoot begin chime go put lecture text sing joke
    """,
}
_STATES = frozenset("goes known seen".split())  # "is known" tells of nobody who knows it


@cache
def verbs() -> dict[str, Verb]:
    """Give what each form of each verb may be, by the form in small letters."""
    readings: dict[str, list[tuple[Class, Form]]] = {}
    for kind, bases in VERBS.items():
        for base in bases.split():
            for form, written in forms(base):
                readings.setdefault(written, []).append((kind, form))
    return {written: _verb(known) for written, known in readings.items() if written not in _STATES}


def _verb(readings: list[tuple[Class, Form]]) -> Verb:
    forms = [form for _, form in readings]
    return Verb(
        kinds=frozenset(kind for kind, _ in readings),
        form="ed" if "ed" in forms else forms[0],
        is_bent=any(form != "base" for form in forms),
    )


_CLAUSE = frozenset({"that"})
_MATTER = frozenset({"that", "to", "for", "of", "about", "on", "against"})
NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "claim claims assertion belief view report statement remark comment contention warning "
        "argument conclusion suggestion allegation admission insistence".split(),
        _CLAUSE | {"of", "about", "on"},
    ),
    **dict.fromkeys(
        "call calls plan plans proposal promise pledge vow criticism support opposition demand "
        "desire hope decision threat stance position attacks comments remarks "
        "endorsement praise refusal rejection concern concerns accusation accusations aim goal "
        "push fear fears worry worries embrace attack pledges promises vows demands views".split(),
        _MATTER,
    ),
}
"""Nouns of saying and wanting, with the words that lead to what is said or wanted."""

FEELINGS = frozenset(
    "confident certain afraid sure convinced skeptical wary eager worried dismayed concerned "
    "optimistic hopeful aware critical supportive".split()
)
"""What somebody is of something: "Ms Dray is certain that ...", told as a verb would."""

NOUNLIKE = frozenset(
    "points reasons chants backs pushes orders presses talks speaks thanks "
    "states attacks comments remarks contests questions claims reports plans hopes notes calls "
    "emails posts details lists offers charges rules demands promises blasts fears "
    "doubts challenges praises "
    "supports quotes backs names shows finds hints jokes signals cautions objects "
    "reads tweets estimates projects documents labels brands paints faults voices addresses "
    "requests orders issues releases talks answers views desires regrets wishes likes loves".split()
)
"""Forms that are as often a plural noun: they need a name before them."""

_ASKED = "say state claim announce warn argue insist explain declare deny admit promise"
CLAIMED = forms_of(_ASKED, "base", "ed")
REPORTED = CLAIMED | forms_of("tell report", "base", "ed")
"""What a question says that somebody said."""
WHO_SAYS = forms_of(f"{_ASKED} tell report allege suggest think believe confirm", "base", "s", "ed")
PUBLISHED = forms_of("report write publish cover print reveal run", "base", "ed")
"""What a question says that an outlet did."""
PRINTED = REPORTED | PUBLISHED | frozenset("says read appeared quoted described".split())
"""What is done with words in an outlet."""

CUES = frozenset({"saying", "claiming"}) | forms_of(
    "say tell state add note claim argue warn insist explain announce confirm write testify tweet "
    "believe allege deny",
    "s",
    "ed",
)
"""Stand beside a name or "he" where somebody speaks."""
SPEAKING = forms_of(
    "say state tell note announce add confirm claim report warn argue insist acknowledge explain "
    "declare stress deny allege estimate write suggest maintain assert admit concede reply respond "
    "tweet testify caution predict describe call put give speak quote cite recall remark observe "
    "conclude promise vow blame accuse urge demand"
)
"""Tell that somebody says something, and not only that he finds or wants it."""
OPINIONS = forms_of("admit reveal show find expect hope fear agree", "base", "s", "ed")
"""Tell, before "that", that somebody holds it."""
WITHHELD = frozenset(
    "answer comment confirm disclose discuss elaborate explain name reveal say speak tell".split()
)
"""What somebody declines to do who says nothing."""
SPOKEN_OF = "announced claimed comment commented declared reported spoke speak stated think warned"
"""What a question calls it that somebody speaks."""
RELAYING = frozenset("reported quoted cited relayed carried published".split())
CREDITED = frozenset("stated given put said claimed counted reported".split())
"""Before "by" they tell who passes on what is said, and whose a value is."""
GIVING = frozenset("put puts gave gives given estimated estimates".split())
"""Tell that somebody gives a figure."""
WEAK = frozenset({"back", "respond"}) | forms_of(
    "find seek offer decide identify see know report nominate release", "base", "ing"
)
"""These tell what somebody says or wants only in the past or the present."""
SURE = frozenset("say think believe know want argue agree tell insist seem expect".split())
"""No noun is spelled so: such a word after a phrase with a plural in it is its verb."""
OF_BODIES = forms_of("say announce claim argue urge report", "s", "ed") | forms_of(
    "promise vow refuse decline call decide add note", "ed"
) | forms_of("plan offer", "s", "ed")  # fmt: skip
"""What "it" does only where it stands for a company, a court or a paper."""
