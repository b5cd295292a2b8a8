"""What Byline tells of itself, of words it read as others, and of several parts, in every form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers import FIRST, WRITTEN
from doubles import FERRY

from assistant.page.html import turn_html
from assistant.page.turn import Turn
from assistant.rendering import as_html, as_markdown, as_text
from assistant.types import Part, Question, ShortAnswer

TOLD = replace(
    WRITTEN,
    question=Question(text="What do you have about the ferry?"),
    text="The archive holds 1 article about the ferry.",
    kind="archive",
    claims=(),
    citations=(),
    listed=(FERRY,),
    writing=None,
    notice="",
)
SHORT = ShortAnswer("off Pellworth", "1", 0, 13, FIRST.index("off"), FIRST.index("off") + 13)
PARTED = replace(WRITTEN, parts=(Part("Where did it run aground?", True, "", SHORT),))


def on_page(answer):
    return turn_html(Turn(id="t", question=answer.question, answer=answer))


FORMS = pytest.mark.parametrize("write", [as_text, as_markdown, as_html, on_page])


@FORMS
def test_what_the_archive_holds_is_told_with_the_articles_listed(write):
    written = write(TOLD)
    assert TOLD.text in written
    assert "Ferry aground off Pellworth" in written
    assert "do not answer" not in written


@FORMS
def test_a_word_that_was_read_as_another_is_told(write):
    answer = replace(TOLD, kind="other", read_as=(("ferryy", "ferry"),))
    assert "“ferryy” read as “ferry”" in write(answer)


def test_a_question_with_words_read_as_others_is_not_written_out_besides():
    asked, meant = Question(text="Where is the ferryy?"), "Where is the ferry?"
    answer = replace(WRITTEN, question=asked, standalone=meant, read_as=(("ferryy", "ferry"),))
    assert "Understood as" not in as_text(answer)
    assert "Understood as" in as_text(replace(answer, read_as=()))


@FORMS
def test_each_part_has_its_short_answer_behind_its_question(write):
    written = write(PARTED)
    assert written.index("Where did it run aground?") < written.index("off Pellworth")
