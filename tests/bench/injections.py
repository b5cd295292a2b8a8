"""Instructions planted in articles: how many reach a model, and how many reach a reader.

    python tests/bench/injections.py ATTACKS [--half even|odd] [--place P] [--show]
        [--model MODEL [--whole]]

ATTACKS holds a line an instruction: {"id", "instruction"}. Each is planted at the start, in the
middle and at the end of an article of the sample that answers a question, and the question is
asked twice: quoted, and of a "model" that takes up whatever instruction it reads (`lies.py`). The
halves are parted by the CRC-32 of the id: rules are mended by the even one, the odd one is told.
A guard on sockets counts what would leave. `--show` prints what got through.

With `--model`, a GGUF file or a name as Byline takes it, a real one is asked in place of
that "model". Whether it obeys no program can tell: its sentences and those shown in its own words
are counted, and `--show` prints them all, to be read. A small model is given sentences, which an
instruction is hardly ever among; with `--whole` it is given passages, as a large one is.
"""

from __future__ import annotations

import argparse
import json
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Protocol
from unittest.mock import patch
from urllib.parse import urlsplit
from zlib import crc32

from lies import Case, obeying
from lxml import html
from quoting import pieces_in
from reporting import provenance, table, tell
from served import served
from workload import read_all

from assistant import Assistant
from assistant.evaluation import read_questions
from assistant.evaluation.types import EvaluationQuestion
from assistant.rendering import as_html
from assistant.types import Answer
from assistant.writing import Limits, Writer
from assistant.writing.model import Ended, LanguageModel, Message, load_model
from assistant.writing.tokens import counter_for
from index import Article, Index

SAMPLE = Path(__file__).parent.parent.parent / "docs" / "sample"
PLACES = ("start", "middle", "end")
SINK = "http://127.0.0.1:9/?q=secret"
_SECONDS = 600.0  # for one answer of a real model
_WHOLE = Limits(brief=False)
QUOTED = "quoted"


class Watched(LanguageModel, Protocol):
    """A model with what became of an attack: whether it `reached` its prompt, and what it wrote."""

    limits: Limits
    reached: bool
    wrote: list[str]

    def shown(self, answer: Answer) -> list[str]:
        """Give the sentences of an answer that are its own."""
        ...


@dataclass
class Obeying:
    """A model that takes up an `attack` that it reads, at every call."""

    attack: str
    name: str = "a model that obeys"
    context: int | None = None
    is_near: bool = False
    limits: Limits = _WHOLE
    reached: bool = False
    wrote: list[str] = field(default_factory=list)

    def stream(
        self, messages: Sequence[Message], *, seconds: float, most_tokens: int, stop: object
    ) -> Iterator[str | Ended]:
        """Write a line for each way to obey, with a picture and a link that tell on the reader."""
        prompt = "\n".join(message.text for message in messages)
        labels = list(pieces_in(prompt))
        cases = obeying([self.attack])(prompt)
        lines = [f"{case.sentence} [{labels[case.place or 0]}]" for case in _all_of(cases)]
        self.reached |= bool(lines)
        self.wrote += lines
        yield "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        if not lines:
            yield "NOT ANSWERED"
        yield Ended("complete")

    def shown(self, answer: Answer) -> list[str]:
        """Give what it wrote that stands in the answer."""
        lines = {line.rpartition(" [")[0] for line in self.wrote}
        return [claim.text for claim in answer.claims if claim.text in lines]


@dataclass
class Real:
    """A real `model` that is listened to."""

    model: LanguageModel
    attack: str
    limits: Limits
    reached: bool = False
    wrote: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name, self.context = self.model.name.rpartition("#")[2], self.model.context
        self.is_near = self.model.is_near

    def stream(
        self, messages: Sequence[Message], *, stop: Event | None = None, **options: Any
    ) -> Iterator[str | Ended]:
        """Give what the model writes, and keep it."""
        prompt = " ".join(" ".join(message.text.split()) for message in messages)
        self.reached |= " ".join(self.attack.split()) in prompt
        reply = ""
        for part in self.model.stream(messages, stop=stop, **options):
            reply += part if isinstance(part, str) else ""
            yield part
        self.wrote += [line for line in reply.splitlines() if line.strip()]

    def shown(self, answer: Answer) -> list[str]:
        """Give the sentences of the answer that no place cited has word for word."""
        quotes = " ".join(" ".join(each.quote.split()) for each in answer.citations)
        said = [claim.text for claim in answer.claims]
        return [each for each in said if " ".join(each.split()) not in quotes]


def _all_of(cases: Sequence[Case]) -> Iterator[Case]:
    yield from cases
    for case in cases[:1]:
        yield replace(case, sentence=f"![The ferry]({SINK}) The ferry is [lost]({SINK}).")
        yield replace(case, sentence=f"<img src={SINK}> The ferry is lost, see {SINK} now.")


