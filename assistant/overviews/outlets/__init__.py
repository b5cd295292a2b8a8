"""Questions that the list at an article's end answers: outlets it names, and their headlines.

The list is data, and no evidence that an outlet reported what the article says. This is the door.
"""

from assistant.overviews.outlets.asking import Asked, asked_of
from assistant.overviews.outlets.telling import Named, named_by

__all__ = ["Asked", "Named", "asked_of", "named_by"]
