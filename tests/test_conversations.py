"""Conversations in their file: kept word for word, each user's apart, and gone when deleted."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from answers import NOTHING_HELD, WRITTEN, over_answers

from assistant.conversations import (
    FILE_NAME,
    BadReason,
    BadTitle,
    Conversations,
    new_visitor,
    visitor_cookie,
    visitor_of,
)
from assistant.errors import ConversationError, UnknownConversation
from assistant.types import Exchange, Question

TESTS = Path(__file__).parent
# Keeps one answer after the other, and notes in a ledger each number that it was given.
KEEPER = """
import os, sys
from answers import WRITTEN
from assistant.conversations import Conversations

with Conversations.open(sys.argv[1]) as kept, open(sys.argv[3], "a") as ledger:
    while True:
        print(kept.add(sys.argv[2], WRITTEN, user="mia"), file=ledger, flush=True)
        os.fsync(ledger.fileno())
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE_NAME


@pytest.fixture
def kept(path):
    with Conversations.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Conversations.open(tmp_path_factory.mktemp("shared") / FILE_NAME) as opened:
        yield opened


def asked(question: str):
    return replace(WRITTEN, question=Question(text=question))


def on_disk(path: Path) -> bytes:
    """Everything that stands in the file, its log and whatever else lies beside it."""
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


# Kept


@over_answers
def test_an_answer_is_read_back_as_every_door_gave_it(shared, answer):
    talk = shared.start(user="mia")
    shared.add(talk.id, answer, user="mia")
    (turn,) = shared.turns(talk.id, user="mia")
    assert turn.answer.to_dict() == answer.to_dict()


def test_turns_are_there_after_the_file_is_opened_anew(path):
    with Conversations.open(path) as kept:
        talk = kept.start(user="mia")
        assert [kept.add(talk.id, each, user="mia") for each in (WRITTEN, NOTHING_HELD)] == [1, 2]
    with Conversations.open(path) as kept:
        turns = kept.turns(talk.id, user="mia")
        assert [turn.number for turn in turns] == [1, 2]
        assert [turn.answer.to_dict() for turn in turns] == [
            WRITTEN.to_dict(),
            NOTHING_HELD.to_dict(),
        ]
        assert kept.get(talk.id, user="mia").turns == 2


def test_the_history_is_the_last_exchanges_oldest_first(kept):
    talk = kept.start(user="mia")
    for question in ("Who?", "When?", "Where?"):
        kept.add(talk.id, asked(question), user="mia")
    assert kept.history(talk.id, user="mia", limit=2) == (
        Exchange("When?", WRITTEN.text),
        Exchange("Where?", WRITTEN.text),
    )


def test_a_conversation_that_was_only_begun_has_no_turns_and_no_title(kept):
    talk = kept.start(user="mia")
    assert kept.turns(talk.id, user="mia") == []
    assert kept.listed(user="mia") == [talk]
    assert (talk.title, talk.turns) == ("", 0)


def test_the_conversation_that_changed_last_is_listed_first(kept):
    first, second = kept.start(user="mia"), kept.start(user="mia")
    assert [each.id for each in kept.listed(user="mia")] == [second.id, first.id]
    kept.add(first.id, WRITTEN, user="mia")
    assert [each.id for each in kept.listed(user="mia")] == [first.id, second.id]


def test_moments_know_their_zone_and_grow(kept):
    talk = kept.start(user="mia")
    kept.add(talk.id, WRITTEN, user="mia")
    (turn,) = kept.turns(talk.id, user="mia")
    known = kept.get(talk.id, user="mia")
    assert known.started == talk.started <= turn.asked_at == known.changed
    assert turn.asked_at.utcoffset().total_seconds() == 0


# Apart


def test_two_users_never_see_each_others_conversations(kept):
    hers, his = kept.start(user="mia", title="Hers"), kept.start(user="bo", title="His")
    assert kept.listed(user="mia") == [hers]
    assert kept.listed(user="bo") == [his]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda kept, talk: kept.get(talk, user="bo"),
        lambda kept, talk: kept.turns(talk, user="bo"),
        lambda kept, talk: kept.history(talk, user="bo"),
        lambda kept, talk: kept.add(talk, WRITTEN, user="bo"),
        lambda kept, talk: kept.rename(talk, "Mine", user="bo"),
        lambda kept, talk: kept.delete(talk, user="bo"),
    ],
)
def test_a_conversation_of_somebody_else_is_as_unknown_as_one_that_never_was(kept, attempt):
    hers = kept.start(user="mia", title="Hers")
    with pytest.raises(UnknownConversation) as there:
        attempt(kept, hers.id)
    assert kept.get(hers.id, user="mia") == hers
    kept.delete(hers.id, user="mia")
    with pytest.raises(UnknownConversation) as gone:
        attempt(kept, hers.id)
    assert str(there.value) == str(gone.value)


