from __future__ import annotations

import csv
import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from index.articles import read_articles
from index.types import Article, Quarantined, ReadArticle

BODY = "The quay at Lumen Bay was closed on Tuesday."


def read(path: Path, content: str | bytes) -> tuple[list[Article], list[tuple[int, str]]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(read_articles([path]))
    return (
        [each.article for each in found if isinstance(each, ReadArticle)],
        [(each.line, each.reason) for each in found if isinstance(each, Quarantined)],
    )


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_bad_line_is_quarantined_with_its_number_and_the_rest_goes_on(tmp_path):
    bad = '{"text": "cut of\n\n[1]\n{"title": "Quay"}\n{"text": 5}\n'
    articles, problems = read(tmp_path / "a.jsonl", bad + lines({"id": 7, "text": BODY}))
    assert [article.id for article in articles] == ["7"]
    assert [line for line, _ in problems] == [1, 3, 4, 5]
    assert problems[0][1].startswith("not valid JSON (Unterminated string")
    assert problems[1][1] == "not a JSON object"
    assert problems[2][1].startswith("no text; expected a string named text, body, content")
    assert "it has title. Say which is the text, as in --field text=NAME" in problems[2][1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_are_read_in_every_usual_encoding(tmp_path, encoding):
    line = json.dumps({"text": "The café isn’t open."}, ensure_ascii=False) + "\r\n"
    articles, problems = read(tmp_path / "a.ndjson", (line * 2).encode(encoding))
    assert [article.text for article in articles] == ["The café isn’t open."] * 2
    assert not problems


def test_a_file_of_records_is_streamed(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines(*({"id": n, "text": BODY} for n in range(3))))
    with path.open("a") as stream:
        found = islice(read_articles([path]), 1)
        stream.write(lines({"id": "late", "text": BODY}))
        stream.flush()
        assert [each.article.id for each in found if isinstance(each, ReadArticle)] == ["0"]


def test_what_was_read_before_a_compressed_file_breaks_off_stays(tmp_path):
    whole = gzip.compress(
        lines(*({"id": n, "text": f"{BODY} {n * 7919}"} for n in range(500))).encode()
    )
    articles, problems = read(tmp_path / "a.jsonl.gz", whole[: len(whole) // 2])
    assert [article.id for article in articles[:2]] == ["0", "1"]
    assert len(articles) < 500
    assert problems[-1][1].startswith("the compressed file breaks off here")


def test_a_file_that_only_says_it_is_compressed_is_quarantined(tmp_path):
    articles, problems = read(tmp_path / "a.jsonl.gz", lines({"text": BODY}))
    assert (articles, len(problems)) == ([], 1)


@pytest.mark.parametrize("content", [{"text": BODY}, [{"text": BODY}]])
def test_json_holds_a_list_of_records_or_one(tmp_path, content):
    articles, problems = read(tmp_path / "a.json", json.dumps(content))
    assert ([article.text for article in articles], problems) == ([BODY], [])


@pytest.mark.parametrize("content", ["{", "[" * 100_000, "[1" + "0" * 5000 + "]"])
def test_json_that_cannot_be_read_is_quarantined(tmp_path, content):
    for name in ("a.json", "a.jsonl"):
        articles, problems = read(tmp_path / name, content)
        assert (articles, len(problems)) == ([], 1)


def test_csv_fields_may_be_long_and_of_many_lines(tmp_path):
    long = f"{BODY}\n\nIt said: “{'a, ' * 60_000}”"
    limit = csv.field_size_limit()
    with (tmp_path / "in.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(
            [["id", "Headline", "body"], ["x", "Quay, shut", long], [], ["y", "", BODY]]
        )
    found = [each for each in read_articles([tmp_path / "in.csv"]) if isinstance(each, ReadArticle)]
    assert [each.article.text for each in found] == [long, BODY]
    assert [each.line for each in found] == [2, 6]
    assert csv.field_size_limit() == limit


def test_a_bad_row_is_quarantined_and_the_rest_goes_on(tmp_path):
    rows = f'id,text\na,"{BODY}"x\nb,quay,shut\nc,\nd,{BODY}\ne,"{BODY}\nf,{BODY}\n'
    articles, problems = read(tmp_path / "a.csv", rows)
    assert [article.id for article in articles] == ["d"]
    assert [line for line, _ in problems] == [2, 3, 4, 6]
    assert problems[1][1] == "3 values for 2 columns; is a quote missing?"
    assert problems[3][1] == "not valid CSV (unexpected end of data)"


def test_csv_that_is_not_unicode_is_read(tmp_path):
    articles, _ = read(tmp_path / "a.csv", "id,text\na,The café isn’t open.\n".encode("cp1252"))
    assert articles[0].text == "The café isn’t open."


def test_csv_without_a_column_of_text_is_one_problem(tmp_path):
    articles, problems = read(tmp_path / "a.csv", "id;words\n1;a\n2;b\n")
    assert (articles, len(problems)) == ([], 1)
    assert problems[0][1].startswith("no column of text; the first row has “id”, “words”.")
    assert "--field text=COLUMN" in problems[0][1]
