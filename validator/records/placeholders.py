"""What a draft leaves to a person: `"?"`, or `"? VN, JP"` with the choices behind the mark.

A placeholder may stand for a value or for a key. Wherever it stands, the record that holds it is refused, so that a
draft never counts as claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from validator.records.suggest import listing

OPEN: Final = "?"
AND_MORE: Final = "…"
"""As the last choice: others fit as well."""


def placeholder(choices: Iterable[str] = (), *, more: bool = False) -> str:
    """The placeholder for a choice; `more` tells that the choices are not all there are."""
    listed = ", ".join([*choices, *([AND_MORE] if more else [])])
    return f"{OPEN} {listed}" if listed else OPEN


def is_placeholder(text: str) -> bool:
    return text == OPEN or text.startswith(f"{OPEN} ")


def choices_of(text: str) -> tuple[str, ...]:
    """The choices that a placeholder names."""
    named = (choice.strip() for choice in text.removeprefix(OPEN).split(","))
    return tuple(choice for choice in named if choice and choice != AND_MORE)


def how_to_decide(text: str) -> str:
    """What to do about a placeholder, as the suggestion of a fault."""
    named = choices_of(text)
    if not named:
        return "a person decides what stands here"
    other = ", or another" if text.rstrip().endswith(AND_MORE) else ""
    return f"choose one of {listing(named)}{other}" if len(named) > 1 else f"write {listing(named)}{other}"
