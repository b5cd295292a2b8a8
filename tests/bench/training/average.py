"""Average the weights of rounds of training that went on from one another; they err differently.

    python -m training.average second.safetensors third.safetensors reader.safetensors

The last file is written. Wortsman et al., "Model soups" (ICML 2022).
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main(rounds: list[Path], out: Path) -> None:
    """Write the mean of the adapters of `rounds`."""
    adapters = [load_file(each) for each in rounds]
    means = {
        name: torch.stack([each[name].float() for each in adapters]).mean(0) for name in adapters[0]
    }
    save_file({name: mean.half().contiguous() for name, mean in means.items()}, out)


if __name__ == "__main__":
    *read, written = map(Path, sys.argv[1:])
    main(read, written)
