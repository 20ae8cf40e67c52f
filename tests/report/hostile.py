"""How hard the reports are tried with texts made to be misread."""

from __future__ import annotations

import os

from hostile_texts import PAYLOADS
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "100"))
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

texts = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(max_size=40),
    st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=10)), min_size=1, max_size=4).map("".join),
)
