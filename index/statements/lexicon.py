"""The words that tell that somebody says, thinks or wants something: one table, by class.

A verb stands under its base form; its other forms follow by rule, save the irregular ones.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, TypeAlias

Class: TypeAlias = Literal["say", "tell", "think", "plan", "judge", "show", "quote", "talk"]
"""What follows a verb: say, a clause or a quotation; tell, somebody who hears it and then that;
think, a clause; plan, something to do; judge, what it is about; show, a clause, told by a paper;
quote, nothing but a quotation; talk, "of" or "about" something."""

Form: TypeAlias = Literal["base", "s", "ed", "ing"]


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
# Forms that no rule gives: past (and participle) by the base form.
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "think": "thought",
    "know": "knew",
    "feel": "felt",
    "see": "saw",
    "understand": "understood",
    "forget": "forgot forgotten",
    "foresee": "foresaw foreseen",
    "mean": "meant",
    "swear": "swore sworn",
    "find": "found",
    "read": "read",
    "seek": "sought",
    "show": "showed shown",
    "speak": "spoke spoken",
    "prove": "proved proven",
    "shoot": "shot",
    "go": "went gone",
    "put": "put",
    "sing": "sang sung",
    "begin": "began begun",
}
_DOUBLED = frozenset("brag quip admit blog plan rip slam dub rebut refer regret begin put".split())


@cache
def verbs() -> dict[str, Verb]:
    """Give what each form of each verb may be, by the form in small letters."""
    readings: dict[str, list[tuple[Class, Form]]] = {}
    for kind, bases in VERBS.items():
        for base in bases.split():
            for form, written in _forms(base):
                readings.setdefault(written, []).append((kind, form))
    return {written: _verb(known) for written, known in readings.items()}


def _verb(readings: list[tuple[Class, Form]]) -> Verb:
    forms = [form for _, form in readings]
    return Verb(
        kinds=frozenset(kind for kind, _ in readings),
        form="ed" if "ed" in forms else forms[0],
        is_bent=any(form != "base" for form in forms),
    )


def _forms(base: str) -> list[tuple[Form, str]]:
    stem = base + base[-1] if base in _DOUBLED else base
    bare = stem.removesuffix("e")
    past = _IRREGULAR.get(base) or (base[:-1] + "ied" if _ends_in_y(base) else bare + "ed")
    present = base[:-1] + "ies" if _ends_in_y(base) else base + ("es" if _hisses(base) else "s")
    ing = base + "ing" if base.endswith("ee") else bare + "ing"
    return [
        ("base", base),
        ("s", present),
        ("ing", ing),
        *(("ed", each) for each in past.split()),
    ]


def _ends_in_y(base: str) -> bool:
    return base[-1] == "y" and base[-2] not in "aeiou"


def _hisses(base: str) -> bool:
    return base.endswith(("s", "sh", "ch", "x", "z"))


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
