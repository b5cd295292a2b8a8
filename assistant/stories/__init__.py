"""Stories: articles of one event, grouped, and what they tell. This is the door."""

from assistant.stories.stories import Stories

__all__ = ["Stories"]
