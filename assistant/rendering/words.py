"""What is said about an answer and its sources, in words that every form of it shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from assistant.types import counted, spoken

if TYPE_CHECKING:
    from assistant.types import (
        Answer,
        Citation,
        Claim,
        Evidence,
        Finish,
        Naming,
        ShortAnswer,
        Support,
        Verdict,
        Writing,
    )
    from index import Article

DOUBTED_SUPPORT: Mapping[Support, str] = {
    "partial": "only partly borne out by the text",
    "unsupported": "not borne out by the text",
    "attribution_lost": "stated here as a fact, but in the text somebody claims it",
}
DOUBTED_VERDICT: Mapping[Verdict, str] = {
    "elsewhere": "the words quoted stand in another article",
    "stitched": "the words quoted are put together from several places",
    "not_found": "the words quoted were not found in the article",
}
NAMED = "Named by the article, not read:"
DROPPED = "Left out, because it did not hold:"
_FINISHED: Mapping[Finish, str] = {
    "complete": "",
    "interrupted": "interrupted",
    "cut off": "cut off at the most it may write",
}


def parted(claim: Claim, short: ShortAnswer | None) -> tuple[str, str, str]:
    """Give a sentence in three: before the short answer, the short answer, and after it.

    Where the short answer stands in another sentence, the whole of this one comes before it.
    """
    if short is None or not claim.start <= short.answer_start < short.answer_end <= claim.end:
        return claim.text, "", ""
    start, end = short.answer_start - claim.start, short.answer_end - claim.start
    return claim.text[:start], claim.text[start:end], claim.text[end:]


def shorts(answer: Answer) -> list[tuple[str, ShortAnswer]]:
    """Give the short answers, each behind the question it answers; "" where there is one alone."""
    whole = [("", answer.short)] if answer.short else []
    return [*whole, *((each.question, each.short) for each in answer.parts if each.short)]


def understood(answer: Answer) -> str:
    """Give the question as it was understood, "" where that is as it was put.

    Words that were only taken for others are told by `read_as`.
    """
    asked = answer.question.text
    for word, read in answer.read_as:
        asked = re.sub(rf"\b{re.escape(word)}\b", read, asked)  # both are letters alone
    return answer.standalone if answer.standalone not in ("", asked) else ""


def read_as(answer: Answer) -> str:
    """Tell which words were taken for words of the archive, "" where none was."""
    return ", ".join(f"“{asked}” read as “{read}”" for asked, read in answer.read_as)


def limits_read(answer: Answer) -> str:
    """Name the limits that were read from the question's words, "" where none was."""
    question = answer.question
    limits = {
        "outlets": ", ".join(question.outlets),
        "since": f"since {question.since}",
        "until": f"until {question.until}",
        "speaker": f"said by {question.speaker}",
    }
    return ", ".join(limits[name] for name in answer.inferred)


def refusal(answer: Answer) -> Iterator[str]:
    """Say that the articles do not answer, and why."""
    yield answer.text or "The articles do not answer this question."
    if answer.reason and answer.reason not in answer.text:
        yield answer.reason


def marks(claim: Claim, form: str, *, before: str = "", between: str = "") -> str:
    """Write what follows a sentence: each of its labels in `form`, and what is doubted of it."""
    labels = between.join(form.format(label) for label in claim.citations)
    doubt = DOUBTED_SUPPORT.get(claim.support, "")
    return (before + labels if labels else "") + (f" ({doubt})" if doubt else "")


def sources(citations: Iterable[Citation]) -> Iterable[Citation]:
    """Give a citation for each label, in order of mention; a label stands for one place.

    Where the words of one sentence are in doubt and those of another are not, the doubt is given.
    """
    by_label: dict[str, Citation] = {}
    for citation in citations:
        known = by_label.setdefault(citation.label, citation)
        if doubt(citation) and not doubt(known):
            by_label[citation.label] = citation
    return by_label.values()


def nearest(answer: Answer) -> str:
    """Say what the passages are that are found and not cited, "" where there is none."""
    if not answer.nearest:
        return ""
    return "Nearest to it:" if answer.abstained else "Found beside it:"


