"""The reader's network: MiniLM under low-rank adapters, and two small heads on its last layer.

The adapters are those of Hu et al., "LoRA" (ICLR 2022): beside each frozen matrix W stands B A of
small rank, so that the file that is shipped holds B and A alone and W + B A is merged when loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from training.groups import Group

RANK = 24
HIDDEN = 128
MOST_TOKENS = 96
MOST_CONTEXT = 28
_TOGETHER = 10
_FAR = -1e4


class Adapted(nn.Module):
    """A frozen linear layer with a low-rank change beside it."""

    def __init__(self, frozen: nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.down = nn.Parameter(torch.empty(rank, frozen.in_features))
        self.up = nn.Parameter(torch.zeros(frozen.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=5**0.5)

    def forward(self, x: Tensor) -> Tensor:
        linear = nn.functional.linear
        changed: Tensor = self.frozen(x) + linear(linear(x, self.down), self.up)
        return changed


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as tensors; `first` and `last` are token places of answers, -100 where not known."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    inside: Tensor
    answers: Tensor
    first: Tensor
    last: Tensor
    group: Tensor


class Network(nn.Module):
    """Question and sentence in, how it answers and where out."""

    def __init__(self, model: Path, *, rank: int = RANK) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            model,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=0.0,  # every pair is met once: there is nothing to learn by heart
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.requires_grad_(False)
        for parent in list(self.encoder.encoder.modules()):
            for name, child in list(parent.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(parent, name, Adapted(child, rank))
        width = self.encoder.config.hidden_size
        self.first = nn.Linear(2 * width, HIDDEN)
        self.answering = nn.Linear(HIDDEN, 1)
        self.places = nn.Linear(width, 2)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Give the logit of each pair, and those of first and last token, (pairs, tokens, 2)."""
        states = self.encoder(
            input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.mask
        ).last_hidden_state
        weights = batch.mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        joined = torch.cat([states[:, 0], mean], dim=1)
        logits = self.answering(torch.tanh(self.first(joined))).squeeze(-1)
        places = self.places(states).masked_fill(~batch.inside.unsqueeze(-1), _FAR)
        return logits, places

    def begin_with(self, adapter: Mapping[str, Tensor]) -> None:
        """Go on from what was learnt before, as `adapter` gives it."""
        here = dict(self.named_parameters())
        with torch.no_grad():
            for name, value in adapter.items():
                own = name if name in here else f"encoder.encoder.{name}"
                here[own].copy_(value.float())

    def adapter(self) -> dict[str, Tensor]:
        """Give what was learnt, in half precision, by names of the encoder's layers."""
        return {
            name.removeprefix("encoder.encoder."): value.detach().half().contiguous()
            for name, value in self.named_parameters()
            if value.requires_grad
        }


class Pairs:
    """Turns groups into batches of tokens."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def batches(self, groups: Sequence[Group]) -> list[Batch]:
        """Tokenize the pairs of `groups`, those of like length together to waste little."""
        rows = [
            (
                number,
                each.answers,
                self.row(one.question, each.context, each.sentence, each.start, each.end),
            )
            for number, one in enumerate(groups)
            for each in one.examples
        ]
        rows.sort(key=lambda row: len(row[2][0]))
        return [_batch(rows[at : at + _TOGETHER]) for at in range(0, len(rows), _TOGETHER)]

    def row(
        self, question: str, context: str, sentence: str, start: int, end: int
    ) -> tuple[list[int], list[int], list[int], list[int], int, int]:
        """Give ids, types, mask, which tokens a span may touch, and its first and last token."""
        read = self._tokenizer.encode_batch([question, context, sentence], add_special_tokens=False)
        asked, above, told = (one.ids for one in read)
        above = above[:MOST_CONTEXT]
        asked = asked[: MOST_TOKENS // 2]
        room = MOST_TOKENS - 3 - len(asked) - len(above)
        told = told[:room]
        begin = len(asked) + 2 + len(above)
        ids = [101, *asked, 102, *above, *told, 102]
        types = [0] * (len(asked) + 2) + [1] * (len(above) + len(told) + 1)
        inside = [0] * begin + [1] * len(told) + [0]
        first = last = -100
        if start >= 0:
            offsets = read[2].offsets[: len(told)]
            places = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
            if places:
                first, last = begin + places[0], begin + places[-1]
        return ids, types, [1] * len(ids), inside, first, last


def _batch(rows: Sequence[tuple[int, float, tuple[list[int], ...]]]) -> Batch:
    read = [row[2] for row in rows]
    longest = max(len(each[0]) for each in read)

    def padded(place: int) -> Tensor:
        return torch.tensor([each[place] + [0] * (longest - len(each[0])) for each in read])

    return Batch(
        ids=padded(0),
        types=padded(1),
        mask=padded(2),
        inside=padded(3).bool(),
        answers=torch.tensor([row[1] for row in rows]),
        first=torch.tensor([each[4] for each in read]),
        last=torch.tensor([each[5] for each in read]),
        group=torch.tensor([row[0] for row in rows]),
    )
