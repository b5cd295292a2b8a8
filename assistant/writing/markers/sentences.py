"""What a model writes, sentence by sentence, each with the labels it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.types import DraftSentence
from assistant.writing.markers.parsing import MarkerParser, Marks
from assistant.writing.markers.thoughts import Thoughts
from index import Span, sentence_spans

_MOST_OPEN = 400  # characters after which a quotation is taken to be left open by mistake
_PARTS = re.compile(r"\n|[^\S\n]+|\S+")
_STOP = re.compile(r"[.!?…。؟][\"'”’»)\]]*$")
_CLOSES = tuple(".,;:!?…)]”’»")
_BESIDE = re.compile(r"\s*(?:[,;|&]|and)?\s*")  # between two markers it is no prose
_BULLET = re.compile(r"\s*(?:(?:#{1,6}|>|[-*+•–]|\d{1,2}[.)])\s+)+(?=\S)")
_WORD = re.compile(r"\w")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
# What Markdown and a marker that is gone leave behind, and what stands there instead.
_TIDY = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^\s)]*\)"), r"\1"),
    (re.compile(r"\((?:https?://[^\s)]*|(?:see|sources?)?[\s,;:]*)\)"), ""),
    (re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^(?:\*\*|__)|(?:\*\*|__)$"), ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r" (?=[.,;:](?:[\s\"”’)]|$))|[,;](?=[.!?](?:\s|$))"), ""),
)
# What small models put before an answer.
_LEAD = re.compile(
    r"^\s*(?:(?:the\s+|final\s+)?answer\s*(?::|$)|according\s+to\s+the\s+(?:given\s+|provided\s+)?"
    r"(?:passages?|context)(?:\s+(?:above|provided|\d+))?\s*,)\s*",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\W*(?:sources?|references?|citations?|passages?)\s*\d*:", re.I)


class SentenceStream:
    """Cuts a text that comes in chunks into sentences, without its markers and its Markdown.

    Nor does it give what a model thinks before it answers, "Answer:", or a line of sources.

    A sentence is given out once a word of the next one is whole, or the text is over. Markers
    behind its full stop are its own; those that open a line are the line's. The end of a line
    ends its sentence too, and a line of nothing but markers belongs to the sentence before it.
    """

    def __init__(self, labels: Collection[str]) -> None:
        self._thoughts = Thoughts()
        self._parser = MarkerParser(labels)
        self._line = ""
        self._marks: list[tuple[int, str]] = []  # where in the line each label stood
        self._last: DraftSentence | None = None  # a line of markers may follow it

    def feed(self, chunk: str) -> list[DraftSentence]:
        """Read on, and give the sentences that are complete."""
        said = self._thoughts.feed(chunk)
        return _told(self._take(self._parser.feed(said)))

    def end(self) -> list[DraftSentence]:
        """Give what is left."""
        items = [*self._parser.feed(self._thoughts.end()), *self._parser.end()]
        return _told([*self._take(items), *self._end_line(), *self._let_go()])

    def _take(self, items: Sequence[str | Marks]) -> Iterator[DraftSentence]:
        for item in items:
            if isinstance(item, Marks):
                self._mark(item.labels)
                continue
            for part in _PARTS.findall(item):
                if part == "\n":
                    yield from self._end_line()
                elif part.isspace():
                    self._line += part
                    yield from self._complete()
                else:
                    if _WORD.search(part):
                        yield from self._let_go()
                    self._line = self._joined(part)

    def _mark(self, labels: Sequence[str]) -> None:
        if self._marks and _BESIDE.fullmatch(self._line, self._marks[-1][0]):
            self._line = self._line[: self._marks[-1][0]]
        at = len(self._line.rstrip())
        self._marks += [(at, label) for label in labels]

    def _joined(self, part: str) -> str:
        """Put a word, or some of it, behind the line, and close the gap a marker left."""
        before = self._line.rstrip()
        if not self._marks or self._marks[-1][0] != len(before) or not before:
            return self._line + part
        if part.startswith(_CLOSES):
            return before + part
        # A marker behind a full stop ends the sentence, even where that ends an abbreviation.
        ends = _STOP.search(before) and not part[0].islower()
        return before + ("\n\n" if ends else " ") + part

    def _complete(self) -> Iterator[DraftSentence]:
        """Give the sentences behind which another one has begun."""
        if len(spans := _sentences(self._line)) > 1:
            yield from self._drafted(spans[:-1], until=spans[-1].start)

    def _end_line(self) -> Iterator[DraftSentence]:
        if spans := _sentences(self._line):
            *others, self._last = self._drafted(spans, until=len(self._line) + 1)
            yield from others
        elif self._last and self._marks:
            labels = [*self._last.labels, *(label for _, label in self._marks)]
            self._last = DraftSentence(self._last.text, tuple(dict.fromkeys(labels)))
            self._marks = []
        self._line = ""
        self._marks = [(0, label) for _, label in self._marks]

    def _let_go(self) -> Iterator[DraftSentence]:
        if self._last:
            yield self._last
        self._last = None

    def _drafted(self, spans: Sequence[Span], *, until: int) -> list[DraftSentence]:
        """Take `spans` off the line, which goes on at `until`, each with the labels before it."""
        ends = [*(span.start for span in spans[1:]), until]
        drafted = []
        for span, end in zip(spans, ends, strict=True):
            labels = [label for at, label in self._marks if at < end]
            self._marks = self._marks[len(labels) :]
            drafted.append(DraftSentence(_tidy(span.of(self._line)), tuple(dict.fromkeys(labels))))
        self._line = self._line[until:]
        self._marks = [(at - until, label) for at, label in self._marks]
        return drafted


def _sentences(line: str) -> list[Span]:
    """Cut a line at the ends of its sentences, but not inside quotation marks or brackets."""
    bullet = _BULLET.match(line)
    begin = bullet.end() if bullet else 0
    found: list[Span] = []
    for span in sentence_spans(line[begin:]):
        start, end = begin + span.start, begin + span.end
        if found and _is_open(found[-1].of(line)):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return [span for span in found if _WORD.search(span.of(line))]


def _is_open(text: str) -> bool:
    signs = any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
    return len(text) <= _MOST_OPEN and (signs or text.count('"') % 2 == 1)


def _tidy(sentence: str) -> str:
    for pattern, instead in _TIDY:
        sentence = pattern.sub(instead, sentence)
    plain = _LEAD.sub("", sentence).strip()
    return plain if plain == sentence.strip() else plain[:1].upper() + plain[1:]


def _told(sentences: Iterable[DraftSentence]) -> list[DraftSentence]:
    """Leave out what names sources, and what nothing is left of."""
    return [each for each in sentences if each.text and not _SOURCES.match(each.text)]
