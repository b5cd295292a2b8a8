"""A model writes, and what it writes is checked, mended, dropped, or not asked for at all."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from doubles import FERRY, PRESS, article, make_index
from playing import ScriptedModel, citing
from quoting import pieces_in

from assistant import (
    Assistant,
    Claimed,
    ContextTooLong,
    Exchange,
    Finished,
    ModelBusy,
    ModelGarbled,
    ModelInterrupted,
    ModelRefused,
    ModelUnavailable,
    Noticed,
)
from assistant.answering.course import STOPPED
from assistant.writing import Limits, Writer
from assistant.writing.tokens import TokenCounter

AFLOAT = article(
    "afloat",
    "The ferry will sail again in May, according to the Lyn Valley Council. "
    "Until then a bus takes them round the bay, which is slower by half an hour and dearer by a "
    "crown, and which nobody along the quay of Pellworth has a good word for at all.",
    title="Ferry afloat",
    outlet="Lyn Valley Echo",
)
QUESTION = "How many people did the ferry carry?"
UNTOLD = "Who built the ferry?"
CARRIED = "The ferry carried 61 people, Harbourmaster Ines Dray said [{f}]."
TRUE = citing(CARRIED, f="61 people")
AGROUND = "The ferry ran aground off Pellworth on Monday morning [{f}]."
LIE = "The ferry carried 97 people, Harbourmaster Ines Dray said [{f}]."
DEFAULT = Limits()
DOWN = ModelUnavailable("The model cannot be reached; see whether it runs.")


@dataclass
class Desk:
    """An assistant whose model plays a script; waiting is only written down, in `waited`."""

    index: object
    waited: list[float] = field(default_factory=list)

    def hire(self, *script, limits=DEFAULT, entails=None, **model):
        self.model = ScriptedModel(list(script), **model)
        counter = TokenCounter("bytes", lambda text: len(text.encode()))
        return Assistant(
            self.index,
            writer=Writer(
                index=self.index, model=self.model, counter=counter, limits=limits,
                sleep=self.waited.append, entails=entails,
            ),
        )  # fmt: skip

    def ask(self, *script, question=QUESTION, history=(), **how):
        return self.hire(*script, **how).ask(question, history=history)


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive"), *PRESS, AFLOAT) as index:
        yield index


@pytest.fixture
def desk(press):
    return Desk(press)


def lacks(answer):
    return [flaw.lack for each in answer.dropped for flaw in each.flaws]


def test_a_sentence_that_holds_is_cited_at_its_exact_place(desk):
    answer = desk.ask(TRUE)
    [citation] = answer.citations
    assert answer.text == "The ferry carried 61 people, Harbourmaster Ines Dray said."
    assert FERRY.text[citation.start : citation.end] == citation.quote
    assert "61 people" in citation.quote
    assert answer.claims[0].support == "supported"
    assert answer.claims[0].speaker == "Harbourmaster Ines Dray"


def test_what_would_be_quoted_is_there_before_the_model_writes_and_only_with_a_model(desk):
    quotes = Assistant(desk.index).ask(QUESTION)
    found = next(desk.hire(TRUE).stream(QUESTION))
    assert tuple(each.claim for each in found.quoted) == quotes.claims
    assert next(Assistant(desk.index).stream(QUESTION)).quoted == ()


def test_no_marker_reaches_the_text(desk):
    assert "[" not in desk.ask(TRUE).text


def test_half_a_character_of_a_model_spoils_no_other_sentence(desk):
    answer = desk.ask(citing(f"\ud83c {CARRIED}\nIt sails \ud83c [{{f}}].", f="61 people"))
    assert "61 people" in answer.text
    assert answer.text.encode()


def test_the_answer_names_its_model_its_prompts_and_its_cost(desk):
    answer = desk.ask(TRUE)
    assert answer.fingerprint.model == "scripted"
    assert len(answer.fingerprint.prompts) == 12
    assert answer.to_dict()["tokens"] == 110
    assert answer.writing.counted_by == "bytes"


def test_a_sentence_comes_unsettled_and_is_settled_in_the_end(desk):
    *events, last = desk.hire(TRUE).stream(QUESTION)
    claimed = [each for each in events if isinstance(each, Claimed)]
    assert [each.settled for each in claimed] == [False]
    assert isinstance(last, Finished)
    assert last.answer.claims == (claimed[0].claim,)


def test_a_sentence_that_does_not_hold_is_never_given_out(desk):
    events = desk.hire(citing(LIE, f="61 people")).stream(QUESTION)
    assert not [each for each in events if isinstance(each, Claimed) and "97" in each.claim.text]


def test_it_is_written_anew_once_with_what_is_wrong_beside_it(desk):
    answer = desk.ask(citing(LIE, f="61 people"), citing(f"1. {CARRIED}", f="61 people"))
    assert "61 people" in answer.text
    assert answer.writing.repaired == 1
    assert answer.writing.calls == 2
    assert "97 is not in the cited text" in desk.model.heard[1]


def test_what_does_not_hold_then_either_is_left_out_and_listed(desk):
    answer = desk.ask(citing(f"{CARRIED} {LIE}", f="61 people"), citing(f"1. {LIE}", f="61 people"))
    assert answer.text == "The ferry carried 61 people, Harbourmaster Ines Dray said."
    assert answer.dropped[0].text.startswith("The ferry carried 97")
    assert lacks(answer) == ["number"]


def test_a_mended_sentence_stands_in_its_place_and_no_number_changes(desk):
    first = citing(f"{LIE} {AGROUND}", f="61 people")
    *events, last = desk.hire(first, citing(f"1. {CARRIED}", f="61 people")).stream(QUESTION)
    early = next(each for each in events if isinstance(each, Claimed))
    sentences = [claim.text[:17] for claim in last.answer.claims]
    assert sentences == ["The ferry carried", "The ferry ran agr"]
    assert last.answer.claims[1].citations == early.claim.citations == ("1",)
    assert last.answer.claims[0].citations == ("2",)


def test_where_nothing_holds_what_would_be_quoted_without_a_model_is_quoted(desk):
    answer = desk.ask(citing(LIE, f="61 people"), "1. -")
    assert answer.text == Assistant(desk.index).ask(QUESTION).text
    assert "Nothing of what the model wrote" in answer.notice
    assert "made of quoted sentences" in answer.notice
    assert lacks(answer) == ["number"]
    assert answer.writing.quoted


def test_where_a_model_finds_no_answer_but_the_reader_does_it_is_quoted_with_a_notice(desk):
    answer = desk.ask("NOT ANSWERED")
    assert "61 people" in answer.text
    assert answer.notice == "The model found no answer; these sentences may be one."
    assert answer.dropped == ()


def test_a_model_that_finds_no_answer_is_believed_where_the_reader_finds_none(desk):
    answer = desk.ask("NOT ANSWERED", question=UNTOLD)
    assert answer.abstained
    assert "The model found no answer" in answer.reason


def test_where_nothing_holds_and_nothing_is_sure_what_is_nearest_is_shown(desk):
    answer = desk.ask(citing(LIE, f="61 people"), "1. -", question=UNTOLD)
    assert answer.abstained
    assert "Nothing of what the model wrote" in answer.reason
    assert {each.article.id for each in answer.nearest} >= {"ferry"}  # which first, is a close call


def test_no_model_is_asked_where_there_is_no_evidence(desk):
    assert desk.ask(TRUE, question="Zeppelin?").abstained
    assert desk.model.heard == []


@pytest.mark.parametrize(
    ("label", "lack"), [("", "uncited"), (" [zz99]", "unknown_source"), (" [1]", "unknown_source")]
)
def test_a_sentence_without_a_source_that_was_given_is_cited_where_it_stands_beyond_doubt(
    desk, label, lack
):
    bare, lie = CARRIED.replace(" [{f}]", label), LIE.replace(" [{f}]", label)
    answer = desk.ask(f"{bare} {lie}", "1. -")
    assert [each.text for each in answer.claims] == [CARRIED.replace(" [{f}]", "")]
    assert "61 people" in answer.citations[0].quote
    assert lacks(answer) == [lack]


IT_WAS_LATE = "It was reportedly late by twelve minutes when it left the quay [{f}]."


def test_a_pronoun_with_nothing_before_it_is_left_out(desk):
    answer = desk.ask(citing(f"{IT_WAS_LATE} {CARRIED}", f="61 people"), "1. -")
    assert [each.text[:9] for each in answer.claims] == ["The ferry"]
    assert lacks(answer) == ["pronoun"]


def test_a_pronoun_behind_a_sentence_that_holds_is_left_in(desk):
    answer = desk.ask(citing(f"{AGROUND} {IT_WAS_LATE}", f="61 people"))
    assert len(answer.claims) == 2


def test_a_sentence_under_a_wrong_label_is_cited_where_it_stands(desk):
    answer = desk.ask(citing(CARRIED, f="14 new cables"), question="What of ferry and bridge?")
    assert [each.article.id for each in answer.citations] == ["ferry"]


def test_a_model_that_runs_near_is_shown_the_likeliest_sentences_under_numbers(desk):
    desk.ask(TRUE, is_near=True)
    shown = pieces_in(desk.model.heard[0])
    assert list(shown) == [str(number) for number in range(1, len(shown) + 1)]
    assert "61 people" in shown["1"]
    assert "NOT ANSWERED" not in desk.model.heard[0]


def test_a_model_that_runs_near_may_be_asked_as_a_large_one_is(desk):
    desk.ask(TRUE, is_near=True, limits=Limits(brief=False))
    assert "NOT ANSWERED" in desk.model.heard[0]


def test_a_small_model_is_not_asked_where_the_reader_finds_no_answer(desk):
    assert desk.ask(TRUE, question=UNTOLD, is_near=True).abstained
    assert desk.model.heard == []


def test_a_small_model_is_not_asked_to_mend_what_does_not_hold(desk):
    answer = desk.ask(citing(LIE, f="61 people"), is_near=True)
    assert answer.writing.calls == 1
    assert answer.writing.quoted


def test_a_small_model_is_heard_no_further_than_its_first_sentence_that_holds(desk):
    answer = desk.ask(
        citing(f"{CARRIED} And then {AGROUND} {AGROUND}", f="61 people"), is_near=True
    )
    assert len(answer.claims) == 1
    assert "".join(desk.model.spoken).count("aground") < 2


def test_what_a_small_model_says_beside_the_question_gives_way_to_quotes(desk):
    beside = "Until then a bus takes them round the bay, which is slower by half an hour."
    answer = desk.ask(beside, is_near=True)
    assert answer.writing.quoted
    assert lacks(answer) == ["no_answer"]


def test_a_repair_is_read_no_further_than_its_last_number(desk):
    reply = citing(f"1. {CARRIED}\n2. More.\n3. And more.", f="61 people")
    answer = desk.ask(citing(LIE, f="61 people"), reply)
    assert answer.writing.repaired == 1
    assert "more." not in "".join(desk.model.spoken)


def test_what_a_repair_reads_begins_like_what_was_read_for_the_answer(desk):
    desk.ask(citing(LIE, f="61 people"), "1. -")
    answer, repair = desk.model.heard
    assert repair.startswith(answer[: answer.index("</passages")])


def test_a_text_that_repeats_itself_is_shown_once(desk):
    assert len(desk.ask(citing(f"{CARRIED} {CARRIED}", f="61 people")).claims) == 1


def test_a_question_that_is_said_again_is_no_part_of_the_answer(desk):
    answer = desk.ask(citing(f"Question: {QUESTION} {CARRIED}", f="61 people"))
    assert len(answer.claims) == 1
    assert answer.dropped == ()


def test_a_model_that_says_the_same_again_and_again_is_stopped(desk):
    desk.ask(citing(f"{CARRIED} " * 30, f="61 people"))
    assert "".join(desk.model.spoken).count("carried") < 6


@pytest.mark.parametrize("error", [DOWN, ModelGarbled("Garbled."), ModelBusy("Busy.")])
def test_a_model_that_fails_is_asked_twice_more_and_then_it_is_quoted(desk, error):
    answer = desk.ask(error)
    assert len(desk.model.heard) == 3
    assert desk.waited == [1.0, 2.0]
    assert str(error) in answer.notice
    assert "made of quoted sentences" in answer.notice
    assert "61 people" in answer.text
    assert answer.writing is None
    assert answer.fingerprint.model == ""


def test_a_model_that_comes_back_writes_the_answer(desk):
    events = list(desk.hire(DOWN, TRUE).stream(QUESTION))
    assert [each.notice for each in events if isinstance(each, Noticed)] == [
        "The model cannot be reached; see whether it runs. It is asked again in 1 s."
    ]
    assert events[-1].answer.writing.calls == 2


def test_a_model_that_refuses_is_not_asked_again(desk):
    assert "wrong key" in desk.ask(ModelRefused("It has a wrong key.")).notice
    assert len(desk.model.heard) == 1


def test_a_busy_model_is_left_alone_as_long_as_it_asks_for(desk):
    desk.ask(ModelBusy("Busy.", retry_after=7.0), TRUE)
    assert desk.waited == [7.0]


def test_nobody_waits_longer_than_the_answer_may_take(desk):
    assert "Busy" in desk.ask(ModelBusy("Busy.", retry_after=3600.0), TRUE).notice
    assert desk.waited == []


BROKEN = ModelInterrupted("The stream broke off; ask again.")


def test_a_text_that_breaks_off_keeps_what_was_shown_and_says_so(desk):
    half = citing(f"{CARRIED} The ferry was reportedly la", f="61 people")
    answer = desk.ask([half, BROKEN])
    assert answer.text == "The ferry carried 61 people, Harbourmaster Ines Dray said."
    assert answer.writing.finish == "interrupted"
    assert "The answer broke off here. The stream broke off" in answer.notice
    assert len(desk.model.heard) == 1


def test_a_text_that_breaks_off_before_anything_was_shown_is_begun_again(desk):
    answer = desk.ask([citing("The ferry carr", f="61 people"), BROKEN], TRUE)
    assert answer.writing.finish == "complete"
    assert answer.writing.calls == 2
    assert len(answer.claims) == 1


def test_half_a_sentence_is_not_taken_for_a_whole_one(desk):
    cut = citing(f"{CARRIED} The ferry was late by [{{f}}]", f="61 people")
    answer = desk.ask(cut, finish="cut off")
    assert len(answer.claims) == 1
    assert answer.writing.finish == "cut off"
    assert "cut off" in answer.notice


def test_a_prompt_that_is_too_long_loses_its_last_passage_once(desk):
    answer = desk.ask(ContextTooLong("Too long."), TRUE)
    assert len(pieces_in(desk.model.heard[1])) == len(pieces_in(desk.model.heard[0])) - 1
    assert answer.writing.left_out == 1
    assert "Too long" in desk.ask(ContextTooLong("Too long.")).notice
    assert len(desk.model.heard) == 2


def test_a_small_context_still_shows_the_best_passage(desk):
    answer = desk.ask(TRUE, limits=Limits(context=1024, answer_tokens=100))
    assert "61 people" in pieces_in(desk.model.heard[0])["1"]
    assert "61 people" in answer.text


ABOUT_THE_FERRY = (Exchange("When did the ferry run aground?", "On Monday morning."),)


def test_a_follow_up_is_written_out_by_the_model_and_shown(desk):
    asked = "How many people did it carry?"
    answer = desk.ask(QUESTION, TRUE, question=asked, history=ABOUT_THE_FERRY)
    assert answer.standalone == QUESTION
    assert "61 people" in answer.text


def test_a_follow_up_with_a_name_from_elsewhere_is_written_out_by_rules(desk):
    asked = "How many people did it carry?"
    invented = "How many people did the Titanic carry?"
    answer = desk.ask(invented, TRUE, question=asked, history=ABOUT_THE_FERRY)
    assert "Titanic" not in answer.standalone
    assert "ferry" in answer.standalone


def test_what_the_conversation_says_is_no_evidence(desk):
    history = (Exchange("How many were on the ferry?", "The ferry carried 97 people."),)
    answer = desk.ask(
        QUESTION, citing(LIE, f="61 people"), "1. -", question=QUESTION, history=history
    )
    assert "97" not in answer.text


def test_only_the_speaker_who_was_asked_for_is_cited(desk):
    other = citing(f"{AGROUND} {CARRIED}", f="61 people")
    answer = desk.hire(other, "1. -").ask(QUESTION, speaker="Dray")
    assert [claim.speaker for claim in answer.claims] == ["Harbourmaster Ines Dray"]
    assert "attribution_wrong" in lacks(answer)


def test_the_model_is_told_the_day_of_asking(desk):
    desk.hire(TRUE).ask(QUESTION, asked_on=date(2031, 3, 5))
    assert "Wednesday, 2031-03-05" in desk.model.heard[0]


def test_two_sources_of_one_sentence_are_both_cited(desk):
    both = citing(
        "The ferry carried 61 people, Harbourmaster Ines Dray said, and it will sail "
        "again in May, according to the Lyn Valley Council [{f}][{a}].",
        f="61 people", a="in May",
    )  # fmt: skip
    answer = desk.ask(both)
    assert {each.article.id for each in answer.citations} == {FERRY.id, AFLOAT.id}
    assert answer.claims[0].citations == ("1", "2")


def test_a_model_for_inference_that_is_named_has_the_last_word_on_support(desk):
    pairs = []

    def entails(given):
        pairs.extend(given)
        return [0.0] * len(given)

    assert lacks(desk.ask(TRUE, "1. -", entails=entails)) == ["unsupported"]
    assert pairs[0][1] == "The ferry carried 61 people, Harbourmaster Ines Dray said."
    assert "61 people" in pairs[0][0]
    [claim] = desk.ask(TRUE, entails=lambda given: [0.9] * len(given)).claims
    assert (claim.support, claim.score) == ("supported", 0.9)


def test_a_sentence_of_an_article_that_was_changed_meanwhile_is_left_out(tmp_path):
    with make_index(tmp_path / "archive", FERRY) as index:

        def change(prompt):
            index.add([replace(FERRY, text="The ferry is afloat. Nothing else is known of it.")])
            return TRUE(prompt)

        answer = Desk(index).ask(change, "1. -")
    assert {each.verdict for each in answer.citations} == {"not_found"}
    assert "was changed while" in answer.dropped[0].flaws[0].detail


def test_the_time_a_model_takes_to_write_out_a_follow_up_is_no_time_of_the_search(
    desk, monkeypatch
):
    now = [0.0]
    monkeypatch.setattr("assistant.answering.watching.perf_counter", lambda: now[0])

    def slow(prompt):
        now[0] += 5.0
        return QUESTION

    asked = "How many people did it carry?"
    timings = desk.ask(slow, "NOT ANSWERED", question=asked, history=ABOUT_THE_FERRY).timings
    assert (timings.retrieve, timings.answer) == (0.0, 5000.0)


def test_a_stopped_model_is_waited_for_no_longer(desk):
    stop, assistant = threading.Event(), desk.hire(TRUE)
    stop.set()
    *_, last = assistant.stream(QUESTION, stop=stop)
    assert last.answer.notice == STOPPED
    assert last.answer.writing is None
    assert last.answer.claims == Assistant(desk.index).ask(QUESTION).claims
    assert desk.model.heard == []
