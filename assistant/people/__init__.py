"""The people who are let in, where only some are: names, passwords, and who is signed in."""

from __future__ import annotations

from assistant.people.lockout import Lockout
from assistant.people.passwords import LONGEST, SHORTEST, BadPassword
from assistant.people.people import LIFETIME, BadName, People, PeopleError, Person, UnknownPerson

__all__ = [
    "LIFETIME",
    "LONGEST",
    "SHORTEST",
    "BadName",
    "BadPassword",
    "Lockout",
    "People",
    "PeopleError",
    "Person",
    "UnknownPerson",
]
