"""The page of a report, read back as a browser would."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers import disputed_answer, named_answer
from evaluated import FAILED, RIGHT, SILENT, abstained, answered, report
from hypothesis import given
from hypothesis import strategies as st
from invented import FERRIES, HARBOUR
from lxml import html

from assistant.evaluation import METRICS, compare
from assistant.evaluation.html import as_html
from assistant.evaluation.html.cases import faulty
from assistant.evaluation.html.charts import rank_counts
from assistant.evaluation.html.page import outcome
from assistant.evaluation.html.plots import Axis, histogram
from assistant.evaluation.measure import scored
from assistant.evaluation.types import Difference, EvaluationQuestion, Row

HARBOUR_RIGHT = {"relevant": {HARBOUR.id: 1}, "answerable": True}
ELSEWHERE_RIGHT = {"relevant": {"elsewhere": 1}, "answerable": True}
NONE_RIGHT = {"relevant": {}, "answerable": False}


@pytest.fixture(scope="module")
def page():
    return html.fromstring(as_html(report()))


def told(page, name):
    return [" ".join(found.text_content().split()) for found in page.find_class(name)]


def test_nothing_on_the_page_can_run_or_load(page):
    assert page.xpath("//script|//link|//img|//iframe|//object|//form|//base|//@src") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert all(each.startswith("#") for each in page.xpath("//@href"))
    assert "url(" not in page.xpath("string(//style)")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")


def test_what_articles_and_files_say_stays_text():
    page = html.fromstring(as_html(report(answered(**NONE_RIGHT))))
    assert FERRIES.title in page.text_content()
    assert FERRIES.text.split("\n")[0] in page.text_content()
    assert page.xpath("//b[.='idle']|//script|//one") == []
    assert told(page, "warning") == ["The archive lacks <one> article."]


def test_every_metric_has_its_line_with_what_it_leaves_out(page):
    rows = page.xpath("//section[@aria-labelledby='figures']//tbody/tr")
    assert len(rows) == len(METRICS)
    name, value, _, scored = [cell.text_content() for cell in rows[0]]
    assert name.startswith("MRR@10")
    assert name.endswith("2 not scored1: asking failed1: no article answers it")
    assert (value, scored) == ("1.0001.000 to 1.000", "1")


def test_tables_have_captions_and_plots_say_what_they_show(page):
    assert all(table.xpath("caption") for table in page.iter("table"))
    plots = [each.get("aria-label") for each in page.xpath("//svg[@role='img']")]
    assert plots == [
        "Share of wrong answers: 0% of the most confident 50%, 0% of the most confident 50%, "
        "50% of the most confident 100%, 50% of the most confident 100%, "
        "0% of the 50% that are answered as shipped.",
        "Questions by the rank of their first right article: "
        "1: 1, 2: 0, 3: 0, 4: 0, 5-10: 0, not found: 0.",
        "2 answers took from 120 to 120 ms; p50: 120 ms; p95: 120 ms.",
    ]
    assert told(page, "marked")[0] == "as shipped"
    assert len(page.find_class("dot")) == 1


def test_every_number_of_a_sentence_leads_to_its_quote(page):
    wrong = html.fromstring(
        as_html(report(answered("q", **NONE_RIGHT), answered("r", **NONE_RIGHT)))
    )
    links = wrong.xpath("//a[@class='number']/@href")
    assert len(links) == len(set(links)) == 4
    for each in links:
        (target,) = wrong.xpath("//*[@id=$id]/..", id=each[1:])
        assert target.xpath("blockquote")


def test_the_risk_by_articles_is_counted_from_the_most_confident_on_and_ties_come_together():
    right, wrong = HARBOUR_RIGHT, NONE_RIGHT
    rows = [
        answered("d", confidence=0.1, **wrong),
        answered("b", confidence=0.8, **wrong),
        answered("c", confidence=0.8, **right),
        answered("a", confidence=0.9, **right),
        answered("not known", confidence=1.0),
        abstained("silent", **wrong),
    ]
    area = (0 + 1 / 3 + 1 / 3 + 1 / 2) / 4
    assert report(*rows)["risk-coverage area"].value == pytest.approx(area, abs=1e-6)


def test_a_right_article_beyond_the_tenth_counts_as_not_found():
    others = tuple(f"other {number}" for number in range(10))
    rankings = [(HARBOUR.id,), (*others[:4], HARBOUR.id), (*others, HARBOUR.id), others]
    rows = [answered(str(n), ranking=x, **HARBOUR_RIGHT) for n, x in enumerate(rankings)]
    counted = rank_counts([*rows, SILENT, FAILED])
    assert counted == {"1": 1, "2": 0, "3": 0, "4": 0, "5-10": 1, "not found": 2}


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (FAILED, "Could not be asked"),
        (answered(ranking=(FERRIES.id,), **HARBOUR_RIGHT), "Right article not found"),
        (abstained(**ELSEWHERE_RIGHT), "Right article not found"),
        (answered(**NONE_RIGHT), "Answered, though no article answers"),
        (abstained(**HARBOUR_RIGHT), "Abstained, though an article answers"),
        (
            answered(**ELSEWHERE_RIGHT, ranking=("elsewhere",)),
            "Wrong article cited",
        ),
        (
            answered(answers=("in June",), literal=True, **HARBOUR_RIGHT),
            "Answer without the words wanted",
        ),
    ],
)
def test_a_question_that_went_wrong_stands_under_its_first_fault_only(row, title):
    ((fault, rows),) = faulty([RIGHT, SILENT, row])
    assert (fault.title, rows) == (title, [row])


def test_the_surest_wrong_answer_comes_first():
    rows = [
        answered(name, confidence=sure, **NONE_RIGHT) for name, sure in (("a", 0.2), ("b", 0.9))
    ]
    ((_, worst),) = faulty(rows)
    assert [each.question.id for each in worst] == ["b", "a"]


def test_a_case_shows_what_was_wanted_and_what_was_found():
    row = answered("q", ranking=(FERRIES.id, HARBOUR.id), answers=("in June",), **ELSEWHERE_RIGHT)
    (case,) = html.fromstring(as_html(report(row))).find_class("case")
    assert "Wanted: in June. Answered with confidence 0.50." in case.text_content()
    assert "elsewhere not found, not cited" in case.text_content()
    assert [each.text_content() for each in case.xpath(".//ol/li")] == [
        FERRIES.title,
        HARBOUR.title,
    ]


def test_a_quote_that_is_not_the_articles_is_called_so():
    row = replace(answered("q", **NONE_RIGHT), true_quotes=(True, False))
    (case,) = html.fromstring(as_html(report(row))).find_class("case")
    assert told(case, "bad") == ["the article has other words at this place"]


def test_outlets_that_articles_name_are_shown_as_the_answer_says_it():
    question = EvaluationQuestion(id="named", text="Which are named?", **ELSEWHERE_RIGHT)
    row = scored(Row(question=question, answer=named_answer().to_dict()), METRICS)
    assert named_answer().text in html.fromstring(as_html(report(row))).text_content()


def test_a_quote_of_an_account_that_is_not_the_articles_is_called_so():
    question = EvaluationQuestion(id="ill", text="How many fell ill?", **ELSEWHERE_RIGHT)
    quotes = (True, True, False, True)
    row = Row(question=question, answer=disputed_answer().to_dict(), true_quotes=quotes)
    shown = html.fromstring(as_html(report(scored(row, METRICS))))
    bad = shown.xpath("//li[.//*[contains(text(), 'other words at this place')]]")
    assert ["reported 66" in each.text_content() for each in bad] == [True]


def test_a_comparison_lists_the_questions_won_and_lost():
    before = report(abstained("won", **HARBOUR_RIGHT), answered("lost", **HARBOUR_RIGHT))
    now = report(
        replace(answered("won", **HARBOUR_RIGHT), question=before.rows[0].question),
        replace(abstained("lost", **HARBOUR_RIGHT), question=before.rows[1].question),
    )
    page = html.fromstring(as_html(now, compare(before, now)))
    lists = told(page, "list")
    assert "right article cited: won 1Who won the regatta? won" in lists
    assert "right article cited: lost 1When will Northmoor harbour open again? lost" in lists


@pytest.mark.parametrize(
    ("name", "low", "high", "expected"),
    [
        ("MRR@10", 0.1, 0.3, "better"),
        ("MRR@10", -0.3, -0.1, "worse"),
        ("MRR@10", -0.1, 0.3, "no clear change"),
        ("latency p50", 10, 30, "worse"),
    ],
)
def test_only_an_interval_without_zero_tells_better_from_worse(name, low, high, expected):
    (metric,) = [each.metric for each in METRICS if each.name == name]
    assert outcome(Difference(metric, 0, (low + high) / 2, low, high, 9)) == expected


def test_the_page_names_what_the_run_before_was_made_with():
    before, now = report(version="1"), report(version="2")
    page = html.fromstring(as_html(now, compare(before, now)))
    assert "2 before: 1" in page.xpath("string(//dl)")


@given(st.floats(0.001, 1e9), st.booleans())
def test_an_axis_reaches_its_value_in_at_most_five_steps(value, whole):
    axis = Axis.reaching(value, whole=whole)
    assert axis.end * (1 + 1e-9) >= value
    assert 2 <= len(axis.ticks) <= 6
    assert not (whole and axis.step % 1)


def test_one_slow_answer_does_not_press_the_others_together():
    drawn = html.fromstring(
        histogram([10.0] * 99 + [9000.0], {"p95": 10.0}, title="t", told="t", below="ms")
    )
    assert "20+" in drawn.xpath("//text/text()")
    bars = [float(each) for each in drawn.xpath("//rect/@height")]
    assert sum(height > 0 for height in bars) == 2
