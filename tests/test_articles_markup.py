from __future__ import annotations

import pytest

from index.articles.markup import plain_blocks, read_blocks
from index.articles.stated import Unreadable
from index.types import Note


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One.</p><p>Two &amp; <b>three</b>.</p>", "One.\n\nTwo & three."),
        ("<h2>Head</h2>One<br>two<br><br/>three", "Head\n\nOne\ntwo\n\nthree"),
        ("<p>One\n  line</p>", "One line"),
        ("Plain, 3 < 4 &amp; so\n\non", "Plain, 3 < 4 & so\n\non"),
        ("Only <i>inline</i>\n\nmarks", "Only inline\n\nmarks"),
        ("One\ntwo\n\n<h2>Head</h2>\nThree", "One\ntwo\n\nHead\n\nThree"),
        ("<p>12&nbsp;500 boats</p>", "12\xa0500 boats"),
        ("<div>One<script>no()</script><style>p{}</style></div>", "One"),
        ("<html><head><title>T</title></head><body>One</body></html>", "One"),
        ("<pre>a\n\nb</pre>", "a\n\nb"),
        ("<!-- nothing -->", ""),
    ],
)
def test_the_blocks_of_a_fragment_are_parted_by_a_blank_line(fragment, text):
    assert plain_blocks(fragment) == text


def test_items_of_a_list_are_lines():
    fragment = "<p>We saw:</p><ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li><li></li></ul>end"
    assert plain_blocks(fragment) == "We saw:\n\n- a\n- b\n- c\n\nend"


def test_rows_of_a_table_are_lines():
    head = "<thead><tr><th>Town</th><th>Dead</th></tr></thead>"
    rows = "<tr><td>Tarn</td><td><p>4</p></td></tr><tr><td></td><td>5</td></tr>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    assert plain_blocks(f"A{table}B") == "A\n\nTown | Dead\nTarn | 4\n| 5\n\nB"


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell():
    inner = "<table><tr><td><h1>Quake</h1></td></tr><tr><td>Tarn shook.</td></tr></table>"
    outer = f"<table><tr><td>Menu</td><td>{inner}</td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert plain_blocks(outer) == "Menu\n\nQuake\n\nTarn shook.\n\na\n\nb"


def test_captions_and_hidden_text_are_left_out_and_counted():
    figure = "<figure><img src=a><figcaption>A boat</figcaption></figure>"
    classic = '<p class="wp-caption-text">A mast</p>'
    found = read_blocks(f'<div style="display:none">Preview</div>{figure}{classic}<p>Text.</p>')
    assert found.text == "Text."
    assert found.notes == (
        Note("left out", "hidden text"),
        Note("left out", "caption", count=2),
    )


def test_what_is_named_by_class_or_type_is_left_out_as_it_is_called():
    reply = '<p>Yes.</p><blockquote type="cite">No?</blockquote><div class="x sig">Ada</div>'
    found = read_blocks(reply, without={"cite": "quoted reply", "sig": "signature"})
    assert found.text == "Yes."
    assert [note.what for note in found.notes] == ["quoted reply", "signature"]


def test_markup_nested_beyond_all_sense_is_refused():
    with pytest.raises(Unreadable, match="more than 200 deep"):
        plain_blocks("<div>" * 5000 + "text")


@pytest.mark.parametrize("piece", ["<br>", "<li>", "<td>", "<", "<a ", "&lt;", "<p>x ", "\n"])
def test_no_repetition_takes_long(piece):
    assert len(plain_blocks("<table><tr>" + piece * 20_000)) <= 20_000 * 3


def test_hidden_text_in_a_cell_is_left_out_and_lines_of_a_cell_stay_apart():
    row = "<tr><td>Tarn<br>Vell</td><td><span hidden>no</span>4</td></tr>"
    found = read_blocks(f"<table>{row * 2}</table>")
    assert found.text == "Tarn Vell | 4\nTarn Vell | 4"
    assert found.notes == (Note("left out", "hidden text", count=2),)
