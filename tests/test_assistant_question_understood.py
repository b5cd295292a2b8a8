"""Understanding: a question's own words limit it, where they leave no doubt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant import Question
from assistant.understanding import kind_of, names_in, understand
from index import is_same_speaker

WEDNESDAY = date(2031, 5, 14)
OUTLETS = ("CNQ", "Harbour Courier", "Isles Tonight - News", "Reason", "The Saltmarsh Post")
OUTLETS += ("The Week", "Time", "Independent", "Ida Moor", "Isles Tonight (Online)")


def read(text, *, asked_on=WEDNESDAY, first_day=date.min, **given):
    question = Question(text=text, asked_on=asked_on, **given)
    return understand(question, outlets=lambda: OUTLETS, first_day=lambda: first_day)


def days(text, **more):
    found = read(text, **more).question
    return found.since, found.until


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What did the council decide last week?", (2031, 5, 5), (2031, 5, 11)),
        ("What burnt down yesterday in Ostermere?", (2031, 5, 13), (2031, 5, 13)),
        ("Who spoke on Monday?", (2031, 5, 12), (2031, 5, 12)),
        ("The court on Monday released whom?", (2031, 5, 12), (2031, 5, 12)),
        ("A rocket rose Monday. From where?", (2031, 5, 12), (2031, 5, 12)),
        ("Who sank early Monday due to fog?", (2031, 5, 12), (2031, 5, 12)),
        ("Who spoke on Wednesday?", (2031, 5, 7), (2031, 5, 14)),  # today, or a week ago
        ("Who won last Tuesday?", (2031, 5, 6), (2031, 5, 13)),  # of this week, or the last
        ("Who was hurt on 3 May?", (2031, 5, 3), (2031, 5, 3)),
        ("Who was hurt on May 3rd, 2031?", (2031, 5, 3), (2031, 5, 3)),
        ("Who was hurt on 2031-05-03?", (2031, 5, 3), (2031, 5, 3)),
        ("Who met on Saturday, 3 May, and why?", (2031, 5, 3), (2031, 5, 3)),
        ("What was sold over the weekend?", (2031, 5, 10), (2031, 5, 11)),
        ("What was sold between 3 and 9 May?", (2031, 5, 3), (2031, 5, 9)),
        ("In April, what did the mayor open?", (2031, 4, 1), (2031, 4, 30)),
        ("what did the mayor open in april", (2031, 4, 1), (2031, 4, 30)),
        ("Who resigned in early March 2030?", (2030, 3, 1), (2030, 3, 31)),
        ("who resigned in march 2030?", (2030, 3, 1), (2030, 3, 31)),
        ("Which shops closed two weeks ago?", (2031, 4, 28), (2031, 5, 4)),
    ],
)
def test_a_date_limits_to_its_news_with_as_long_again_to_report_it(text, first, last):
    first, last = date(*first), date(*last)
    grace = max(timedelta(days=7), last - first)
    assert days(text) == (first, last + grace)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("How many ships sailed in the past two months?", date(2031, 3, 14)),
        ("How many books were banned over the last year?", date(2030, 5, 14)),
        ("What has changed since March?", date(2031, 3, 1)),
        ("What has changed since June?", date(2030, 6, 1)),
        ("How long did the siege of 6 hours last on January 6, 2029?", date(2029, 1, 6)),
        ("How many drowned in 2030?", date(2030, 1, 1)),
    ],
)
def test_what_later_articles_look_back_on_has_no_last_day(text, since):
    assert days(text) == (since, None)


def test_before_a_day_leaves_the_first_day_open():
    assert days("What was agreed before the weekend?") == (None, date(2031, 5, 16))


@pytest.mark.parametrize(
    "text",
    [
        "Who won the 2030 election?",
        "Is it the first time since 2029?",
        "What is in the 2031 budget?",
        "What may the minister do in the harbour?",
        "Why did Vera May resign in Ostermere?",
        "How has the party changed since May resigned?",
        "Why did they march on Monday Square?",
        "What does the Sunday Tidings report?",
        "What was sold on Black Friday?",
        "Who built the Sixth of October Bridge?",
        "Who won in May elections?",
        "Who won Tuesday's vote?",
        "Why did the captain miss last week’s race?",
        "Are prices higher than they were a month ago?",
        "How high are prices compared with last year?",
        "What will open on Friday?",
        "Who leads ahead of the vote on Sunday?",
        "What does “since Tuesday” mean?",
        "Who won on 31 February?",
        "Who sails on 3 October?",  # seven months back, five ahead
        "What has changed since the election?",
        "Who won this week, and who recently?",
        "What did he say on Monday about the strike last month?",
    ],
)
def test_a_date_that_is_no_adverb_or_leaves_a_doubt_limits_nothing(text):
    assert read(text).inferred == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who won in March?", (None, None)),
        ("Who won last week?", (None, None)),
        ("Who won in March 2030?", (date(2030, 3, 1), date(2030, 4, 30))),
    ],
)
def test_without_a_day_of_asking_only_a_date_with_its_year_is_read(text, found):
    assert days(text, asked_on=None) == found


@pytest.mark.parametrize("oldest", [date(2031, 1, 1), None])
def test_days_before_the_oldest_article_are_history_and_limit_nothing(oldest):
    assert days("Who sank in 1912?", first_day=oldest) == (None, None)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("What happened according to the Saltmarsh Post?", "The Saltmarsh Post"),
        ("According to saltmarsh post, who won?", "The Saltmarsh Post"),
        ("According to the Saltmarsh Pots, who won?", "The Saltmarsh Post"),
        ("What did CNQ report about the dam?", "CNQ"),
        ("What did the Harbour Courier say about the dam?", "Harbour Courier"),
        ("What is missing in the Harbour Courier's coverage of the dam?", "Harbour Courier"),
        ("What was written about the dam in The Week?", "The Week"),
        ("What does Time report?", "Time"),
    ],
)
def test_an_outlet_named_as_the_source_is_the_only_one_read(text, outlet):
    reading = read(text)
    assert (reading.question.outlets, reading.inferred) == ((outlet,), ("outlets",))


def test_the_sections_of_an_outlet_are_read_together():
    found = read("What does Isles Tonight report?").question.outlets
    assert found == ("Isles Tonight - News", "Isles Tonight (Online)")


@pytest.mark.parametrize(
    "text",
    [
        "What happened this week according to the mayor?",
        "What happened according to the week's figures?",
        "Who has the time to report this?",
        "According to independent experts, what failed?",
        "According to Independent experts, what failed?",
        "What was the reason, according to reason?",
        "Who leads according to a CNQ poll?",
        "Why was CNQ sued?",
        "Who bought the Saltmarsh Post?",
        "How did the wrong number get into the Harbour Courier?",
        "Who holds shares in CNQ?",
    ],
)
def test_an_outlet_that_is_not_the_source_limits_nothing(text):
    assert read(text).inferred == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("What did Tom Lyn say about the dam?", "Tom Lyn"),
        ("What did Mayor Tom Lyn tell reporters about the dam?", "Tom Lyn"),
        ("What did former President Tom Lyn warn about?", "Tom Lyn"),
        ("What did Health Minister Oona Prask say?", "Oona Prask"),
        ("What has the Ministry of Works announced?", "Ministry of Works"),
        ("What did Ida Moor say about the dam?", "Ida Moor"),  # also the name of a column
    ],
)
def test_what_somebody_said_is_asked_of_that_speaker(text, speaker):
    reading = read(text)
    assert (reading.question.speaker, reading.inferred) == (speaker, ("speaker",))


@pytest.mark.parametrize(
    "text",
    [
        "What did she say about the dam?",
        "What did people in Ostermere say about the dam?",
        "What did Ida Moor and Tom Lyn say about the dam?",
        "What did Tom Lyn say the mayor had known?",
        "Whom did Tom Lyn blame?",
        "Who died, according to Tom Lyn?",
    ],
)
def test_a_speaker_who_is_not_clear_limits_nothing(text):
    assert read(text).inferred == ()


@pytest.mark.parametrize(
    ("said_by", "speaker", "is_one"),
    [
        ("Moor", "Ida Moor", True),
        ("Mayor Ida Moor", "Moor", True),
        ("the Ministry of Works", "Ministry of Works", True),
        ("Tom Moor", "Ida Moor", False),
        ("Ida", "Ida Moor", False),
        ("Ministry of Health", "Ministry of Works", False),
        ("the", "Ida Moor", False),
    ],
)
def test_a_speaker_may_be_named_more_fully_or_less(said_by, speaker, is_one):
    assert is_same_speaker(said_by, speaker) is is_one


def test_what_is_given_holds_and_only_the_rest_is_inferred():
    given = {"outlets": ("The Week",), "until": date(2031, 5, 1), "speaker": "Vera"}
    reading = read("What did CNQ report last week? What did Tom Lyn say?", **given)
    assert (reading.inferred, reading.question.since) == ((), None)
    assert {name: getattr(reading.question, name) for name in given} == given


def test_nothing_is_inferred_when_that_is_switched_off():
    reading = read("Who won last week according to CNQ?", infer=False)
    assert (reading.inferred, reading.kind) == ((), "who")


def test_days_after_what_may_be_seen_are_not_inferred():
    assert days("Who spoke on Monday?", as_of=date(2031, 5, 1)) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who closed the bridge when it broke?", "who"),
        ("When did the man who closed it leave?", "when"),
        ("Since when is it closed?", "when"),
        ("The ship sank when it hit a rock. Where did it sink?", "where"),
        ("How many were on board? They left in March.", "how many"),
        ("At what price was it sold?", "how many"),
        ("What percentage voted?", "how many"),
        ("What was the turnout?", "how many"),
        ("How old is the captain?", "how many"),
        ("Which newspapers wrote about it?", "which outlet"),
        ("What did the captain say?", "what was said"),
        ("Who said that it sank?", "who"),
        ("Did the ferry sink when the storm came?", "yes or no"),
        ("According to the captain, was it full?", "yes or no"),
        ("Which country won?", "other"),
        ("What happened when it broke?", "other"),
        ("ferry harbour storm", "other"),
    ],
)
def test_the_word_that_asks_first_in_the_last_question_tells_the_kind(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Ida Moor closed what?", ("Ida", "Moor")),
        ("NAQA launched what?", ("NAQA",)),
        ("Prices rose. Where was the Lyn Valley fair?", ("Lyn", "Valley")),
        ("Billionaire Ida Moor bought what?", ("Ida", "Moor")),
        ("Legendary HCRX player Ida Moor left. Why?", ("HCRX", "Ida", "Moor")),
        ("Did Ida Moor leave on Monday in May, and am I late?", ("Ida", "Moor")),
        ("Fog held the ferry. Why?", ()),
    ],
)
def test_names_are_found_at_the_start_and_question_words_are_none(question, names):
    assert names_in(question) == names
