"""Questions made from articles, beside sentences of the same and of neighbouring articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from index import sentence_spans
from training.groups import ANSWERS, SILENT, Example, Group, part_of
from training.made import Made, Maker
from training.people import context_of, rows
from training.words import telling

_FROM_LEAD = 25  # sentences of an article that are made use of
_FEWEST_WORDS, _MOST_WORDS = 7, 60
_COMMON = 400  # a word of more articles tells little of a story


@dataclass(frozen=True, slots=True)
class News:
    """One article in sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]


def news_of(path: Path, *, most: int | None = None) -> list[News]:
    """Read articles; very short and very long sentences stay, as a reader meets them too."""
    read = []
    for row in rows(path)[:most]:
        text = row["text"]
        sentences = [text[s.start : s.end] for s in sentence_spans(text[:12_000])]
        title = (row.get("title") or "").removeprefix("BYLINE: ")
        read.append(News(row["id"], title, tuple(" ".join(s.split()) for s in sentences)))
    return read


class Stories:
    """Which articles share telling words of their titles: the same or neighbouring stories."""

    def __init__(self, articles: Sequence[News]) -> None:
        self._articles = articles
        self._having: Mapping[str, list[int]] = defaultdict(list)
        for at, each in enumerate(articles):
            for word in telling(each.title):
                self._having[word].append(at)

    def near(self, at: int) -> list[int]:
        """Give up to three other articles, the one with most words in common first."""
        shared: dict[int, float] = defaultdict(float)
        for word in telling(self._articles[at].title):
            if len(self._having[word]) <= _COMMON:
                for other in self._having[word]:
                    shared[other] += 1 / len(self._having[word])
        shared.pop(at, None)
        return sorted(shared, key=lambda other: -shared[other])[:3]


def groups_of(
    articles: Sequence[News], *, random: Random, most_of_article: int = 6
) -> Iterator[tuple[str, Group]]:
    """Make questions of each article's lead; the negatives come from it and from its neighbours."""
    maker = Maker.over(sentence for each in articles for sentence in each.sentences)
    stories = Stories(articles)
    for at, article in enumerate(articles):
        made = [
            (number, one)
            for number, sentence in enumerate(article.sentences[:_FROM_LEAD])
            if _FEWEST_WORDS <= len(sentence.split()) <= _MOST_WORDS
            for one in maker.questions(sentence)
        ]
        random.shuffle(made)
        made = list({one.form: (number, one) for number, one in made}.values())
        neighbours = [articles[other] for other in stories.near(at)]
        for number, one in made[:most_of_article]:
            yield article.id, _group(article, number, one, neighbours, random)
        if lead := _headline(article, neighbours, random):
            yield article.id, lead


def _group(
    article: News, number: int, one: Made, neighbours: Sequence[News], random: Random
) -> Group:
    sentence = article.sentences[number]
    answer = sentence[one.start : one.end]
    above = context_of(article.title, article.sentences, number, random=random)
    examples = [Example(above, sentence, ANSWERS, one.start, one.end)]
    beside = (article, random.choice(neighbours) if neighbours else article)
    silent = (_silent(one.question, answer, sentence, other, random) for other in beside)
    examples += filter(None, silent)
    question = one.question
    if random.random() < 0.15 and article.title:
        question = f"{article.title.rstrip('.?! ')}. {question}"
    return Group(question, tuple(examples), "news")


def _silent(
    question: str, answer: str, sentence: str, other: News, random: Random
) -> Example | None:
    """Choose of `other` one of the sentences likest to `question` that lack the answer."""
    asked, said = telling(question), telling(answer) or {answer}
    lacking = [
        at
        for at, each in enumerate(other.sentences)
        if each != sentence and not said <= telling(each) and answer not in each
    ]
    if not lacking:
        return None
    likest = sorted(lacking, key=lambda at: -len(asked & telling(other.sentences[at])))
    at = random.choice(likest[:2]) if random.random() < 0.75 else random.choice(lacking)
    return Example(
        context_of(other.title, other.sentences, at, random=random), other.sentences[at], SILENT
    )


def _headline(article: News, neighbours: Sequence[News], random: Random) -> Group | None:
    """Ask with the headline for the sentence of the lead that tells it."""
    asked = telling(article.title)
    lead = list(article.sentences[:4])
    if len(asked) < 4 or not lead or part_of(article.id, of=3):
        return None
    best = max(lead, key=lambda each: len(asked & telling(each)))
    if len(asked & telling(best)) < 3:
        return None
    others = [*article.sentences[6:], *(s for each in neighbours for s in each.sentences[:6])]
    wrong = sorted(others, key=lambda each: -len(asked & telling(each)))[2:8]
    picked = random.sample(wrong, min(2, len(wrong)))
    examples = (Example("", best, ANSWERS), *(Example("", each, SILENT) for each in picked))
    return Group(article.title, examples, "headline")
