"""What people are called: titles, offices, kin, given names."""

from __future__ import annotations

from typing import Final

MAN: Final = frozenset(
    "mr sir lord king prince father brother son husband uncle nephew grandfather spokesman "
    "chairman widower actor waiter monk bishop".split()
)
WOMAN: Final = frozenset(
    "mrs ms miss lady queen princess mother sister daughter wife aunt niece grandmother "
    "spokeswoman chairwoman widow actress waitress nun".split()
)
GIVEN_TO_MEN: Final = frozenset(
    "john james robert michael william david richard joseph thomas charles donald george paul "
    "mark steven kenneth brian edward ronald anthony kevin jason jeff gary timothy jose larry "
    "frank scott eric stephen andrew peter bill mike chris tim tom joe jim ben martin joshua luca "
    "mustafa ezra nikita ilya hamza musa yahya".split()
)
GIVEN_TO_WOMEN: Final = frozenset(
    "mary jennifer elizabeth barbara susan sarah karen nancy margaret ashley emily michelle carol "
    "deborah stephanie laura helen katherine julie anne ruth alice jane".split()
)

ADDRESSES: Final = frozenset("mr mrs ms miss dr sir dame madam prof professor rev".split())
"""How somebody is addressed, whatever he does."""

NO_NAMES: Final = ADDRESSES | frozenset(
    "st jr sr i i'm i'd i've i'll ok am pm ad bc bce ce".split()
)
"""Words with a capital that go before a name, or stand for one, and name nobody."""

SHORT: Final = frozenset(
    "mr mrs ms dr prof rev hon gov sen rep lt col gen maj capt sgt cpl pvt adm cmdr supt insp det "
    "messrs atty asst amb brig cllr fr pfc pres".split()
)
"""Titles that are written with a full stop or without."""

SHORTER: Final = SHORT | {"reps", "sens", "st"}

LEADING: Final = frozenset("acting deputy foreign former prime state vice".split())
"""Stand before another title."""

TITLES: Final = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess pope "
    "president premier minister mayor governor gov senator sen representative rep congressman "
    "congresswoman chancellor captain capt general gen colonel col lieutenant lt major maj "
    "sergeant sgt commander admiral judge justice secretary chair chairman chairwoman chief "
    "speaker ambassador councillor detective inspector officer reverend rev father sister bishop "
    "archbishop cardinal rabbi imam sheikh coach doctor director".split()
)
"""Stand before a name."""

OFFICES: Final = (
    TITLES
    | LEADING
    | frozenset(
        "ministers executive interior defence defense finance health works transport agriculture "
        "education press attorney analyst economist reporter spokesman spokeswoman "
        "spokesperson".split()
    )
)
"""The words of what somebody is, beside a name or in its place."""

ANYBODY: Final = frozenset(
    "official officials authority authorities source sources spokesman spokeswoman spokesperson "
    "statement expert experts article text report reports reporter reporters outlet media".split()
)
"""Who speaks for anybody, where a text names somebody."""

VOICES: Final = frozenset(
    "spokesman spokeswoman spokesperson spokespeople official officials chief head director "
    "officer president chairman chair leader secretary general commander lieutenant colonel "
    "captain dr mr mrs ms report statement office source sources manager first deputy its his "
    "her their own still later again".split()
)
"""What people are called who speak for others; it tells nobody apart."""

ACTORS: Final = frozenset(
    "author authority captain company court crew director driver expert family government head "
    "leader mayor minister ministry official operator opposition organiser owner police president "
    "spokesman spokeswoman suspect union victim winner witness".split()
)
"""Who acts in many stories: "the police" are those of the story that is spoken of."""

COUNTRY_OF: Final = {
    "french": "france", "spanish": "spain", "spaniard": "spain", "welsh": "wales",
    "dutch": "netherlands", "danish": "denmark", "german": "germany", "polish": "poland",
    "greek": "greece", "irish": "ireland", "scottish": "scotland", "scots": "scotland",
    "thai": "thailand", "finnish": "finland", "swiss": "switzerland", "afghan": "afghanistan",
    "american": "us", "americans": "us", "america": "us", "british": "uk", "britain": "uk",
    "usa": "us", "un": "un",
}  # fmt: skip
"""Peoples whose name does not begin like their country's."""
OF_PEOPLES: Final = frozenset("n an ian ish ese i ns ans ians is".split())
OF_PLACES: Final = frozenset(["", "y", "a", "o", "e", "ey", "ia", "en", "ain"])
"""How the names of peoples and of their countries end, behind what they share."""

OWNING_NOTHING: Final = frozenset(
    "it that there here what who today yesterday tomorrow tonight women men people children "
    "everyone let he she".split()
)
"""Words in front of "'s" that are no names."""
PLURALS: Final = frozenset("children men people police teeth women".split())
"""Words for many that do not end like many."""
