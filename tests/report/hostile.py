"""Texts made to be misread: by terminals, forges, spreadsheets, parsers and readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from hostile_sample import HOSTILE, KINDS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "100"))
TOGETHER = len(KINDS)
"""Texts in one report: as many as it has findings, so that one reading of it checks them all."""


def tried(examples: int) -> settings:
    slow = [HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=slow)


SETTINGS = tried(EXAMPLES)

PAYLOADS = (
    HOSTILE,
    "\x1b[2J\x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "::error file=a,line=1::x",
    "##[add-mask]a ###[group]b",
    "=1+1",
    "＝1",
    " @SUM(A1)",
    "+\t-",
    "]]><x/>",
    "</script><svg onload=alert(1)>",
    "</details></details>",
    "</code></pre>",
    "<!-- -->",
    "```",
    "| a | b |",
    "@everyone",
    "#12 GH-12 !12",
    "[a](http://evil.example) ![a](b) <http://evil.example>",
    "www.evil.example",
    "1. x",
    "- x",
    "# x",
    "\\",
    "\\[",
    "&amp;#64;",
    "&#64;all",
    "{{ 7 * 7 }}",
    "{% include 'x' %}",
    "[/red][bold]",
    "\ud800\udfff",
    "\ufdd0\ufffe\U0010ffff",
    "\u202eabc\u2066",
    "👩\u200d👩\u200d👧",
    "می\u200cخواهم",
    "a\u200db",
    "e" + "\u0301" * 200,
    "越南" * 40,
    "a" * 300,
    "-->",
    "'\"",
    "${{ github.token }}",
    "%0A::error::x",
    "NaN",
)

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
