from __future__ import annotations

from functools import partial

import pytest
from documents import left_out, odt, problem, read, text_of

FIRST = "The ferry to Lumen Bay was stopped on Tuesday, the port office said, after a leak."
SECOND = '"We sail again on Friday," said captain Ilse Varga, who has led the ship for nine years.'
STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
)


@pytest.fixture
def text(tmp_path):
    return lambda body: text_of(tmp_path / "a.odt", odt(body, styles=STYLES))


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def row(*cells: str) -> str:
    cells = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{cells}</table:table-row>"


def test_every_paragraph_and_heading_is_a_block_of_its_own(text):
    heading = '<text:h text:outline-level="2">Owner accused</text:h>'
    section = f"<text:section>{p(SECOND)}</text:section>"
    assert text(p(FIRST) + heading + section) == f"{FIRST}\n\nOwner accused\n\n{SECOND}"


def test_what_was_deleted_is_out_and_what_was_inserted_is_in(text):
    deleted = (
        f"<text:changed-region><text:deletion>{p('four')}</text:deletion></text:changed-region>"
    )
    changes = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    inserted = '<text:change-start text:change-id="a"/>nine<text:change-end text:change-id="a"/>'
    assert text(changes + p(f"It costs {inserted} million.")) == "It costs nine million."


def test_spaces_tabs_and_breaks_are_characters(text):
    assert text(p('A<text:s text:c="3"/>tug<text:tab/>waits<text:line-break/>here\nnow')) == (
        "A tug waits\nhere now"
    )


def test_items_are_lines_that_stay_together(text):
    inner = f"<text:list><text:list-item>{p('Second')}</text:list-item></text:list>"
    items = f"<text:list><text:list-item>{p('First')}{inner}</text:list-item></text:list>"
    assert text(p(FIRST) + items) == f"{FIRST}\n\n- First\n- Second"


def test_rows_are_lines_and_merged_cells_are_read_once(text):
    covered = "<table:covered-table-cell/>"
    head = f"<table:table-header-rows>{row(p('Year'), p('Spent'))}</table:table-header-rows>"
    wide = row(p("Cost")).replace("</table:table-row>", f"{covered}</table:table-row>")
    assert text(f"<table:table>{head}{wide}{row(p('2031'), p('9'))}</table:table>") == (
        "Year | Spent\nCost\n2031 | 9"
    )


def test_notes_and_frames_are_read_after_what_they_stand_in(text):
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('The port counts them.')}</text:note-body></text:note>"
    )
    frame = f"<draw:frame><draw:text-box>{p('Built in 2029.')}</draw:text-box></draw:frame>"
    assert text(p(f"Crews{note} wait.{frame}") + p(SECOND)) == (
        f"Crews wait.\n\nBuilt in 2029.\n\n{SECOND}\n\nThe port counts them."
    )


def test_hidden_text_comments_and_page_heads_are_left_out_and_counted(tmp_path):
    body = p(
        f"{FIRST}<text:span text:style-name='T9'> secret</text:span>"
        f"<office:annotation>{p('Check')}</office:annotation><text:hidden-text>x</text:hidden-text>"
    )
    masters = (
        f"<style:master-page><style:header>{p('The Quay Post')}</style:header></style:master-page>"
    )
    content = odt(body, styles=STYLES, masters=masters)
    assert text_of(tmp_path / "a.odt", content) == FIRST
    assert left_out(tmp_path / "a.odt", content) == {
        "hidden text": 2, "comment": 1, "page head": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        p("Ferry stopped", "Title") + p(FIRST),
        p("Ferry stopped", "P1") + p(FIRST),
        f'<text:h text:outline-level="1">Ferry stopped</text:h>{p(FIRST)}',
    ],
    ids=["title", "style based on it", "heading"],
)
def test_the_title_is_set_as_one(tmp_path, body):
    found = read(tmp_path / "a.odt", odt(body, styles=STYLES, title="Other")).article
    assert (found.title, found.text) == ("Ferry stopped", FIRST)


def test_the_title_of_the_properties_is_taken_where_none_is_set(tmp_path):
    assert read(tmp_path / "a.odt", odt(p(FIRST), title="Ferry")).article.title == "Ferry"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FIRST.encode, "not an OpenDocument text that can be read"),
        (partial(odt, "</office:text>"), "not an OpenDocument text that can be read (content.xml"),
        (partial(odt, ""), "no text in it"),
    ],
    ids=["text", "broken", "blank"],
)
def test_what_is_no_such_text_says_so(tmp_path, content, reason):
    assert problem(tmp_path / "a.odt", content()).startswith(reason)
