"""Answers that a language model writes, checked before anybody reads them. This is the door.

Read in this order: `writer` (what is asked of the model), `draft` (how its text is read, mended
and settled), `checker` (what a sentence is held against), `composing` and `registry` (numbers and
places), `talk` (time, retries), `following` (follow-ups).
"""

from assistant.writing.draft import Written
from assistant.writing.following import written_out
from assistant.writing.talk import Talk
from assistant.writing.writer import Limits, ModelOptions, Writer

__all__ = ["Limits", "ModelOptions", "Talk", "Writer", "Written", "written_out"]
