"""Why a tool did not do what it was asked to."""

from __future__ import annotations

from collections.abc import Iterable


class Refusal(Exception):  # noqa: N818 - reads as what happened, like the other errors a user sees
    """What was expected and what was found, with a suggestion where there is one."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return self.message + (f" ({self.suggestion})" if self.suggestion else "")


def unknown(what: str, found: str, known: Iterable[object]) -> str:
    """That a word is none of those that may stand in its place, and which was probably meant."""
    from validator.records.suggest import did_you_mean, listing

    names = [str(name) for name in known]
    meant = did_you_mean(found, names)
    return f"expected {listing(names)} as {what}, found `{found}`" + (f"; {meant}" if meant else ".")
