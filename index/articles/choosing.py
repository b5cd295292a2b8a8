"""Choosing what counts as one of our fields, where its owner says where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.articles.names import OUR_NAMES, same_name, says_something
from index.articles.stated import Fields
from index.errors import InputError


def checked_choice(choice: Mapping[str, str]) -> dict[str, str]:
    """Give `choice`, from our name of a field to the place of its value.

    Raises:
        InputError: where a name is none of ours, or a place is empty.
    """
    for ours, place in choice.items():
        if ours not in OUR_NAMES:
            raise InputError(
                f"No field is named {ours!r}; name one of {', '.join(OUR_NAMES)}, as in text=body."
            )
        if not place.strip():
            raise InputError(f"The field {ours!r} needs a place, as in {ours}=content.body.")
    return dict(choice)


def chosen(fields: Fields, choice: Mapping[str, str]) -> dict[str, object]:
    """Give the values that `choice` places, under our names; what is not there is left out."""
    found = {ours: value_at(fields, place) for ours, place in choice.items()}
    return {ours: value for ours, value in found.items() if says_something(value)}


def value_at(fields: Fields, place: str) -> object:
    """Give the value at `place`: a name, a JSON pointer or names with dots; None where none is."""
    if place in fields:
        return fields[place]
    if place.startswith("/"):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in place[1:].split("/")]
    else:
        steps = place.split(".")
    value: object = fields
    for step in steps:
        value = _inside(value, step)
    return value


def _inside(value: object, step: str) -> object:
    if isinstance(value, Mapping):
        if step in value:
            return value[step]
        return next((each for name, each in value.items() if same_name(str(name), step)), None)
    if isinstance(value, Sequence) and not isinstance(value, str) and step.isdigit():
        return value[int(step)] if int(step) < len(value) else None
    return None
