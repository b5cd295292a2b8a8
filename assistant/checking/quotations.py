"""Words in quotation marks: where they stand, if they stand anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.types import Flaw, Piece, Verdict
from index import Article, Span, sentence_spans

_DOUBLE = re.compile(r"[“”„‟\"«»]|``|''")
_OPENING = re.compile(r"(?<![^\s(\[{—–/:-])(?<!['‘’`])[‘’‚‛'`](?=[^\s\d'‘’`])")
_CLOSING = re.compile(r"(?<=\S)[’‛'](?![^\W_])(?!')")
# How a text is held against another: which sign it has for a quotation mark or a dash is not said.
_FOLDED = tuple(
    {**dict.fromkeys(("``", "''", *'“”„‟"«»‘’‚‛`'), "'"), "–": "-", "—": "-", "\u00ad": ""}.items()
)
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\(\.\.\.\)|\.\.\.+|…")
_FEWEST_WORDS_OF_A_PIECE = 3
_MOST_SENTENCES = 3  # of the text, for one quotation
_WORST_FIRST: tuple[Verdict, ...] = ("not_found", "stitched", "elsewhere")
_SAID: dict[Verdict, str] = {
    "not_found": 'The words "{}" do not stand in the cited article.',
    "stitched": 'The words "{}" stand in the cited article only in pieces, not in a row.',
    "elsewhere": 'The words "{}" stand in another article than the cited one.',
}


def quotation_verdict(sentence: str, cited: Sequence[Piece], given: Sequence[Piece]) -> Verdict:
    """Judge the words of `sentence` in quotation marks; the worst of them decides.

    Args:
        sentence: what is held against the articles.
        cited: the pieces it cites; the whole of their articles counts.
        given: all pieces that its writer was shown.

    Returns:
        "exact" where every quotation stands in one cited article, or there is none; "elsewhere"
        where it stands in another given article; "stitched" where only its pieces stand in a cited
        one; else "not_found".
    """
    verdicts = {verdict for _, verdict in _judged(sentence, cited, given)}
    return next((verdict for verdict in _WORST_FIRST if verdict in verdicts), "exact")


def quotation_flaws(sentence: str, cited: Sequence[Piece], given: Sequence[Piece]) -> list[Flaw]:
    """Name each quotation of `sentence` that does not stand in the cited text like that."""
    return [
        Flaw("quotation", _SAID[verdict].format(quotation))
        for quotation, verdict in _judged(sentence, cited, given)
        if verdict != "exact"
    ]


def quoted_place(sentence: str, text: str) -> Span | None:
    """Find the sentences of `text` in which the longest quotation of `sentence` stands.

    None where there is no quotation, or it does not stand in so few sentences in a row.
    """
    words = max((_trimmed(span.of(sentence)) for span in quoted_in(sentence)), key=len, default="")
    if not words or not _stands(words, _folded(text)):
        return None
    spans = sentence_spans(text)
    for length in range(1, _MOST_SENTENCES + 1):
        for first, last in zip(spans, spans[length - 1 :], strict=False):
            if _stands(words, _folded(text[first.start : last.end])):
                return Span(first.start, last.end)
    return None


def _judged(
    sentence: str, cited: Sequence[Piece], given: Sequence[Piece]
) -> Iterator[tuple[str, Verdict]]:
    quotations = [span.of(sentence).strip() for span in quoted_in(sentence)]
    quotations = [each for each in quotations if any(letter.isalnum() for letter in each)]
    if not quotations:
        return
    texts = list(dict.fromkeys(_texts(cited)))
    others = [text for text in dict.fromkeys(_texts(given)) if text not in texts]
    for quotation in quotations:
        yield quotation, _verdict(quotation, texts, others)


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield _folded_article(piece.article)


def _folded_article(article: Article) -> str:
    return _folded(f"{article.title}\n{article.text}")


def _verdict(quotation: str, texts: Sequence[str], others: Sequence[str]) -> Verdict:
    words = _trimmed(quotation)
    if any(_stands(words, text) for text in texts):
        return "exact"
    if any(_stands(words, text) for text in others):
        return "elsewhere"
    pieces = [piece for part in _LEFT_OUT.split(quotation) if (piece := _trimmed(part))]
    whole = len(pieces) > 1 or bool(_LEFT_OUT.search(quotation))
    for text in texts:
        if (whole and all(_stands(piece, text) for piece in pieces)) or _is_stitched(words, text):
            return "stitched"
    return "not_found"


def _is_stitched(words: str, text: str) -> bool:
    """Whether `words` is made of a few stretches of `text`, each of at least three words."""
    parts = words.split(" ")
    at = 0
    while at < len(parts):
        length = _longest(parts[at:], text)
        if length < _FEWEST_WORDS_OF_A_PIECE:
            return False
        at += length
    return True


def _longest(parts: Sequence[str], text: str) -> int:
    """Count the words from the first on that stand in a row in `text`."""
    length = 0
    while length < len(parts) and _stands(" ".join(parts[: length + 1]), text):
        length += 1
    left = len(parts) - length
    if 0 < left < _FEWEST_WORDS_OF_A_PIECE:  # leave enough for the last stretch
        length = len(parts) - _FEWEST_WORDS_OF_A_PIECE
    return length


def _stands(words: str, text: str) -> bool:
    """Whether `words` stand in `text`, both folded; the first letter may be large or small."""
    return _whole_words(words, text) or (
        bool(words) and _whole_words(words[0].swapcase() + words[1:], text)
    )


def _whole_words(words: str, text: str) -> bool:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        begins = at == 0 or not (text[at - 1].isalnum() and words[:1].isalnum())
        ends = end == len(text) or not (text[end].isalnum() and words[-1:].isalnum())
        if begins and ends:
            return True
        at = text.find(words, at + 1)
    return False


def _folded(text: str) -> str:
    for sign, plain in _FOLDED:
        text = text.replace(sign, plain)
    return " ".join(text.split())


def _trimmed(quotation: str) -> str:
    """Fold `quotation`, and leave out the comma or full stop that stands inside the marks."""
    return _folded(quotation).strip("' ").rstrip(",.").strip("' ")


def quoted_in(sentence: str) -> list[Span]:
    """Give the stretches of `sentence` between quotation marks of any kind, the marks left out.

    Where a mark has no fellow, the rest of the sentence counts as quoted.
    """
    doubles = doubly_quoted_in(sentence)
    return sorted([*doubles, *_singly_quoted_in(sentence, doubles)], key=lambda span: span.start)


def doubly_quoted_in(sentence: str) -> list[Span]:
    """Give the stretches of `sentence` between double marks."""
    marks = [Span(*each.span()) for each in _DOUBLE.finditer(sentence)]
    if len(marks) % 2 and _is_inch(sentence, marks[0]):
        marks = marks[1:]
    if len(marks) % 2 and _only_closes(sentence, marks[0]):
        marks.insert(0, Span(0, 0))  # it closes what an earlier sentence opened
    if len(marks) % 2:
        marks.append(Span(len(sentence), len(sentence)))
    pairs = zip(marks[::2], marks[1::2], strict=True)
    return [Span(start.end, end.start) for start, end in pairs]


def _is_inch(sentence: str, mark: Span) -> bool:
    return mark.of(sentence) in '"”' and sentence[mark.start - 1 : mark.start].isdigit()


def _only_closes(sentence: str, mark: Span) -> bool:
    touches = mark.start > 0 and not sentence[mark.start - 1].isspace()
    return touches and not sentence[mark.end : mark.end + 1].isalnum()


def _singly_quoted_in(sentence: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Give what stands between single marks: one that opens after a space, one that ends a word."""
    end = 0
    opening = [each.start() for each in _OPENING.finditer(sentence)]
    for at, start in enumerate(opening):
        if start < end or any(span.start <= start < span.end for span in taken):
            continue
        until = opening[at + 1] if at + 1 < len(opening) else len(sentence)
        if closing := _closing(sentence, start, until):
            end = closing
            yield Span(start + 1, closing)


def _closing(sentence: str, start: int, until: int) -> int:
    """Give where the single mark at `start` is closed, 0 where it was an apostrophe."""
    found = [each.start() for each in _CLOSING.finditer(sentence, start + 2, until)]
    # "the workers' union" closes nothing, where another mark may.
    return next((at for at in found if sentence[at - 1] != "s"), found[0] if found else 0)
