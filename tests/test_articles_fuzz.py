from __future__ import annotations

import pytest
from fuzz import fuzz, kinds
from samples import samples


@pytest.mark.slow
def test_no_damaged_file_stops_the_rest_or_is_lost(tmp_path):
    fuzzed = fuzz(range(200), seed=7, folder=tmp_path)
    assert fuzzed.broken == []
    assert fuzzed.files.total() == 200


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_a_sample_to_fuzz(kind):
    assert samples().get(kind)
