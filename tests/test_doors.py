"""The two doors: every public name is there, and knocking costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import assistant
import index

HEAVY = "chromadb gradio langchain_core numpy onnxruntime sentence_transformers tantivy torch"
PUBLIC = [(door, name) for door in (index, assistant) for name in door.__all__]


@pytest.mark.parametrize(("door", "name"), PUBLIC, ids=lambda each: getattr(each, "__name__", each))
def test_every_public_name_is_there(door, name):
    assert getattr(door, name) is not None


@pytest.mark.parametrize("door", [index, assistant])
def test_no_public_name_is_said_twice(door):
    assert len(set(door.__all__)) == len(door.__all__)


@pytest.mark.parametrize("door", [index, assistant])
def test_an_unknown_name_is_an_attribute_error_that_names_it(door):
    with pytest.raises(AttributeError, match=f"'{door.__name__}' has no attribute 'Indx'"):
        _ = door.Indx


def test_importing_both_doors_loads_no_heavy_vendor():
    code = f"import sys, index, assistant; print(*set('{HEAVY}'.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_who_only_asks_loads_no_reader_of_files():
    code = "import sys, index.index; print(*(each for each in sys.modules if 'index.art' in each))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
