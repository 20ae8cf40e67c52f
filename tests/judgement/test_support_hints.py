"""Where an unsupported date stands elsewhere in the text, the message says so, if it can be that date."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_corpus

from validator.judgement.reporting import report_on
from validator.records.opening import load


@pytest.mark.parametrize(
    ("when", "text", "hinted"),
    [
        ("2020-11-08", "The last flight departs on November 8.", "November 8"),
        ("2011-11-08", "The last flight departs on November 8.", ""),
        ("2011-11-08", "The first was to depart on November 8, 2011.", "November 8, 2011"),
        ("2021-11-08", "The last flight departs on November 8.", "November 8"),
    ],
)
def test_words_without_a_year_are_of_a_year_near_the_publication(
    tmp_path: Path, when: str, text: str, hinted: str
) -> None:
    told = {
        "entities": ["hall"],
        "properties": {"opened": {"kind": "event"}},
        "a": {
            "published": "2020-10-31",
            "claims": [
                {"subject": "hall", "property": "opened", "when": when, "mood": "planned", "quote": "It opens in May."},
                {"subject": "hall", "property": "opened", "mood": "planned", "quote": text},
            ],
        },
    }
    found = report_on(load(small_corpus.write_parsed(tmp_path, told)))[0].findings
    (message,) = [f.message for f in found if f.rule == "unsupported-value"]
    assert ("The text has it in" in message) is bool(hinted)
    assert f"“{hinted}”" in message or not hinted
