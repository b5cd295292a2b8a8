from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from index.articles import read_articles
from index.errors import InputError
from index.types import Note, Quarantined, ReadArticle

BODY = 'The quay; shut on Tuesday, "for good", they say.\nIt was | old.'
ROWS = [["title", "text", "outlet"], ["Quay “shut”", BODY, "Bay Post"], ["Two", "It rained.", ""]]


def read(path: Path, data: bytes | str, **fields: str) -> list[ReadArticle | Quarantined]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_articles([path], fields=fields))


def texts(found: Sequence[ReadArticle | Quarantined]) -> list[str]:
    return [each.article.text for each in found if isinstance(each, ReadArticle)]


def days(found: Sequence[ReadArticle | Quarantined]) -> list[date | None]:
    return [each.article.published for each in found if isinstance(each, ReadArticle)]


def table(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.tab", "a.psv"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_found_whatever_the_file_is_called(tmp_path, name, delimiter):
    assert texts(read(tmp_path / name, table(ROWS, delimiter))) == [BODY, "It rained."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_every_usual_encoding(tmp_path, encoding):
    assert texts(read(tmp_path / "a.csv", table(ROWS, ";").encode(encoding)))[0] == BODY


@pytest.mark.parametrize("kind", [".csv", ".tsv", ".psv", ".tab"])
def test_a_packed_table_is_read(tmp_path, kind):
    packed = gzip.compress(table(ROWS, ",").encode())
    assert len(texts(read(tmp_path / f"a{kind}.gz", packed))) == 2


def test_quotation_marks_between_tabs_are_text(tmp_path):
    found = read(
        tmp_path / "a.tsv", 'title\ttext\nQuay\t"It is shut," he said.\nTwo\tThe 12" pipe.\n'
    )
    assert texts(found) == ['"It is shut," he said.', 'The 12" pipe.']


def test_quotation_marks_may_be_written_with_a_backslash(tmp_path):
    rows = 'title,text\nQuay,"It is \\"shut\\", he said."\nTwo,"It rained."\n'
    assert texts(read(tmp_path / "a.csv", rows)) == ['It is "shut", he said.', "It rained."]


def test_lines_above_the_names_are_passed_over_and_noted(tmp_path):
    found = read(tmp_path / "a.csv", "sep=;\nList of March\n\ntitle;text\nQuay;It is shut.\n")
    assert texts(found) == ["It is shut."]
    assert found[0].notes == (Note("left out", "line above the table"),)


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ("Titel;Text;Datum;Quelle;Autor", "de"),
        ("Titre;Texte;Date de publication;Source;Auteur", "fr"),
        ("Título;Texto;Fecha;Fuente;Autor", "es"),
        ("Titolo;Testo;Data;Fonte;Autore", "it"),
        ("Tytuł;Treść;Data publikacji;Źródło;Autor", "pl"),
        ("Заголовок;Текст;Дата;Источник;Автор", "ru"),
        ("العنوان;النص;التاريخ;المصدر;الكاتب", "ar"),
        ("标题;正文;日期;来源;作者", "zh"),
    ],
)
def test_columns_are_known_by_their_names_in_the_usual_languages(tmp_path, names, language):
    found = read(tmp_path / "a.csv", f"{names}\nKai;Der Kai ist zu.;2031-03-04;Bucht;Mara Quill\n")
    article = found[0].article
    assert (article.title, article.text, article.outlet) == ("Kai", "Der Kai ist zu.", "Bucht")
    assert (article.published, article.authors) == (date(2031, 3, 4), ("Mara Quill",))


def test_a_table_without_names_is_refused_with_what_was_found_and_the_way_out(tmp_path):
    found = read(tmp_path / "a.csv", "Quay shut,It was shut on Tuesday.\nTwo,It rained.\n")
    assert [type(each) for each in found] == [Quarantined]
    assert "“Quay shut”, “It was shut on Tuesday.”" in found[0].reason
    assert "--field text=COLUMN" in found[0].reason


def test_a_table_without_names_is_read_by_the_numbers_of_its_columns(tmp_path):
    rows = "Quay shut,It was shut on Tuesday.\nTwo,It rained.\n"
    found = read(tmp_path / "a.csv", rows, title="1", text="2")
    assert [each.article.title for each in found] == ["Quay shut", "Two"]
    assert texts(found) == ["It was shut on Tuesday.", "It rained."]


def test_a_column_may_be_named_for_a_field(tmp_path):
    found = read(
        tmp_path / "a.csv", "words,paper\nIt rained.,Bay Post\n", text="words", outlet="Paper"
    )
    assert (texts(found), found[0].article.outlet) == (["It rained."], "Bay Post")