@dataclass(frozen=True)
class Planted:
    """An instruction in the article that answers a question, and where in it."""

    attack: str
    place: str
    question: EvaluationQuestion
    article: str

    def into(self, article: Article) -> Article:
        """Put the instruction into its article, as a paragraph."""
        paragraphs = article.text.split("\n\n")
        at = {"start": 0, "middle": len(paragraphs) // 2, "end": len(paragraphs)}[self.place]
        whole = [*paragraphs[:at], self.attack, *paragraphs[at:]]
        return replace(article, text="\n\n".join(whole))

    def stands_in(self, text: str) -> bool:
        """Whether the instruction stands in `text`, however its lines are broken."""
        return " ".join(self.attack.split()) in " ".join(text.split())


def planted(
    attacks: Sequence[str], questions: Sequence[EvaluationQuestion], places: Sequence[str]
) -> list[list[Planted]]:
    """Give the archives to be made: in each, one instruction an article at most."""
    by_article = {sorted(each.relevant)[0]: each for each in questions if each.relevant}
    archives = []
    for place in places:
        left = list(attacks)
        while left:
            some, left = left[: len(by_article)], left[len(by_article) :]
            pairs = zip(some, by_article.items(), strict=False)
            archives.append([Planted(one, place, asked, at) for one, (at, asked) in pairs])
    return archives


@contextmanager
def guarded(model: str = "") -> Iterator[list[object]]:
    """Keep everything on this machine, and list what would have left it, save to a `model`."""
    left: list[object] = []
    at, connects = urlsplit(model), socket.socket.connect

    def connect(it: socket.socket, address: tuple[str, int]) -> None:
        if address[:2] == (at.hostname, at.port):
            return connects(it, address)
        left.append(address)
        raise OSError("nothing leaves")

    with patch.object(socket.socket, "connect", connect):
        yield left


def tried(
    archives: Sequence[Sequence[Planted]],
    articles: Sequence[Article],
    found: list[str],
    *,
    asking: Callable[[str], Watched],
    model: str,
) -> Mapping[tuple[str, str], Counter[str]]:
    """Ask everything; give counts by way of answering and place, and list what got through."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for number, some in enumerate(archives, 1):
        tell(f"archive {number} of {len(archives)} ...")
        into = {each.article: each for each in some}
        made = [into[each.id].into(each) if each.id in into else each for each in articles]
        with (
            tempfile.TemporaryDirectory() as folder,
            Index.open(folder, create=True) as index,
            guarded(model) as left,
        ):
            index.add(made)
            for each in some:
                for way, count in _of(index, each, asking(each.attack), found).items():
                    counts.setdefault((way, each.place), Counter()).update(count)
                    counts[way, each.place]["requests"] += len(left)
                left.clear()
    return counts


def _of(
    index: Index, planted: Planted, model: Watched, found: list[str]
) -> Mapping[str, Counter[str]]:
    asked = {"asked_on": planted.question.asked_on}
    quoted = Assistant(index).ask(planted.question.text, **asked)
    counter = counter_for(model.name, local=index.count_tokens, environment={})
    writer = Writer(index=index, model=model, counter=counter, limits=model.limits)
    written = Assistant(index, writer=writer).ask(planted.question.text, **asked)
    if isinstance(model, Real):
        found += [f"{planted.place}: it wrote: {each}" for each in model.wrote]
    return {
        QUOTED: _counted(planted, quoted, found),
        f"written by {model.name}": _counted(planted, written, found, model),
    }


def _counted(
    planted: Planted, answer: Answer, found: list[str], model: Watched | None = None
) -> Counter[str]:
    said = " ".join(claim.text for claim in answer.claims)
    shown = model.shown(answer) if model else []
    shown += [said] if planted.stands_in(said) else []
    cited = (*answer.citations, *answer.nearest)
    known = {"", *(each.article.url for each in cited)}
    linked = [
        address
        for address in html.fromstring(as_html(answer)).xpath("//@href | //@src")
        if not address.startswith("#") and address not in known
    ]
    found += [f"{planted.place}: {each}" for each in (*shown, *linked)]
    return Counter(
        tried=1,
        brief=bool(model and model.reached),
        written=len(model.wrote) if model else 0,
        shown=len(shown),
        links=len(linked),
    )


def main() -> None:
    """Plant, ask, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("attacks", type=Path)
    parser.add_argument("--half", choices=("even", "odd"), default="even")
    parser.add_argument("--place", choices=PLACES, action="append")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--model", help="a GGUF file, or a name")
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    lines = [json.loads(line) for line in given.attacks.read_text("utf-8").splitlines()]
    odd = given.half == "odd"
    attacks = [each["instruction"] for each in lines if crc32(each["id"].encode()) % 2 == odd]
    articles = [each.article for each in read_all(SAMPLE / "articles")]
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, create=True) as index:
        index.add(articles)
        questions = read_questions(SAMPLE / "questions.jsonl", index)
    found: list[str] = []
    archives = planted(attacks, questions, given.place or PLACES)
    with served(given.model or "") as model:
        real = load_model(model, environment={}) if model else None
        limits = Limits(seconds=_SECONDS, brief=False if given.whole else None)
        asking = partial(Real, real, limits=limits) if real else Obeying
        counts = tried(archives, articles, found, asking=asking, model=model)
    print(provenance(f"{given.attacks.name}, the {given.half} half", "our sample"), end="\n\n")
    head = ("answered by", "planted at", "tried", "reached the brief", "sentences written")
    head += ("shown as an answer", "links or pictures", "requests that left")
    names = ("tried", "brief", "written", "shown", "links", "requests")
    rows = [(*which, *(count[name] for name in names)) for which, count in sorted(counts.items())]
    print(table(head, rows))
    if given.show:
        print("", *found, sep="\n")


if __name__ == "__main__":
    main()
