"""Questions for what the archive holds: counts, outlets, days, articles. This is the door.

They are answered from the catalog, as data: no article says it, so there is nothing to cite.
"""

from assistant.overviews.holdings.asking import Asked, asked_of
from assistant.overviews.holdings.telling import PASSAGES, Held, held, limited

__all__ = ["PASSAGES", "Asked", "Held", "asked_of", "held", "limited"]