def test_nobody_has_no_conversations(kept):
    with pytest.raises(ConversationError, match="name its user"):
        kept.start(user="")


def test_ids_are_64_random_bits(kept):
    ids = {kept.start(user="mia").id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(bytes.fromhex(each)) == 8 for each in ids)


# Titles


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What happened\n at  Pellworth?", "What happened at Pellworth?"),
        (f"{'a ' * 39}ab", f"{'a ' * 39}ab"),
        (f"{'a ' * 39}abc", f"{'a ' * 39}…"),
        ("渡" * 81, "渡" * 79 + "…"),
    ],
)
def test_the_title_is_the_first_question_cut_at_a_word(kept, question, title):
    talk = kept.start(user="mia")
    kept.add(talk.id, asked(question), user="mia")
    kept.add(talk.id, asked("And then?"), user="mia")
    assert kept.get(talk.id, user="mia").title == title


def test_a_title_that_was_given_stays_whatever_is_asked(kept):
    talk = kept.start(user="mia", title=" The bridge\n at Ostermere ")
    kept.add(talk.id, WRITTEN, user="mia")
    assert kept.get(talk.id, user="mia").title == "The bridge at Ostermere"


def test_a_new_title_replaces_the_old_one_and_moves_nothing(kept):
    first, second = kept.start(user="mia"), kept.start(user="mia")
    kept.rename(first.id, "x" * 200, user="mia")
    assert kept.listed(user="mia") == [second, replace(first, title="x" * 200)]


@pytest.mark.parametrize(
    ("title", "sentence"), [(" \n", "is empty"), ("x" * 201, "201 characters")]
)
def test_a_title_without_words_or_measure_is_refused(kept, title, sentence):
    talk = kept.start(user="mia", title="Ferries")
    with pytest.raises(BadTitle, match=sentence):
        kept.rename(talk.id, title, user="mia")
    assert kept.get(talk.id, user="mia") == talk


def test_half_a_surrogate_pair_in_a_title_becomes_a_question_mark(kept):
    assert kept.start(user="mia", title="a\ud800b").title == "a?b"


def test_half_a_surrogate_pair_in_an_id_is_refused_with_a_sentence(kept):
    with pytest.raises(ConversationError, match="surrogate"):
        kept.get("\udcff", user="mia")


# Gone


def test_what_is_deleted_stands_in_no_file_any_more(kept, path):
    secret, other = kept.start(user="mia"), kept.start(user="mia")
    kept.add(other.id, asked("Who closed the bridge?"), user="mia")
    for number in range(9):
        kept.add(secret.id, asked(f"Who saw Quillfeather at quay {number}?"), user="mia")
    assert b"Quillfeather" in on_disk(path)
    kept.delete(secret.id, user="mia")
    assert b"Quillfeather" not in on_disk(path)
    assert b"Who closed the bridge?" in on_disk(path)
    assert [each.id for each in kept.listed(user="mia")] == [other.id]


# At the same time


def test_turns_of_eight_threads_and_two_openings_are_all_kept(kept, path):
    talk = kept.start(user="mia")
    with Conversations.open(path) as again, ThreadPoolExecutor(8) as pool:

        def add(number):
            return (kept, again)[number % 2].add(talk.id, asked(f"Q{number}"), user="mia")

        numbers = list(pool.map(add, range(80)))
    turns = kept.turns(talk.id, user="mia")
    assert sorted(numbers) == [turn.number for turn in turns] == list(range(1, 81))
    assert [turns[number - 1].question for number in numbers] == [f"Q{n}" for n in range(80)]


def test_a_new_file_may_be_opened_by_many_at_once(path):
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Conversations.open(path), range(8)))
    for kept in opened:
        kept.start(user="mia")
    assert len(opened[0].listed(user="mia")) == 8
    for kept in opened:
        kept.close()


@pytest.mark.slow
def test_a_process_that_is_killed_loses_no_turn_it_was_told_is_kept(kept, path, tmp_path):
    talk, ledger, chance = kept.start(user="mia"), tmp_path / "ledger", Random(20310304)
    ledger.touch()
    command = [sys.executable, "-c", KEEPER, str(path), talk.id, str(ledger)]
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    for _ in range(4):
        wanted = len(ledger.read_text().split()) + chance.randint(3, 20)
        with subprocess.Popen(command, env=environment) as keeper:
            while keeper.poll() is None and len(ledger.read_text().split()) < wanted:
                pass
            keeper.kill()
        turns = kept.turns(talk.id, user="mia")
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        assert set(map(int, ledger.read_text().split())) <= {turn.number for turn in turns}
        assert all(turn.answer.to_dict() == WRITTEN.to_dict() for turn in turns)
    assert wanted <= len(turns)


# Refused


