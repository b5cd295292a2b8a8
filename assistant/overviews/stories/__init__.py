"""The course of a story, told by quoted sentences in order of time. This is the door."""

from assistant.overviews.stories.choosing import Line, course
from assistant.overviews.stories.telling import PASSAGES, Story, is_about, story_of
from assistant.overviews.stories.topic import Topic, opening

__all__ = ["PASSAGES", "Line", "Story", "Topic", "course", "is_about", "opening", "story_of"]