def verdict(citation: Citation) -> str:
    """Say how the quoted words stand in the article, and whether the sentence has them itself."""
    is_quoted = citation.verbatim and citation.in_answer
    held = "quoted word for word" if is_quoted else "the words it rests on"
    return doubt(citation) or held


def doubt(citation: Citation) -> str:
    """Say what is wrong with the quoted words, "" where nothing is."""
    return DOUBTED_VERDICT.get(citation.verdict, "")


def writing(answer: Answer) -> str:
    """Tell which model wrote the answer and what became of its sentences, "" where none did."""
    if answer.writing is None:
        return ""
    parts = _written(answer), _kept(answer.writing), _FINISHED[answer.writing.finish]
    return "; ".join(part for part in parts if part) + "."


def _written(answer: Answer) -> str:
    assert answer.writing
    tried = answer.abstained or answer.writing.quoted
    how, preposition = ("Tried with", "on") if tried else ("Written by", "from")
    pieces = answer.writing.pieces
    shown = f" {preposition} {counted(pieces, 'passage')}" if pieces else ""
    return f"{how} {answer.writing.model}{shown}"


def _kept(writing: Writing) -> str:
    fates = {"repaired": writing.repaired, "left out": len(writing.dropped)}
    return ", ".join(
        f"{counted(count, 'sentence')} {fate}" for fate, count in fates.items() if count
    )


def origin(article: Article) -> str:
    """Tell outlet, day and authors, as far as they are known."""
    by = f"by {', '.join(article.authors)}" if article.authors else ""
    parts = (article.outlet, spoken(article.published), by)
    return ", ".join(part for part in parts if part)


def naming(named: Naming) -> str:
    """Tell an outlet that an article names, the headline it gives, and which article that is."""
    article = named.article
    headline = f": {named.headline}" if named.headline else ""
    by = ", ".join(filter(None, (f"“{article.name}”", article.outlet, spoken(article.published))))
    return f"{named.outlet}{headline} — named by {by}"


def listing(article: Article) -> str:
    """Tell the title of an article that is listed, its outlet and its day."""
    return " — ".join(filter(None, (article.name, origin(article))))


def said_by(evidence: Evidence) -> str:
    """Tell who says it and who passed it on, "" where the text does not."""
    said = evidence.attribution
    if said is None:
        return ""
    called = f" (“{said.called}” in the text)" if said.called else ""
    relayed = f", relayed by {said.relayed_by}" if said.relayed_by else ""
    return f"said by {said.speaker}{called}{relayed}"


def place(evidence: Evidence) -> str:
    """Tell where in its article the quote stands."""
    return f"characters {evidence.start}-{evidence.end} of article {evidence.article.id}"


def also_at(citation: Citation) -> str:
    """Name the copies of the article that is cited, "" where there is none."""
    named = (
        ", ".join(filter(None, (each.article.outlet, each.article.url or each.article.name)))
        for each in citation.also_at
    )
    return f"also at: {'; '.join(named)}" if citation.also_at else ""


def coverage(answer: Answer) -> str:
    """Count the articles that were searched, that matched, and that are cited."""
    covered = answer.coverage
    counts = {
        "Articles searched": covered.articles_in_index,
        "matching": covered.articles_matched,
        "cited": covered.articles_cited,
    }
    if covered.independent_origins:
        counts["of independent origin"] = covered.independent_origins
    if covered.articles_undated:
        counts["left aside, as they have no date"] = covered.articles_undated
    return "; ".join(f"{what}: {count:,}" for what, count in counts.items()) + "."


def notes(answer: Answer, way: str = "") -> Iterator[str]:
    """Say how the question was read, who wrote the answer, and what it rests on.

    `way` follows what was read into the question: how to leave that out.
    """
    if asked := understood(answer):
        yield f"Understood as: {asked}"
    if corrected := read_as(answer):
        yield corrected + way
    if read := limits_read(answer):
        yield f"Read from the question: {read}{way}"
    if written := writing(answer):
        yield written
    if not answer.is_told:
        yield coverage(answer)
