"""A short run of every fuzzing target; `scripts/fuzz.py` runs them for hours."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest
from good_corpus import ROOT


def load_script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("fuzz", ROOT / "scripts/fuzz.py")
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    sys.modules["fuzz"] = script
    specification.loader.exec_module(script)
    return script


FUZZ = load_script()
TARGETS = sys.modules["fuzz_targets"]
MOST = {
    "reader": 400, "corpus": 25, "dates": 300, "quantities": 250, "quotes": 600, "formulas": 2_000, "reports": 25,
    "rulings": 300, "baselines": 1_500, "formatting": 150, "rows": 400, "patterns": 300,
    "imports": 60,
}  # fmt: skip
"""Inputs for each target, about a second's worth: a count, so that a slow machine tries the same ones."""


@pytest.mark.parametrize("name", FUZZ.TARGETS)
def test_nothing_is_found_in_a_short_run(name: str) -> None:
    count, data, message = FUZZ.blind(FUZZ.TARGETS[name], seconds=60, seed=1, most=MOST[name])
    assert not message, f"{message}\n{data!r}"
    assert count == MOST[name]


def test_a_fault_is_found_and_kept(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    def faulty(data: bytes) -> None:
        if b"&" in data:
            raise ZeroDivisionError("planted")

    count, data, message = FUZZ.blind(FUZZ.Fuzzed(faulty, lambda: [b"a: b"]), seconds=60, seed=1, most=10_000)
    assert message == "ZeroDivisionError: planted"
    assert b"&" in data
    assert count < 10_000


def test_the_targets_check_what_they_say() -> None:
    """Each target fails when the code it guards gives a wrong answer."""
    with pytest.raises(AssertionError):
        TARGETS.refuse("NaN")
    with pytest.raises(AssertionError):
        TARGETS.told(ValueError(""))
    with pytest.raises(AssertionError, match="s for"):  # noqa: PT012 - what was changed is put back whatever happens
        original, FUZZ.SLOWEST = FUZZ.SLOWEST, -1.0
        try:
            FUZZ.tried(lambda _: None, b"")
        finally:
            FUZZ.SLOWEST = original


def test_an_unknown_target_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        FUZZ.main(["raeder"])
    assert ended.value.code == 2
    assert "found raeder" in capsys.readouterr().err
