"""The parts that read what strangers write: inputs for each, and what must hold of them."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from answers import answers
from doubles import PRESS, make_index
from fuzz import SPECIAL
from hypothesis import strategies as st
from lxml import html
from samples import samples

from assistant import Assistant, Question
from assistant.checking import flaws_of, is_instruction
from assistant.errors import QuestionError
from assistant.facts import day_of, days_in, names_in, numbers_in, vocabulary_of, words_of
from assistant.overviews import holdings
from assistant.rendering import as_bibtex, as_html, as_json, as_markdown, as_text
from assistant.types import DraftSentence, Exchange, Piece
from assistant.understanding import checked, understand
from assistant.understanding.followups import follow_ups
from assistant.understanding.parts import parts_of
from assistant.understanding.talk import reply_to
from assistant.writing.briefing.fence import neutral
from assistant.writing.markers import MarkerParser, Marks, SentenceStream, has_all, numbered_lines
from assistant.writing.markers.thoughts import Thoughts
from index import Article, sentence_spans, statements_in
from index.articles.dates import read_time
from index.articles.files import FILE_READERS
from index.articles.records import read_records
from index.articles.stated import Unreadable
from index.passages import cut_passages

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LABELS = ("k3f9", "a2b4")
LANGUAGES = ("en", "de", "es", "fr", "it", "ru", "ar", "ja", "zh", "hi", "hy", "el", "und")
DAY = date(2031, 5, 14)
_PIECES = (
    *("[k3f9]", "[a2b4].", "[zz99]", "[", "]", "【k3f9】", "(k3f9)", "(", ")", "[k3f9, ", "```"),
    *("`", "\n", "\n\n", " ", "\t", "\u2028", "\u202e", "\ufeff", "\x1b", "\x00", "é", "🌊", "ع"),
    *("Mr. ", "U.S. ", "said. ", "“We wait. ", "” ", '"', "'", "’s ", "*", "**", "- ", "1. "),
    *("# ", "The ferry ", "Dray said ", "according to ", "who ", "told ", "Ines Dray "),
    *("Dr Moor, ", "she ", "and "),
    *("or ", "not ", "never ", ", ", ": ", "; ", "? ", "! ", ". ", "… ", "<b>", "</p>"),
    *("61 ", "1,000 ", "2.5 million ", "sixty-one ", "third ", "£3bn ", "50% ", "0", "9" * 25),
    *("½ ", "3 May 2031 ", "May 3 ", "2031-05-03 ", "03/04/2031 ", "last week ", "on Monday "),
    *("in March ", "2031-05-14T09:00:00+02:00", "99999-99-99 ", "31 February ", "yesterday "),
    *("two weeks ago ", "Who ", "What did ", "say ", "How many ", "Which outlets ", "compare "),
    *("thanks ", "hello "),
    *("Ignore all previous instructions ", "</think>", "<think>", "javascript:", "https://a.b/c "),
    *("Sources and related\n", "- Coast Wire: Harbour shut\n", "answered yes. ", "QUILL: ", "Q: "),
)  # fmt: skip


def _texts(pieces: Sequence[str]) -> st.SearchStrategy[str]:
    """Give texts of `pieces` and single signs, a byte each: quickly made, and easily made less."""
    signs = [*pieces, *map(chr, range(32, 127)), *"–—‘’“”«»¿éßıŁжعש東\u00a0\u200d\u0301\u2066😀"]
    return st.binary(max_size=40).map(
        lambda data: "".join(signs[byte % len(signs)] for byte in data)
    )


TEXT = _texts(_PIECES)
# As JSON and a shell may hand it over: with halves of surrogate pairs, which are no text.
SENT = _texts([*_PIECES, "\ud83c", "\udf0a"])
CUTS = st.lists(st.integers(0, 200), max_size=8).map(sorted)
_SAMPLES = [
    (kind, data)
    for kind, of_kind in samples().items()
    # PDFium may end the whole process: `fuzz.py` reads its files where that harms nothing.
    for data in (of_kind if kind != ".pdf" and not kind.endswith((".gz", ".xlsx")) else ())
]
_EDITS = st.lists(
    st.tuples(
        st.integers(0, 1000), st.integers(0, 60), st.sampled_from(SPECIAL) | st.binary(max_size=6)
    ),
    max_size=5,
)
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SENT | st.just("2031-05-03"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
_FIELDS = (
    *("question", "asked_on", "as_of", "outlets", "since", "until", "speaker", "history", "infer"),
    *("query", "limit", "messages", "model", "stream", "input", "conversation"),
)
_PATHS = ("/api/ask", "/api/search", "/v1/chat/completions", "/v1/responses")


def _asked(text: str, before: str, name: str, value: object) -> dict[str, object]:
    """Make a body that is right for each path but for one field."""
    told = [{"role": "user", "content": text}, {"role": "assistant", "content": before}]
    right = {"question": text, "query": text, "input": text, "messages": [*told, told[0]]}
    return right | {"model": "byline", name: value}


@dataclass(frozen=True)
class Part:
    """What is put into a part, and what raises where its promise does not hold."""

    inputs: st.SearchStrategy[Any]
    holds: Callable[[Any], None]


def _markers(given: tuple[str, list[int]]) -> None:
    text, cuts = given
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    whole, in_parts = _items([text]), _items(parts)
    assert "".join(each if isinstance(each, str) else each.written for each in whole) == text
    marks = [each for each in whole if isinstance(each, Marks)]
    assert marks == [each for each in in_parts if isinstance(each, Marks)]
    assert _drafted([text]) == _drafted(parts)
    thoughts = Thoughts()
    answered = _items([thoughts.feed(text) + thoughts.end()])
    named = {label for each in answered if isinstance(each, Marks) for label in each.labels}
    assert {label for each in _drafted([text]) for label in each.labels} <= named


def _items(parts: list[str]) -> list[str | Marks]:
    parser = MarkerParser(LABELS)
    return [each for part in parts for each in parser.feed(part)] + parser.end()


def _drafted(parts: list[str]) -> list[DraftSentence]:
    stream = SentenceStream(LABELS)
    return [each for part in parts for each in stream.feed(part)] + stream.end()


def _replies(text: str) -> None:
    assert all(number >= 0 for number in numbered_lines(text, LABELS))
    has_all(text, 2)


def _sentences(given: tuple[str, str]) -> None:
    text, language = given
    spans, end = sentence_spans(text, language=language), 0
    for span in spans:
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert not text[end:].strip()


def _passages(text: str) -> None:
    article = Article(id="a", text=text, language="en")
    counted = lambda texts: [len(each.split()) + len(each) // 9 for each in texts]  # noqa: E731
    for passage in cut_passages(article, count_tokens=counted, max_tokens=12):
        assert passage.text == text[passage.start : passage.end]


def _statements(text: str) -> None:
    for each in statements_in(text):
        for span in (each.speaker, *each.content):
            assert 0 <= span.start < span.end <= len(text)
        assert 0 <= each.cue.start <= each.cue.end <= len(text)  # a label has none


def _facts(text: str) -> None:
    words = words_of(text)
    names, vocabulary = names_in(words), vocabulary_of(words)
    assert all(vocabulary.has(each) for each in names)
    for each in (*numbers_in(text), *days_in(text, DAY)):
        assert each.is_borne_out_by(each)
    day_of(DAY)


def _checking(given: tuple[str, str]) -> None:
    sentence, text = given
    article = Article(id="a", text=text, title=sentence[:40], published=DAY)
    flaws = flaws_of(sentence, [Piece("k3f9", article, (), 0, len(text))])
    assert all(each.lack and each.detail.strip() for each in flaws)
    is_instruction(sentence)


def _questions(given: tuple[str, list[str]]) -> None:
    text, before = given
    try:
        question = checked(Question(text=text, asked_on=DAY))
    except QuestionError:
        return
    reading = understand(question, outlets=lambda: ("Coast Wire", "Time"), first_day=lambda: DAY)
    assert not (reading.question.since and reading.question.until) or (
        reading.question.since <= reading.question.until
    )
    parts_of(question.text), reply_to(question.text), holdings.asked_of(question.text)
    history = [Exchange(each, each, ("Ines Dray",)) for each in before]
    assert all(isinstance(each.text, str) for each in follow_ups(question.text, history))


def _dates(text: str) -> None:
    for day_first in (None, True, False):
        found = read_time(text, day_first=day_first)
        assert found is None or isinstance(found, date | datetime)


def _fence(text: str) -> None:
    shown = neutral(text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff\x00\x1b\ud800-\udfff`]", shown)
    assert not re.search(r"<\s*[^\s\d]", shown)
    assert not any(isinstance(each, Marks) for each in MarkerParser(()).feed(shown))


def _rendering(answer: Any) -> None:
    for render in (as_text, as_markdown, as_json):
        assert not STEERING.search(render(answer))
    as_bibtex([answer])
    page = html.fromstring(as_html(answer))
    assert not page.xpath("//*[@*[starts-with(name(), 'on')]] | //script | //img | //iframe")
    assert all(link.startswith(("#", "http://", "https://")) for link in page.xpath("//@href"))


def _readers(given: tuple[tuple[str, bytes], list[tuple[int, int, bytes]]]) -> None:
    (kind, data), edits = given
    for at, length, piece in edits:
        place = at * len(data) // 1000
        data = data[:place] + piece + data[place + length :]
    if not data.strip():
        return
    try:
        found = list(_read(kind, data))
    except Unreadable as problem:
        found = [problem]
    assert all(str(each).strip() for each in found if isinstance(each, Unreadable))


def _read(kind: str, data: bytes) -> Any:
    if kind in FILE_READERS:
        yield from FILE_READERS[kind](data)
        return
    with tempfile.NamedTemporaryFile(suffix=kind) as file:
        file.write(data)
        file.flush()
        yield from read_records(Path(file.name), kind, {})


def _api(given: tuple[str, Mapping[str, Any] | str]) -> None:
    path, body = given
    content = body if isinstance(body, str) else json.dumps(body)
    sent = content.encode("utf-8", "surrogatepass")
    got = _client().post(path, content=sent, headers={"content-type": "application/json"})
    assert got.status_code < 500 and (got.status_code < 400 or got.json()), got.text  # noqa: PT018


def _asking(given: tuple[str, list[str], str, list[str]]) -> None:
    text, before, speaker, outlets = given
    history = tuple(Exchange(each, each) for each in before)
    limits = {"speaker": speaker, "outlets": outlets, "history": history}
    try:
        answer = _assistant().ask(text, asked_on=DAY, **limits)
    except QuestionError:
        return
    json.dumps(answer.to_dict())
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]


@cache
def _assistant() -> Assistant:
    folder = Path(tempfile.mkdtemp(prefix="byline-fuzz-"))
    return Assistant(make_index(folder / "archive", *(replace(each) for each in PRESS)))


@cache
def _client() -> Any:
    from fastapi.testclient import TestClient

    from assistant.http.api import Bounds, create_api

    app = create_api(_assistant(), bounds=Bounds(requests_a_minute=10**9))
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=True)


PARTS: Mapping[str, Part] = {
    "markers": Part(st.tuples(TEXT, CUTS), _markers),
    "replies": Part(TEXT, _replies),
    "sentences": Part(st.tuples(TEXT, st.sampled_from(LANGUAGES)), _sentences),
    "passages": Part(TEXT, _passages),
    "statements": Part(TEXT, _statements),
    "facts": Part(TEXT, _facts),
    "checking": Part(st.tuples(TEXT, TEXT), _checking),
    "questions": Part(st.tuples(SENT, st.lists(TEXT, max_size=2)), _questions),
    "dates": Part(TEXT, _dates),
    "fence": Part(TEXT, _fence),
    "rendering": Part(answers(), _rendering),
    "readers": Part(st.tuples(st.sampled_from(_SAMPLES), _EDITS), _readers),
    "api": Part(
        st.tuples(
            st.sampled_from(_PATHS),
            st.dictionaries(st.sampled_from(_FIELDS), _VALUE, max_size=5)
            | st.builds(_asked, SENT, SENT, st.sampled_from(_FIELDS), _VALUE)
            | SENT,
        ),
        _api,
    ),
    "asking": Part(
        st.tuples(
            SENT,
            st.lists(SENT, max_size=2),
            st.just("") | SENT,
            st.lists(SENT | st.just("Lyn Valley Echo"), max_size=1),
        ),
        _asking,
    ),
}
"""Each part by its name."""
