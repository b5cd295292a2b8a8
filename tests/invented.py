"""An archive of invented articles, and an assistant that answers four questions from it.

Each answer is written down here, so every test knows what it must see.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.stories import Stories
from assistant.types import (
    Answer,
    Attribution,
    Citation,
    Claim,
    Claimed,
    Coverage,
    Event,
    Evidence,
    Fingerprint,
    Finished,
    Found,
    Question,
    ShortAnswer,
)
from assistant.understanding import checked
from index import (
    Article,
    Hit,
    Lead,
    NamedOutlet,
    Passage,
    Span,
    Speaker,
    UnknownArticle,
    Version,
    Why,
)

FILLER = "\n".join(
    f"Paragraph {n} of the report describes the quays, the weather and the traffic of that day in "
    "the same even tone, naming nobody and adding nothing that bears on the question."
    for n in range(1, 13)
)

HARBOUR = Article(
    id="harbour",
    title="Northmoor shuts its harbour after the storm",
    outlet="The Tidewater Courier",
    url="https://tidewater.example/harbour",
    published=date(2031, 5, 3),
    authors=("Ada Quill", "Tom Reyes"),
    text=(
        f"A storm the size of 🌊🌊 two counties reached Northmoor on Friday.\n{FILLER}\n"
        '"The harbour stays shut until the last buoy is found," the Harbour Ministry said, as '
        "reported by Coast Wire.\n"
        f"{FILLER}\nFerries are expected back next week."
    ),
    named_outlets=(
        NamedOutlet("Coast Wire", "Harbour stays shut, ministry says"),
        NamedOutlet("Radio Northmoor", "Buoys adrift"),
    ),
)

FERRIES = Article(
    id="https://ledger.example/ferries?page=1",
    title="Ferry crews <b>idle</b> & waiting",
    outlet="Inland Ledger",
    url="javascript:alert(1)",
    text=(
        "Forty crews are idle & unpaid, according to the <script>Seafarers' Union</script>.\n"
        "The operator did not answer questions."
    ),
)

WORD_FOR_WORD = '"The harbour stays shut until the last buoy is found," the Harbour Ministry said'
MINISTRY = Attribution("the Harbour Ministry", "said", "Coast Wire")
UNION = Attribution("the Seafarers' Union", "according to")

HARBOUR_QUESTION = "When will Northmoor harbour open again?"
UNANSWERED_QUESTION = "Who won the regatta?"
BREAKING_QUESTION = "What breaks?"
FOLLOWING_QUESTION = "And how many crews were idle in May?"
UNDERSTOOD = "And how many ferry crews were idle in May?"


def evidence(article: Article, quote: str, said: Attribution | None = None) -> Evidence:
    """Find `quote` in `article`; it must be there."""
    start = article.text.index(quote)
    end = start + len(quote)
    return Evidence.cut(article, Passage.cut(article, Span(start, end)), start, end, said)


def _passage(found: Evidence) -> Passage:
    """Give the passage that `evidence` cut."""
    return Passage.cut(found.article, Span(found.start, found.end))


def answer(question: Question, *sentences: tuple[str, Evidence], **more: Any) -> Answer:
    """Put an answer together of sentences, each with the evidence it leans on."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    start = 0
    for number, (text, found) in enumerate(sentences, 1):
        end = start + len(text)
        said = found.attribution.speaker if found.attribution else ""
        claims.append(Claim(text, start, end, (str(number),), "supported", said))
        citations.append(Citation(str(number), found, start, end, "exact"))
        start = end + 1
    coverage = Coverage(
        articles_in_index=2,
        articles_matched=2,
        articles_cited=len(sentences),
        independent_origins=len(sentences),
        first=date(2031, 5, 3),
        last=date(2031, 5, 4),
    )
    return Answer(
        question=question,
        text=" ".join(text for text, _ in sentences),
        coverage=coverage,
        fingerprint=Fingerprint(corpus="invented", embedder="none", version="0"),
        claims=tuple(claims),
        citations=tuple(citations),
        **more,
    )


