"""An id belongs to the first row of its source that can be read, as it does where every row is read one by one."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import SOURCE, claim, corpus, write_jsonl
from bulk.random_rows import VOCABULARY, random_claim
from bulk.test_screen_misses_nothing import LEFT_OUT, told
from validator.bulk.checking import check
from validator.bulk.corpus import load_with_rows
from validator.judgement.reporting import Options, report_on

CORPORA = int(os.environ.get("VALIDATOR_BULK_CORPORA", "20")) // 4
IN_YAML = """\
source: {language: en, published: 2020-06-01, sha256: %s}
claims:
  - {id: c2, quote: words, subject: a, property: office, is: P, during: 2019}
"""


def held_against_each_other(root: Path, kept: Path) -> None:
    full, _ = report_on(load_with_rows(root), Options(ignore=LEFT_OUT))
    from_nothing = not kept.exists()
    screened, tally = check(root, cache=kept)
    assert from_nothing or check(root) == (screened, tally)
    assert told(screened) == told(full)
    assert (screened.corpus, screened.unreadable) == (full.corpus, full.unreadable)


@pytest.mark.parametrize("seed", range(CORPORA))
def test_who_has_an_id_is_told_alike(seed: int, tmp_path: Path) -> None:
    random, kept = Random(seed), tmp_path / "kept"
    root = corpus(tmp_path, [], sources=[SOURCE, SOURCE | {"id": "s2"}], vocabulary=VOCABULARY)
    if seed % 2:
        (root / "claims" / "s3.yaml").write_text(IN_YAML % ("0" * 64), encoding="utf-8")
    for name in ("archive", "more", "archive"):
        write_jsonl(root / "claims" / f"{name}.jsonl", [random_row(random) for _ in range(random.randint(3, 9))])
        held_against_each_other(root, kept)


def random_row(random: Random) -> dict[str, Any]:
    row = {"source": f"s{random.randint(1, 4)}", "id": f"c{random.randint(1, 5)}", "quote": "words"}
    return row | random_claim(random, 0.5)


def test_a_row_that_is_no_claim_leaves_its_id_to_another(tmp_path: Path) -> None:
    rows = [claim(1, property="mayor", is_="nobody"), claim(1, property="mayor", is_="ann", at="2019-01-01")]
    report, tally = check(corpus(tmp_path, [*rows, claim(1, property="mayor", is_="bo", at="2019-01-01")]))
    faults = [f.message for f in report.findings]
    assert tally.claims == 1
    assert ["nobody" in faults[0], "again" in faults[1]] == [True, True]
