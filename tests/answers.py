"""Answers that nobody had to write: one by a model, told in full, and any number of random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from doubles import BRIDGE, FERRY
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import (
    Account,
    Answer,
    Attribution,
    Citation,
    Claim,
    Coverage,
    Dropped,
    Evidence,
    Fingerprint,
    Flaw,
    Naming,
    Question,
    Usage,
    Version,
    Writing,
)
from index import Article, NamedOutlet

FIRST = "The ferry ran aground off Pellworth on Monday morning."
SECOND = "The ferry carried 61 people, Harbourmaster Ines Dray said."
BRIDGE_QUOTE = "The mayor of Ostermere closed the bridge on Tuesday."
AGROUND = "A ferry with 61 people on board ran aground near Pellworth."
CLOSED = "The mayor of Ostermere closed the bridge on Tuesday."
TEXT = f"{AGROUND} {CLOSED}"


def evidence(article: Article, quote: str, said: Attribution | None = None) -> Evidence:
    """Find `quote` in `article`."""
    start = article.text.index(quote)
    return Evidence(article, f"{article.id}-1", quote, start, start + len(quote), said)


def citation(label: str, cited: Evidence, sentence: str, **more) -> Citation:
    start = TEXT.index(sentence)
    return Citation(label, cited, start, start + len(sentence), "exact", **more)


DRAY = Attribution("Harbourmaster Ines Dray", "said")
CITATIONS = (
    citation("1", evidence(FERRY, FIRST), AGROUND, verbatim=False),
    citation("2", evidence(FERRY, SECOND, DRAY), AGROUND, verbatim=False),
    citation("3", evidence(BRIDGE, BRIDGE_QUOTE), AGROUND, verbatim=False),
    citation("3", evidence(BRIDGE, BRIDGE_QUOTE), CLOSED),
)
WRITING = Writing(
    model="tidal-1",
    finish="interrupted",
    pieces=5,
    repaired=1,
    dropped=(
        Dropped("Sixty drowned.", (Flaw("number", "The sources do not say “sixty”."),)),
        Dropped("It sank [3].", (Flaw("uncited", "It names no source."),)),
    ),
    usage=Usage(900, 60),
)
WRITTEN = Answer(
    question=Question(text="What happened at Pellworth?"),
    text=TEXT,
    coverage=Coverage(articles_in_index=3, articles_matched=2, articles_cited=2),
    fingerprint=Fingerprint(corpus="c", embedder="e", version="1", model="tidal-1", prompts="p"),
    claims=(
        Claim(AGROUND, 0, len(AGROUND), ("1", "2", "3"), "supported", score=0.8),
        Claim(CLOSED, len(AGROUND) + 1, len(TEXT), ("3",), "partial", score=0.6),
    ),
    citations=CITATIONS,
    writing=WRITING,
    notice="The model went silent before it was done.",
)
"""Two sentences by a model: the first leans on two places of one article and on another article."""

NOTHING_HELD = replace(
    WRITTEN,
    text="The articles do not answer this.",
    claims=(),
    citations=(),
    nearest=(evidence(FERRY, FIRST),),
    reason="Nothing that was written held.",
    notice="",
)

CASES = Article(
    id="cases",
    title="Ministry revises outbreak",
    outlet="Saltmarsh Post",
    published=date(2031, 8, 20),
    text=(
        "In all 83 people fell ill, Health Minister Oona Prask told Ovawire. "
        "The ministry had reported 66 on 12 August. The hospital union counts 97."
    ),
)
ELSEWHERE = Article(
    id="elsewhere",
    title="Port of Tarn spared",
    outlet="Lyn Valley Echo",
    published=date(2031, 8, 19),
    text="In Tarn 12 fell ill.",
)
NAMING = Article(
    id="naming",
    title="Storm shuts Northmoor",
    outlet="Saltmarsh Post",
    published=date(2031, 5, 3),
    text="The port is shut.",
    named_outlets=(NamedOutlet("Coast Wire", "Harbour stays shut"),),
)


def disputed_answer() -> Answer:
    """Answer with one sentence, and lay four accounts beside it, of which it cites the first."""
    prask = Attribution("Health Minister Oona Prask", "told", "Ovawire")
    ministry = Attribution("Health Minister Oona Prask", "reported", called="The ministry")
    union = Attribution("The hospital union", "counts")
    first, earlier, other = CASES.text.replace(". ", ".|").split("|")
    said = [
        evidence(CASES, first, prask),
        evidence(CASES, other, union),
        evidence(CASES, earlier, ministry),
        evidence(ELSEWHERE, ELSEWHERE.text),
    ]
    end = len(first)
    return replace(
        WRITTEN,
        question=Question(text="How many people fell ill?"),
        text=first,
        claims=(Claim(first, 0, end, ("1",), "supported", prask.speaker),),
        citations=(
            Citation("1", said[0], 0, end, "exact"),
            *(Citation(str(n), each, end, end, "exact") for n, each in enumerate(said[1:], 2)),
        ),
        accounts=(Account(about="how many fell ill", versions=_versions(said), origins=3),),
        writing=None,
        notice="",
    )


def _versions(said: list[Evidence]) -> tuple[Version, ...]:
    given = (
        ("83 people", "updated", date(2031, 8, 20), 83),
        ("97", "differs", date(2031, 8, 20), 97),
        ("66", "earlier", date(2031, 8, 12), 66),
        ("12", "other scope", date(2031, 8, 19), 12),
    )
    return tuple(
        Version(
            value=value,
            status=status,
            evidence=(each,),
            speaker=each.attribution.speaker if each.attribution else "",
            relayed_by=each.attribution.relayed_by if each.attribution else "",
            day=day,
            number=number,
            labels=(str(label),),
        )
        for label, (each, (value, status, day, number)) in enumerate(
            zip(said, given, strict=True), 1
        )
    )


def agreed_answer() -> Answer:
    """Answer from two articles of one origin that give one number."""
    answer = disputed_answer()
    [account] = answer.accounts
    first = account.versions[0]
    both = (*first.evidence, evidence(ELSEWHERE, ELSEWHERE.text))
    one = replace(first, status="agrees", evidence=both)
    return replace(
        answer,
        citations=answer.citations[:1],
        accounts=(replace(account, versions=(one,), origins=1),),
    )


def named_answer() -> Answer:
    """Answer from the list at an article's end: one outlet, with its headline."""
    naming = Naming(NAMING, "Coast Wire", "Harbour stays shut")
    return replace(
        WRITTEN,
        question=Question(text="Which outlets are named as sources?"),
        text="One article names Coast Wire as its source.",
        claims=(),
        citations=(),
        named=(naming,),
        writing=None,
        notice="",
    )


