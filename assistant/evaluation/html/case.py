"""One question on the page: what was wanted, what was found, and the answer with its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from assistant.evaluation.types import Row
from assistant.rendering import DOUBTED_SUPPORT, DOUBTED_VERDICT

_SHOWN: Final = 5
"""Articles of the ranking that are shown."""

_CASE = Markup(
    '<details class="case" id="{id}"{open}><summary><span class="asked" dir="auto">{question}'
    '</span> <span class="brief">{brief}</span></summary>'
    '<div class="pair"><div><h4>Wanted</h4>{wanted}</div><div><h4>Found</h4>{found}</div></div>'
    '<h4>Answer</h4>{answer}{near_miss}<p class="quiet">{facts}</p></details>'
)


def case_html(row: Row, place: str, *, is_open: bool = False) -> Markup:
    """Write `row` as something to unfold; `place` is its id on the page."""
    return _CASE.format(
        id=place,
        open=Markup(" open") if is_open else "",
        question=row.question.text,
        brief=_brief(row),
        wanted=_wanted(row),
        found=_found(row),
        answer=_answer(row, place),
        near_miss=_near_miss(row),
        facts=" · ".join(_facts(row)),
    )


def _brief(row: Row) -> str:
    wanted = " / ".join(row.question.answers) or "no answer known"
    if row.question.answerable is False:
        wanted = "no answer"
    return f"Wanted: {wanted}. {_outcome(row)}"


def _outcome(row: Row) -> str:
    if row.answer is None:
        return "Not asked."
    short = row.answer.get("short_answer")
    given = f" “{short['text']}”" if short else ""
    return (
        "Abstained." if row.abstained else f"Answered{given} with confidence {row.confidence:.2f}."
    )


def _facts(row: Row) -> Iterator[str]:
    yield row.question.id
    if row.question.asked_on:
        yield f"asked on {row.question.asked_on.isoformat()}"
    if row.answer is not None:
        yield f"confidence {row.confidence:.2f}"
        yield f"{row.milliseconds:,.0f} ms"


def _wanted(row: Row) -> Markup:
    question = row.question
    parts = [_list("ul", (_text(each) for each in question.answers))] if question.answers else []
    if question.relevant:
        parts.append(_list("ul", (_article(row, each) for each in question.relevant)))
    if question.missing:
        parts.append(_paragraph(f"The archive lacks {', '.join(question.missing)}."))
    if question.answerable is False:
        parts.append(_paragraph("No article of the archive answers it: Byline should abstain."))
    return Markup().join(parts) or _paragraph("Nothing is known about its answer.")


def _article(row: Row, article_id: str) -> Markup:
    rank = row.ranking.index(article_id) + 1 if article_id in row.ranking else None
    cited = ", cited" if article_id in row.cited else ", not cited" if row.answered else ""
    told = f"found as number {rank}{cited}" if rank else f"not found{cited}"
    return Markup('<b>{}</b> <span class="quiet">{}</span>').format(_title(row, article_id), told)


def _found(row: Row) -> Markup:
    if not row.ranking:
        return _paragraph("Nothing.")
    return _list("ol", (_ranked(row, each) for each in row.ranking[:_SHOWN]))


def _ranked(row: Row, article_id: str) -> Markup:
    return _title(row, article_id) + _right(row, article_id)


def _right(row: Row, article_id: str) -> Markup:
    """Say whether an article is a right one, where that is known."""
    if not row.question.relevant:
        return Markup()
    if article_id in row.question.relevant:
        return Markup(' <span class="good">✓ right</span>')
    return Markup()


def _answer(row: Row, place: str) -> Markup:
    answer = row.answer
    if answer is None:
        return _paragraph(row.error)
    if row.abstained:
        nearest = _list("ul", (_quote(row, each, Markup()) for each in answer["nearest"]))
        return _paragraph(f"{answer['answer']} {answer['reason'] or ''}") + nearest
    claims = Markup().join(_claim(each, place) for each in answer["claims"])
    claims = claims or _paragraph(answer["answer"])
    return claims + _list("ul", _citations(row, place))


def _near_miss(row: Row) -> Markup:
    """Say what was answered before an article that answers it had come out."""
    near_miss = row.near_miss
    if near_miss is None or near_miss.answer is None or near_miss.as_of is None:
        return Markup()
    said = near_miss.answer["reason" if near_miss.abstained else "answer"] or ""
    outcome = "Abstained" if near_miss.abstained else "Answered"
    told = f"{outcome} with confidence {near_miss.confidence:.2f}: {said}"
    day = near_miss.as_of.isoformat()
    return Markup('<h4>Asked as of {}</h4><p dir="auto">{}</p>').format(day, told)


def _claim(claim: Mapping[str, Any], place: str) -> Markup:
    numbers = Markup().join(
        Markup('<a class="number" href="#{0}-{1}" aria-label="Source {1}">{1}</a>').format(
            place, label
        )
        for label in claim["citations"]
    )
    return Markup('<p class="claim" dir="auto">{}{}{}</p>').format(
        claim["text"], numbers, _doubt(DOUBTED_SUPPORT.get(claim["support"], ""))
    )


def _citations(row: Row, place: str) -> Iterator[Markup]:
    citations = row.answer["citations"] if row.answer else ()
    told: set[str] = set()
    for number, each in enumerate(citations):
        if each["label"] in told:  # one source may stand behind several sentences
            continue
        told.add(each["label"])
        label = Markup('<span class="number" id="{0}-{1}">{1}</span> ').format(place, each["label"])
        doubt = DOUBTED_VERDICT.get(each["verdict"], "")
        if not doubt and not all(row.true_quotes[number : number + 1]):
            doubt = "the article has other words at this place"
        yield _quote(row, each, label, doubt)


def _quote(row: Row, cited: Mapping[str, Any], label: Markup, doubt: str = "") -> Markup:
    article_id, article = cited["article_id"], cited["article"]
    origin = " · ".join(filter(None, (article["outlet"], article["published"])))
    return Markup(
        '{}<b dir="auto">{}</b>{} <span class="quiet">{}</span>{}'
        '<blockquote dir="auto">{}</blockquote>'
    ).format(
        label,
        article["title"] or article_id,
        _right(row, article_id),
        origin,
        _doubt(doubt),
        cited["quote"],
    )


def _doubt(sentence: str) -> Markup:
    return Markup(' <span class="bad">{}</span>').format(sentence) if sentence else Markup()


def _title(row: Row, article_id: str) -> Markup:
    return _text(row.titles.get(article_id) or article_id)


def _text(text: str) -> Markup:
    return Markup('<span dir="auto">{}</span>').format(text)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _list(kind: str, items: Iterable[Markup]) -> Markup:
    listed = Markup().join(Markup("<li>{}</li>").format(each) for each in items)
    return Markup("<{0}>{1}</{0}>").format(kind, listed) if listed else Markup()
