"""The real thing, built once: the sample archive with the real model in it."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "docs" / "sample"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory):
    """Build the sample archive; only tests marked slow should want it."""
    from index import Index

    with Index.build([SAMPLE / "articles"], tmp_path_factory.mktemp("sample") / "archive") as index:
        yield index