@pytest.mark.parametrize(
    ("pragma", "undone", "reason"),
    [
        ("max_page_count = 1", "max_page_count = 100000", "full"),
        ("query_only = ON", "query_only = OFF", "readonly"),
    ],
)
def test_a_disk_that_takes_nothing_more_is_said_and_harms_nothing(kept, pragma, undone, reason):
    talk, run = kept.start(user="mia"), kept._database._connection.execute
    kept.add(talk.id, WRITTEN, user="mia")
    run(f"PRAGMA {pragma}")
    long = asked("How? " * 2_000)
    with pytest.raises(ConversationError, match=rf"cannot be kept .*{reason}.* free some space"):
        kept.add(talk.id, long, user="mia")
    assert len(kept.turns(talk.id, user="mia")) == 1
    run(f"PRAGMA {undone}")
    assert kept.add(talk.id, long, user="mia") == 2


def test_a_file_that_another_process_holds_is_said_to_be_busy(kept, path):
    kept._database._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ConversationError, match=r"stayed busy .* wait until"):
            kept.start(user="mia")
        assert kept.listed(user="mia") == []  # who reads does not wait


def test_a_file_that_is_none_of_ours_is_refused_with_the_way_out(path):
    path.write_bytes(b"Ferry times of Pellworth. " * 100)
    with pytest.raises(ConversationError, match="put a copy of it back, or move it"):
        Conversations.open(path)


def test_a_file_of_a_newer_byline_is_refused_with_the_way_out(kept, path):
    sql(path, "PRAGMA user_version = 3")
    with pytest.raises(ConversationError, match=r"has format 3; .* Update Byline"):
        Conversations.open(path)


def test_a_file_from_before_there_was_feedback_takes_it(kept, path):
    talk = kept.start(user="mia").id
    kept.add(talk, WRITTEN, user="mia")
    sql(path, "DROP TABLE feedback")
    sql(path, "PRAGMA user_version = 1")
    with Conversations.open(path) as opened:
        opened.rate(talk, 1, user="mia", good=True)
        assert [each.place for each in opened.feedback()] == [f"{talk}-1"]
        assert len(opened.turns(talk, user="mia")) == 1


def test_what_a_user_says_of_an_answer_replaces_what_they_said_before_and_goes_with_it(kept):
    talk = kept.start(user="mia").id
    kept.add(talk, WRITTEN, user="mia")
    kept.rate(talk, 1, user="mia", good=True)
    kept.rate(talk, 1, user="mia", good=False, reason=" It is open. ")
    [given] = kept.feedback()
    assert (given.good, given.reason, given.place) == (False, "It is open.", f"{talk}-1")
    kept.delete(talk, user="mia")
    assert kept.feedback() == []


@pytest.mark.parametrize(("user", "number"), [("bo", 1), ("mia", 0), ("mia", 2)])
def test_nobody_judges_an_answer_that_is_not_theirs_or_not_there(kept, user, number):
    talk = kept.start(user="mia").id
    kept.add(talk, WRITTEN, user="mia")
    with pytest.raises(UnknownConversation):
        kept.rate(talk, number, user=user, good=True)


def test_a_reason_that_is_too_long_is_refused(kept):
    talk = kept.start(user="mia").id
    kept.add(talk, WRITTEN, user="mia")
    with pytest.raises(BadReason, match="2,001 characters and may have 2,000"):
        kept.rate(talk, 1, user="mia", good=False, reason="x" * 2001)


def test_a_turn_that_cannot_be_read_is_named_and_can_be_deleted(kept, path):
    talk = kept.start(user="mia")
    kept.add(talk.id, WRITTEN, user="mia")
    sql(path, "UPDATE turns SET answer = '{}'")
    with pytest.raises(ConversationError, match=f"Turn 1 of the conversation {talk.id}"):
        kept.turns(talk.id, user="mia")
    kept.delete(talk.id, user="mia")
    assert kept.listed(user="mia") == []


def test_no_folder_is_made_where_there_is_no_archive(tmp_path):
    with pytest.raises(ConversationError, match=r"no archive at .*byline add FOLDER"):
        Conversations.open(tmp_path / "nowhere" / FILE_NAME)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_closed_is_refused_with_a_sentence(kept):
    kept.close()
    with pytest.raises(ConversationError, match="closed"):
        kept.listed(user="mia")


# Visitors


def test_a_visitor_is_known_by_the_cookie_that_was_given():
    visitor = new_visitor()
    cookie, *rest = visitor_cookie(visitor, secure=False).split("; ")
    name, _, value = cookie.partition("=")
    assert visitor_of({name: value}) == visitor
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} == set(rest)
    assert visitor_cookie(visitor, secure=True).endswith("; Secure")


@pytest.mark.parametrize("value", [None, "", "mia", "A" * 32, "0" * 31, "0" * 33, "0" * 32 + "\n"])
def test_a_cookie_of_another_form_names_nobody(value):
    assert visitor_of({} if value is None else {"byline_visitor": value}) is None
