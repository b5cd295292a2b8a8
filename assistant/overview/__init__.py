"""The course of a story, told by quoted sentences in order of time. This is the door."""

from assistant.overview.choosing import Line, course
from assistant.overview.telling import PASSAGES, Story, is_about, story_of
from assistant.overview.topic import Topic, opening

__all__ = ["PASSAGES", "Line", "Story", "Topic", "course", "is_about", "opening", "story_of"]
