"""Questions that people wrote, each with the sentences of its own text."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from index import sentence_spans
from training.groups import ANSWERS, SILENT, Example, Group
from training.words import telling

_NEGATIVES = 2


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, packed or not."""
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in text.decode("utf-8").splitlines()]


def hardest(
    question: str, sentences: Sequence[str], *, random: Random, few: int = _NEGATIVES
) -> list[int]:
    """Choose sentences that share most words with `question`, and now and then any other."""
    asked = telling(question)
    order = sorted(range(len(sentences)), key=lambda i: -len(asked & telling(sentences[i])))
    chosen = order[:few]
    if len(order) > few and random.random() < 0.5:
        chosen[-1] = random.choice(order[few:])
    return chosen


def context_of(title: str, sentences: Sequence[str], at: int, *, random: Random) -> str:
    """Give what stands above a sentence: its title, at times with the sentence before it."""
    above = [title] if title and random.random() < 0.8 else []
    if at > 0 and random.random() < 0.3:
        above.append(sentences[at - 1])
    return " ".join(above)


def qamr(path: Path, *, random: Random) -> Iterator[tuple[str, Group]]:
    """Read QAMR: the negatives are other sentences of the document."""
    by_document = defaultdict[str, dict[str, None]](dict)
    every = rows(path)
    for row in every:
        by_document[row["document"]][row["sentence"]] = None
    for row in every:
        others = [each for each in by_document[row["document"]] if each != row["sentence"]]
        if len(row["question"].split()) < 3:
            continue
        silent = [others[i] for i in hardest(row["question"], others, random=random)]
        answer = Example("", row["sentence"], ANSWERS, row["start"], row["end"])
        examples = (answer, *(Example("", each, SILENT) for each in silent))
        yield row["document"], Group(row["question"], examples, "qamr")


def candidates(path: Path, source: str, *, random: Random) -> Iterator[tuple[str, Group]]:
    """Read SelQA or TrecQA: candidates of which some answer."""
    for row in rows(path):
        sentences, title = row["candidates"], row.get("title", "")
        right = set(row["answers"])
        wrong = [i for i, each in enumerate(sentences) if i not in right and each.strip()]
        if not right:
            continue
        for at in random.sample(sorted(right), min(2, len(right))):
            picked = hardest(row["question"], [sentences[i] for i in wrong], random=random)
            made = [
                Example(
                    context_of(title, sentences if title else (), i if title else 0, random=random),
                    sentences[i],
                    ANSWERS if i == at else SILENT,
                )
                for i in (at, *(wrong[j] for j in picked))
            ]
            yield title or row["question"], Group(row["question"], tuple(made), source)


def squad(path: Path, *, random: Random) -> Iterator[tuple[str, Group]]:
    """Read SQuAD 2: the negatives are other sentences, all of them where nothing answers."""
    for row in rows(path):
        text, title = row["context"], row["title"].replace("_", " ")
        spans = sentence_spans(text)
        sentences = [text[span.start : span.end] for span in spans]
        place = _place(text, row["answers"], sentences)
        others = [i for i in range(len(sentences)) if place is None or i != place[0]]
        few = _NEGATIVES + (place is None)
        picked = hardest(row["question"], [sentences[i] for i in others], random=random, few=few)
        made = []
        if place:
            at, start, end = place
            above = context_of(title, sentences, at, random=random)
            made.append(Example(above, sentences[at], ANSWERS, start, end))
        elif row["answerable"]:
            continue
        made += [
            Example(context_of(title, sentences, i, random=random), sentences[i], SILENT)
            for i in (others[j] for j in picked)
            if not any(answer in sentences[i] for answer in row["answers"])
        ]
        yield row["title"], Group(row["question"], tuple(made), "squad2")


def _place(
    text: str, answers: Sequence[str], sentences: Sequence[str]
) -> tuple[int, int, int] | None:
    """Find the first sentence that holds an answer whole: its number, and where it stands there."""
    for answer in sorted(answers, key=len, reverse=True):
        for at, sentence in enumerate(sentences):
            start = sentence.find(answer)
            if answer and start >= 0:
                return at, start, start + len(answer)
    return None


def ramdocs(path: Path, *, random: Random) -> Iterator[tuple[str, Group]]:
    """Read RAMDocs: the sentence of a document that holds its answer, and those that hold none."""
    for row in rows(path):
        held = row["gold_answers"] + row["wrong_answers"]
        for document in row["documents"]:
            text, answer = document["text"], document["answer"]
            sentences = [text[span.start : span.end] for span in sentence_spans(text)]
            title = " ".join(text.split()[:6])
            place = _place(text, [answer], sentences) if document["type"] != "noise" else None
            silent = [each for each in sentences if not any(one in each for one in held)]
            picked = hardest(row["question"], silent, random=random)
            made = [Example(title, silent[i], SILENT) for i in picked]
            if place:
                at, start, end = place
                made.insert(0, Example(title, sentences[at], ANSWERS, start, end))
            if made:
                yield row["question"], Group(row["question"], tuple(made), "ramdocs")


def polnear(path: Path, *, random: Random) -> Iterator[tuple[str, Group]]:
    """Ask who said what was marked as said; the negatives are other sentences of the article."""
    for row in rows(path):
        text = row["text"]
        spans = sentence_spans(text)
        sentences = [text[span.start : span.end] for span in spans]
        marked = [each for each in row["attributions"] if each["source"] and each["content"]]
        for each in random.sample(marked, min(6, len(marked))):
            (start, end), told = each["source"][0], each["content"][0]
            at = next((i for i, s in enumerate(spans) if s.start <= start and end <= s.end), None)
            content = " ".join(text[told[0] : told[1]].strip(' ,.“”"').split()[:14])
            if at is None or len(content.split()) < 4 or end - start < 3:
                continue
            others = [i for i in range(len(sentences)) if i != at]
            picked = hardest(content, [sentences[i] for i in others], random=random)
            above = context_of(row["title"], sentences, at, random=random)
            place = (start - spans[at].start, end - spans[at].start)
            made = [Example(above, sentences[at], ANSWERS, *place)]
            made += [
                Example(context_of(row["title"], sentences, i, random=random), sentences[i], SILENT)
                for i in (others[j] for j in picked)
                if content[:30] not in sentences[i]
            ]
            asked = random.choice(("Who said", "Who said that", "Who says", "Who claims that"))
            yield row["id"], Group(f"{asked} {content}?", tuple(made), "polnear")
