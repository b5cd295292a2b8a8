"""Reading what a model writes: its citations taken out of the text, its text cut into sentences.

Pure, and the same however the text is cut into chunks. This is the door.
"""

from assistant.writing.markers.parsing import MarkerParser, Marks, defused
from assistant.writing.markers.replies import has_all, numbered_lines
from assistant.writing.markers.sentences import SentenceStream

__all__ = ["MarkerParser", "Marks", "SentenceStream", "defused", "has_all", "numbered_lines"]
