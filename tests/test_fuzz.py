"""Whatever strangers write, the parts that read it keep their promises; `make fuzz` tries more."""

from __future__ import annotations

import fuzzed
import pytest
from fuzz_parts import fuzz


@pytest.mark.slow
@pytest.mark.parametrize("part", fuzzed.PARTS)
def test_a_part_keeps_its_promise_whatever_it_reads(part):
    tried = fuzz(part, 150, first_seed=11)
    assert tried.broken == []
    assert tried.inputs >= 150
