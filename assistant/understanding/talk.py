"""Greetings, thanks, and what Byline is: answered in a sentence, without a search."""

from __future__ import annotations

import re

_NAMED = r"(?:[ ,]+(?:byline|there|you|everyone|all|again))*"
_GREETS = re.compile(
    rf"(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|how are you|"
    rf"(?:hello|hi|hey){_NAMED}[ ,!.]+how are you(?: today)?){_NAMED}"
)
_THANKS = re.compile(
    r"(?:(?:ok|okay|oh|great|perfect|good|fine|nice|wonderful|excellent|and|no|many)[ ,!.]+)*"
    rf"(?:thanks|thank you|thankyou|thx|cheers|much appreciated|that(?:['’]s| is) all)"
    r"(?: (?:a lot|so much|very much|a bunch|for (?:that|this|your help|the help|the answer)))?"
    rf"{_NAMED}"
)
_PRAISES = re.compile(
    r"(?:ok|okay|great|perfect|good|fine|nice|wonderful|excellent|well done|cool)"
)
_LEAVES = re.compile(rf"(?:good ?bye|bye|bye bye|see you(?: later| soon)?|good night){_NAMED}")
_WHO = re.compile(
    r"(?:who|what) (?:are you|is byline)|what(?:['’]s| is) your name|are you (?:a (?:bot|robot|"
    r"person|human|machine)|an? (?:ai|language model))|what is this for|"
    r"introduce yourself"
)
_CAN = re.compile(
    r"(?:please )?help(?: me)?(?: please)?|what can (?:you|i|we|byline|it) (?:do|ask|answer)"
    r"(?: (?:you|for me|here))?|what (?:do|does) (?:you|byline|it) do|"
    r"what (?:questions|kinds? of questions) can (?:i|you|we) (?:ask|answer)(?: you)?|"
    r"how (?:do|does|can) (?:you|byline|i) (?:work|use (?:this|byline|you))|what should i ask"
)
_ASK = (
    "ask about what the articles say (who, when, where, how many, what somebody said), for an "
    "overview of a story, or what the archive holds"
)
_REPLIES = (
    (_GREETS, f"Hello! You can {_ASK}."),
    (_THANKS, "You are welcome; ask whatever else you want to know from the articles."),
    (_PRAISES, "Good; ask whatever else you want to know from the articles."),
    (_LEAVES, "Goodbye; the articles are here whenever you want to ask again."),
    (
        _WHO,
        "I am Byline: I answer from the news articles in this archive, and show for every "
        "sentence where it stands and who says it.",
    ),
    (_CAN, f"You can {_ASK}; every sentence of an answer shows its article, place and speaker."),
)


def reply_to(question: str) -> str:
    """Give what to say to a greeting, to thanks, or to who asks what Byline is; "" to all else."""
    plain = " ".join(question.casefold().split()).strip(" .,;:!?-–—…🙂👍🙏")
    return next((reply for form, reply in _REPLIES if form.fullmatch(plain)), "")
