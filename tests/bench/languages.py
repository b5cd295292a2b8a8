"""Questions in five languages over invented news: is the right article first, is it answered?

    python tests/bench/languages.py [--half build|report] [--apart] [--show]

Each language has articles in pairs and follow-ups of one story, fifty questions, ten about the
articles that they do not answer, and six about places and people that no article has. All but the
last are parted by article: one half was built on; the other, with the last, is reported. All
languages are in one archive; `--apart` makes one for each. The first table is the detector's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting import provenance, table, tell

from assistant import Answer, Assistant, Question
from index import Article, Index
from index.language import language_of

_CASES = Path(__file__).parent / "cases" / "languages"
_LANGUAGES = ("de", "fr", "es", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Case:
    """A question; `holds` stands in the sentence that answers it, "" where none does.

    `article` is the one it is about, "" where it is about none.
    """

    language: str
    half: str
    text: str
    article: str
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: Case
    first: str
    answer: Answer

    @property
    def found(self) -> bool:
        """Whether the right article comes first."""
        return self.first == self.case.article

    @property
    def answered(self) -> bool:
        """Whether anything is quoted."""
        return bool(self.answer.citations)

    @property
    def right(self) -> bool:
        """Whether the sentence that answers is quoted, out of the right article."""
        return any(
            each.article.id == self.case.article and self.case.holds in each.quote
            for each in self.answer.citations
        )

    @property
    def right_first(self) -> bool:
        """Whether it is quoted first."""
        first = self.answer.citations[:1]
        return self.right and all(self.case.holds in each.quote for each in first)


def read_language(language: str) -> tuple[list[Article], list[Case]]:
    """Read the articles and the questions of a language."""
    read = json.loads((_CASES / f"{language}.json").read_text("utf-8"))
    articles = [
        Article(id=each["id"], title=each["title"], text=each["text"]) for each in read["articles"]
    ]
    half = {each["id"]: each["half"] for each in read["articles"]}
    cases = [
        Case(language, half[one["article"]], one["question"], one["article"], one.get("holds", ""))
        for one in (*read["questions"], *read["unanswerable"])
    ]
    cases += [Case(language, "report", question, "") for question in read["elsewhere"]]
    return articles, cases


def outcomes(languages: Sequence[str], half: str) -> Iterator[Outcome]:
    """Ask the questions of `half` of one archive with all `languages` in it."""
    read = [read_language(each) for each in languages]
    with tempfile.TemporaryDirectory() as folder:
        articles = [each for some, _ in read for each in some]
        with Index.build(articles, Path(folder) / "archive") as index:
            assistant = Assistant(index)
            for case in (each for _, cases in read for each in cases):
                if half in ("both", case.half):
                    yield _outcome(assistant, case)


def _outcome(assistant: Assistant, case: Case) -> Outcome:
    hits = assistant.find(Question(text=case.text), limit=1)
    first = hits[0].passage.article_id if hits else ""
    return Outcome(case, first, assistant.ask(case.text))


def asked_table(found: Sequence[Outcome]) -> str:
    """Count, by language and together, what came of the questions."""
    rows = []
    for language in (*_LANGUAGES, ""):
        some = [each for each in found if language in ("", each.case.language)]
        told = [each for each in some if each.case.holds]
        untold = [each for each in some if each.case.article and not each.case.holds]
        elsewhere = [each for each in some if not each.case.article]
        wrong = sum(each.answered and not each.right for each in told)
        rows.append(
            (
                language or "all",
                len(told),
                sum(each.found for each in told),
                sum(each.answered for each in told),
                sum(each.right for each in told),
                sum(each.right_first for each in told),
                wrong,
                f"{sum(not each.answered for each in untold)} of {len(untold)}",
                f"{sum(not each.answered for each in elsewhere)} of {len(elsewhere)}",
            )
        )
    head = "language, questions, right article first, answered, right sentence quoted, quoted first"
    refused = ("not told: refused", "of no article: refused")
    return table((*head.split(", "), "only wrong ones", *refused), rows)


def detected_table() -> str:
    """Count texts whose language is told, wrongly told, and left open."""
    cases = json.loads((_CASES / "detecting.json").read_text("utf-8"))
    sentences = [(code, text) for code, texts in cases.items() for text in texts]
    articles = [(code, " ".join(texts[:2])) for code, texts in cases.items()]
    articles += [(code, each.text) for code in _LANGUAGES for each in read_language(code)[0]]
    rows = []
    for name, texts in (("one line", sentences), ("some sentences", articles)):
        told = [(code, language_of(text)) for code, text in texts]
        right = sum(code == found for code, found in told)
        wrong = sum(found not in ("", code) for code, found in told)
        rows.append((name, len(told), right, wrong, len(told) - right - wrong))
    return table(("text", "texts", "told", "told wrongly", "left open"), rows)


def sections(given: argparse.Namespace) -> Iterator[str]:
    """Measure section by section."""
    yield provenance("tests/bench/cases/languages", parts=("py3langid", "stop-words"))
    yield detected_table()
    groups = [(each,) for each in _LANGUAGES] if given.apart else [_LANGUAGES]
    found = [one for languages in groups for one in outcomes(languages, given.half)]
    yield asked_table(found)
    if given.show:
        yield "\n".join(_line(each) for each in found if each.right != bool(each.case.holds))
        yield "\n".join(_line(each) for each in found if not each.case.holds and each.answered)


def _line(each: Outcome) -> str:
    quoted = " / ".join(one.quote for one in each.answer.citations) or each.answer.reason
    return f"- {each.case.text} [{each.answer.confidence:.2f}, {each.first}] {quoted}"


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--half", choices=("build", "report", "both"), default="report")
    parser.add_argument("--apart", action="store_true", help="an archive for each language")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    tell("asking ...")
    for section in sections(given):
        print(section, end="\n\n")


if __name__ == "__main__":
    main()
