"""Statements measured on articles in which people marked who said what."""

from assistant.evaluation.marked.measuring import measure_marked
from assistant.evaluation.marked.reading import read_marked
from assistant.evaluation.marked.types import MarkedArticle, MarkedReport, Marking, Miss

__all__ = ["MarkedArticle", "MarkedReport", "Marking", "Miss", "measure_marked", "read_marked"]
