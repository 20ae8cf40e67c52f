"""Why a tool did not do what it was asked to."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - reads as what happened, like the other errors a user sees
    """What was expected and what was found, with a suggestion where there is one."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return self.message + (f" ({self.suggestion})" if self.suggestion else "")