SIGNS = st.sampled_from(
    [*"ab é{}\\%&$#_~^\"'<>[]()*`|@:/.,-1", "🌊", "👩‍🚀", "ש", "ع", "\u202e", "\x1b"]
)
WORDS = st.lists(SIGNS, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
ADDRESSES = st.one_of(st.just(""), WORDS, WORDS.map(lambda path: f"https://press.example/{path}"))


@st.composite
def articles(draw) -> Article:
    return Article(
        id=draw(WORDS),
        text=draw(WORDS),
        title=draw(st.just("") | WORDS),
        outlet=draw(st.just("") | WORDS),
        url=draw(ADDRESSES),
        published=draw(st.none() | st.dates(date(1900, 1, 1))),
        authors=tuple(draw(st.lists(WORDS, max_size=2))),
    )


@st.composite
def answers(draw) -> Answer:
    """Give an answer of up to three sentences, each with up to two citations."""
    press = draw(st.lists(articles(), min_size=1, max_size=3, unique_by=lambda each: each.id))
    text, claims, citations = "", [], []
    for sentence in draw(st.lists(WORDS, max_size=3)):
        start, end = len(text), len(text) + len(sentence)
        numbers = draw(st.lists(st.integers(1, len(press)), max_size=2, unique=True))
        support = draw(st.sampled_from(["supported", "partial"]))
        claims.append(Claim(sentence, start, end, tuple(map(str, numbers)), support))
        for number in numbers:
            cited = evidence(press[number - 1], press[number - 1].text)
            verdict = draw(st.sampled_from(["exact", "stitched"]))
            citations.append(Citation(str(number), cited, start, end, verdict, draw(st.booleans())))
        text += f"{sentence} "
    return replace(
        WRITTEN,
        text=text.removesuffix(" "),
        claims=tuple(claims),
        citations=tuple(citations),
        question=Question(text=draw(WORDS)),
    )


def over_answers(test):
    """Run `test` over random answers, which it takes as `answer`, however long each takes."""
    return settings(max_examples=40, deadline=None)(given(answer=answers())(test))
