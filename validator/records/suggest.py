"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LISTED = 12
_LONGEST_COMPARED = 100


def did_you_mean(word: str, choices: Iterable[str], *, cutoff: int = 66) -> str:
    """`did you mean `x`?` for the nearest of the choices, or nothing where none is near."""
    near = nearest(word, choices, cutoff=cutoff)
    return f"did you mean `{near}`?" if near is not None else ""


def nearest(word: str, choices: Iterable[str], *, cutoff: int = 66) -> str | None:
    """The choice most like `word`, if at least `cutoff` percent alike; case does not count, ties go by the alphabet."""
    candidates, folded_candidates = _prepared(frozenset(choices))
    folded = word.casefold()[:_LONGEST_COMPARED]
    # Imported here because it is needed only when something is wrong.
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded, folded_candidates, scorer=fuzz.ratio, score_cutoff=cutoff)
    return None if best is None else candidates[best[2]]


@lru_cache(maxsize=16)
def _prepared(choices: frozenset[str]) -> tuple[list[str], list[str]]:
    """The choices in order, as they are and with case folded."""
    candidates = sorted(choices)
    return candidates, [choice.casefold() for choice in candidates]


def listing(choices: Iterable[str]) -> str:
    """`a`, `b` or `c`; long lists are cut, and the cut is told."""
    words = [f"`{choice}`" for choice in choices]
    if len(words) > _LISTED:
        return ", ".join(words[:_LISTED]) + f" or one of {len(words) - _LISTED} more"
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" or {words[-1]}" if words else "nothing"


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2,000 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def suggest(word: str, choices: Iterable[str], *, also: str = "", list_all: bool = True) -> str:
    """The nearest choice, else `also`, else the choices themselves."""
    words = choices if isinstance(choices, frozenset) else list(choices)
    return did_you_mean(word, words) or also or (f"one of {listing(words)}" if words and list_all else "")
