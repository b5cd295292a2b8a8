"""Numbers, dates and names of a sentence: each must be in the cited text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.checking.frames import frame_flaws
from assistant.checking.reading import Read, Source
from assistant.facts import (
    Days,
    day_of,
    days_in,
    implied_in,
    names_in,
    numbers_in,
    vocabulary_of,
    words_of,
)
from assistant.types import Flaw, Piece
from index import Article, Span


def value_flaws(
    claim: Read, sources: Sequence[Source], cited: Sequence[Piece], given: Sequence[Piece]
) -> list[Flaw]:
    """Name each number, date and name of `claim` that `cited`, cut into `sources`, has not so."""
    sentence = claim.text
    dates = days_in(sentence, None)
    return [
        *_number_flaws(sentence, [one.span for one in dates], cited),
        *(_date_flaws(sentence, dates, cited) if dates else ()),
        *_name_flaws(claim, sources, cited, given),
        *frame_flaws(claim, sources, dates),
    ]


def _number_flaws(sentence: str, dates: Sequence[Span], cited: Sequence[Piece]) -> Iterator[Flaw]:
    stated = [one for one in numbers_in(sentence) if not _overlaps(one.span, dates)]
    if not stated:
        return
    text = _said_by(cited)
    of_days = [each.span for each in days_in(text, None)]  # the 7 of "7 August" counts nothing
    counted = (one for one in numbers_in(text) if not _overlaps(one.span, of_days))
    known = [*counted, *implied_in(text)]
    for one in stated:
        if not any(one.is_borne_out_by(other) for other in known):
            yield Flaw("number", f"The number {one.span.of(sentence)} is not in the cited text.")


def _date_flaws(sentence: str, dates: Sequence[Days], cited: Sequence[Piece]) -> Iterator[Flaw]:
    said = _said_by(cited)
    for date in dates:
        fits = any(_is_dated(sentence, date, piece) for piece in cited)
        if not fits and not _counts(sentence, date, said):
            words = date.span.of(sentence)
            yield Flaw("date", f'The date "{words}" is not in the cited text.')


def _is_dated(sentence: str, date: Days, piece: Piece) -> bool:
    """Whether `piece` bears out `date`, which is read as on the day its article came out."""
    resolved = days_in(sentence, piece.article.published)
    ours = next((one for one in resolved if one.span == date.span), date)
    return any(ours.is_borne_out_by(other) for other in _days_of(piece))


def _days_of(piece: Piece) -> list[Days]:
    """Give the dates of a piece, its article's title and its day of publication."""
    article = piece.article
    found = days_in(f"{article.title}.\n{piece.text}", article.published)
    return [*found, day_of(article.published)] if article.published else found


def _counts(sentence: str, date: Days, said: str) -> bool:
    """Whether what looks like a year is a number of the text."""
    numbers = numbers_in(date.span.of(sentence))
    return (
        len(numbers) == 1
        and date.says[0].isdigit()
        and any(numbers[0].is_borne_out_by(other) for other in numbers_in(said))
    )


def _name_flaws(
    claim: Read, sources: Sequence[Source], cited: Sequence[Piece], given: Sequence[Piece]
) -> Iterator[Flaw]:
    names = names_in(claim.words)
    if not names:
        return
    signed = words_of("\n".join(_signed(piece.article) for piece in cited))
    known = vocabulary_of([*signed, *(word for source in sources for word in source.words)])
    missing = [name for name in names if not known.has(name)]
    if any(name.is_open for name in missing):
        elsewhere = vocabulary_of(words_of("\n".join(piece.text for piece in given))).capitalised
        missing = [name for name in missing if not name.is_open or elsewhere >= set(name.words)]
    for name in missing:
        yield Flaw("name", f'The name "{name.span.of(claim.text)}" is not in the cited text.')


def _said_by(cited: Iterable[Piece]) -> str:
    return "\n".join(f"{piece.article.title}.\n{piece.text}" for piece in cited)


def _signed(article: Article) -> str:
    return f"{article.title}.\n{article.outlet}.\n{'; '.join(article.authors)}."


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
