"""The risk-coverage curve: what counts as wrong, and where Byline stands."""

from __future__ import annotations

import pytest
from evaluated import FAILED, abstained, answered, report
from invented import HARBOUR

from assistant.evaluation.risk import Risk, as_csv, risk_as_shipped, risk_coverage

KNOWN = {"relevant": {HARBOUR.id: 1}, "answerable": True, "literal": True}
HELD = {"answers": ("the last buoy",), **KNOWN}
LACKING = {"answers": ("in June",), **KNOWN}
NONE_RIGHT = {"relevant": {}, "answerable": False}


def test_the_risk_is_counted_from_the_most_confident_on_and_ties_come_together():
    rows = [
        answered("d", confidence=0.2, **NONE_RIGHT),
        answered("b", confidence=0.8, **LACKING),
        answered("c", confidence=0.8, **HELD),
        answered("a", confidence=0.9, **HELD),
        answered("not known", confidence=1.0, relevant={HARBOUR.id: 1}, answerable=True),
        FAILED,
    ]
    assert risk_coverage(rows) == [
        Risk(0.9, 0.25, 0.0),
        Risk(0.8, 0.75, 1 / 3),
        Risk(0.2, 1.0, 0.5),
    ]
    area = (0 + 1 / 3 + 1 / 3 + 1 / 2) / 4
    assert report(*rows)["AURC"].value == pytest.approx(area, abs=1e-6)


@pytest.mark.parametrize(
    ("gold", "risk"), [("Sand has closed the channel", 0.0), ("in no article", 1.0)]
)
def test_where_byline_abstained_the_nearest_sentences_stand_for_the_answer(gold, risk):
    row = abstained(answers=(gold,), relevant={HARBOUR.id: 1}, answerable=True, literal=True)
    quotes = [{"quote": "Sand has closed the channel."}]
    row = type(row)(question=row.question, answer={**row.answer, "nearest": quotes})
    assert [point.risk for point in risk_coverage([row])] == [risk]


def test_as_shipped_is_the_share_that_was_answered_with_its_risk():
    rows = [
        answered("a", confidence=0.9, **HELD),
        answered("b", confidence=0.7, **NONE_RIGHT),
        abstained("c", confidence=0.1, **NONE_RIGHT),
        abstained("d", confidence=0.2, **NONE_RIGHT),
    ]
    assert risk_as_shipped(rows) == Risk(0.7, 0.5, 0.5)
    assert risk_as_shipped(rows[2:]) is None


def test_the_curve_is_written_as_a_table_beside_the_report(tmp_path):
    made = report(answered(confidence=0.9, **HELD), abstained("b", **NONE_RIGHT))
    made.write(tmp_path)
    lines = (tmp_path / "risk-coverage.csv").read_text().splitlines()
    assert lines == [
        "threshold,coverage,risk",
        "0.900000,0.500000,0.000000",
        "0.100000,1.000000,0.500000",
    ]
    assert as_csv([]) == "threshold,coverage,risk\n"
