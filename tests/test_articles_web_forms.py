"""Page forms of content systems and newspapers: each gives what stands above its page.

Every file in tests/pages is what is expected, in YAML, a line of ===== and an invented page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from index.articles.html import read_html
from index.articles.stated import Stated, Unreadable

FORMS = sorted((Path(__file__).parent / "pages").glob("*.page"))


def parted(form: Path) -> tuple[dict[str, Any], bytes]:
    expected, _, page = form.read_text("utf-8").partition("\n=====\n")
    return yaml.load(expected, Loader=yaml.BaseLoader), page.encode()


def blocks(stated: Stated) -> list[str]:
    return str(stated.fields["text"]).split("\n\n")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_page_form_is_read_as_a_reader_sees_it(form):
    expected, page = parted(form)
    if reason := expected.get("unreadable"):
        with pytest.raises(Unreadable, match=reason):
            list(read_html(page))
        return
    found = list(read_html(page))
    wanted = expected.get("stated", [expected])
    assert len(found) == len(wanted)
    for stated, want in zip(found, wanted, strict=True):
        lines = [line for block in want["blocks"] for line in block.split("\n")]
        assert [line for block in blocks(stated) for line in block.split("\n")] == lines
        for field in ("title", "outlet", "published", "updated", "section", "url", "story"):
            if field in want:
                assert stated.fields.get(field, "") == want[field], field
        assert stated.fields["authors"] == want["authors"]
        left_out = {note.what: str(note.count) for note in stated.notes if note.kind == "left out"}
        assert left_out.items() >= want.get("left_out", {}).items()


def test_there_are_at_least_thirty_forms():
    assert len(FORMS) >= 30
