"""Measuring statements on marked articles: what counts, and what is refused."""

from __future__ import annotations

import json

import pytest

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.marked import measure_marked, read_marked

TEXT = '"The quay is shut today," Ines Dray said. The buoy is lost.'
MARKED = {"source": [[26, 35]], "cue": [[36, 40]], "content": [[0, 25]]}


def written(folder, *records):
    path = folder / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    return path


def test_a_marked_quotation_that_is_found_counts_in_every_share(tmp_path):
    path = written(tmp_path, {"text": TEXT, "attributions": [MARKED], "outlet": "Echo"})
    counts = measure_marked(read_marked(path)).outlets["Echo"]
    assert (counts.sentences, counts.both, counts.direct_exact) == (2, 1, 1)
    assert (counts["f1"], counts["speaker"], counts["direct_share"]) == (1.0, 1.0, 1.0)


def test_what_is_marked_and_not_found_lowers_recall_alone(tmp_path):
    lost = {"source": [[26, 35]], "cue": [], "content": [[42, len(TEXT)]]}
    path = written(tmp_path, {"text": TEXT, "attributions": [MARKED, lost]})
    report = measure_marked(read_marked(path))
    assert (report.counts["precision"], report.counts["recall"]) == (1.0, 0.5)
    assert report.errors == {"missed: no cue in the sentence": 1}


def test_a_bad_line_is_named_with_what_was_expected(tmp_path):
    path = written(tmp_path, {"text": TEXT, "attributions": []}, {"text": 7})
    with pytest.raises(EvaluationError, match=r"line 2: its \"text\" is 7, expected a string"):
        read_marked(path)


def test_a_span_outside_the_text_is_refused(tmp_path):
    path = written(tmp_path, {"text": "No.", "attributions": [{"content": [[0, 9]]}]})
    with pytest.raises(EvaluationError, match="from 0 to 9 of 3"):
        read_marked(path)
