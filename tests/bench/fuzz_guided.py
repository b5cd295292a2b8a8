"""Inputs for a part that reads what strangers write, steered by the code of ours that they reach.

`pip install atheris`, which nothing else here wants; then `python tests/bench/fuzz_guided.py
markers -runs=100000 -max_len=400`: behind the part come libFuzzer's own options.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

for folder in (Path(__file__).parent.parent, Path(__file__).parent):
    sys.path.insert(0, str(folder))

with atheris.instrument_imports(include=["assistant", "index"]):
    from fuzz_parts import Tried, round_of

if __name__ == "__main__":
    part = sys.argv.pop(1)
    given_bytes = round_of(part, 1, 1, Tried(part)).hypothesis.fuzz_one_input
    atheris.Setup(sys.argv, given_bytes)
    atheris.Fuzz()