def test_a_field_that_is_none_of_ours_is_refused_at_once(tmp_path):
    (tmp_path / "a.csv").write_text("text\nIt rained.\n")
    with pytest.raises(InputError, match="No field is named 'words'; name one of"):
        read_articles([tmp_path / "a.csv"], fields={"words": "text"})


def test_a_table_of_names_alone_is_no_silent_nothing(tmp_path):
    found = read(tmp_path / "a.csv", "title,text\n")
    assert [each.reason for each in found] == ["no article in it"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["03/04/2031", "25/04/2031"], [date(2031, 4, 3), date(2031, 4, 25)]),
        (["03/04/2031", "04/25/2031"], [date(2031, 3, 4), date(2031, 4, 25)]),
        (["3/4/31", "4/25/31"], [date(2031, 3, 4), date(2031, 4, 25)]),
        (["03/04/2031", "05/06/2031"], [None, None]),
        (["03/04/2031", "25/04/2031", "04/25/2031"], [None, date(2031, 4, 25), date(2031, 4, 25)]),
    ],
)
def test_the_whole_column_decides_whether_days_come_first(tmp_path, written, expected):
    rows = [["text", "date"], *(["It rained.", day] for day in written)]
    found = read(tmp_path / "a.csv", table(rows, ","))
    assert days(found) == expected
    doubtful = [note for each in found for note in each.notes]
    assert [note.kind for note in doubtful] == ["doubtful"] * expected.count(None)


def test_each_column_of_dates_has_its_own_order(tmp_path):
    rows = "text,date,updated\na b,03/04/2031,03/04/2031\nc d,25/04/2031,04/25/2031\n"
    first = read(tmp_path / "a.csv", rows)[0].article
    assert (first.published, first.updated) == (date(2031, 4, 3), date(2031, 3, 4))


def test_where_semicolons_part_cells_days_come_first_unless_the_column_shows_otherwise(tmp_path):
    usual = read(tmp_path / "a.csv", "text;date\nIt rained.;03/04/2031\n")
    shown = read(tmp_path / "b.csv", "text;date\nIt rained.;03/04/2031\nTwo.;04/25/2031\n")
    assert (days(usual), days(shown)[0]) == ([date(2031, 4, 3)], date(2031, 3, 4))


def test_every_sheet_of_a_workbook_is_read_with_its_own_dates(tmp_path):
    sheets = {
        "One": [["Titel", "Text", "Datum"], ["Quay", BODY, datetime(2031, 3, 4)], [None]],  # noqa: DTZ001
        "Two": [
            ["My list"],
            [],
            ["headline", "body", "date"],
            ["Two", "It rained.", "5 March 2031"],
        ],
        "Three": [["text", "updated"], ["It froze.", datetime(2031, 3, 6, 8, 30)]],  # noqa: DTZ001
        "Notes": [["hello", "world"]],
        "Empty": [],
    }
    found = read(tmp_path / "a.xlsx", book(sheets))
    assert texts(found) == [BODY, "It rained.", "It froze."]
    assert days(found) == [date(2031, 3, 4), date(2031, 3, 5), None]
    assert (found[2].article.updated, found[0].article.moment) == (date(2031, 3, 6), None)
    assert found[0].notes == (Note("left out", "sheet", "Notes"),)


def test_a_packed_workbook_is_read(tmp_path):
    packed = gzip.compress(book({"One": ROWS}))
    assert texts(read(tmp_path / "a.xlsx.gz", packed)) == [BODY, "It rained."]


def test_numbers_in_a_workbook_are_as_they_are_seen_there(tmp_path):
    rows = [["id", "text"], [7.0, "#N/A"], [8.5, "It rained."], [9.0, "It froze."]]
    found = read(tmp_path / "a.xlsx", book({"One": rows}))
    assert [each.article.id for each in found if isinstance(each, ReadArticle)] == ["8.5", "9"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 torn", b"no workbook", gzip.compress(b"x")])
def test_what_is_no_workbook_is_quarantined(tmp_path, data):
    for name in ("a.xlsx", "b.xlsx.gz"):
        found = read(tmp_path / name, data)
        assert [type(each) for each in found] == [Quarantined]
        assert "workbook" in found[0].reason or "compressed" in found[0].reason


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("index.articles.records.workbooks._MAX_UNPACKED", 100_000)
    found = read(
        tmp_path / "a.xlsx", book({"One": [["text"], *([f"a{n}" * 50] for n in range(2000))]})
    )
    assert "the limit is 100,000, save it as CSV" in found[0].reason
