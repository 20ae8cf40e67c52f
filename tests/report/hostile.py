"""How hard the reports are tried with texts made to be misread."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from hostile_sample import KINDS
from hostile_texts import PAYLOADS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "100"))
TOGETHER = len(KINDS)
"""Texts in one report: as many as it has findings, so that one reading of it checks them all."""


def tried(examples: int) -> settings:
    slow = [HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=slow)


SETTINGS = tried(EXAMPLES)

texts = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(max_size=40),
    st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=10)), min_size=1, max_size=4).map("".join),
)


def on_hostile_reports(*choices: Sequence[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Runs a test on tuples of texts, each for one report: every payload alone, in findings of every verdict, then as
    many texts as each format is tried on. Each of `choices` gives one further argument.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        together = st.lists(texts, min_size=TOGETHER, max_size=TOGETHER).map(tuple)
        found: Any = tried(-(-EXAMPLES // TOGETHER))(given(together, *map(st.sampled_from, choices))(test))
        for at, payload in enumerate(PAYLOADS):
            found = example((payload,), *(each[at % len(each)] for each in choices))(found)
        return found

    return decorate
