"""Answers: every sentence quoted from an article, or none, and then the reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from doubles import BRIDGE, FERRY, PRESS, WORDS, article, make_index
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Claimed, Exchange, Finished, Found
from assistant.reading.abstaining import NOT_ANSWERED
from assistant.reading.evidence import lead_in, quotables
from assistant.types import answer_schema
from assistant.understanding.followups import follow_up
from index import NamedOutlet

LOG = article(
    "log",
    "The log is kept by hand, Harbourmaster Ines Dray said. "
    "The storm reportedly sank nine boats at their moorings. "
    "The paint of the boats is dry again by now.",
    title="Harbour log",
    outlet="The Saltmarsh Post",
    published=date(2031, 6, 1),
    authors=("Ada Quill",),
    named_outlets=(NamedOutlet("Coast Wire", "Storm over Pellworth"),),
)
COMETS = [
    article("comet-1", "The comet returns to Pellworth after 80 years.", outlet="Coast Wire"),
    article("comet-2", "The comet returns to Pellworth after 80 years, again.", outlet="Echo"),
]
QUESTIONS = st.lists(
    st.sampled_from(
        [*WORDS, "Who", "When", "How many", "said", "the", "Pellworth", "61", "?", "Zephyrine"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
KEYS = {
    "": "question asked_on standalone_question kind answer short_answer abstained confidence "
    "reason notice claims citations nearest dropped accounts named_outlets parts articles "
    "coverage filters writing fingerprint timings_ms",
    "claims": "text start end citations support support_score speaker",
    "citations": "label answer_start answer_end article_id passage_id quote start end verdict "
    "verbatim article statement also_at",
    "coverage": "articles_in_index articles_matched articles_cited independent_origins "
    "articles_undated from to",
    "filters": "outlets since until as_of speaker inferred read_as",
    "fingerprint": "corpus embedder model prompts version",
    "timings_ms": "retrieve answer check total",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS, LOG, *COMETS) as index:
        yield Assistant(index)


def cited(answer) -> set[str]:
    return {citation.evidence.article.id for citation in answer.citations}


def test_an_answer_is_quoted_from_the_article_that_has_it(assistant):
    answer = assistant.ask("How many people did the ferry carry?")
    assert "The ferry carried 61 people, Harbourmaster Ines Dray said." in answer.text
    assert cited(answer) == {"ferry"}
    assert answer.claims[0].speaker == "Harbourmaster Ines Dray"


@given(QUESTIONS, st.none() | st.dates(date(2031, 3, 1), date(2031, 6, 30)))
@settings(deadline=None, max_examples=60)
def test_whatever_is_asked_every_claim_and_quote_is_where_it_says(assistant, question, as_of):
    answer = assistant.ask(question, as_of=as_of)
    articles = assistant.index
    for claim in answer.claims:
        assert answer.text[claim.start : claim.end] == claim.text
        assert claim.citations
    for citation in answer.citations:
        evidence = citation.evidence
        stored = articles.article(evidence.article.id)
        assert stored.text[evidence.start : evidence.end] == evidence.quote
        place = answer.text[citation.answer_start : citation.answer_end]
        assert place == (evidence.quote if citation.in_answer else "")
        assert citation.verdict == "exact"
        assert as_of is None or stored.published <= as_of
    labels = [citation.label for citation in answer.citations]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    told = [version.labels for account in answer.accounts for version in account.versions]
    cited = [*(claim.citations for claim in answer.claims), *told]
    assert {label for some in cited for label in some} == set(labels)


@given(QUESTIONS)
@settings(deadline=None, max_examples=30)
def test_an_answer_has_claims_or_a_reason_never_both(assistant, question):
    answer = assistant.ask(question)
    assert answer.abstained == (not answer.citations) == bool(answer.reason)
    assert answer.text
    assert not (answer.claims and answer.nearest)


def test_without_evidence_there_is_no_claim(assistant):
    answer = assistant.ask("Zeppelin?")
    assert answer.abstained
    assert answer.reason == "No article has a word of the question."
    assert (answer.claims, answer.citations, answer.nearest) == ((), (), ())


def test_an_empty_archive_abstains(tmp_path):
    with make_index(tmp_path) as index:
        answer = Assistant(index).ask("Where is the ferry?")
    assert answer.abstained
    assert answer.reason.startswith("The archive is empty. `byline add FOLDER`")


def test_a_name_that_no_near_article_has_is_named_as_missing(assistant):
    asked = "Did the storm and the regatta keep the ferry Zephyrine in harbour?"
    answer = assistant.ask(asked)
    assert answer.abstained
    assert answer.reason == "No article mentions “Zephyrine”."
    assert {evidence.article.id for evidence in answer.nearest} <= {"ferry", "log"}
    assert answer.nearest


def test_a_hedged_sentence_comes_behind_the_one_that_names_its_speaker(assistant):
    answer = assistant.ask("How many boats did the storm sink?")
    texts = [claim.text for claim in answer.claims]
    at = texts.index("The storm reportedly sank nine boats at their moorings.")
    assert texts[at - 1] == "The log is kept by hand, Harbourmaster Ines Dray said."


def test_a_hedged_sentence_after_one_that_names_nobody_stands_alone(tmp_path):
    text = "The quay is wet today. The storm reportedly sank nine boats at their moorings."
    with make_index(tmp_path, article("a", text)) as index:
        hedged = quotables(index, index.search("storm"))[-1].evidence
        assert hedged.quote.startswith("The storm reportedly")
        assert lead_in(index, hedged) is None


def test_what_two_outlets_say_in_the_same_words_is_said_once(assistant):
    answer = assistant.ask("When does the comet return?")
    assert len(answer.claims) == 1


def test_what_came_out_later_is_hidden(assistant):
    day = FERRY.published
    assert cited(assistant.ask("Where is the ferry?", as_of=day)) == {"ferry"}
    before = assistant.ask("Where is the ferry?", as_of=date.fromordinal(day.toordinal() - 1))
    assert before.abstained
    assert before.nearest == ()


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        ({"outlets": [BRIDGE.outlet]}, f"from “{BRIDGE.outlet}”"),
        ({"since": date(2031, 7, 1)}, "since 2031-07-01"),
        ({"until": date(2031, 1, 1)}, "until 2031-01-01"),
        ({"as_of": date(2030, 12, 1), "until": date(2031, 1, 1)}, "until 2030-12-01"),
    ],
)
def test_filters_that_leave_nothing_are_named(assistant, filters, named):
    answer = assistant.ask("Where is the ferry?", **filters)
    assert answer.reason == f"No article {named} has a word of the question."


def test_a_filter_read_from_the_words_is_shown_and_never_dropped(assistant):
    answer = assistant.ask("Where was the ferry last week?", asked_on=date(2031, 12, 24))
    assert answer.inferred == ("since", "until")
    assert answer.question.since == date(2031, 12, 15)
    assert answer.abstained
    assert answer.reason.endswith("; that limit was read from the question's words.")
    told_not_to = assistant.ask(
        "Where was the ferry last week?", asked_on=date(2031, 12, 24), infer=False
    )
    assert told_not_to.question.since is None
    assert told_not_to.nearest or told_not_to.claims


def test_only_the_speaker_asked_for_is_quoted(assistant):
    answer = assistant.ask("Where is the ferry?", speaker="ines dray")
    assert {claim.speaker for claim in answer.claims} == {"Harbourmaster Ines Dray"}
    nobody = assistant.ask("Where is the ferry?", speaker="Tom Reyes")
    assert nobody.reason == "No sentence found is said or relayed by “Tom Reyes”."


def test_a_stream_is_what_was_found_then_each_claim_then_the_answer(assistant):
    events = list(assistant.stream("Where is the ferry?"))
    kinds = [type(event) for event in events]
    claimed = [event for event in events if isinstance(event, Claimed)]
    assert kinds == [Found, *[Claimed] * len(claimed), Finished]
    answer = events[-1].answer
    assert tuple(event.claim for event in claimed) == answer.claims
    assert tuple(each for event in claimed for each in event.citations) == answer.citations


def test_the_stream_and_the_whole_answer_are_the_same(assistant):
    *_, last = assistant.stream("Who closed the bridge?", asked_on=date(2031, 4, 21))
    asked = assistant.ask("Who closed the bridge?", asked_on=date(2031, 4, 21))
    assert replace(last.answer, timings=asked.timings) == asked


def test_a_limit_to_days_counts_the_articles_without_a_day_that_it_leaves_aside(assistant):
    undated = [each for each in (*PRESS, LOG, *COMETS) if not each.published]
    limited = assistant.ask("When did the ferry run aground?", since=date(2031, 1, 1))
    assert limited.coverage.articles_undated == len(undated) == 3
    assert assistant.ask("When did the ferry run aground?").coverage.articles_undated == 0


def test_coverage_counts_what_was_matched_and_cited(assistant):
    answer = assistant.ask("Where is the ferry?")
    found = next(iter(assistant.stream("Where is the ferry?")))
    matched = {hit.passage.article_id for hit in found.hits}
    assert answer.coverage.articles_in_index == len(assistant.index)
    assert answer.coverage.articles_matched == len(matched)
    assert answer.coverage.articles_cited == len(cited(answer)) == 1


def test_the_answer_as_json_has_the_keys_that_are_written_down(assistant):
    whole = assistant.ask("How many boats did the storm sink?").to_dict()
    assert set(whole) == set(KEYS[""].split())
    for name in KEYS.keys() - {""}:
        part = whole[name][0] if isinstance(whole[name], list) else whole[name]
        assert set(part) == set(KEYS[name].split()), name
    citation = whole["citations"][0]
    assert list(citation["article"]) == (
        "title outlet url published published_at updated section story language file authors "
        "named_outlets".split()
    )
    assert citation["article"]["named_outlets"] == [
        {"outlet": "Coast Wire", "headline": "Storm over Pellworth"}
    ]
    statement = next(each["statement"] for each in whole["citations"] if each["statement"])
    assert list(statement) == "speaker cue relayed_by called manner".split()


@pytest.mark.parametrize("question", ["How many boats did the storm sink?", "Zeppelin?"])
def test_the_answer_as_json_is_as_its_schema_says(assistant, question):
    whole = assistant.ask(question).to_dict()
    jsonschema.validate(whole, answer_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole | {"citations": None}, answer_schema())


@pytest.mark.parametrize(
    ("key", "value"),
    [("claims", None), ("claims", 5), ("answer", None), ("coverage", []), ("writing", {})],
)
def test_what_is_no_answer_is_not_read_as_one(assistant, key, value):
    whole = assistant.ask("How many boats did the storm sink?").to_dict()
    with pytest.raises(ValueError, match="no answer of Byline's"):
        Answer.from_dict(whole | {key: value})


def test_an_answer_of_before_a_key_came_is_read_without_it(assistant):
    answer = assistant.ask("How many boats did the storm sink?")
    kept = answer.to_dict()
    del kept["parts"], kept["articles"], kept["filters"]["read_as"]
    del kept["coverage"]["articles_undated"], kept["citations"][0]["article"]["story"]
    assert Answer.from_dict(kept).to_dict() == answer.to_dict()


@pytest.mark.parametrize("question", ["How many boats did the storm sink?", "Zeppelin?"])
def test_the_answer_survives_json(assistant, question):
    whole = assistant.ask(question, asked_on=date(2031, 6, 2)).to_dict()
    assert json.loads(json.dumps(whole)) == whole
    assert Answer.from_dict(whole).to_dict() == whole
    assert whole["asked_on"] == "2031-06-02"


def test_what_is_nearest_has_the_shape_of_a_citation_without_a_place_in_the_answer(assistant):
    asked = "Did the storm and the regatta keep the ferry Zephyrine in harbour?"
    near = assistant.ask(asked).to_dict()["nearest"][0]
    own = {"label", "answer_start", "answer_end", "verdict", "verbatim", "also_at"}
    assert set(near) == set(KEYS["citations"].split()) - own


def test_asking_changes_nothing_in_the_articles(assistant):
    before = assistant.index.corpus_fingerprint
    assistant.ask("Where is the ferry?")
    assert assistant.index.corpus_fingerprint == before
    assert assistant.index.article("ferry") == FERRY


def test_a_retraction_of_a_few_words_is_quoted_with_what_it_takes_back(tmp_path):
    words = "The ferry sank with 31 people, the Saltmarsh Post reported. That was wrong."
    with make_index(tmp_path, article("ferry", words)) as index:
        answer = Assistant(index).ask("How many people did the ferry have?")
    assert answer.text == words


def test_a_dateline_stays_out_of_the_quote(tmp_path):
    words = "PORT ELLISANE, March 5 (Coast Wire) - The ferry carried 61 people."
    with make_index(tmp_path, article("ferry", words)) as index:
        (citation,) = Assistant(index).ask("How many people did the ferry carry?").citations
    assert citation.quote == "The ferry carried 61 people." == words[citation.start : citation.end]


def test_a_word_that_is_no_name_is_not_said_to_be_missing(assistant):
    answer = assistant.ask("Which zeppelin did the mayor paint purple?")
    assert answer.abstained
    assert answer.reason.startswith("No sentence found answers “Which zeppelin did the mayor")


def test_a_follow_up_is_asked_on_its_own_and_shown_so(assistant):
    before = Exchange("Where is the ferry?", assistant.ask("Where is the ferry?").text)
    answer = assistant.ask("Who owns it?", history=[before])
    assert answer.question.text == "Who owns it?"
    assert "ferry" in answer.standalone


@pytest.mark.parametrize("question", ["What is its melting point?", "Can it sing?"])
def test_a_topic_that_is_carried_over_makes_no_answer_of_what_is_asked_of_it(assistant, question):
    before = Exchange("Where is the ferry?", assistant.ask("Where is the ferry?").text)
    answer = assistant.ask(question, history=[before])
    assert answer.abstained
    assert not before.answer.startswith("The articles do not answer")


def test_a_question_without_words_of_its_own_is_answered_only_if_the_one_before_was(assistant):
    question = "Where is the ferry?"
    unanswered, answered = Exchange(question, NOT_ANSWERED), Exchange(question, "On the rocks.")
    assert assistant.ask("Why is it?", history=[unanswered]).abstained
    assert not assistant.ask("Why is it?", history=[answered]).abstained


def test_a_short_answer_stands_in_its_sentence_and_at_its_place_in_the_article(assistant):
    answer = assistant.ask("How many boats did the storm sink?")
    short = answer.short
    assert short
    assert answer.text[short.answer_start : short.answer_end] == short.text
    (cited,) = [one for one in answer.citations if one.label == short.label]
    assert cited.article.text[short.start : short.end] == short.text
    assert cited.start <= short.start < short.end <= cited.end


def test_a_question_that_stands_on_its_own_after_all_is_answered_as_it_was_asked(assistant):
    before = Exchange("Where is the Zephyrine Comet Regatta?", NOT_ANSWERED)
    question = "Why did the bridge close?"
    assert "Comet" in follow_up(question, [before]).text
    answer = assistant.ask(question, history=[before])
    assert answer.standalone == question
    assert answer.claims == assistant.ask(question).claims != ()