def harbour_answer(question: Question) -> Answer:
    """Answer from both articles, a sentence each."""
    return answer(
        question,
        (
            "The harbour stays shut until the last buoy is found.",
            evidence(HARBOUR, WORD_FOR_WORD, MINISTRY),
        ),
        (
            "Forty ferry crews are idle & unpaid meanwhile.",
            evidence(FERRIES, FERRIES.text.split("\n")[0], UNION),
        ),
    )


def following_answer(question: Question) -> Answer:
    """Answer in one word, from May's articles if anything may be read from the question."""
    may = {"since": date(2031, 5, 1), "until": date(2031, 5, 31)} if question.infer else {}
    given = answer(
        replace(question, **may),
        ("The quays are still.", evidence(HARBOUR, WORD_FOR_WORD)),
        ("Some forty ferry crews are idle.", evidence(FERRIES, FERRIES.text.split("\n")[0])),
        standalone=UNDERSTOOD,
        inferred=tuple(may),
    )
    start = given.text.index("forty")
    return replace(given, short=ShortAnswer("forty", "2", start, start + len("forty"), 0, 5))


def no_answer(question: Question) -> Answer:
    """Abstain, with the harbour's last line as what comes nearest."""
    near = evidence(HARBOUR, "Ferries are expected back next week.")
    return answer(question, reason="No article speaks of a regatta.", nearest=(near,))


_ANSWERS = {UNANSWERED_QUESTION: no_answer, FOLLOWING_QUESTION: following_answer}


@dataclass
class InventedIndex:
    """The two articles; `day` is when both its first and its last came out."""

    day: date | None = HARBOUR.published

    def article(self, article_id: str) -> Article:
        """Give an article by its id."""
        for article in (HARBOUR, FERRIES):
            if article.id == article_id:
                return article
        raise UnknownArticle(f"No article has the id {article_id!r}; ask again to see which do.")

    corpus_fingerprint = "invented"
    embedded = 1.0

    def leads(self) -> list[Lead]:
        """Tell of no event."""
        return []

    def outlets(self) -> list[str]:
        """Name both outlets."""
        return [FERRIES.outlet, HARBOUR.outlet]

    def __len__(self) -> int:
        """Count the two."""
        return 2

    def dated(self) -> list[tuple[str, str, date | None]]:
        """Give both with outlet and day, the one without a day last."""
        return [(each.id, each.outlet, each.published) for each in (HARBOUR, FERRIES)]

    def speakers(self, about: str = "", *, limit: int) -> list[Speaker]:
        """Name who speaks in them, whatever `about`."""
        return [Speaker("the Harbour Ministry", 1, 1), Speaker("the Seafarers' Union", 1, 1)][
            :limit
        ]

    def versions(self, _article_id: str) -> list[Version]:
        """Neither said anything else before."""
        return []

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Give the first day and the last."""
        return self.day, self.day


@dataclass
class InventedAssistant:
    """Answers what is written down above and remembers what it was asked.

    While `gate` is closed, an answer waits before its last event.
    """

    index: InventedIndex = field(default_factory=InventedIndex)
    asked: list[Question] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.stories = Stories(self.index)

    def stream(
        self, question: str, *, stop: threading.Event | None = None, **limits: Any
    ) -> Iterator[Event]:
        """Give the events of the answer to `question`, whether or not it is to `stop`."""
        put = checked(Question(text=question, **limits))
        self.asked.append(put)
        if question == BREAKING_QUESTION:
            raise RuntimeError("a secret of the server")
        whole = _ANSWERS.get(question, harbour_answer)(put)
        shown = [each.evidence for each in whole.citations] or whole.nearest
        hits = [Hit(_passage(each), 1 / rank, rank, Why()) for rank, each in enumerate(shown, 1)]
        yield Found(hits, 2)
        for claim, citation in zip(whole.claims, whole.citations, strict=True):
            yield Claimed(claim, (citation,))
        self.gate.wait(10)
        yield Finished(whole)

    def ask(self, question: str, **limits: Any) -> Answer:
        """Give the whole answer to `question`."""
        *_, last = self.stream(question, **limits)
        assert isinstance(last, Finished)
        return replace(last.answer)
