"""JSON with an indent is written by hand, and is what the standard library writes."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from validator.report.json import _indented

SINGLE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())
VALUES = st.recursive(
    SINGLE,
    lambda inner: st.one_of(st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text(), inner)),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.sampled_from([1, 2, 4]))
def test_it_is_what_the_standard_library_writes(value: object, indent: int) -> None:
    assert _indented(value, indent, "\n") == json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
